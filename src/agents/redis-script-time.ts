import { askRedis, type RedisClient } from '../platform/redis.ts';

/** The time as the scripts take it: an offset in ms to add to Redis' clock, or `=MS` for an absolute one. */
export type ScriptTime = () => number | `=${number}`;

/** The time the scripts use, ms since 1970, so that a look never disagrees with them. Throws `REDIS_DOWN` without an answer. */
export async function scriptNowMs(redis: RedisClient, time: ScriptTime): Promise<number> {
  const given = time();
  if (typeof given === 'string') return Number(given.slice(1));
  const [seconds, micros] = await askRedis(redis.time());
  return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000) + given;
}

/** The same by this machine's clock, without asking: good enough to name the day. */
export function roughlyNowMs(time: ScriptTime): number {
  const given = time();
  return typeof given === 'string' ? Number(given.slice(1)) : Date.now() + given;
}
