import type { SystemClock } from '../platform/clock.ts';
import { askRedis, connectRedis, type RedisClient } from '../platform/redis.ts';
import { CLOCK_KEY } from './redis-keys.ts';

/** Moves the one offset that every process adds to the time. For demos and tests; it only moves forward. */
export class RedisTestClock {
  readonly #redis: RedisClient;

  constructor(redis: RedisClient) {
    this.#redis = redis;
  }

  /** Adds to the offset and tells every process; returns the whole offset in ms. */
  async advance(seconds: number): Promise<number> {
    const offsetMs = await askRedis(this.#redis.incrby(CLOCK_KEY, seconds * 1_000));
    await askRedis(this.#redis.publish(CLOCK_KEY, String(offsetMs)));
    return offsetMs;
  }
}

/**
 * Keeps a process' clock at the shared offset: reads it now and at every
 * announcement, also after a lost connection. Resolves once it is applied.
 * @returns ends it
 */
export async function followTestClock(parts: { redisUrl: string; clock: SystemClock }): Promise<() => Promise<void>> {
  const reader = connectRedis(parts.redisUrl);
  const subscriber = connectRedis(parts.redisUrl);
  // Announcements are not divided by logical database, so they are only the occasion to read
  const apply = async () => parts.clock.setOffset(Number((await askRedis(reader.get(CLOCK_KEY))) ?? 0));
  // A read that fails is made up for: the reconnection of either side applies again
  const applyAgain = () => void apply().catch(() => undefined);
  await Promise.all([reader.connect(), subscriber.connect()]);
  await subscriber.subscribe(CLOCK_KEY);
  subscriber.on('message', applyAgain);
  subscriber.on('ready', applyAgain);
  reader.on('ready', applyAgain);
  await apply();
  return async () => {
    subscriber.disconnect();
    reader.disconnect();
  };
}
