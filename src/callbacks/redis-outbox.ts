/** Wishes that wait for the list, in one Redis stream that survives crash and power cut. */
import { Cluster } from 'ioredis';
import { z } from 'zod';
import type { Outbox, Wish } from '../calls/ports/outbox.ts';
import type { Cipher } from '../platform/ids.ts';
import { luaCommand } from '../platform/lua-command.ts';
import { askRedis, type RedisClient } from '../platform/redis.ts';

/** The tag is the stream's whole name: all keys lie on one node of a cluster. */
const STREAM = 'outbox';
const CALLERS = '{outbox}:callers';
const DRAINER = '{outbox}:drainer';
/** The server's own policy, while ours is in force; and that wishes were written lately. */
const FORMER_POLICY = '{outbox}:former-fsync';
const RECENT = '{outbox}:recent';

/** So long after the last wish the server goes back to its own policy: nobody is writing any more by then. */
const RECENT_MS = 60_000;

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
    relax: () => relax(redis),
  };
}

/**
 * Has every write on disk before it is answered (`appendfsync always`): under the usual `everysec` up to two seconds of answered writes
 * can be lost with the machine, and a promise among them. `false`: the server keeps no log, or does not let us.
 * Redis 7.2's WAITAOF would do it for one write at a time; the servers of current distributions are older.
 */
async function becomeDurable(redis: RedisClient): Promise<boolean> {
  for (const node of nodesOf(redis)) {
    const policy = await policyOf(node);
    if (policy === undefined) return false;
    if (policy === 'always') continue;
    // Remembered first: whoever finds it knows what to go back to
    await askRedis(redis.set(FORMER_POLICY, policy));
    if (!(await setPolicy(node, 'always'))) return false;
  }
  await askRedis(redis.set(RECENT, '1', 'PX', RECENT_MS));
  return true;
}

/** Back to the server's own policy when the stream is empty and has been for a while. */
async function relax(redis: RedisClient): Promise<void> {
  const former = await askRedis(redis.get(FORMER_POLICY));
  if (former === null) return;
  const [waiting, recent] = await Promise.all([askRedis(redis.xlen(STREAM)), askRedis(redis.exists(RECENT))]);
  if (waiting > 0 || recent > 0) return;
  for (const node of nodesOf(redis)) await setPolicy(node, former);
  await askRedis(redis.del(FORMER_POLICY));
}

type Node = Pick<RedisClient, 'config'>;

function nodesOf(redis: RedisClient): Node[] {
  return redis instanceof Cluster ? redis.nodes('master') : [redis];
}

/** undefined: nothing is logged, or the server does not tell. */
async function policyOf(node: Node): Promise<string | undefined> {
  try {
    const told = z.array(z.string()).parse(await askRedis(node.config('GET', 'append*')));
    const setting = (name: string) => told[told.indexOf(name) + 1];
    return setting('appendonly') === 'yes' ? setting('appendfsync') : undefined;
  } catch (thrown) {
    return refusedByServer(thrown);
  }
}

async function setPolicy(node: Node, policy: string): Promise<boolean> {
  try {
    return (await askRedis(node.config('SET', 'appendfsync', policy))) === 'OK';
  } catch (thrown) {
    return refusedByServer(thrown) ?? false;
  }
}

/** Some operators of Redis allow no settings; anything else is a fault. */
function refusedByServer(thrown: unknown): undefined {
  if (thrown instanceof Error && thrown.name === 'ReplyError') return undefined;
  throw thrown;
}

const stored = z.object({
  id: z.uuid(),
  caller: z.string(),
  sealed: z.string(),
  kind: z.enum(['menu', 'human']),
  language: z.enum(['de', 'en']),
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
