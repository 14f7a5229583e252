import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { CodeGuard } from '../calls/ports/booking.ts';
import { DependencyDown } from '../platform/errors.ts';
import type { RedisClient } from '../platform/redis.ts';

/** All counts are for an hour from the first try. */
const WITHIN_SECONDS = 3_600;
/** The network repeats a webhook within seconds. */
const REPEATED_WITHIN_SECONDS = 60;

/**
 * Enough for somebody who reads a crumpled note, far too few to find one code in ten million. While booking for others it is
 * more: whoever gets that far types real people, and learns only about appointments of the own number.
 */
const BY_CALLER = { code: 10, person: 10, booking: 30, pin: 10 } as const;
/** A family may ask for one appointment from many telephones. */
const AT_ONE = 20;
/** Wrong codes, and wrong PINs, of all callers. Slips are caught by the check digit, so hardly any come here honestly. */
const WRONG_OVERALL = 200;

/** Counts tries at appointments in Redis, over all processes. */
export function createCodeGuard({ redis }: { redis: RedisClient }): CodeGuard {
  const limiter = (name: string, points: number) =>
    new RateLimiterRedis({ storeClient: redis, keyPrefix: `tries:${name}`, points, duration: WITHIN_SECONDS });
  const byCaller = {
    code: limiter('code:by', BY_CALLER.code),
    person: limiter('person:by', BY_CALLER.person),
    booking: limiter('booking:by', BY_CALLER.booking),
    pin: limiter('pin:by', BY_CALLER.pin),
  };
  const atOne = { code: limiter('code:at', AT_ONE), person: limiter('person:at', AT_ONE), pin: limiter('pin:at', AT_ONE) };
  const overall = { code: limiter('code', WRONG_OVERALL), pin: limiter('pin', WRONG_OVERALL) };
  const isFirst = async (mark: string) => (await redis.set(mark, '1', 'EX', REPEATED_WITHIN_SECONDS, 'NX')) !== null;

  return {
    allows: (attempt) =>
      answered(async () => {
        const { way, by, at } = attempt;
        const take = (await isFirst(`try:${way}:${attempt.id}`)) ? takeOne : lookAt;
        // Whoever is refused counts neither against the code nor against everybody
        if (!(await take(byCaller[way], by))) return 'refused';
        if (way === 'booking') return 'allowed';
        const [fewAtOne, fewOverall] = await Promise.all([take(atOne[way], at), way === 'person' ? true : take(overall[way], 'all')]);
        if (!fewAtOne) return 'refused';
        return fewOverall ? 'allowed' : 'ownOnly';
      }),
    wasRight: ({ way, by, id }) =>
      answered(async () => {
        if (!(await isFirst(`try-right:${way}:${id}`))) return;
        await Promise.all([byCaller[way].reward(by), way === 'code' || way === 'pin' ? overall[way].reward('all') : undefined]);
      }),
  };
}

/** Is this one still within the limit? It counts. */
async function takeOne(limiter: RateLimiterRedis, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return true;
  } catch (refused) {
    // The library rejects for "too many" and for "Redis is away" alike
    if (refused instanceof RateLimiterRes) return false;
    throw refused;
  }
}

/** The answer that the try had, without counting it again. */
async function lookAt(limiter: RateLimiterRedis, key: string): Promise<boolean> {
  return ((await limiter.get(key))?.consumedPoints ?? 0) <= limiter.points;
}

async function answered<T>(asking: () => Promise<T>): Promise<T> {
  try {
    return await asking();
  } catch (thrown) {
    throw new DependencyDown('redis', thrown);
  }
}
