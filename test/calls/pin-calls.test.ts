import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Caller } from '../../scripts/carrier/carrier.ts';
import { createPinImport } from '../../src/booking/pg-pin-import.ts';
import { drawPins } from '../../src/booking/pin.ts';
import { DependencyDown } from '../../src/platform/errors.ts';
import { Cipher, LookupHash } from '../../src/platform/ids.ts';
import { type Line, startLine } from '../support/line.ts';
import { BIRTH, faultyDocuments, pressAll, stockDays } from '../support/walks.ts';

/** Born long after the last year that may book yet. */
const YOUNG = ['07', '08', '1990'];

let number = 0;
const drawn = drawPins(() => number++);
const nextPin = (): string => drawn.next().value;

let line: Line;
let lastCaller = 100;

beforeAll(async () => {
  line = await startLine();
  await stockDays(line, 'Hagen', [10, 11], ['14:00', '15:00'], 30);
});
beforeEach(async () => {
  await line.pool.query('truncate bookings, invitation_pins cascade');
  await line.pool.query('update slots set taken = 0');
});
afterAll(() => line.close());

/** Somebody at the main menu, from a number of their own. */
const somebody = (): Promise<Caller> => {
  lastCaller += 1;
  return line.call(`+492331207${lastCaller}`);
};

async function importPins(...pins: string[]): Promise<void> {
  const { config, pool, hotline } = line;
  const keys = { cipher: new Cipher(config.dataKey), lookup: new LookupHash(config.lookupKey) };
  const csv = ['pin,name,street,plz,city', ...pins.map((pin) => `${pin},Vorname Nachname,Straße 3,58095,Hagen`)].join('\n');
  await createPinImport({ pool, ...keys }).importCsv(() => [Buffer.from(csv)], { nowMs: 0 });
  await hotline.house.parts.pins.refresh();
}

const booked = async () =>
  (
    await line.pool.query<{ person: number; pin: boolean }>(
      "select person, pin_hash is not null as pin from bookings where state = 'booked' order by person",
    )
  ).rows;

describe('while there are no PINs', () => {
  it('nobody is asked for one', async () => {
    await line.hotline.house.parts.pins.refresh();
    const caller = await somebody();
    await caller.press('1');
    expect(caller.heard).toContain('Zuerst nur den Tag');
    expect(caller.heard).not.toContain('Kennziffer');
  });
});

describe('a caller with the PIN of the invitation letter', () => {
  it('books with it at any age, and hears that a letter will come', async () => {
    const pin = nextPin();
    await importPins(pin);
    const caller = await somebody();
    await caller.press('1');
    expect(caller.heard).toContain('Steht in Ihrem Brief eine Kennziffer?');
    await pressAll(caller, '1', pin);
    expect(caller.heard).toContain('Die Kennziffer stimmt');
    await pressAll(caller, ...YOUNG, '1');
    expect(caller.heard).toContain('Postleitzahl');
    await pressAll(caller, '58095', '1', '1', '1', '1', '2');
    expect(caller.heard).toContain('mit der Post');
    expect(await booked()).toEqual([{ person: 1, pin: true }]);
    expect(faultyDocuments(line)).toEqual([]);
  });

  it('cannot book with it twice, and may hear the appointment instead', async () => {
    const pin = nextPin();
    await importPins(pin);
    await pressAll(await somebody(), '1', '1', pin, ...BIRTH, '1', '58095', '1', '1', '1', '1', '2');
    const again = await somebody();
    await pressAll(again, '1', '1', pin);
    expect(again.heard).toContain('Für diese Kennziffer gibt es schon einen Termin');
    await again.press('1');
    expect(again.heard).toContain('Tippen Sie Ihre Terminnummer ein');
    expect(await booked()).toHaveLength(1);
  });

  it('as one of two books for both, each with a PIN of their own', async () => {
    const [hers, his] = [nextPin(), nextPin()];
    await importPins(hers, his);
    const caller = await somebody();
    await pressAll(caller, '1', '1', hers, ...BIRTH, '1', '58095', '1', '2');
    expect(caller.heard).toContain('Jetzt zu der zweiten Person');
    await pressAll(caller, '1', hers);
    expect(caller.heard).toContain('gehört schon zu der ersten Person');
    await pressAll(caller, his, ...YOUNG, '1');
    expect(caller.heard).toContain('Wir haben einen Termin für Sie');
    await pressAll(caller, '1', '1');
    expect(await booked()).toEqual([
      { person: 1, pin: true },
      { person: 2, pin: true },
    ]);
  });
});

describe('a caller without a PIN', () => {
  it('says so, or says nothing, and goes on as ever', async () => {
    await importPins(nextPin());
    const saysNo = await somebody();
    await pressAll(saysNo, '1', '2');
    expect(saysNo.heard).toContain('Zuerst nur den Tag');
    const silent = await somebody();
    await silent.press('1');
    for (let round = 0; round < 3; round += 1) await silent.silence();
    expect(silent.heard).toContain('Zuerst nur den Tag');
    await pressAll(saysNo, ...YOUNG, '1');
    expect(saysNo.heard).toContain('Sie sind es noch nicht');
  });

  it('of two goes on to the second birth date', async () => {
    await importPins(nextPin());
    const caller = await somebody();
    await pressAll(caller, '1', '2', ...BIRTH, '1', '58095', '1', '2', '2');
    expect(caller.heard).toContain('Jetzt der Geburtstag der zweiten Person');
    await pressAll(caller, ...BIRTH, '1', '1', '1');
    expect(await booked()).toEqual([
      { person: 1, pin: false },
      { person: 2, pin: false },
    ]);
  });
});

describe('wrong PINs', () => {
  it('are told kindly, mistyped and unknown ones alike, and after three it goes on without', async () => {
    const known = nextPin();
    await importPins(known);
    const caller = await somebody();
    await pressAll(caller, '1', '1', `${known.slice(0, 9)}${(Number(known[9]) + 1) % 10}`);
    expect(caller.heard).toContain('Diese Kennziffer stimmt noch nicht');
    await pressAll(caller, nextPin());
    expect(caller.heard).toContain('Diese Kennziffer kennen wir nicht');
    await pressAll(caller, nextPin(), nextPin());
    expect(caller.heard).toContain('Wir machen ohne die Kennziffer weiter');
    expect(caller.heard).toContain('Zuerst nur den Tag');
    // Age counts again for who could not show one
    await pressAll(caller, ...YOUNG, '1');
    expect(caller.heard).toContain('Sie sind es noch nicht');
  });

  it('from one number are enough after ten in an hour; then not even a right one is taken', async () => {
    const known = nextPin();
    await importPins(known);
    const from = '+492331207999';
    for (let call = 0; call < 4; call += 1) {
      const caller = await line.call(from);
      await pressAll(caller, '1', '1', nextPin(), nextPin(), nextPin());
      await caller.hangUp();
    }
    const caller = await line.call(from);
    await pressAll(caller, '1', '1', known);
    expect(caller.heard).toContain('Wir machen ohne die Kennziffer weiter');
    const other = await somebody();
    await pressAll(other, '1', '1', known);
    expect(other.heard).toContain('Die Kennziffer stimmt');
  });

  it('are in nothing that is sent to the telephone network', async () => {
    const pin = nextPin();
    await importPins(nextPin());
    const caller = await somebody();
    await pressAll(caller, '1', '1', pin);
    const sent = line.carrier.requests.map(({ path, response }) => `${path} ${response}`).join('\n');
    expect(sent).not.toContain(pin);
  });
});

describe('while the store of PINs does not answer', () => {
  it('the PIN cannot be checked, which is said, and the call goes on', async () => {
    const pin = nextPin();
    await importPins(pin);
    const { pins } = line.hotline.house.parts;
    const { stateOf } = pins;
    pins.stateOf = async () => Promise.reject(new DependencyDown('postgres', new Error('away')));
    try {
      const caller = await somebody();
      await pressAll(caller, '1', '1', pin);
      expect(caller.heard).toContain('Die Kennziffer können wir gerade nicht prüfen');
      expect(caller.heard).toContain('Zuerst nur den Tag');
    } finally {
      pins.stateOf = stateOf;
    }
  });
});
