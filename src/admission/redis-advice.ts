import type { AdviceBoard, PublishedAdvice } from '../calls/ports/tuning-help.ts';
import { askRedis, type RedisClient } from '../platform/redis.ts';

/** The last advised rate, where every process finds it. */
const KEY = '{tuning}:advice';
/** An advice nobody renews is not worth keeping. */
const KEPT_SECONDS = 3_600;

export function createAdviceBoard({ redis }: { redis: RedisClient }): AdviceBoard {
  return {
    async read() {
      const text = await askRedis(redis.get(KEY));
      // Only this file writes the key
      return text === null ? undefined : (JSON.parse(text) as PublishedAdvice);
    },
    async publish(advice) {
      await askRedis(redis.set(KEY, JSON.stringify(advice), 'EX', KEPT_SECONDS));
    },
  };
}
