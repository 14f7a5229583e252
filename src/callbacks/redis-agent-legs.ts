/** Agents' telephones that ring for a callback right now. */
import { z } from 'zod';
import type { AgentLegs } from '../calls/ports/human-callbacks.ts';
import { askRedis, type RedisClient } from '../platform/redis.ts';

const KEY = 'callbacks:agent-legs';

/** No telephone rings so long: what is older was never told to be over. */
const LONGEST_RINGING_MS = 600_000;

const stored = z.object({ callbackId: z.string(), attempt: z.number(), callSid: z.string(), sinceMs: z.number() });

/** The port over Redis: one hash, callback → leg. */
export function createAgentLegs({ redis }: { redis: RedisClient }): AgentLegs {
  return {
    async rings(leg) {
      await askRedis(redis.hset(KEY, leg.callbackId, JSON.stringify(leg)));
      await askRedis(redis.pexpire(KEY, LONGEST_RINGING_MS));
    },
    over: async (callbackId) => void (await askRedis(redis.hdel(KEY, callbackId))),
    async ringing(nowMs) {
      const legs = (await askRedis(redis.hvals(KEY))).map((text) => stored.parse(JSON.parse(text)));
      return legs.filter(({ sinceMs }) => sinceMs > nowMs - LONGEST_RINGING_MS);
    },
  };
}
