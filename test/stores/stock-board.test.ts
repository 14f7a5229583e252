import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import type pg from 'pg';
import { createAnnouncedSlots } from '../../src/booking/pg-announced-slots.ts';
import { createStockCount } from '../../src/booking/pg-stock-count.ts';
import { createStockBoard, createStockPress } from '../../src/booking/redis-stock-board.ts';
import { stockCounter } from '../../src/calls/count-stock.ts';
import { boardedStock, lookAtStock } from '../../src/calls/stock-figures.ts';
import { connectRedis } from '../../src/platform/redis.ts';
import { closeServices, testDatabase, testRedis } from '../support/services.ts';
import { addSlots, berlin, held, NINE, person, process } from './booking-ground.ts';

const FIRST = berlin('2021-02-09 14:30');
const SECOND = berlin('2021-03-02 14:30');
const SECOND_MS = 1_000;

let pool: pg.Pool;
let own: pg.Pool;
let redis: Redis;
let bookings: ReturnType<typeof process>['bookings'];
const clock = { nowMs: () => NINE, offsetMs: () => 0 };

beforeAll(async () => {
  const database = await testDatabase();
  pool = database.pool;
  redis = await testRedis();
  ({ pool: own, bookings } = process(database.url, { nowMs: NINE }));
});
beforeEach(async () => {
  clock.nowMs = () => NINE;
  await redis.flushdb();
  await pool.query('truncate bookings, slots, announced_slots cascade');
});
afterAll(async () => {
  await own.end();
  await closeServices();
});

const counter = () =>
  stockCounter({ clock, count: createStockCount({ pool }), announced: createAnnouncedSlots({ pool }), press: createStockPress({ redis }) });
/** The next turn comes at once. */
const counted = async () => {
  await redis.del('{stock}:turn');
  await counter()();
  const board = createStockBoard({ redis });
  await board.refresh();
  return board;
};

describe('the stock board', () => {
  it('tells free places by Kreis and day as another process counted them, with their age', async () => {
    await addSlots(
      pool,
      { dose: 1, at: [FIRST, berlin('2021-02-10 08:00'), NINE], capacity: 4 },
      { dose: 2, at: [SECOND], capacity: 6 },
      { kreis: 'Hamm', dose: 1, at: [FIRST], capacity: 2 },
    );
    const { holdId } = await held(bookings, { people: 2 });
    await bookings.confirm({ holdId, persons: [person(), person()], nowMs: NINE });
    const board = await counted();
    expect(board.byDay('Hagen')).toEqual([
      { day: '2021-02-09', first: 2, second: 0 },
      { day: '2021-02-10', first: 4, second: 0 },
      { day: '2021-03-02', first: 0, second: 4 },
    ]);
    expect([board.free('Hagen'), board.free('Hamm'), board.free('Herne'), board.asOfMs()]).toEqual([6, 2, 0, NINE]);
    expect(board.picture()?.bookedEver).toBe(2);
    expect(board.picture()?.byKreis).toHaveLength(27);
  });

  it('counts by the days of the centres’ own clock, in summer too', async () => {
    await addSlots(pool, { dose: 1, at: [berlin('2021-02-10 00:00') - 60_000, berlin('2021-02-10 00:00'), berlin('2021-07-01 00:15', 2)] });
    expect((await counted()).byDay('Hagen').map(({ day }) => day)).toEqual(['2021-02-09', '2021-02-10', '2021-07-01']);
  });

  it('names the next announced moment of first appointments until it has come', async () => {
    await pool.query(
      `insert into announced_slots (kreis, dose, vaccine, starts_at, capacity, release_at)
       select 'Hagen', case n when 1 then 2 else 1 end, 'biontech', from_ms($1::bigint + n * 300000), 5, from_ms($2::bigint + n * 60000)
       from generate_series(1, 3) as n`,
      [FIRST, NINE - 60_000],
    );
    const board = await counted();
    expect(board.nextReleaseMs('Hagen', NINE)).toBe(NINE + 60_000);
    expect(board.nextReleaseMs('Hagen', NINE + 60_000)).toBeUndefined();
    expect(board.nextReleaseMs('Hamm', NINE)).toBeUndefined();
    expect(lookAtStock(board).stock.find(({ kreis }) => kreis === 'Hagen')).toMatchObject({
      free: 0,
      nextReleaseAt: '2021-01-25T08:01:00.000Z',
    });
  });

  it('is counted once, however many workers there are', async () => {
    let counts = 0;
    const places = () => {
      counts += 1;
      return createStockCount({ pool }).places(NINE);
    };
    const count = { ...createStockCount({ pool }), places };
    const workers = Array.from({ length: 5 }, () =>
      stockCounter({ clock, count, announced: createAnnouncedSlots({ pool }), press: createStockPress({ redis }) }),
    );
    await Promise.all(workers.map((round) => round()));
    expect(counts).toBe(1);
  });

  it('keeps what it knew while Redis is away, and is empty before the first count', async () => {
    const empty = createStockBoard({ redis });
    expect(await empty.refresh()).toBe(true);
    expect([empty.free('Hagen'), empty.byDay('Hagen'), empty.asOfMs(), lookAtStock(empty)]).toEqual([
      undefined,
      [],
      undefined,
      { asOf: null, stock: [] },
    ]);
    const away = connectRedis('redis://127.0.0.1:1');
    expect(await createStockBoard({ redis: away }).refresh()).toBe(false);
    away.disconnect();
  });
});

describe('the live picture’s stock', () => {
  it('is the board’s while a worker counts, and counted by this process where none does', async () => {
    await addSlots(pool, { dose: 1, at: [FIRST], capacity: 3 });
    const board = await counted();
    const own_ = { figures: async () => ({ byKreis: [{ kreis: 'Hagen', free: 99, booked: 0 }], bookedEver: 0 }) };
    const stock = boardedStock({ board, counted: own_, clock });
    const freeAt = async (nowMs: number) => (await stock.figures(nowMs)).byKreis.find(({ kreis }) => kreis === 'Hagen')?.free;
    expect(await freeAt(NINE + 5 * SECOND_MS)).toBe(3);
    expect(await freeAt(NINE + 60 * SECOND_MS)).toBe(99);
  });
});
