import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { waitSeconds } from '../../src/admission/estimate.ts';
import { foresee, stretchesOf } from '../../src/admission/foresight.ts';

const START_MS = Date.UTC(2021, 0, 25, 8);
const minutes = (count: number) => count * 60_000;
const limits = { maxWaitSeconds: 600, dialPerSecond: 1_000 };
const quiet = { nowMs: START_MS, claiming: false };
const due = (count: number, inMs: number) => new Array<number>(count).fill(START_MS + inMs);

describe('what callbacks will take', () => {
  it('is known minute by minute, as far ahead as waits are offered', () => {
    const { wanting } = foresee([...due(5, minutes(2)), ...due(7, minutes(9.5)), ...due(9, minutes(30))], limits, quiet);
    expect(wanting).toEqual([0, 0, 5, 0, 0, 0, 0, 0, 0, 7, 0]);
  });

  it('is known in longer spans where longer waits are offered', () => {
    const { spanMs, firstSpan, wanting } = foresee(
      [...due(5, minutes(2)), ...due(7, minutes(90))],
      { ...limits, maxWaitSeconds: 7_200 },
      quiet,
    );
    expect(spanMs).toBe(minutes(12));
    expect(wanting[0]).toBe(5);
    expect(wanting[Math.floor((START_MS + minutes(90)) / spanMs) - firstSpan]).toBe(7);
  });

  it('is spread where the network takes no more at once', () => {
    const { wanting } = foresee(due(100, minutes(1)), { ...limits, dialPerSecond: 0.5 }, quiet);
    expect(wanting).toEqual([0, 30, 30, 30, 10, 0, 0, 0, 0, 0, 0]);
  });

  it('counts those that are due already only while they claim their share', () => {
    expect(foresee(due(5, -minutes(3)), limits, quiet).wanting).toEqual([]);
    expect(foresee(due(5, -minutes(3)), limits, { ...quiet, claiming: true }).wanting[0]).toBe(5);
  });

  it('of a minute that has begun is only what is still to come', () => {
    const nowMs = START_MS + 45_000;
    const { wanting } = foresee(due(100, minutes(0.9)), { ...limits, dialPerSecond: 1 }, { nowMs, claiming: false });
    expect(wanting.slice(0, 3)).toEqual([15, 60, 25]);
  });

  it('is never more than their share, and never makes the line faster than measured', () => {
    const rate = fc.double({ min: 0.01, max: 50, noNaN: true });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.nat(5_000), { maxLength: 12 }),
        rate,
        rate,
        share,
        fc.nat(59_999),
        (wanting, calls, callbacks, part, intoMs) => {
          const paces = { callsPerSecond: calls, bothPerSecond: calls + callbacks };
          for (const { letInPerSecond } of stretchesOf(
            { spanMs: minutes(1), firstSpan: START_MS / minutes(1), wanting },
            paces,
            part,
            START_MS + intoMs,
          )) {
            expect(letInPerSecond).toBeLessThanOrEqual(calls);
            expect(letInPerSecond).toBeGreaterThanOrEqual(Math.min(calls, (1 - part) * (calls + callbacks)) - 1e-9);
          }
        },
      ),
    );
  });
});

describe('the wait with callbacks ahead', () => {
  const foresight = foresee(due(300, minutes(2)), limits, quiet);
  const pace = (leavingPerSecond: number) => ({
    letInPerSecond: 5,
    leavingPerSecond,
    stretches: stretchesOf(foresight, { callsPerSecond: 5, bothPerSecond: 5 }, 0.5, START_MS),
  });
  const caution = 1.2;

  it('is unchanged for those whose turn comes before', () => {
    expect(waitSeconds(600, pace(0))).toBe(Math.ceil(120 * caution));
  });

  it('counts a callback that is let in between like a person ahead', () => {
    // From the third minute on each second lets in 2.5 calls and 2.5 callbacks: 300 callbacks, 300 calls, two minutes
    expect(waitSeconds(900, pace(0))).toBe(Math.ceil(240 * caution));
    expect(waitSeconds(1_100, pace(0))).toBe(Math.ceil(280 * caution));
  });

  it('grows with the position, and is never shorter than without callbacks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(2_000), { maxLength: 11 }),
        fc.double({ min: 0, max: 0.01, noNaN: true }),
        (wanting, leavingPerSecond) => {
          const stretches = stretchesOf(
            { spanMs: minutes(1), firstSpan: START_MS / minutes(1), wanting },
            { callsPerSecond: 5, bothPerSecond: 6 },
            0.5,
            START_MS + 10_000,
          );
          const [waits, without] = [stretches, []].map((known) =>
            [1, 10, 100, 500, 1_000, 3_000].map((position) =>
              waitSeconds(position, { letInPerSecond: 5, leavingPerSecond, stretches: known }),
            ),
          );
          expect(waits).toEqual([...(waits ?? [])].sort((a, b) => a - b));
          waits?.forEach((wait, index) => {
            expect(wait).toBeGreaterThanOrEqual(without?.[index] ?? 0);
          });
        },
      ),
    );
  });

  it('does not end while callbacks take everything, and goes on after them', () => {
    const stretches = stretchesOf(foresight, { callsPerSecond: 5, bothPerSecond: 5 }, 1, START_MS);
    // A minute for the 300 callbacks
    expect(waitSeconds(601, { letInPerSecond: 5, leavingPerSecond: 0, stretches })).toBe(Math.ceil(180.2 * caution));
  });
});
