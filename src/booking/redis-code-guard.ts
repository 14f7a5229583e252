import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { CodeGuard } from '../calls/ports/booking.ts';
import { DependencyDown } from '../platform/errors.ts';
import type { RedisClient } from '../platform/redis.ts';

/** Enough for somebody who reads a crumpled note, far too few to find one code in a million. */
const TRIES = 10;
const WITHIN_SECONDS = 3_600;
/** The network repeats a webhook within seconds. */
const REPEATED_WITHIN_SECONDS = 60;

/** Counts code entries per caller, over all processes. */
export function createCodeGuard({ redis }: { redis: RedisClient }): CodeGuard {
  const limiter = new RateLimiterRedis({ storeClient: redis, keyPrefix: 'code-tries', points: TRIES, duration: WITHIN_SECONDS });
  return {
    async allows(who, tryId) {
      try {
        const first = await redis.set(`code-try:${tryId}`, '1', 'EX', REPEATED_WITHIN_SECONDS, 'NX');
        if (first === null) return ((await limiter.get(who))?.consumedPoints ?? 0) <= TRIES;
        await limiter.consume(who);
        return true;
      } catch (refused) {
        // The library rejects for "too many" and for "Redis is away" alike
        if (refused instanceof RateLimiterRes) return false;
        throw new DependencyDown('redis', refused);
      }
    },
  };
}
