import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { closeServices, testDatabase } from '../support/services.ts';

const SMART = 'http://fhir-registry.smarthealthit.org/StructureDefinition/';
/** Each command starts a process of its own, on a machine that has others to do. */
const LONG_MS = 60_000;
const SCRIPT = fileURLToPath(new URL('../../scripts/slots.ts', import.meta.url));

let url: string;
let pool: pg.Pool;
let folder: string;

beforeAll(async () => {
  ({ url, pool } = await testDatabase());
  folder = mkdtempSync(join(tmpdir(), 'slots-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await closeServices();
});

async function slots(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, ...args], { env: { PATH: process.env.PATH, DATABASE_URL: url } });
  const closed = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? -1)));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { code, out, err };
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const CSV = 'kreis,starts_at,dose,vaccine,capacity\nHagen,2099-12-01T14:30:00+01:00,1,biontech,12\n';

describe('npm run slots', () => {
  it(
    'imports a CSV and tells the stock, by day too; programs get JSON and nothing else',
    async () => {
      const path = file('good.csv', CSV);
      const { code, out, err } = await slots('import', path, '--json');
      expect([code, err, JSON.parse(out)]).toEqual([0, '', { imported: 1, changed: 0, unchanged: 0, errors: [] }]);
      expect((await slots('import', path)).out).toBe('Imported: 0 new, 0 changed, 1 unchanged.\n');
      const past = file('past.csv', CSV.replace('2099', '2021'));
      expect((await slots('import', past, '--dry-run')).out).toBe(
        'Would import: 1 new, 0 changed, 0 unchanged.\nNote: 1 line of the file is of a time that has passed: nobody can book it any more.\n',
      );
      const stock = { kreis: 'Hagen', dose: 1, capacity: 12, held: 0, booked: 0, free: 12 };
      expect(JSON.parse((await slots('stock', '--json')).out)).toEqual([stock]);
      expect(JSON.parse((await slots('stock', '--by-day', '--json')).out)).toEqual([{ ...stock, day: '2099-12-01' }]);
      expect((await slots('stock', '--by-day')).out).toMatch(
        /^Kreis +day +dose +capacity +held +booked +free\nHagen +2099-12-01 +1 +12 +0 +0 +12\n$/,
      );
    },
    LONG_MS,
  );

  it(
    'names what is wrong, line by line, and ends with 1',
    async () => {
      const { code, out, err } = await slots('import', file('bad.csv', CSV.replace('Hagen', 'Essen')));
      expect([code, out]).toEqual([1, '']);
      expect(err).toBe('line 2, kreis "Essen": no such Kreis with a centre\nNothing was imported: 1 fault.\n');
      const checked = await slots('import', '--dry-run', file('semicolons.csv', CSV.replaceAll(',', ';')));
      expect([checked.code, checked.out]).toEqual([1, '']);
      expect(checked.err).toMatch(/separated by commas here, not by semicolons.*\nThis file would not be imported: 1 fault\.\n$/);
    },
    LONG_MS,
  );

  it(
    'knows a FHIR Bundle by its content, and announces what is to be released later',
    async () => {
      const extension = [
        { url: `${SMART}vaccine-dose`, valueInteger: 2 },
        { url: `${SMART}vaccine-product`, valueCoding: { code: '207' } },
      ];
      const schedule = { resourceType: 'Schedule', id: 's', actor: [{ display: 'Hamm' }], extension };
      const slot = { resourceType: 'Slot', schedule: { reference: 'Schedule/s' }, status: 'free', start: '2099-12-02T14:30:00Z' };
      const bundle = { resourceType: 'Bundle', entry: [{ resource: schedule }, { resource: slot }] };
      const path = file('slots', `\n ${JSON.stringify(bundle)}`);
      const { code, out } = await slots('import', path, '--release-at', '2099-11-20T08:00:00+01:00', '--json');
      expect([code, JSON.parse(out)]).toEqual([0, { imported: 1, changed: 0, unchanged: 0, errors: [] }]);
      const { rows } = await pool.query('select kreis, dose, vaccine, capacity, to_ms(release_at)::float as at from announced_slots');
      expect(rows).toEqual([{ kreis: 'Hamm', dose: 2, vaccine: 'moderna', capacity: 1, at: Date.UTC(2099, 10, 20, 7) }]);
      const faulty = await slots('import', file('b.json', JSON.stringify({ ...bundle, entry: [{ resource: slot }] })));
      expect(faulty.err).toContain('Bundle.entry[0].resource.schedule.reference "Schedule/s": no such Schedule in this Bundle\n');
    },
    LONG_MS,
  );

  it(
    'refuses a release time without its offset, and a file that is not there',
    async () => {
      const refused = await slots('import', file('good.csv', CSV), '--release-at', '2099-11-20T08:00:00');
      expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('must be a time with its offset')]);
      expect((await slots('import', join(folder, 'none.csv'))).err).toMatch(/^Nothing done: .*none\.csv/);
    },
    LONG_MS,
  );
});
