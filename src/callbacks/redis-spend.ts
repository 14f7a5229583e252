/** Dial minutes of the hour, counted over all processes. */
import type { DialSpend } from '../calls/ports/telephone.ts';
import { askRedis, type RedisClient } from '../platform/redis.ts';
import { MINUTES_IN_ADVANCE, minutesToAdd } from './spend.ts';

const HOUR_MS = 3_600_000;

/** Outlives its hour by one, for clocks that differ. */
const KEEP_SECONDS = 7_200;

/** The port over Redis. Every method throws `REDIS_DOWN` without an answer: what cannot be counted is not dialled. */
export function createDialSpend({ redis }: { redis: RedisClient }): DialSpend {
  const hourKey = (atMs: number) => `{dial-spend}:hour:${Math.floor(atMs / HOUR_MS)}`;
  const add = async (minutes: number, atMs: number) => {
    const key = hourKey(atMs);
    await Promise.all([askRedis(redis.incrby(key, minutes)), askRedis(redis.expire(key, KEEP_SECONDS))]);
  };
  return {
    minutesThisHour: async (nowMs) => Number((await askRedis(redis.get(hourKey(nowMs)))) ?? 0),
    begin: (nowMs) => add(MINUTES_IN_ADVANCE, nowMs),
    async ended({ callSid, durationSeconds, nowMs }) {
      const minutes = minutesToAdd(durationSeconds);
      if (minutes === 0) return;
      // Final statuses come twice
      const first = await askRedis(redis.set(`{dial-spend}:ended:${callSid}`, '1', 'EX', KEEP_SECONDS, 'NX'));
      if (first !== null) await add(minutes, nowMs);
    },
  };
}
