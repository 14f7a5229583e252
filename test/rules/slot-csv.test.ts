import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readSlotCsv } from '../../src/booking/slot-csv.ts';
import { type ImportTerms, isRow, type LineError, type SlotRow } from '../../src/booking/slot-row.ts';

const known = { kreise: ['Hagen', 'Kreis Unna', 'Märkischer Kreis'], vaccines: ['biontech', 'moderna'] };
const HEADER = 'kreis,starts_at,dose,vaccine,capacity';
const TERMS = { nowMs: Date.UTC(2026, 10, 1) };

/** The file as it comes from a disk: in pieces that end anywhere. */
function* pieces(text: string, bytes: number): Generator<Uint8Array> {
  const all = Buffer.from(text);
  for (let from = 0; from < all.length; from += bytes) yield all.subarray(from, from + bytes);
}

async function readText(text: string, terms: ImportTerms = TERMS, bytes = 7) {
  const rows: SlotRow[] = [];
  const errors: LineError[] = [];
  for await (const read of readSlotCsv(() => pieces(text, bytes), known, terms)) {
    if (isRow(read)) rows.push(read);
    else errors.push(...read.errors);
  }
  return { rows, errors };
}

const read = (...lines: string[]) => readText([HEADER, ...lines].join('\n'));
const places = ({ errors }: { errors: LineError[] }) => errors.map(({ line, column }) => `${line} ${column}`.trim());

describe('a good file', () => {
  it('is read line by line, "Kreis " optional, offsets understood', async () => {
    expect(await read('Hagen,2026-12-01T14:30:00+01:00,1,biontech,12', 'unna,2026-07-01T14:30+02:00,2,Moderna,0')).toEqual({
      rows: [
        {
          line: 2,
          kreis: 'Hagen',
          startsAtMs: Date.UTC(2026, 11, 1, 13, 30),
          startsAtText: '2026-12-01T14:30:00+01:00',
          dose: 1,
          vaccine: 'biontech',
          capacity: 12,
        },
        {
          line: 3,
          kreis: 'Kreis Unna',
          startsAtMs: Date.UTC(2026, 6, 1, 12, 30),
          startsAtText: '2026-07-01T14:30+02:00',
          dose: 2,
          vaccine: 'moderna',
          capacity: 0,
        },
      ],
      errors: [],
    });
  });

  it('may come from a spreadsheet: byte order mark, CRLF, quotes, empty lines, and the lines keep their numbers', async () => {
    const text = `\uFEFF${HEADER}\r\n\r\n"Kreis Hagen",2026-12-01T13:30:00Z, 1 ,biontech,12\r\n\r\nMärkischer Kreis,2026-12-01T13:30:00Z,1,biontech,1x\r\n`;
    const { rows, errors } = await readText(text);
    expect(rows.map(({ line, kreis }) => [line, kreis])).toEqual([[3, 'Hagen']]);
    expect(errors).toEqual([{ line: 5, column: 'capacity', value: '1x', reason: expect.any(String) }]);
  });

  it('says the same however it is cut into pieces', async () => {
    const text = `${HEADER},release_at\nMärkischer Kreis,2026-12-01T13:30:00Z,1,biontech,12,2026-11-20T07:00:00Z\n"Hagen","2026-12-01T13:30:00Z",3,x,1,\n`;
    const whole = await readText(text, TERMS, text.length * 2);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 90 }), async (bytes) => {
        expect(await readText(text, TERMS, bytes)).toEqual(whole);
      }),
    );
  });
});

describe('a release time', () => {
  const file = (...cells: string[]) =>
    [`${HEADER},release_at`, ...cells.map((cell, n) => `Hagen,2026-12-0${n + 1}T14:30:00+01:00,1,biontech,12,${cell}`)].join('\n');
  const releases = async (text: string, terms: ImportTerms = TERMS) => (await readText(text, terms)).rows.map((row) => row.releaseAtMs);
  const NOVEMBER_20 = Date.UTC(2026, 10, 20, 7);

  it('counts for its line; one that has passed, or none, means at once', async () => {
    expect(await releases(file('2026-11-20T08:00:00+01:00', '2026-10-20T08:00:00+01:00', ''))).toEqual([NOVEMBER_20, undefined, undefined]);
  });

  it('of the whole file counts where a line names none', async () => {
    const terms = { ...TERMS, releaseAtMs: NOVEMBER_20 };
    expect(await releases(file('2026-11-21T08:00:00+01:00', ''), terms)).toEqual([NOVEMBER_20 + 86_400_000, NOVEMBER_20]);
  });

  it('must be before the appointment', async () => {
    const { errors } = await readText(file('2026-12-01T14:30:00+01:00', 'soon'));
    expect(places({ errors })).toEqual(['2 release_at', '3 release_at']);
  });
});

describe('a bad file', () => {
  it('names every fault of every line at once', async () => {
    const result = await read(
      'Hagen,2026-12-01T14:30:00+01:00,1,biontech,12',
      'Essen,2026-12-01T14:30:00,3,sputnik,-1',
      'Hagen,2026-12-01T14:30:00+01:00,2,biontech',
      'Hagen,2026-02-31T14:30:00+01:00,2,biontech,5',
      'Hagen,2026-12-01 14:30,2,biontech,2.5',
      'Hagen,2026-12-01T14:30:20+01:00,2,biontech,2',
    );
    const third = ['3 kreis', '3 starts_at', '3 dose', '3 vaccine', '3 capacity'];
    expect(places(result)).toEqual([...third, '4', '5 starts_at', '6 starts_at', '6 capacity', '7 starts_at']);
    expect(result.errors[0]).toEqual({ line: 3, column: 'kreis', value: 'Essen', reason: 'no such Kreis with a centre' });
  });

  it.each(['', 'kreis;starts_at;dose;vaccine;capacity', 'Hagen,2026-12-01T14:30:00+01:00,1,biontech,12'])(
    'needs the header: "%s"',
    async (text) => {
      expect((await readText(text)).errors).toEqual([expect.objectContaining({ line: 1, column: '' })]);
    },
  );

  it('with a quote that is never closed is refused, not read', async () => {
    const endless = `${HEADER}\nHagen,"2026-12-01T14:30:00+01:00,1,biontech,12\n${'Hagen,x\n'.repeat(5_000)}`;
    const { rows, errors } = await readText(endless, TERMS, 4_096);
    expect(rows).toEqual([]);
    expect(errors).toEqual([expect.objectContaining({ column: '', reason: expect.stringContaining('a quote that is never closed') })]);
  });

  it('of any kind is answered, never thrown', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.array(fc.string()).map((cells) => `${HEADER}\n${cells.join()}`),
        ),
        async (text) => {
          const { rows, errors } = await readText(text);
          expect(Array.isArray(rows) && Array.isArray(errors)).toBe(true);
        },
      ),
    );
  });

  it('that cannot be read to its end says so instead of looking short', async () => {
    async function* breaksOff(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`${HEADER}\nHagen,2026-12-01T14:30:00+01:00,1,biontech,12\n`);
      throw new Error('the disk is gone');
    }
    const reading = async () => {
      for await (const one of readSlotCsv(breaksOff, known, TERMS)) expect(isRow(one)).toBe(true);
    };
    await expect(reading()).rejects.toThrow('the disk is gone');
  });
});
