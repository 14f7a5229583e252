import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createSlots, type Slots } from '../../src/booking/pg-slots.ts';
import type { Bookings } from '../../src/calls/ports/booking.ts';
import { closeServices, testDatabase } from '../support/services.ts';
import { PATIENCE_MS, until } from '../support/until.ts';
import { addSlots, berlin, faults, held, MINUTE, NINE, person, process } from './booking-ground.ts';

const HEADER = 'kreis,starts_at,dose,vaccine,capacity';
const GOOD = [
  'Hagen,2021-02-09T14:30:00+01:00,1,biontech,12',
  'Hagen,2021-03-02T14:30:00+01:00,2,biontech,12',
  'Unna,2021-02-09T14:30:00+01:00,1,moderna,4',
];
const file = (...lines: string[]) => [HEADER, ...lines, ''].join('\n');
const places = (line: string | undefined, capacity: number) => (line ?? '').replace(/\d+$/, String(capacity));

let pool: pg.Pool;
let bookings: Bookings;
let slots: Slots;
let own: pg.Pool;

beforeAll(async () => {
  const database = await testDatabase();
  pool = database.pool;
  ({ pool: own, bookings } = process(database.url, { nowMs: NINE }));
  slots = createSlots({ pool });
});
beforeEach(() => pool.query('truncate bookings, slots, announced_slots cascade'));
afterAll(async () => {
  await own.end();
  await closeServices();
});

const importCsv = (text: string, options: { dryRun?: boolean; nowMs?: number; releaseAtMs?: number } = {}) =>
  slots.import({ format: 'csv', open: () => [Buffer.from(text)] }, { nowMs: NINE, ...options });
const stored = async () => (await pool.query('select kreis, dose, capacity from slots order by kreis, dose')).rows;
const announced = async () =>
  (await pool.query('select kreis, dose, capacity, to_ms(release_at)::float as at from announced_slots order by kreis, dose')).rows;

describe('importing appointment times', () => {
  it('brings all lines in; the same file again changes nothing', async () => {
    expect(await importCsv(file(...GOOD))).toEqual({ imported: 3, changed: 0, unchanged: 0, errors: [] });
    expect(await importCsv(file(...GOOD))).toEqual({ imported: 0, changed: 0, unchanged: 3, errors: [] });
    expect(await stored()).toEqual([
      { kreis: 'Hagen', dose: 1, capacity: 12 },
      { kreis: 'Hagen', dose: 2, capacity: 12 },
      { kreis: 'Kreis Unna', dose: 1, capacity: 4 },
    ]);
  });

  it('with a bad line 7 names it and imports nothing', async () => {
    const lines = Array.from({ length: 8 }, (_, n) => `Hagen,2021-02-09T1${n}:30:00+01:00,1,biontech,12`);
    lines[5] = 'Hagen,2021-02-31T14:30:00+01:00,1,biontech,12';
    expect(await importCsv(file(...lines))).toEqual({
      imported: 0,
      changed: 0,
      unchanged: 0,
      errors: [{ line: 7, column: 'starts_at', value: '2021-02-31T14:30:00+01:00', reason: 'there is no such day' }],
    });
    expect(await stored()).toEqual([]);
  });

  it('refuses a time that stands in it twice, for which capacity would count? beside all other faults', async () => {
    const twice = 'Kreis Hagen,2021-02-09T13:30:00Z,1,biontech,3';
    const again = 'Kreis Hagen,2021-02-09T15:30:00+02:00,1,biontech,3';
    const { errors } = await importCsv(file(...GOOD, twice, 'Hamm,2021-02-09T13:30:00Z,7,biontech,3', again));
    expect(errors).toEqual([
      { line: 5, column: 'starts_at', value: '2021-02-09T13:30:00Z', reason: 'the same appointment time stands in line 2' },
      { line: 6, column: 'dose', value: '7', reason: 'must be 1 or 2' },
      { line: 7, column: 'starts_at', value: '2021-02-09T15:30:00+02:00', reason: 'the same appointment time stands in line 2' },
    ]);
    expect(await stored()).toEqual([]);
  });

  it('lists the first thousand faults by line and counts all', async () => {
    const { errors, unlisted } = await importCsv(file(...Array.from({ length: 2_300 }, () => 'Hagen,soon,1,biontech,12')));
    expect([errors.length, errors[0]?.line, errors.at(-1)?.line, unlisted]).toEqual([1_000, 2, 1_001, 1_300]);
  });

  it('tells of lines whose time has passed, and keeps them like all others: last week’s file may be brought in again', async () => {
    await importCsv(file(...GOOD));
    const later = { nowMs: Date.parse('2021-02-09T14:30:00+01:00') };
    expect(await importCsv(file(...GOOD), later)).toMatchObject({ unchanged: 3, past: 2, errors: [] });
    expect(await importCsv(file(...GOOD), { ...later, dryRun: true })).toMatchObject({ past: 2 });
  });

  it('tells the planner of many new times', async () => {
    const lines = Array.from({ length: 10_000 }, (_, n) => `Hagen,${new Date(NINE + (n + 1) * 60_000).toISOString()},1,biontech,1`);
    await importCsv(file(...lines));
    const { rows } = await pool.query(`select reltuples::int as known from pg_class where relname = 'slots'`);
    expect(rows).toEqual([{ known: 10_000 }]);
  });

  it('changes the capacity of known times, beside new and unchanged ones', async () => {
    await importCsv(file(...GOOD.slice(0, 2)));
    const report = await importCsv(file(places(GOOD[0], 20), places(GOOD[1], 5), GOOD[2] ?? ''));
    expect(report).toEqual({ imported: 1, changed: 2, unchanged: 0, errors: [] });
    expect((await stored()).map(({ capacity }) => capacity)).toEqual([20, 5, 4]);
    expect(await announced()).toEqual([]);
  });

  it('never takes away places that are held or booked: the line is named and nothing is imported', async () => {
    await importCsv(file(...GOOD));
    await Promise.all([held(bookings), held(bookings)]);
    const smaller = file('Hamm,2021-02-09T14:30:00+01:00,1,biontech,1', places(GOOD[0], 1));
    expect(await importCsv(smaller)).toMatchObject({
      imported: 0,
      errors: [{ line: 3, column: 'capacity', value: '1', reason: '2 places are held or booked already' }],
    });
    expect(await stored()).toHaveLength(3);
    expect(await importCsv(file(places(GOOD[0], 2)))).toMatchObject({ changed: 1, errors: [] });
    expect(await faults(pool)).toEqual([]);
  });

  it('as a dry run reports the same and writes nothing', async () => {
    await importCsv(file(...GOOD.slice(0, 1)));
    const text = file(places(GOOD[0], 20), ...GOOD.slice(1));
    const report = await importCsv(text, { dryRun: true });
    expect(report).toEqual({ imported: 2, changed: 1, unchanged: 0, errors: [] });
    expect(await stored()).toEqual([{ kreis: 'Hagen', dose: 1, capacity: 12 }]);
    expect(await announced()).toEqual([]);
    expect(await importCsv(text)).toEqual(report);
  });

  it('by two people at once leaves each time once, with a capacity one of them wanted', async () => {
    const files = [12, 20].map((capacity) => file(...GOOD.map((line) => places(line, capacity))));
    await Promise.all(files.map((text) => importCsv(text)));
    const capacities = (await stored()).map(({ capacity }) => capacity);
    expect(capacities).toHaveLength(3);
    expect(new Set(capacities).size).toBe(1);
    expect(await announced()).toEqual([]);
  });

  it('beside callers who book neither oversells nor stops them', async () => {
    await importCsv(file(...GOOD));
    const callers = Promise.all(Array.from({ length: 40 }, () => held(bookings).catch(() => 'none')));
    const imports = Promise.all([30, 25, 12].map((capacity) => importCsv(file(...GOOD.map((line) => places(line, capacity))))));
    await Promise.all([callers, imports]);
    expect(await faults(pool)).toEqual([]);
  });

  it('waits for a busy centre only with the places that it adds there: new times come in meanwhile', async () => {
    await importCsv(file(...GOOD));
    const busy = await pool.connect();
    await busy.query("begin; select lock_centres('{Kreis Unna}')");
    try {
      const importing = importCsv(file(places(GOOD[2], 5), 'Unna,2021-02-09T15:30:00+01:00,1,moderna,7'));
      await until(async () => (await stored()).length === 4, PATIENCE_MS);
      expect((await stored()).map(({ capacity }) => capacity).sort()).toEqual([12, 12, 4, 7]);
      await expect(held(bookings)).resolves.toMatchObject({ holdId: expect.any(String) });
      await busy.query('commit');
      expect(await importing).toMatchObject({ imported: 1, changed: 1, errors: [] });
    } finally {
      busy.release(true);
    }
    expect((await stored()).map(({ capacity }) => capacity).sort()).toEqual([12, 12, 5, 7]);
  });
});

describe('a FHIR Bundle', () => {
  const START = '2021-02-09T14:30:00+01:00';
  const extension = (name: string, value: object) => ({
    url: `http://fhir-registry.smarthealthit.org/StructureDefinition/${name}`,
    ...value,
  });
  const schedule = {
    resourceType: 'Schedule',
    id: 's',
    actor: [{ display: 'Hagen' }],
    extension: [extension('vaccine-dose', { valueInteger: 1 }), extension('vaccine-product', { valueCoding: { code: '208' } })],
  };
  const slot = (status = 'free', capacity = 1) => ({
    resourceType: 'Slot',
    schedule: { reference: 'Schedule/s' },
    status,
    start: START,
    extension: [extension('slot-capacity', { valueInteger: capacity })],
  });
  const importBundle = (...resources: object[]) => {
    const text = JSON.stringify({ resourceType: 'Bundle', entry: resources.map((resource) => ({ resource })) });
    return slots.import({ format: 'fhir', open: () => [Buffer.from(text)] }, { nowMs: NINE });
  };

  it('is imported like a CSV: Slots of one time together, once, repeatable', async () => {
    const resources = [slot(), slot('free', 3), schedule, slot('busy', 9)];
    expect(await importBundle(...resources)).toEqual({ imported: 1, changed: 0, unchanged: 0, errors: [] });
    expect(await stored()).toEqual([{ kreis: 'Hagen', dose: 1, capacity: 4 }]);
    expect(await importBundle(...resources)).toEqual({ imported: 0, changed: 0, unchanged: 1, errors: [] });
    expect(await importCsv(file('Hagen,2021-02-09T14:30:00+01:00,1,biontech,4'))).toMatchObject({ unchanged: 1 });
  });

  it('names the entry whose places are taken already, or too many', async () => {
    await addSlots(
      pool,
      { dose: 1, at: [berlin('2021-02-09 14:30')], capacity: 5 },
      { dose: 2, at: [berlin('2021-03-02 14:30')], capacity: 5 },
    );
    await held(bookings, { people: 2 });
    expect((await importBundle(schedule, slot())).errors).toEqual([
      { line: 1, column: 'Bundle.entry[1].resource', value: '1', reason: '2 places are held or booked already' },
    ]);
    expect((await importBundle(schedule, slot('free', 9_999), slot('free', 2))).errors).toEqual([
      { line: 1, column: 'Bundle.entry[1].resource', value: '10001', reason: expect.stringContaining('more than 10000 places') },
    ]);
  });
});

describe('an import with a release time', () => {
  const LATER = NINE + 60 * MINUTE;

  it('announces its times: nobody is offered one, and the same file again changes nothing', async () => {
    const options = { releaseAtMs: LATER };
    expect(await importCsv(file(...GOOD), options)).toMatchObject({ imported: 3 });
    expect(await importCsv(file(...GOOD), options)).toMatchObject({ unchanged: 3 });
    expect(await stored()).toEqual([]);
    expect(await announced()).toHaveLength(3);
    expect(await bookings.hasPairs('Hagen', 1, NINE)).toBe(false);
  });

  it('and the same file after the release finds all of it there', async () => {
    await importCsv(file(...GOOD), { releaseAtMs: LATER });
    expect(await importCsv(file(...GOOD), { releaseAtMs: LATER, nowMs: LATER })).toEqual({
      imported: 0,
      changed: 0,
      unchanged: 3,
      errors: [],
    });
    expect(await stored()).toHaveLength(3);
    expect(await announced()).toEqual([]);
  });

  it('follows the last file: another moment, other places, at once after all', async () => {
    await importCsv(file(GOOD[0] ?? ''), { releaseAtMs: LATER });
    expect(await importCsv(file(places(GOOD[0], 3)), { releaseAtMs: LATER + MINUTE })).toMatchObject({ changed: 1 });
    expect(await announced()).toEqual([{ kreis: 'Hagen', dose: 1, capacity: 3, at: LATER + MINUTE }]);
    expect(await importCsv(file(GOOD[0] ?? ''))).toMatchObject({ changed: 1 });
    expect([await announced(), await stored()]).toEqual([[], [{ kreis: 'Hagen', dose: 1, capacity: 12 }]]);
  });

  it('adds places to a time that is bookable, and never announces fewer', async () => {
    await importCsv(file(GOOD[0] ?? ''));
    expect(await importCsv(file(places(GOOD[0], 20)), { releaseAtMs: LATER })).toMatchObject({ changed: 1 });
    expect([await announced(), await stored()]).toMatchObject([[{ capacity: 20 }], [{ capacity: 12 }]]);
    expect((await importCsv(file(places(GOOD[0], 8)), { releaseAtMs: LATER })).errors).toEqual([
      { line: 2, column: 'capacity', value: '8', reason: '12 places are bookable already: a release can only add some' },
    ]);
    expect(await importCsv(file(GOOD[0] ?? ''))).toMatchObject({ changed: 1 });
    expect(await announced()).toEqual([]);
  });
});

describe('stock', () => {
  it('tells capacity, held, booked and free of what is still to come, by day too', async () => {
    await addSlots(
      pool,
      { dose: 1, at: [berlin('2021-02-09 14:30')], capacity: 6 },
      { dose: 2, at: [berlin('2021-03-02 14:30')], capacity: 5 },
    );
    await addSlots(pool, { dose: 1, at: [NINE - 1], capacity: 50 });
    const [booked] = await Promise.all([held(bookings, { people: 2 }), held(bookings)]);
    await bookings.confirm({ holdId: booked.holdId, persons: [person(), person()], nowMs: NINE });
    const first = { kreis: 'Hagen', dose: 1, capacity: 6, held: 1, booked: 2, free: 3 };
    const second = { kreis: 'Hagen', dose: 2, capacity: 5, held: 1, booked: 2, free: 2 };
    expect(await slots.stock(NINE)).toEqual([first, second]);
    expect(await slots.stockByDay(NINE)).toEqual([
      { ...first, day: '2021-02-09' },
      { ...second, day: '2021-03-02' },
    ]);
  });
});
