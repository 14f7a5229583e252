import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { awayEntrances, awayFlow } from '../../flows/index.ts';
import { decideLocally, type LocalDoor, localLimits } from '../../src/admission/local-bucket.ts';
import { defaultThresholds } from '../../src/admission/thresholds.ts';
import { checkFlow } from '../../src/ivr/check-flow.ts';

const NOW = Date.UTC(2021, 0, 25, 9);

describe('a process on its own', () => {
  it('offers no more callbacks than its part of the rate, and a burst of that part', () => {
    const rates = {
      admitPerSecond: fc.integer({ min: 1, max: 500 }),
      burst: fc.integer({ min: 1, max: 500 }),
      processes: fc.integer({ min: 1, max: 20 }),
    };
    fc.assert(
      fc.property(fc.record(rates), fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 300 }), ({ processes, ...limits }, gapsMs) => {
        const values = { ...defaultThresholds, ...limits };
        const own = localLimits(values, processes);
        let door: LocalDoor = { bucket: undefined };
        let [nowMs, offered] = [NOW, 0];
        for (const gapMs of gapsMs) {
          nowMs += gapMs;
          const decided = decideLocally(door, values, processes, nowMs);
          door = decided.door;
          if (decided.answer === 'callbackOffered') offered += 1;
          expect(door.bucket?.tokens ?? 0).toBeGreaterThanOrEqual(0);
        }
        expect(offered).toBeLessThanOrEqual(own.burst + ((nowMs - NOW) * own.admitPerSecond) / 1_000 + 1);
      }),
    );
  });

  it('starts with one call, not with a burst', () => {
    const answers: string[] = [];
    let door: LocalDoor = { bucket: undefined };
    for (let calls = 0; calls < 3; calls += 1) {
      const decided = decideLocally(door, defaultThresholds, 1, NOW);
      door = decided.door;
      answers.push(decided.answer);
    }
    expect(answers).toEqual(['callbackOffered', 'busy', 'busy']);
  });

  it('keeps a closed line closed and opens it when it was to open', () => {
    const closed = { ...defaultThresholds, mode: 'closed' as const, closedUntilMs: NOW + 60_000 };
    expect(decideLocally({ bucket: undefined }, closed, 1, NOW).answer).toBe('closed');
    expect(decideLocally({ bucket: undefined }, closed, 1, NOW + 60_000).answer).toBe('callbackOffered');
  });
});

describe('the flow of calls that nothing is remembered of', () => {
  it('has no fault', () => {
    expect(checkFlow(awayFlow, Object.values(awayEntrances))).toEqual([]);
  });
});
