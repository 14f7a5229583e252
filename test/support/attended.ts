import type { Redis } from 'ioredis';
import { laneKeys } from '../../src/admission/keys.ts';
import { thresholdSpecs } from '../../src/admission/thresholds.ts';

/** Makes the front door one that has been open and quiet for a while: its burst is saved up. One that is just started has none. */
export async function attended(redis: Redis, nowMs: number): Promise<void> {
  const { burst } = thresholdSpecs;
  if (!('max' in burst)) throw new Error('the burst has no upper bound');
  await redis.hset(laneKeys('front').bucket, 'tokens', burst.max, 'atMs', nowMs, 'attendedMs', '');
}
