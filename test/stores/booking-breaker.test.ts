import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { createBookings } from '../../src/booking/pg-bookings.ts';
import { type GuardedPool, guardPool } from '../../src/booking/pg-breaker.ts';
import type { Bookings } from '../../src/calls/ports/booking.ts';
import { Cipher } from '../../src/platform/ids.ts';
import { createLogger, type Logger } from '../../src/platform/logger.ts';
import { askPostgres, connectPostgres } from '../../src/platform/postgres.ts';
import { type Wire, wireTo } from '../support/cut.ts';
import { closeServices, testDatabase } from '../support/services.ts';
import { PATIENCE_MS, until } from '../support/until.ts';
import { addSlots, held, NINE, person, wish } from './booking-ground.ts';

/** As long as the product lets a statement take. */
const STATEMENT_MS = 1_500;

let wire: Wire;
let database: pg.Pool;
let pool: pg.Pool;
let guarded: GuardedPool;
let bookings: Bookings;
let asked = 0;
let knownAway = false;
const logged: string[] = [];
const leave: (() => Promise<void>)[] = [];

beforeEach(async () => {
  const { url, pool: direct } = await testDatabase();
  database = direct;
  wire = await wireTo(url);
  pool = connectPostgres(wire.url, { statementTimeoutMs: STATEMENT_MS });
  const query = pool.query.bind(pool) as (...args: unknown[]) => unknown;
  pool.query = ((...args: unknown[]) => {
    asked += 1;
    return query(...args);
  }) as typeof pool.query;
  guarded = guardPool(pool, { logger: listening(), isKnownAway: () => knownAway });
  const clock = { nowMs: () => NINE, offsetMs: () => 0 };
  bookings = createBookings({ pool: guarded.pool, cipher: new Cipher(Buffer.alloc(32, 7).toString('base64')), clock });
  asked = logged.length = 0;
  knownAway = false;
  const own = { guarded, pool, wire };
  leave.push(async () => {
    own.guarded.close();
    await own.pool.end();
    await own.wire.close();
  });
});
afterAll(async () => {
  for (const close of leave) await close();
  await closeServices();
});

function listening(): Logger {
  const note = (event: object) => void logged.push('code' in event ? String(event.code) : '');
  return Object.assign(Object.create(createLogger('silent')), { error: note, warn: note });
}

const ask = () => bookings.hasPairs('Hagen', 1, NINE);
const renew = () => bookings.renew('9b2f2f0e-1f5e-4c58-8d2e-0a4f8a3c9d11', NINE, NINE);
const away = { code: 'POSTGRES_DOWN' };

/** One after the other, so that each is a statement of its own. */
async function failing(times: number, question: () => Promise<unknown> = ask): Promise<void> {
  for (let time = 0; time < times; time += 1) await expect(question()).rejects.toMatchObject(away);
}

describe('while the breaker is closed', () => {
  it('everyday refusals are answers: nothing free, a hold that is over, a person who has an appointment, a fault in a statement', async () => {
    await addSlots(
      database,
      { dose: 1, at: [NINE + 3_600_000], capacity: 2 },
      { dose: 2, at: [NINE + 3_600_000 + 21 * 86_400_000], capacity: 2 },
    );
    const first = await held(bookings);
    const twice = await held(bookings);
    await bookings.confirm({ holdId: first.holdId, persons: [person('one')], nowMs: NINE });
    for (let round = 0; round < 5; round += 1) {
      expect(await bookings.hold(wish())).toBe('none');
      expect(await bookings.confirm({ holdId: twice.holdId, persons: [person('one')], nowMs: NINE })).toBe('alreadyBooked');
      expect(await renew()).toBe(false);
      await expect(guarded.pool.query('select nothing_of_that_name()')).rejects.toMatchObject({ code: '42883' });
      await expect(guarded.pool.query('select 1 / 0')).rejects.toMatchObject({ code: '22012' });
    }
    expect(guarded.isOpen()).toBe(false);
    expect(logged).toEqual([]);
  });

  it('one slow moment, with sixty callers in it, opens it for a moment at most', async () => {
    const client = await database.connect();
    await client.query('begin');
    await client.query('lock table slots');
    const batch = await Promise.allSettled(Array.from({ length: 60 }, () => bookings.hold(wish())));
    await client.query('rollback');
    client.release();
    expect(batch.filter(({ status }) => status === 'rejected')).toHaveLength(60);
    await until(async () => !guarded.isOpen(), PATIENCE_MS);
    expect(await ask()).toBe(false);
  });

  it('transactions go through it, too', async () => {
    const db = drizzle(guarded.pool);
    const told = await askPostgres(db.transaction(async (tx) => tx.execute<{ n: number }>('select 7 as n')));
    expect(told.rows).toEqual([{ n: 7 }]);
    await expect(db.transaction(() => Promise.reject(new Error('changed my mind')))).rejects.toThrow('changed my mind');
    await until(async () => pool.idleCount === pool.totalCount, PATIENCE_MS);
    expect(guarded.isOpen()).toBe(false);
  });
});

describe('the store is in trouble', () => {
  it('a server that refuses: after a few failures nobody asks it any more', async () => {
    await ask();
    await wire.cut();
    await failing(4);
    expect(guarded.isOpen()).toBe(true);
    const before = asked;
    await failing(20);
    // At most our own look for it
    expect(asked - before).toBeLessThanOrEqual(1);
  });

  it('a server that hangs: the first callers wait for their time limit, those after them not at all', async () => {
    await ask();
    wire.freeze();
    await Promise.allSettled(Array.from({ length: 5 }, renew));
    expect(guarded.isOpen()).toBe(true);
    const before = asked;
    await failing(20, renew);
    expect(asked - before).toBeLessThanOrEqual(1);
  });

  it('a transaction that gets no answer counts like a statement', async () => {
    const db = drizzle(guarded.pool);
    await ask();
    wire.freeze();
    const hanging = Array.from({ length: 5 }, () => askPostgres(db.transaction((tx) => tx.execute('select 1'))));
    expect((await Promise.allSettled(hanging)).map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
    expect(guarded.isOpen()).toBe(true);
    await expect(askPostgres(db.transaction((tx) => tx.execute('select 1')))).rejects.toMatchObject(away);
  });

  it('one kind of question hangs behind a lock: it is refused, though others are answered, and these go on', async () => {
    const client = await database.connect();
    await client.query('begin');
    await client.query('lock table slots');
    leave.unshift(async () => client.release(true));
    // Each with three of another kind that are answered
    for (let round = 0; round < 3; round += 1) {
      const [hanging, ...answered] = await Promise.allSettled([ask(), renew(), renew(), renew()]);
      expect([hanging?.status, ...answered.map(({ status }) => status)]).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
    }
    expect(guarded.isOpen()).toBe(true);
    const before = asked;
    await failing(20);
    expect(asked - before).toBeLessThanOrEqual(1);
    expect(await renew()).toBe(false);
    await client.query('rollback');
    await until(async () => !guarded.isOpen(), PATIENCE_MS);
    expect(await ask()).toBe(false);
  });

  it('it closes by itself when the server is back: one look of our own decides, and no caller waits for it', async () => {
    await ask();
    await wire.cut();
    await failing(4);
    // It looks and opens again, as long as the server is away
    await until(async () => asked > 5, PATIENCE_MS);
    await failing(1);
    await wire.mend();
    await until(async () => !guarded.isOpen(), PATIENCE_MS);
    expect(await ask()).toBe(false);
    expect(logged).toEqual(['BOOKING_AWAY', 'BOOKING_BACK']);
  });

  it('what somebody else knows to be away is not asked', async () => {
    knownAway = true;
    expect(guarded.isOpen()).toBe(true);
    await failing(3);
    expect(asked).toBe(0);
    knownAway = false;
    expect(await ask()).toBe(false);
  });
});
