/** Wishes that wait for the list, in one Redis stream that survives crash and power cut. */
import { z } from 'zod';
import type { Outbox, Wish } from '../calls/ports/outbox.ts';
import type { Cipher } from '../platform/ids.ts';
import { luaCommand } from '../platform/lua-command.ts';
import { askRedis, type RedisClient } from '../platform/redis.ts';
import { becomeDurable, relaxDurability } from '../platform/redis-durability.ts';

/** The tag is the stream's whole name: all keys lie on one node of a cluster. */
const STREAM = 'outbox';
const CALLERS = '{outbox}:callers';
const DRAINER = '{outbox}:drainer';

const script = (name: string) => new URL(`./lua/${name}.lua`, import.meta.url);
const writeWish = luaCommand(script('write-wish'), z.string());
const claimWishes = luaCommand(script('claim-wishes'), z.array(z.tuple([z.string(), z.array(z.string())])));
const settleWish = luaCommand(script('settle-wish'), z.number());

/** The port over Redis. Every method throws `REDIS_DOWN` without an answer. The number is sealed. */
export function createOutbox({ redis, cipher }: { redis: RedisClient; cipher: Cipher }): Outbox {
  return {
    async write(wish) {
      if (!(await becomeDurable(redis))) return 'notDurable';
      const fields = Object.entries(fieldsOf(wish, cipher)).flat();
      const [id = '', kennzahl = ''] = (await writeWish(redis, [STREAM, CALLERS], [wish.caller, wish.id, wish.kennzahl, ...fields])).split(
        '|',
      );
      return { id, kennzahl };
    },
    async claim(drainer, leaseMs, limit) {
      const entries = await claimWishes(redis, [STREAM, DRAINER], [drainer, leaseMs, limit]);
      return entries.map(([entry, fields]) => ({ entry, wish: wishOf(fields, cipher) }));
    },
    settled: async (entry, wish) => void (await settleWish(redis, [STREAM, CALLERS], [entry, wish.caller, wish.id])),
    relax: () => relaxDurability(redis, async () => (await askRedis(redis.xlen(STREAM))) === 0),
  };
}

const stored = z.object({
  id: z.uuid(),
  caller: z.string(),
  sealed: z.string(),
  kind: z.enum(['menu', 'human']),
  language: z.enum(['de', 'en', 'tr', 'ru']),
  kennzahl: z.string(),
  ticketAt: z.coerce.number(),
  at: z.coerce.number(),
});

function fieldsOf(wish: Wish, cipher: Cipher): Record<string, string> {
  const { number, ticketAtMs, atMs, ...rest } = wish;
  return { ...rest, sealed: cipher.seal(number), ticketAt: String(ticketAtMs), at: String(atMs) };
}

function wishOf(pairs: string[], cipher: Cipher): Wish {
  const fields: Record<string, string> = {};
  for (let at = 0; at + 1 < pairs.length; at += 2) fields[pairs[at] as string] = pairs[at + 1] as string;
  const { sealed, ticketAt, at, ...rest } = stored.parse(fields);
  return { ...rest, number: cipher.open(sealed), ticketAtMs: ticketAt, atMs: at };
}
