import { describe, expect, it } from '@jest/globals';
import { FrontDoorRules } from '../../src/admission/front-door.ts';
import { defaultThresholds } from '../../src/admission/thresholds.ts';
import { gainOfRedialling, gainOfRediallingByRank, type RushDoor, rush } from '../support/rush.ts';

const plan = { callers: 10_000, seconds: 1_200, admitPerSecond: 10_000 / 1_200 / 10, callbackShare: 0.5 };

function inMemory(): RushDoor {
  const { admitPerSecond, callbackShare } = plan;
  const door = new FrontDoorRules({ ...defaultThresholds, admitPerSecond, callbackShare, burst: 5, maxQueueLength: 200 }, 1);
  return {
    admit: async (call, atMs) => door.admit(call, atMs),
    promote: async (most, due, atMs) => door.promote(most, due, atMs),
    leave: async (callSid, options, atMs) => door.leave(callSid, options, atMs),
    noteCallback: async (caller, callback) => door.noteCallback(caller, callback),
  };
}

describe('10,000 callers and capacity for one in ten', () => {
  it.each([1, 2])(
    'everybody gets something other than busy, and ringing again does not get anybody in earlier (seed %i)',
    async (seed) => {
      const callers = await rush(inMemory(), plan, seed);
      expect(callers.filter(({ heard }) => heard.has('busy'))).toEqual([]);
      expect(callers.filter(({ inAtMs }) => inAtMs === undefined)).toEqual([]);
      const rings = callers.reduce((sum, caller) => sum + caller.rings, 0);
      expect(rings).toBeGreaterThan(3 * callers.length);
      for (const answer of ['queued', 'callbackOffered', 'known']) expect(callers.some(({ heard }) => heard.has(answer))).toBe(true);
      expect(gainOfRedialling(callers)).toBeLessThan(2.33);
      expect(gainOfRediallingByRank(callers)).toBeLessThan(2.33);
    },
    120_000,
  );
});
