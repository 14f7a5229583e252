/** Who is talking to us right now, so that nobody is rung meanwhile. */
import type { OnTheLine } from '../calls/ports/telephone.ts';
import { askRedis, type RedisClient } from '../platform/redis.ts';

/** A call whose end was never told counts as over: longer than people hold and talk, short enough not to cost them their callback. */
const LONGEST_CALL_MS = 3_600_000;

/** The port over Redis: one sorted set per caller, CallSid → when the call counts as over. A caller may have two telephones at it. */
export function createOnTheLine({ redis }: { redis: RedisClient }): OnTheLine {
  const key = (caller: string) => `on-the-line:{${caller}}`;
  return {
    async began(caller, callSid, nowMs) {
      // Written in one go, answered in one
      await Promise.all([
        askRedis(redis.zadd(key(caller), nowMs + LONGEST_CALL_MS, callSid)),
        askRedis(redis.pexpire(key(caller), LONGEST_CALL_MS)),
      ]);
    },
    ended: async (caller, callSid) => void (await askRedis(redis.zrem(key(caller), callSid))),
    isTalking: async (caller, nowMs) => (await askRedis(redis.zcount(key(caller), `(${nowMs}`, '+inf'))) > 0,
  };
}
