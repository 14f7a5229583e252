import { terms } from './terms.ts';

/** Token bucket and the callbacks' share in TypeScript: the oracle for lane.lua, and what a forecast calculates with. */
export interface Bucket {
  /** Calls that may be let in right now; fractions grow into the next one. Never below 0 nor above the burst. */
  tokens: number;
  /** When the tokens were counted; never moves back. */
  atMs: number;
  /** What calls took of the callbacks' share; at 1 it is a callback's turn. */
  credit: number;
  /** Callbacks that are due and got nothing yet claim their share until then. */
  callbacksUntilMs: number;
}

export type BucketLimits = { admitPerSecond: number; burst: number; callbackShare: number };

export function fullBucket(burst: number, nowMs: number): Bucket {
  return { tokens: burst, atMs: nowMs, credit: 0, callbacksUntilMs: 0 };
}

/**
 * The bucket of a lane that is just started: one call goes in, then the rate counts. What happened before is unknown, so nothing was
 * saved up for a burst: a line that starts, or has lost its data, under full load is the last one that could stand it
 * (RFC 7415, section 3.5.1, begins its leaky bucket at a fill TAU0 between empty and its limit TAU. Ours is TAU0 = TAU, the fullest: one
 * request passes, the next after 1/rate. Section 3.5.3 says what that does for many sources that start at once.)
 */
export function startedBucket(nowMs: number): Bucket {
  return fullBucket(1, nowMs);
}

/** The bucket as it is now; one that nobody has seen before has just been started. */
export function reopen(bucket: Bucket | undefined, limits: BucketLimits, nowMs: number): Bucket {
  return refill(bucket ?? startedBucket(nowMs), limits, nowMs);
}

/** The bucket as it is now, with whatever limits count now. A clock set back neither fills nor empties it. */
export function refill(bucket: Bucket, limits: BucketLimits, nowMs: number): Bucket {
  const atMs = Math.max(bucket.atMs, nowMs);
  const tokens = Math.min(limits.burst, bucket.tokens + ((atMs - bucket.atMs) * limits.admitPerSecond) / 1_000);
  return { ...bucket, tokens, atMs };
}

/** Takes one token. Ask `tokens >= 1` first: a refusal takes nothing. */
export function takeToken(bucket: Bucket): Bucket {
  return { ...bucket, tokens: bucket.tokens - 1 };
}

/** Must a call leave the next unit of capacity to a callback that is due? */
export function isCallbacksTurn(bucket: Bucket, share: number): boolean {
  return bucket.atMs < bucket.callbacksUntilMs && bucket.credit + share >= terms.ALMOST_ONE;
}

/** A call takes a unit: while callbacks claim their share, they get credit for it. */
export function shareWithCallbacks(bucket: Bucket, share: number): Bucket {
  return bucket.atMs < bucket.callbacksUntilMs ? { ...bucket, credit: bucket.credit + share } : bucket;
}

/** A callback takes a unit while nobody holds: newcomers, who are the other side then, may take theirs next. Idle times leave no debt. */
export function shareWithNewcomers(bucket: Bucket, share: number): Bucket {
  return { ...bucket, credit: Math.max(0, bucket.credit - (1 - share)) };
}

/** Who gets the next unit when both sides want one, and the credit after it. */
export function nextSide(bucket: Bucket, share: number): { side: 'call' | 'callback'; bucket: Bucket } {
  const credit = bucket.credit + share;
  return credit >= terms.ALMOST_ONE
    ? { side: 'callback', bucket: { ...bucket, credit: credit - 1 } }
    : { side: 'call', bucket: { ...bucket, credit } };
}
