import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Bucket,
  fullBucket,
  isCallbacksTurn,
  nextSide,
  refill,
  shareWithCallbacks,
  shareWithNewcomers,
  takeToken,
} from '../../src/admission/bucket.ts';

const limits = fc.record({
  admitPerSecond: fc.double({ min: 0.1, max: 2_000, noNaN: true }),
  burst: fc.integer({ min: 1, max: 10_000 }),
  callbackShare: fc.double({ min: 0, max: 1, noNaN: true }),
});
const step = fc.record({ limits, afterMs: fc.integer({ min: -1_000, max: 100_000 }), wanted: fc.integer({ min: 0, max: 50 }) });

describe('the bucket', () => {
  it('is never below zero nor above the burst, whatever happens and however ops turn it', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let bucket = fullBucket(steps[0]?.limits.burst ?? 1, 0);
        let nowMs = 0;
        for (const { limits: now, afterMs, wanted } of steps) {
          nowMs += afterMs;
          bucket = refill(bucket, now, nowMs);
          for (let i = 0; i < wanted && bucket.tokens >= 1; i++) bucket = takeToken(bucket);
          expect(bucket.tokens).toBeGreaterThanOrEqual(0);
          expect(bucket.tokens).toBeLessThanOrEqual(now.burst);
        }
      }),
    );
  });

  it('lets in no more than burst plus rate times time, however often it is asked', () => {
    fc.assert(
      fc.property(limits, fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 200 }), (now, gapsMs) => {
        let bucket = fullBucket(now.burst, 0);
        let nowMs = 0;
        let letIn = 0;
        for (const gapMs of gapsMs) {
          nowMs += gapMs;
          bucket = refill(bucket, now, nowMs);
          for (; bucket.tokens >= 1; letIn++) bucket = takeToken(bucket);
        }
        expect(letIn).toBeLessThanOrEqual(now.burst + (now.admitPerSecond * nowMs) / 1_000 + 1e-6);
      }),
    );
  });

  it('is not filled by a clock set back, nor does it lose time by it', () => {
    const start: Bucket = { ...fullBucket(10, 1_000), tokens: 0 };
    const now = { admitPerSecond: 1, burst: 10, callbackShare: 0 };
    const back = refill(start, now, 0);
    expect(back).toEqual(start);
    expect(refill(back, now, 3_000).tokens).toBe(2);
  });
});

describe('the callbacks’ share', () => {
  it('is kept within one unit while both sides want, at any share', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 500 }), (share, units) => {
        let bucket = fullBucket(1, 0);
        let callbacks = 0;
        for (let unit = 0; unit < units; unit++) {
          const next = nextSide(bucket, share);
          bucket = next.bucket;
          if (next.side === 'callback') callbacks++;
        }
        expect(Math.abs(callbacks - share * units)).toBeLessThanOrEqual(1 + 1e-6);
      }),
    );
  });

  it('is claimed from newcomers only while callbacks wait for capacity', () => {
    const claimed: Bucket = { ...fullBucket(5, 0), callbacksUntilMs: 1_000 };
    const once = shareWithCallbacks(claimed, 0.5);
    expect([isCallbacksTurn(claimed, 0.5), isCallbacksTurn(once, 0.5)]).toEqual([false, true]);
    expect(isCallbacksTurn({ ...once, atMs: 1_000 }, 0.5)).toBe(false);
    expect(isCallbacksTurn(shareWithNewcomers(once, 0.5), 0.5)).toBe(false);
    expect(shareWithNewcomers(claimed, 0.5).credit).toBe(0);
  });
});
