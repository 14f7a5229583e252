import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseSlotCsv } from '../../src/booking/slot-csv.ts';

const known = { kreise: ['Hagen', 'Kreis Unna', 'Märkischer Kreis'], vaccines: ['biontech', 'moderna'] };
const HEADER = 'kreis,starts_at,dose,vaccine,capacity';
const read = (...lines: string[]) => parseSlotCsv([HEADER, ...lines].join('\n'), known);
const places = ({ errors }: ReturnType<typeof read>) => errors.map(({ line, column }) => `${line} ${column}`.trim());

describe('a good file', () => {
  it('is read line by line, "Kreis " optional, offsets understood', () => {
    expect(read('Hagen,2026-12-01T14:30:00+01:00,1,biontech,12', 'unna,2026-07-01T14:30+02:00,2,Moderna,0')).toEqual({
      rows: [
        { line: 2, kreis: 'Hagen', startsAtMs: Date.UTC(2026, 11, 1, 13, 30), dose: 1, vaccine: 'biontech', capacity: 12 },
        { line: 3, kreis: 'Kreis Unna', startsAtMs: Date.UTC(2026, 6, 1, 12, 30), dose: 2, vaccine: 'moderna', capacity: 0 },
      ],
      errors: [],
    });
  });

  it('may come from a spreadsheet: byte order mark, CRLF, quotes, empty lines, and the lines keep their numbers', () => {
    const text = `\uFEFF${HEADER}\r\n\r\n"Kreis Hagen",2026-12-01T13:30:00Z, 1 ,biontech,12\r\n\r\nMärkischer Kreis,2026-12-01T13:30:00Z,1,biontech,1x\r\n`;
    const { rows, errors } = parseSlotCsv(text, known);
    expect(rows.map(({ line, kreis }) => [line, kreis])).toEqual([[3, 'Hagen']]);
    expect(errors).toEqual([{ line: 5, column: 'capacity', value: '1x', reason: expect.any(String) }]);
  });
});

describe('a bad file', () => {
  it('names every fault of every line at once', () => {
    const result = read(
      'Hagen,2026-12-01T14:30:00+01:00,1,biontech,12',
      'Essen,2026-12-01T14:30:00,3,sputnik,-1',
      'Hagen,2026-12-01T14:30:00+01:00,2,biontech',
      'Hagen,2026-02-31T14:30:00+01:00,2,biontech,5',
      'Hagen,2026-12-01 14:30,2,biontech,2.5',
    );
    expect(places(result)).toEqual([
      '3 kreis',
      '3 starts_at',
      '3 dose',
      '3 vaccine',
      '3 capacity',
      '4',
      '5 starts_at',
      '6 starts_at',
      '6 capacity',
    ]);
    expect(result.errors[0]).toEqual({ line: 3, column: 'kreis', value: 'Essen', reason: 'no such Kreis with a centre' });
  });

  it('may not name a time twice: which capacity would count?', () => {
    expect(places(read('Hagen,2026-12-01T14:30:00+01:00,1,biontech,12', 'Kreis Hagen,2026-12-01T13:30:00Z,1,biontech,3'))).toEqual([
      '3 starts_at',
    ]);
  });

  it.each(['', 'kreis;starts_at;dose;vaccine;capacity', 'Hagen,2026-12-01T14:30:00+01:00,1,biontech,12'])(
    'needs the header: "%s"',
    (text) => {
      expect(parseSlotCsv(text, known).errors).toEqual([expect.objectContaining({ line: 1, column: '' })]);
    },
  );

  it('with a quote that is never closed is refused, not read', () => {
    const { errors } = parseSlotCsv(`${HEADER}\nHagen,"2026-12-01T14:30:00+01:00,1,biontech,12\n`, known);
    expect(errors).toEqual([expect.objectContaining({ column: '', reason: expect.stringContaining('CSV') })]);
  });

  it('of any kind is answered, never thrown', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.string()).map((cells) => `${HEADER}\n${cells.join()}`),
        ),
        (text) => {
          const { rows, errors } = parseSlotCsv(text, known);
          expect(Array.isArray(rows) && Array.isArray(errors)).toBe(true);
        },
      ),
    );
  });
});
