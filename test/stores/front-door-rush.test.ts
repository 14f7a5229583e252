import { afterAll, describe, expect, it } from '@jest/globals';
import { createFrontDoor } from '../../src/admission/redis-admission.ts';
import { createLiveThresholds } from '../../src/admission/redis-thresholds.ts';
import { defaultThresholds } from '../../src/admission/thresholds.ts';
import { gainOfRedialling, type RushDoor, rush } from '../support/rush.ts';
import { closeServices, testRedis } from '../support/services.ts';

const plan = { callers: 600, seconds: 300, admitPerSecond: 0.2, callbackShare: 0.5 };

afterAll(closeServices);

async function onRedis(): Promise<RushDoor> {
  const redis = await testRedis();
  let nowMs = 0;
  const clock = { nowMs: () => nowMs, offsetMs: () => 0 };
  const { admitPerSecond, callbackShare } = plan;
  const values = { ...defaultThresholds, admitPerSecond, callbackShare, burst: 5, maxQueueLength: 20 };
  await createLiveThresholds({ redis, clock }).publish({ version: 1, values, changedBy: 'test', changedAt: '', reason: 'test' });
  const door = createFrontDoor({ redis, clock, localDay: () => '2021-01-25', scriptTime: () => `=${nowMs}` });
  const at = (atMs: number) => {
    nowMs = atMs;
    return door;
  };
  return {
    admit: (call, atMs) => at(atMs).admit(call),
    promote: (most, due, atMs) => at(atMs).promote(most, due),
    leave: (callSid, options, atMs) => at(atMs).leave(callSid, options),
    noteCallback: (caller, callback, atMs) => at(atMs).noteCallback(caller, callback),
  };
}

describe('a rush on the scripts', () => {
  it('leaves nobody with busy, and ringing again does not get anybody in earlier', async () => {
    const callers = await rush(await onRedis(), plan, 1);
    expect(callers.filter(({ heard, inAtMs }) => heard.has('busy') || inAtMs === undefined)).toEqual([]);
    for (const answer of ['queued', 'callbackOffered', 'known']) expect(callers.some(({ heard }) => heard.has(answer))).toBe(true);
    expect(gainOfRedialling(callers)).toBeLessThan(2.33);
  }, 120_000);
});
