import { type Bucket, type BucketLimits, reopen, takeToken } from './bucket.ts';
import { isClosed, type Thresholds } from './thresholds.ts';

/** What one process may promise alone while the shared front door does not answer: its own part of the rate. */
export interface LocalDoor {
  bucket: Bucket | undefined;
}

/** `callbackOffered` took a token; a refusal took nothing. */
export type LocalAnswer = 'callbackOffered' | 'busy' | 'closed';

/** This process' part of the limits. Never less than one call at a time, or nobody would ever be served. */
export function localLimits(values: Thresholds, processes: number): BucketLimits {
  const share = Math.max(1, processes);
  return { admitPerSecond: values.admitPerSecond / share, burst: Math.max(1, values.burst / share), callbackShare: 0 };
}

/**
 * One decision by the thresholds last known. A line that a person has closed stays closed and opens when it was to open. The
 * bucket starts with one call and is not carried over from before: how full the shared one was is unknown.
 * @param processes web processes over all machines
 */
export function decideLocally(
  door: LocalDoor,
  values: Thresholds,
  processes: number,
  nowMs: number,
): { answer: LocalAnswer; door: LocalDoor } {
  if (isClosed(values, nowMs)) return { answer: 'closed', door };
  const bucket = reopen(door.bucket, localLimits(values, processes), nowMs);
  return bucket.tokens < 1 ? { answer: 'busy', door: { bucket } } : { answer: 'callbackOffered', door: { bucket: takeToken(bucket) } };
}
