import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import type pg from 'pg';
import { createThresholdLog } from '../../src/admission/pg-threshold-log.ts';
import { createFrontDoor } from '../../src/admission/redis-admission.ts';
import { createLiveThresholds, ensureThresholds, type RedisThresholds } from '../../src/admission/redis-thresholds.ts';
import { defaultThresholds } from '../../src/admission/thresholds.ts';
import type { LiveThresholds, ThresholdsLog, ThresholdsVersion } from '../../src/calls/ports/thresholds.ts';
import { type Tuning, tuneAdmission } from '../../src/calls/tune-admission.ts';
import { DependencyDown } from '../../src/platform/errors.ts';
import { closeServices, testDatabase, testRedis } from '../support/services.ts';

const START_MS = Date.UTC(2021, 0, 25, 8);

let redis: Redis;
let pool: pg.Pool;
let log: ThresholdsLog;
let live: RedisThresholds;
let tuning: Tuning;
let nowMs: number;
const clock = { nowMs: () => nowMs, offsetMs: () => 0 };
const anna = { by: 'anna', reason: 'more lines' };

beforeEach(async () => {
  redis ??= await testRedis();
  pool ??= (await testDatabase()).pool;
  await Promise.all([redis.flushdb(), pool.query('truncate threshold_versions')]);
  nowMs = START_MS;
  log = createThresholdLog(pool);
  live = createLiveThresholds({ redis, clock });
  tuning = tuneAdmission({ log, live, clock });
});
afterAll(closeServices);

const version = (number: number, burst: number): ThresholdsVersion => ({
  version: number,
  values: { ...defaultThresholds, burst },
  changedBy: 'test',
  changedAt: '',
  reason: 'test',
});

describe('the log', () => {
  it('starts with the defaults as version 1, one row however many processes start at once', async () => {
    const gate = await pool.connect();
    await gate.query('begin; lock table threshold_versions in exclusive mode');
    const starting = Array.from({ length: 10 }, () => log.current());
    // Everybody has seen the empty table and wants to write now
    const waiting = "select count(*)::int as waiting from pg_locks where not granted and relation = 'threshold_versions'::regclass";
    while ((await gate.query(waiting)).rows[0].waiting < 10);
    await gate.query('commit');
    gate.release();
    const versions = await Promise.all(starting);
    for (const { version: number, values, changedBy } of versions)
      expect({ number, values, changedBy }).toEqual({ number: 1, values: defaultThresholds, changedBy: 'system' });
    expect(await log.history(10)).toHaveLength(1);
  });

  it('of twenty changes over the same version one is stored, the others are told', async () => {
    await log.current();
    const change = (index: number) =>
      log.append({ over: 1, values: { ...defaultThresholds, burst: index + 1 }, changedBy: 'anna', reason: 'race', atMs: nowMs });
    const results = await Promise.all(Array.from({ length: 20 }, (_, index) => change(index)));
    expect(results.filter((result) => result === 'conflict')).toHaveLength(19);
    expect(await log.current()).toEqual(results.find((result) => result !== 'conflict'));
  });

  it('refuses a base that never existed', async () => {
    await log.current();
    expect(await log.append({ over: 7, values: defaultThresholds, changedBy: 'anna', reason: 'gap', atMs: nowMs })).toBe('conflict');
    expect((await log.current()).version).toBe(1);
  });

  it('gives a version from before a field existed that field’s default', async () => {
    await pool.query(`insert into threshold_versions values (1, '{"burst": 7}', 'old', 'old', now())`);
    expect((await log.current()).values).toEqual({ ...defaultThresholds, burst: 7 });
  });
});

describe('the live copy', () => {
  it('only a higher version replaces, in whatever order publishers come', async () => {
    await live.publish(version(2, 22));
    await live.publish(version(1, 11));
    expect(await live.now()).toEqual({ version: 2, values: version(2, 22).values });
  });

  it('is at most a second old', async () => {
    await live.publish(version(1, 11));
    await live.now();
    await createLiveThresholds({ redis, clock }).publish(version(2, 22));
    expect((await live.now()).version).toBe(1);
    nowMs += 1_000;
    expect((await live.now()).version).toBe(2);
  });

  it('says when Redis has none, and is repaired from PostgreSQL', async () => {
    await expect(live.now()).rejects.toMatchObject({ code: 'NO_THRESHOLDS' });
    await tuning.set({ burst: 77 }, anna);
    await redis.flushdb();
    await ensureThresholds(log, live);
    expect(await live.now()).toMatchObject({ version: 2, values: { burst: 77 } });
  });

  it('of another, newer database than ours is replaced', async () => {
    await live.publish(version(9, 99));
    await ensureThresholds(log, live);
    expect(await live.now()).toEqual({ version: 1, values: defaultThresholds });
  });
});

describe('tuning', () => {
  it('keeps who, when and why, and counts from the next call on', async () => {
    await ensureThresholds(log, live);
    const door = createFrontDoor({ redis, clock, localDay: () => '2021-01-25', scriptTime: () => `=${nowMs}` });
    expect(await door.admit({ callSid: 'CA1' })).toMatchObject({ answer: 'admitted', thresholdsVersion: 1 });
    const tuned = await tuning.set({ maxActiveCalls: '1', maxQueueLength: 0 }, anna);
    const stored = { version: 2, changedBy: 'anna', reason: 'more lines', changedAt: '2021-01-25T08:00:00.000Z' };
    expect(tuned).toMatchObject({ status: 'stored', published: true, version: stored });
    expect(await door.admit({ callSid: 'CA2' })).toMatchObject({ answer: 'callbackOffered', thresholdsVersion: 2 });
    expect(await tuning.history(10)).toMatchObject([stored, { version: 1, changedBy: 'system' }]);
  });

  it('refuses all faults at once and stores nothing', async () => {
    const tuned = await tuning.set({ burst: 0, maxActivCalls: 5 }, { by: 'anna', reason: ' ' });
    expect(tuned.status).toBe('refused');
    if (tuned.status === 'refused') expect(tuned.faults.map(({ field }) => field)).toEqual(['burst', 'maxActivCalls', 'reason']);
    expect(await tuning.set({}, anna)).toMatchObject({ status: 'refused' });
    expect(await log.history(10)).toHaveLength(1);
  });

  it('two people at once: both changes are kept, unless one named the version that was seen', async () => {
    await Promise.all([tuning.set({ burst: 50 }, anna), tuning.set({ maxQueueLength: 60 }, { by: 'bert', reason: 'shorter' })]);
    expect((await tuning.show()).values).toMatchObject({ burst: 50, maxQueueLength: 60 });
    expect(await tuning.set({ burst: 51 }, { ...anna, baseVersion: 2 })).toMatchObject({ status: 'conflict', current: { version: 3 } });
    expect(await tuning.set({ burst: 51 }, { ...anna, baseVersion: 3 })).toMatchObject({ status: 'stored', version: { version: 4 } });
  });

  it('goes back to an earlier version as a new one, and never back into a closing', async () => {
    await tuning.set({ mode: 'closed', closeMinutes: 30 }, { by: 'anna', reason: 'Wartung' });
    await tuning.set({ mode: 'open', burst: 50 }, anna);
    nowMs += 3_600_000;
    expect(await tuning.rollback(2, anna)).toMatchObject({
      status: 'stored',
      version: { version: 4, values: { mode: 'open', burst: 40, closedUntilMs: 0 } },
    });
    expect(await tuning.rollback(9, anna)).toMatchObject({ status: 'refused', faults: [{ field: 'version' }] });
  });

  it('keeps a change although Redis is away, and says that it does not count yet', async () => {
    const away: LiveThresholds = { publish: () => Promise.reject(new DependencyDown('redis', 'gone')), now: () => live.now() };
    expect(await tuneAdmission({ log, live: away, clock }).set({ burst: 50 }, anna)).toMatchObject({ status: 'stored', published: false });
    await ensureThresholds(log, live);
    expect((await live.now()).values.burst).toBe(50);
  });
});
