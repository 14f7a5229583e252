import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createSlots, type Slots } from '../../src/booking/pg-slots.ts';
import type { Bookings } from '../../src/calls/ports/booking.ts';
import { closeServices, testDatabase } from '../support/services.ts';
import { addSlots, berlin, faults, held, NINE, person, process } from './booking-ground.ts';

const HEADER = 'kreis,starts_at,dose,vaccine,capacity';
const GOOD = [
  'Hagen,2021-02-09T14:30:00+01:00,1,biontech,12',
  'Hagen,2021-03-02T14:30:00+01:00,2,biontech,12',
  'Unna,2021-02-09T14:30:00+01:00,1,moderna,4',
];
const file = (...lines: string[]) => [HEADER, ...lines, ''].join('\n');

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
beforeEach(() => pool.query('truncate bookings, slots cascade'));
afterAll(async () => {
  await own.end();
  await closeServices();
});

const stored = async () => (await pool.query('select kreis, dose, capacity from slots order by kreis, dose')).rows;

describe('importing appointment times', () => {
  it('brings all lines in; the same file again changes nothing', async () => {
    expect(await slots.importCsv(file(...GOOD))).toEqual({ imported: 3, changed: 0, unchanged: 0, errors: [] });
    expect(await slots.importCsv(file(...GOOD))).toEqual({ imported: 0, changed: 0, unchanged: 3, errors: [] });
    expect(await stored()).toEqual([
      { kreis: 'Hagen', dose: 1, capacity: 12 },
      { kreis: 'Hagen', dose: 2, capacity: 12 },
      { kreis: 'Kreis Unna', dose: 1, capacity: 4 },
    ]);
  });

  it('with a bad line 7 names it and imports nothing', async () => {
    const lines = Array.from({ length: 8 }, (_, n) => `Hagen,2021-02-09T1${n}:30:00+01:00,1,biontech,12`);
    lines[5] = 'Hagen,2021-02-31T14:30:00+01:00,1,biontech,12';
    const report = await slots.importCsv(file(...lines));
    expect(report).toEqual({
      imported: 0,
      changed: 0,
      unchanged: 0,
      errors: [{ line: 7, column: 'starts_at', value: '2021-02-31T14:30:00+01:00', reason: 'there is no such day' }],
    });
    expect(await stored()).toEqual([]);
  });

  it('changes the capacity of known times, beside new and unchanged ones', async () => {
    await slots.importCsv(file(...GOOD.slice(0, 2)));
    const report = await slots.importCsv(file(GOOD[0]?.replace(/12$/, '20') ?? '', ...GOOD.slice(1)));
    expect(report).toEqual({ imported: 1, changed: 1, unchanged: 1, errors: [] });
    expect((await stored()).map(({ capacity }) => capacity)).toEqual([20, 12, 4]);
  });

  it('never takes away places that are held or booked: the line is named and nothing is imported', async () => {
    await slots.importCsv(file(...GOOD));
    await Promise.all([held(bookings), held(bookings)]);
    const smaller = file('Hamm,2021-02-09T14:30:00+01:00,1,biontech,1', GOOD[0]?.replace(/12$/, '1') ?? '');
    expect(await slots.importCsv(smaller)).toMatchObject({
      imported: 0,
      errors: [{ line: 3, column: 'capacity', value: '1', reason: expect.stringContaining('2 places') }],
    });
    expect(await stored()).toHaveLength(3);
    expect(await slots.importCsv(file(GOOD[0]?.replace(/12$/, '2') ?? ''))).toMatchObject({ changed: 1, errors: [] });
    expect(await faults(pool)).toEqual([]);
  });

  it('as a dry run reports the same and writes nothing', async () => {
    await slots.importCsv(file(...GOOD.slice(0, 1)));
    const text = file(GOOD[0]?.replace(/12$/, '20') ?? '', ...GOOD.slice(1));
    const report = await slots.importCsv(text, { dryRun: true });
    expect(report).toEqual({ imported: 2, changed: 1, unchanged: 0, errors: [] });
    expect(await stored()).toEqual([{ kreis: 'Hagen', dose: 1, capacity: 12 }]);
    expect(await slots.importCsv(text)).toEqual(report);
  });

  it('by two people at once leaves each time once, with a capacity one of them wanted', async () => {
    const files = [12, 20].map((capacity) => file(...GOOD.map((line) => line.replace(/\d+$/, String(capacity)))));
    await Promise.all(files.map((text) => slots.importCsv(text)));
    const capacities = (await stored()).map(({ capacity }) => capacity);
    expect(capacities).toHaveLength(3);
    expect(new Set(capacities).size).toBe(1);
  });

  it('beside callers who book neither oversells nor stops them', async () => {
    await slots.importCsv(file(...GOOD));
    const callers = Promise.all(Array.from({ length: 40 }, () => held(bookings).catch(() => 'none')));
    const imports = Promise.all(
      [30, 25, 12].map((capacity) => slots.importCsv(file(...GOOD.map((line) => line.replace(/\d+$/, String(capacity)))))),
    );
    await Promise.all([callers, imports]);
    expect(await faults(pool)).toEqual([]);
  });
});

describe('stock', () => {
  it('tells capacity, held, booked and free of what is still to come', async () => {
    await addSlots(
      pool,
      { dose: 1, at: [berlin('2021-02-09 14:30')], capacity: 6 },
      { dose: 2, at: [berlin('2021-03-02 14:30')], capacity: 5 },
    );
    await addSlots(pool, { dose: 1, at: [NINE - 1], capacity: 50 });
    const [booked] = await Promise.all([held(bookings, { people: 2 }), held(bookings)]);
    await bookings.confirm({ holdId: booked.holdId, persons: [person(), person()], nowMs: NINE });
    expect(await slots.stock(NINE)).toEqual([
      { kreis: 'Hagen', dose: 1, capacity: 6, held: 1, booked: 2, free: 3 },
      { kreis: 'Hagen', dose: 2, capacity: 5, held: 1, booked: 2, free: 2 },
    ]);
  });
});
