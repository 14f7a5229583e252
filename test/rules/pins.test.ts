import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dammDigit } from '../../src/booking/damm.ts';
import { drawPins, isPin } from '../../src/booking/pin.ts';
import { readPinCsv } from '../../src/booking/pin-csv.ts';

const nineDigits = fc.integer({ min: 0, max: 999_999_999 });
const pinOf = (nine: number): string => `${String(nine).padStart(9, '0')}${dammDigit(String(nine).padStart(9, '0'))}`;

describe('PINs of invitation letters', () => {
  it('have ten digits and carry a right check digit', () => {
    fc.assert(
      fc.property(nineDigits, (nine) =>
        isPin(
          [
            ...take(
              drawPins(() => nine),
              1,
            ),
          ][0] ?? '',
        ),
      ),
    );
  });

  it('with one wrong digit, or two neighbours swapped, are noticed', () => {
    fc.assert(
      fc.property(nineDigits, fc.nat(9), fc.integer({ min: 1, max: 9 }), (nine, at, by) => {
        const pin = pinOf(nine);
        const wrong = pin.slice(0, at) + ((Number(pin[at]) + by) % 10) + pin.slice(at + 1);
        const swapped = pin.slice(0, at) + (pin[at + 1] ?? '') + (pin[at] ?? '') + pin.slice(at + 2);
        return !isPin(wrong) && (swapped === pin || !isPin(swapped));
      }),
    );
  });

  it('of another length, or with anything but digits, are none', () => {
    for (const text of ['', '012345678', '01234567860', '012345678x', ' 012345678']) expect(isPin(text)).toBe(false);
  });

  it('drawn twice by chance are given out once', () => {
    const draws = [7, 7, 8, 7, 8, 9];
    expect(
      take(
        drawPins(() => draws.shift() ?? 0),
        3,
      ),
    ).toEqual([7, 8, 9].map(pinOf));
  });
});

describe('a file of PINs and addresses', () => {
  const HEADER = 'pin,name,street,plz,city';
  const good = `${pinOf(1)},Name Nachname,Straße 3,58095,Hagen`;

  it('gives each good line with its place in the file', async () => {
    const address = { name: 'Name Nachname', street: 'Straße 3', plz: '58095', city: 'Hagen' };
    expect(await read(HEADER, good, '', `${pinOf(2)},"Nachname, Name",Straße 3,58095,Hagen`)).toEqual([
      { line: 2, pin: pinOf(1), address },
      { line: 4, pin: pinOf(2), address: { ...address, name: 'Nachname, Name' } },
    ]);
  });

  it('names line, column and reason of everything that is wrong, and never the PIN', async () => {
    const [first, second, third] = await read(
      HEADER,
      `0123456780,,Straße 3,5809,Hagen`,
      `${pinOf(1)},=1+1,Straße 3,58095,Hagen`,
      `${pinOf(2)},Name,Straße 3,58095`,
    );
    expect(first).toEqual({
      errors: [
        { line: 2, column: 'pin', value: '', reason: expect.stringContaining('check digit') },
        { line: 2, column: 'name', value: '', reason: 'must not be empty' },
        { line: 2, column: 'plz', value: '5809', reason: 'must be five digits' },
      ],
    });
    expect(second).toEqual({ errors: [{ line: 3, column: 'name', value: '=1+1', reason: expect.stringContaining('begin') }] });
    expect(third).toEqual({ errors: [{ line: 4, column: '', value: '', reason: 'must have 5 values, has 4' }] });
  });

  it('with another header, or empty, is refused as a whole', async () => {
    const fault = [{ errors: [{ line: 1, column: '', value: '', reason: `the first line must be ${HEADER}` }] }];
    expect(await read('name,pin', good)).toEqual(fault);
    expect(await read('')).toEqual(fault);
  });

  it('that is not text at all is a fault, not a crash', async () => {
    const read = readPinCsv(() => [Buffer.from(`${HEADER}\n"never closed,${'x'.repeat(20_000)}`)]);
    expect(await all(read)).toEqual([{ errors: [expect.objectContaining({ reason: expect.stringContaining('not readable') })] }]);
  });

  async function read(...lines: string[]) {
    return all(readPinCsv(() => [Buffer.from(lines.join('\n'))]));
  }
});

function take<T>(from: Iterator<T>, count: number): T[] {
  return Array.from({ length: count }, () => from.next().value);
}

async function all<T>(from: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of from) found.push(one);
  return found;
}
