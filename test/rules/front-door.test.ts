import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FrontDoorRules } from '../../src/admission/front-door.ts';
import { defaultThresholds } from '../../src/admission/thresholds.ts';

const START_MS = Date.UTC(2021, 0, 25, 8);
const event = fc.record({
  kind: fc.constantFrom('arrive', 'arrive', 'arrive', 'redial', 'leave', 'checkTurn', 'promote', 'sweep'),
  who: fc.integer({ min: 0, max: 20 }),
  afterMs: fc.integer({ min: 0, max: 3_000 }),
});

describe('the front door, whatever happens', () => {
  it('never seats more than there are seats, never holds more than may wait, and never lets one pass an earlier ticket', () => {
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 120 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 5 }),
        (events, maxActiveCalls, maxQueueLength) => {
          const door = new FrontDoorRules({ ...defaultThresholds, admitPerSecond: 1, burst: 3, maxActiveCalls, maxQueueLength }, 1);
          let nowMs = START_MS;
          events.forEach(({ kind, who, afterMs }, index) => {
            nowMs += afterMs;
            const first = door.lane.line.first();
            if (kind === 'arrive') {
              const answer = door.admit({ callSid: `CA${index}` }, nowMs);
              // Somebody new is never let in over the head of somebody who waits
              if (first) expect(answer.answer).not.toBe('admitted');
            } else if (kind === 'redial') door.admit({ callSid: `CA${index}`, caller: `caller${who}` }, nowMs);
            else if (kind === 'leave') door.leave(`CA${Math.max(0, index - who)}`, {}, nowMs);
            else if (kind === 'checkTurn') door.checkTurn(`CA${Math.max(0, index - who)}`, nowMs);
            else if (kind === 'promote') {
              const { calls } = door.promote(1, [], nowMs);
              expect(calls.length).toBeLessThanOrEqual(1);
            } else door.sweep(nowMs);
            expect(door.lane.seats.size).toBeLessThanOrEqual(maxActiveCalls);
            expect(door.lane.line.length).toBeLessThanOrEqual(maxQueueLength);
            expect(door.lane.bucketAt(nowMs).tokens).toBeGreaterThanOrEqual(0);
          });
        },
      ),
    );
  });

  it('lets the waiting in by the time of their first ring', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }), (redialOrder) => {
        const door = new FrontDoorRules({ ...defaultThresholds, admitPerSecond: 0.1, burst: 1, maxActiveCalls: 100 }, 1);
        door.admit({ callSid: 'takes the token' }, START_MS);
        for (let who = 0; who < 8; who++) door.admit({ callSid: `first ${who}`, caller: `caller${who}` }, START_MS + who);
        redialOrder.forEach((who, index) => {
          door.leave(`first ${who}`, { caller: `caller${who}` }, START_MS + 100 + index);
          door.admit({ callSid: `again ${who}`, caller: `caller${who}` }, START_MS + 100 + index);
        });
        const letIn = Array.from({ length: 8 }, (_, index) => door.promote(1, [], START_MS + (index + 1) * 10_000 + 200).calls[0]);
        expect(letIn).toEqual(Array.from({ length: 8 }, (_, who) => `again ${who}`));
      }),
    );
  });
});
