import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createAnnouncedSlots } from '../../src/booking/pg-announced-slots.ts';
import type { AnnouncedSlots } from '../../src/calls/ports/stock.ts';
import { connectPostgres } from '../../src/platform/postgres.ts';
import { closeServices, testDatabase } from '../support/services.ts';
import { PATIENCE_MS, until } from '../support/until.ts';
import { addSlots, berlin, faults, held, MINUTE, NINE, process, TERM } from './booking-ground.ts';

const FIRST = berlin('2021-02-09 14:30');
const SECOND = berlin('2021-03-02 14:30');
const MOMENT = NINE + 60 * MINUTE;

let pool: pg.Pool;
let url: string;
let announced: AnnouncedSlots;
const pools: pg.Pool[] = [];

beforeAll(async () => {
  ({ pool, url } = await testDatabase());
  announced = worker();
});
beforeEach(() => pool.query('truncate bookings, slots, announced_slots cascade'));
afterAll(async () => {
  await Promise.all(pools.map((one) => one.end()));
  await closeServices();
});

/** A worker of its own, with the product's connections. */
function worker(): AnnouncedSlots {
  const own = connectPostgres(url, { max: 3 });
  pools.push(own);
  return createAnnouncedSlots({ pool: own });
}

async function announce(places: { dose: 1 | 2; at: number; kreis?: string; capacity?: number; releaseAt?: number }[]): Promise<void> {
  for (const { dose, at, kreis = 'Hagen', capacity = 5, releaseAt = MOMENT } of places)
    await pool.query(
      `insert into announced_slots (kreis, dose, vaccine, starts_at, capacity, release_at) values ($1, $2, 'biontech', from_ms($3), $4, from_ms($5))`,
      [kreis, dose, at, capacity, releaseAt],
    );
}

const bookable = async () =>
  (await pool.query('select kreis, dose, capacity from slots order by kreis, dose, starts_at')).rows.map(Object.values);
const waiting = async () => Number((await pool.query('select count(*) from announced_slots')).rows[0].count);

describe('announced places', () => {
  it('become bookable when their moment has come, and not before', async () => {
    await announce([
      { dose: 1, at: FIRST },
      { dose: 2, at: SECOND },
      { dose: 1, at: FIRST, kreis: 'Hamm', releaseAt: MOMENT + 1 },
    ]);
    expect(await announced.releaseDue(MOMENT - 1)).toEqual({ released: 0, kreise: [] });
    expect(await announced.releaseDue(MOMENT)).toEqual({ released: 2, kreise: ['Hagen'] });
    expect(await bookable()).toEqual([
      ['Hagen', 1, 5],
      ['Hagen', 2, 5],
    ]);
    expect(await waiting()).toBe(1);
    expect(await announced.upcoming(MOMENT)).toEqual([{ kreis: 'Hamm', releaseAtMs: MOMENT + 1 }]);
  });

  it('come once, however many workers release them', async () => {
    const places = Array.from({ length: 200 }, (_, n) => ({
      dose: 1 as const,
      at: FIRST + n * 5 * MINUTE,
      kreis: n % 2 ? 'Hagen' : 'Hamm',
    }));
    await announce(places);
    const answers = await Promise.all([worker(), worker(), worker()].map((one) => one.releaseDue(MOMENT)));
    expect(answers.reduce((sum, { released }) => sum + released, 0)).toBe(200);
    expect(await bookable()).toHaveLength(200);
    expect([await waiting(), await announced.releaseDue(MOMENT)]).toEqual([0, { released: 0, kreise: [] }]);
  });

  it('are added to a time that is bookable already: what is held stays, and no place is lost', async () => {
    const { pool: own, bookings } = process(url, { nowMs: NINE });
    pools.push(own);
    await addSlots(pool, { dose: 1, at: [FIRST], capacity: 2 }, { dose: 2, at: [SECOND], capacity: 9 });
    await held(bookings, { people: 2, heldUntilMs: NINE + TERM });
    await announce([
      { dose: 1, at: FIRST, capacity: 3 },
      { dose: 2, at: SECOND, capacity: 4 },
    ]);
    const callers = Promise.all(Array.from({ length: 10 }, () => held(bookings).catch(() => 'none')));
    await Promise.all([announced.releaseDue(MOMENT), worker().releaseDue(MOMENT), callers]);
    expect(await bookable()).toEqual([
      ['Hagen', 1, 3],
      ['Hagen', 2, 9],
    ]);
    expect(await faults(pool)).toEqual([]);
  });

  it('survive a worker that dies while it releases them', async () => {
    await addSlots(pool, { dose: 1, at: [FIRST], capacity: 2 });
    await announce([{ dose: 1, at: FIRST }]);
    const busy = await pool.connect();
    await busy.query("begin; select lock_centres('{Hagen}')");
    const dying = announced.releaseDue(MOMENT).then(
      () => 'released',
      () => 'died',
    );
    const waits = "select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
    await until(async () => (await pool.query(waits)).rows.length === 1, PATIENCE_MS);
    await pool.query(`select pg_terminate_backend(pid) from (${waits}) w`);
    expect(await dying).toBe('died');
    busy.release(true);
    expect([await bookable(), await waiting()]).toEqual([[['Hagen', 1, 2]], 1]);
    expect(await worker().releaseDue(MOMENT)).toEqual({ released: 1, kreise: ['Hagen'] });
    expect(await bookable()).toEqual([['Hagen', 1, 5]]);
  });

  it('that an import is changing right now are left for the next time; nobody waits', async () => {
    await announce([
      { dose: 1, at: FIRST },
      { dose: 1, at: FIRST + 5 * MINUTE },
    ]);
    const importing = await pool.connect();
    await importing.query('begin');
    await importing.query('select from announced_slots where starts_at = from_ms($1) for update', [FIRST]);
    expect(await announced.releaseDue(MOMENT)).toMatchObject({ released: 1 });
    await importing.query('rollback');
    importing.release();
    expect(await announced.releaseDue(MOMENT)).toMatchObject({ released: 1 });
  });
});
