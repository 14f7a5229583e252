/** What desks remember of a conversation, in Redis: one hash for each, gone some hours after the last word of it. */
import { z } from 'zod';
import type { Conversation, DeskHold, DeskNotes } from '../calls/ports/desk.ts';
import { askRedis, type RedisClient } from '../platform/redis.ts';

/** As long as the call itself is remembered. */
const KEPT_SECONDS = 4 * 3_600;

const HOLD = 'hold:';
const NOTE = 'note:';

const stored: z.ZodType<DeskHold> = z.object({
  holdId: z.uuid(),
  kreis: z.string(),
  centre: z.string(),
  firstMs: z.array(z.number()),
  secondMs: z.array(z.number()),
  heldUntilMs: z.number(),
  asked: z.string(),
  over: z.literal(true).exactOptional(),
});

const last = z.object({ callId: z.string(), sinceMs: z.number() });

/** The port over Redis. A conversation's hash carries its own tag: each command has one key. */
export function createDeskNotes({ redis }: { redis: RedisClient }): DeskNotes {
  const key = ({ agentId, callId }: Conversation) => `desk:{${agentId}}:call:${callId}`;
  const lastKey = (agentId: string) => `desk:{${agentId}}:last`;

  return {
    async talks({ agentId, callId }, sinceMs) {
      await askRedis(redis.set(lastKey(agentId), JSON.stringify({ callId, sinceMs }), 'EX', KEPT_SECONDS));
    },
    async lastCall(agentId) {
      const text = await askRedis(redis.get(lastKey(agentId)));
      return text === null ? undefined : last.parse(JSON.parse(text));
    },
    async keepHold(conversation, hold) {
      await askRedis(redis.hset(key(conversation), `${HOLD}${hold.holdId}`, JSON.stringify(hold)));
      await askRedis(redis.expire(key(conversation), KEPT_SECONDS));
    },
    async holds(conversation) {
      const fields = await askRedis(redis.hgetall(key(conversation)));
      return Object.entries(fields).flatMap(([field, text]) => (field.startsWith(HOLD) ? [stored.parse(JSON.parse(text))] : []));
    },
    async note(conversation, what) {
      const first = (await askRedis(redis.hsetnx(key(conversation), NOTE + what, '1'))) === 1;
      await askRedis(redis.expire(key(conversation), KEPT_SECONDS));
      return first;
    },
    async noted(conversation, what) {
      return (await askRedis(redis.hexists(key(conversation), NOTE + what))) === 1;
    },
  };
}
