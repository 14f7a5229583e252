import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { laneKeys } from '../../src/admission/keys.ts';
import { createFrontDoor } from '../../src/admission/redis-admission.ts';
import { createLiveThresholds } from '../../src/admission/redis-thresholds.ts';
import { seatLeaseSeconds } from '../../src/admission/terms.ts';
import { defaultThresholds } from '../../src/admission/thresholds.ts';
import { closeServices, testRedis, testRedisUrl } from '../support/services.ts';

const SEATS = 40;
const STARTS_WITHIN_MS = 60_000;

afterAll(closeServices);

/** Takes seats in a process of its own and kills that in the middle of it; returns when it is dead. */
async function killedWhileTakingSeats(redis: Redis): Promise<void> {
  const program = fileURLToPath(new URL('../support/seat-taker.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', program, testRedisUrl()], { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(child, 'exit');
  const giveUpMs = Date.now() + STARTS_WITHIN_MS;
  while ((await redis.zcard(laneKeys('front').seats)) < SEATS / 2) {
    if (child.exitCode !== null || Date.now() > giveUpMs) throw new Error('the process took no seats');
    await new Promise(setImmediate);
  }
  child.kill('SIGKILL');
  expect((await ended)[1]).toBe('SIGKILL');
}

describe('an app process that is killed', () => {
  it('keeps none of its seats longer than their lease, whatever it was doing', async () => {
    const redis = await testRedis();
    let offsetMs = 0;
    const clock = { nowMs: () => Date.now() + offsetMs, offsetMs: () => offsetMs };
    const door = createFrontDoor({ redis, clock, localDay: () => '2021-01-25' });
    const values = { ...defaultThresholds, admitPerSecond: 2_000, burst: 1_000, maxActiveCalls: SEATS, maxQueueLength: 0 };
    await createLiveThresholds({ redis, clock }).publish({ version: 1, values, changedBy: 'test', changedAt: '', reason: 'test' });

    await killedWhileTakingSeats(redis);
    const { activeCalls } = await door.picture();
    expect(activeCalls).toBeGreaterThanOrEqual(SEATS / 2);
    expect(activeCalls).toBeLessThanOrEqual(SEATS);

    offsetMs = seatLeaseSeconds * 1_000;
    while ((await door.picture()).activeCalls > 0) {
      const freed = await door.sweep();
      expect(freed.every((id) => /^(CA|cb) taken/.test(id))).toBe(true);
      // The last lease began at most when the process died
      expect(clock.nowMs()).toBeLessThan(Date.now() + (seatLeaseSeconds + 5) * 1_000);
      if (freed.length === 0) await new Promise(setImmediate);
    }
    let admitted = 0;
    for (let call = 0; call < SEATS; call++) {
      // Over the pace of the bucket, which is not what is looked at here
      offsetMs += 5;
      if ((await door.admit({ callSid: `CA after ${call}` })).answer === 'admitted') admitted += 1;
    }
    expect(admitted).toBe(SEATS);
  }, 120_000);
});
