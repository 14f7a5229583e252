import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Carrier } from '../../scripts/carrier/carrier.ts';
import { anyFreePort } from '../../scripts/services/free-port.ts';
import { createThresholdLog } from '../../src/admission/pg-threshold-log.ts';
import { LookupHash } from '../../src/platform/ids.ts';
import { type Crowd, crowdOf } from '../support/crowd.ts';
import { type DoorFigures, recoveryOf, slowestOf } from '../support/door-figures.ts';
import { carrierFor, type OwnApp, startOwnApp } from '../support/own-app.ts';
import { type OwnStores, ownStores } from '../support/own-stores.ts';
import { until } from '../support/until.ts';

/** The bounds of the contract. They are the one thing here that a clock decides. */
const ANSWERED_WITHIN_MS = 3_000;
const BACK_WITHIN_MS = 5_000;

const CALLS_PER_SECOND = 50;

let stores: OwnStores;
let carrier: Carrier;
let app: OwnApp;
let pool: pg.Pool;
let redis: Redis;

beforeAll(async () => {
  stores = await ownStores('rush');
  pool = new pg.Pool({ connectionString: stores.postgres.url, max: 4 });
  redis = new Redis(stores.redis.url);
  for (const own of [pool, redis]) own.on('error', () => undefined);
  const log = createThresholdLog(pool);
  const { version: over, values } = await log.current();
  const wide = { ...values, callbackHours: '00:00-24:00', admitPerSecond: 100, burst: 200, dialPerSecond: 1 };
  await log.append({ over, values: wide, changedBy: 'test', reason: 'test', atMs: Date.now() });
  const port = await anyFreePort();
  carrier = await carrierFor(`http://127.0.0.1:${port}`);
  app = await startOwnApp({
    PORT: String(port),
    DATABASE_URL: stores.postgres.url,
    REDIS_URL: stores.redis.url,
    TWILIO_API_URL: carrier.url,
  });
}, 60_000);
afterAll(async () => {
  await app?.close();
  await carrier?.close();
  redis?.disconnect();
  await pool?.end();
  await stores?.close();
});

const drained = async () => (await redis.xlen('outbox')) === 0;

/** Promises that are not in the list. */
async function unkept({ promised }: Crowd): Promise<string[]> {
  const lookup = new LookupHash(app.config.lookupKey);
  const { rows } = await pool.query<{ caller_hash: string }>('select caller_hash from callback_requests');
  const stored = new Set(rows.map((row) => row.caller_hash));
  return promised.filter((number) => !stored.has(lookup.of('caller', number)));
}

interface Outage {
  away: ('redis' | 'postgres')[];
  how: 'stop' | 'kill';
  forMs: number;
}

/** A crowd rings before, during and after the outage; what it was told, and what the door measured. */
async function outageUnderLoad({ away, how, forMs }: Outage): Promise<{ told: Crowd; before: number; during: number; door: DoorFigures }> {
  const { stop, crowd } = crowdOf(app, CALLS_PER_SECOND);
  await wait(3_000);
  const before = crowd.promised.length;
  await Promise.all(away.map((store) => stores[store][how]()));
  await wait(forMs);
  const during = crowd.promised.length - before;
  await app.watch(away);
  await Promise.all(away.map((store) => stores[store].start()));
  // What comes later than the bound must find a line that is back
  await wait(BACK_WITHIN_MS + 1_000);
  const told = await stop();
  await until(drained, 20_000);
  return { told, before, during, door: await app.figures() };
}

/** What holds after every outage: everybody was answered, in time, and no promise is lost. */
async function expectHeld({ told, door }: { told: Crowd; door: DoorFigures }): Promise<void> {
  expect(told.faults).toEqual([]);
  expect(await unkept(told)).toEqual([]);
  expect(slowestOf(door)).toBeLessThan(ANSWERED_WITHIN_MS);
  // With the way there and back, less what held up the callers themselves
  expect(told.slowestMs - told.deafMs).toBeLessThan(ANSWERED_WITHIN_MS);
  const { firstMs, lastTurnedAwayMs } = recoveryOf(door);
  expect(firstMs).toBeLessThan(BACK_WITHIN_MS);
  expect(lastTurnedAwayMs).toBeLessThan(BACK_WITHIN_MS);
}

describe(`a store is lost under ${CALLS_PER_SECOND} calls a second`, () => {
  it.each([
    ['Redis is stopped for 20 s', { away: ['redis'], how: 'stop', forMs: 20_000 }, 300],
    ['PostgreSQL is stopped for 20 s', { away: ['postgres'], how: 'stop', forMs: 20_000 }, 300],
    ['Redis is killed', { away: ['redis'], how: 'kill', forMs: 1_500 }, 0],
    ['both are stopped', { away: ['redis', 'postgres'], how: 'stop', forMs: 4_000 }, 0],
  ] as [string, Outage, number][])(
    '%s: every webhook is answered in under 3 s, every promise is found, and the line is back within 5 s',
    async (_what, outage, promisedMeanwhile) => {
      const held = await outageUnderLoad(outage);
      await expectHeld(held);
      expect(held.before).toBeGreaterThan(10);
      expect(held.during).toBeGreaterThanOrEqual(promisedMeanwhile);
    },
    90_000,
  );
});
