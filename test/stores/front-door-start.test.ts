import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { startRedis } from '../../scripts/services/redis.ts';
import { laneKeys } from '../../src/admission/keys.ts';
import { createFrontDoor } from '../../src/admission/redis-admission.ts';
import { createLiveThresholds, ensureThresholds } from '../../src/admission/redis-thresholds.ts';
import { terms } from '../../src/admission/terms.ts';
import { defaultThresholds } from '../../src/admission/thresholds.ts';
import type { ThresholdsLog, ThresholdsVersion } from '../../src/calls/ports/thresholds.ts';
import { closeServices, testRedis } from '../support/services.ts';

const START_MS = Date.UTC(2021, 0, 25, 8);
const RATE = 20;
const values = { ...defaultThresholds, admitPerSecond: RATE, burst: 40, maxQueueLength: 0 };
const version: ThresholdsVersion = { version: 1, values, changedBy: 'test', changedAt: '', reason: 'test' };

let nowMs: number;
const clock = { nowMs: () => nowMs, offsetMs: () => 0 };
let call = 0;

beforeEach(() => {
  nowMs = START_MS;
});
afterAll(closeServices);

function doorOn(redis: Redis) {
  return createFrontDoor({ redis, clock, localDay: () => '2021-01-25', scriptTime: () => `=${nowMs}` });
}

/** Everybody rings: 400 calls a second for so long. How many were let in. */
async function fullLoad(redis: Redis, seconds: number): Promise<number> {
  const door = doorOn(redis);
  let admitted = 0;
  for (const untilMs = nowMs + seconds * 1_000; nowMs < untilMs; nowMs += 50) {
    const answers = await Promise.all(Array.from({ length: 20 }, () => door.admit({ callSid: `CA${call++}` })));
    admitted += answers.filter(({ answer }) => answer === 'admitted').length;
  }
  return admitted;
}

describe('a start under full load', () => {
  it('lets no burst through: from the first call on the rate counts', async () => {
    const redis = await testRedis();
    await redis.flushdb();
    await createLiveThresholds({ redis, clock }).publish(version);
    expect(await fullLoad(redis, 1)).toBeLessThanOrEqual(RATE + 1);
    expect(await fullLoad(redis, 4)).toBeLessThanOrEqual(4 * RATE + 1);
  });

  it('lets none through either when the hotline was down for a while and Redis was not', async () => {
    const redis = await testRedis();
    await redis.flushdb();
    await createLiveThresholds({ redis, clock }).publish(version);
    // By the server's own clock, which is no test's to move: so the last look is
    const door = createFrontDoor({ redis, clock: { nowMs: () => Date.now(), offsetMs: () => 0 }, localDay: () => '2021-01-25' });
    await door.promote(0, []);
    await redis.hset(laneKeys('front').bucket, 'tokens', 40, 'attendedMs', Date.now() - terms.UNATTENDED_MS - 5_000);
    const begunMs = Date.now();
    const answers = await Promise.all(Array.from({ length: 200 }, () => door.admit({ callSid: `CA${call++}` })));
    const seconds = (Date.now() - begunMs) / 1_000;
    expect(answers.filter(({ answer }) => answer === 'admitted').length).toBeLessThanOrEqual(1 + Math.ceil(seconds * RATE));
  });

  it('but a line that was only quiet, with somebody attending to it, takes its burst', async () => {
    const redis = await testRedis();
    await redis.flushdb();
    await createLiveThresholds({ redis, clock }).publish(version);
    for (let round = 0; round < 240; round++, nowMs += 250) await doorOn(redis).promote(200, []);
    expect(await fullLoad(redis, 0.05)).toBeGreaterThanOrEqual(18);
    expect(await fullLoad(redis, 1)).toBeGreaterThanOrEqual(38);
  });

  it('lets none through after Redis has lost its data: thresholds come back, the burst does not', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'hotline-lost-'));
    const first = await startRedis({ dataDir, appendonly: false });
    const redis = new Redis(first.url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
    redis.on('error', () => undefined);
    try {
      const live = createLiveThresholds({ redis, clock });
      const log: Pick<ThresholdsLog, 'current'> = { current: async () => version };
      await live.publish(version);
      for (let round = 0; round < 20; round++, nowMs += 250) await doorOn(redis).promote(200, []);
      expect(await fullLoad(redis, 0.05)).toBeGreaterThan(0);
      await first.stop();
      const second = await startRedis({ dataDir, port: first.port, appendonly: false });
      try {
        await expect(doorOn(redis).admit({ callSid: 'CA too early' })).rejects.toMatchObject({ code: 'NO_THRESHOLDS' });
        await ensureThresholds(log as ThresholdsLog, live);
        expect(await fullLoad(redis, 1)).toBeLessThanOrEqual(RATE + 1);
      } finally {
        await second.stop();
      }
    } finally {
      redis.disconnect();
      await first.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  }, 60_000);
});
