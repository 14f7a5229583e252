import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createSlots } from '../../src/booking/pg-slots.ts';
import type { ImportOptions } from '../../src/booking/slot-import.ts';
import { closeServices, testDatabase } from '../support/services.ts';

const START = Date.UTC(2027, 0, 4, 7);
const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 1);
const LONG_MS = 120_000;

let pool: pg.Pool;
beforeAll(async () => {
  ({ pool } = await testDatabase());
});
afterAll(closeServices);

/** A file that exists only while it is read. */
function* csv(lines: number, line: (n: number) => string = (n) => goodLine(n)): Generator<Uint8Array> {
  yield Buffer.from('kreis,starts_at,dose,vaccine,capacity\n');
  for (let n = 0; n < lines; n += 500)
    yield Buffer.from(Array.from({ length: Math.min(500, lines - n) }, (_, m) => `${line(n + m)}\n`).join(''));
}

function goodLine(n: number, capacity = 12): string {
  const kreis = ['Hagen', 'Hamm', 'Unna', 'Münster'][n % 4];
  return `${kreis},${new Date(START + Math.floor(n / 8) * 5 * MINUTE).toISOString()},${1 + (Math.floor(n / 4) % 2)},biontech,${capacity}`;
}

const importing = (lines: () => Generator<Uint8Array>, options: Partial<ImportOptions> = {}) =>
  createSlots({ pool }).import({ format: 'csv', open: lines }, { nowMs: NOW, ...options });
const placesThere = async () => (await pool.query('select count(*)::int as times, sum(capacity)::int as places from slots')).rows[0];

describe('a file of 20,000 lines', () => {
  it(
    'is imported, is unchanged the second time, and follows its changes',
    async () => {
      expect(await importing(() => csv(20_000))).toEqual({ imported: 20_000, changed: 0, unchanged: 0, errors: [] });
      expect(await importing(() => csv(20_000))).toEqual({ imported: 0, changed: 0, unchanged: 20_000, errors: [] });
      const other = (n: number) => goodLine(n, n < 3_000 ? 14 : n < 5_000 ? 10 : 12);
      expect(await importing(() => csv(20_000, other))).toEqual({ imported: 0, changed: 5_000, unchanged: 15_000, errors: [] });
      expect(await placesThere()).toEqual({ times: 20_000, places: 20_000 * 12 + 3_000 * 2 - 2_000 * 2 });
    },
    LONG_MS,
  );

  it(
    'with one bad line names it, and nothing of the others is there',
    async () => {
      const before = await placesThere();
      const other = (n: number) => (n === 17_234 ? goodLine(n).replace('biontech', 'sputnik') : goodLine(n, 13));
      expect((await importing(() => csv(20_000, other))).errors).toEqual([
        { line: 17_236, column: 'vaccine', value: 'sputnik', reason: 'must be one of: biontech, moderna' },
      ]);
      expect(await placesThere()).toEqual(before);
    },
    LONG_MS,
  );
});

describe('memory', () => {
  it(
    'does not grow with the file: 100,000 lines need what 10,000 need',
    async () => {
      setFlagsFromString('--expose-gc');
      const collect = runInNewContext('gc') as () => void;
      /** What is really held while a file is read: looked at about ten times. */
      const mostHeld = async (lines: number) => {
        let most = 0;
        let next = 0;
        const onProgress: ImportOptions['onProgress'] = (progress) => {
          if (progress.phase !== 'reading' || progress.lines < next) return;
          next += lines / 10;
          collect();
          most = Math.max(most, process.memoryUsage().heapUsed);
        };
        await importing(() => csv(lines), { dryRun: true, onProgress });
        return most;
      };
      await mostHeld(10_000);
      const [few, many] = [await mostHeld(10_000), await mostHeld(100_000)];
      // 90,000 rows kept would be more than 15 MB
      expect((many - few) / 1e6).toBeLessThan(4);
    },
    LONG_MS,
  );
});
