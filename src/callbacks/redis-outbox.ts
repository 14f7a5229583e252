/** Wishes that wait for the list, in one Redis stream that survives crash and power cut. */
import { Cluster, type Redis } from 'ioredis';
import { z } from 'zod';
import type { Outbox, Wish } from '../calls/ports/outbox.ts';
import type { Cipher } from '../platform/ids.ts';
import { luaCommand } from '../platform/lua-command.ts';
import { askRedis, type RedisClient } from '../platform/redis.ts';

/** The tag is the stream's whole name: all keys lie on one node of a cluster. */
const STREAM = 'outbox';
const CALLERS = '{outbox}:callers';
const DRAINER = '{outbox}:drainer';
/** Hash: name of a node → its own policy, while ours is in force there; and that wishes were written lately. */
const FORMER_POLICIES = '{outbox}:former-fsync-by-node';
const RECENT = '{outbox}:recent';

/** So long after the last wish every server goes back to its own policy: nobody is writing any more by then. */
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
    await askRedis(redis.hset(FORMER_POLICIES, node.name, policy));
    if (!(await setPolicy(node, 'always'))) return false;
  }
  await askRedis(redis.set(RECENT, '1', 'PX', RECENT_MS));
  return true;
}

/** Every node back to its own policy when the stream is empty and has been for a while. */
async function relax(redis: RedisClient): Promise<void> {
  const former = await askRedis(redis.hgetall(FORMER_POLICIES));
  if (Object.keys(former).length === 0) return;
  const [waiting, recent] = await Promise.all([askRedis(redis.xlen(STREAM)), askRedis(redis.exists(RECENT))]);
  if (waiting > 0 || recent > 0) return;
  for (const node of nodesOf(redis)) {
    const policy = former[node.name];
    if (policy !== undefined) await setPolicy(node, policy);
  }
  await askRedis(redis.del(FORMER_POLICIES));
}

interface Node {
  /** The same for every process: a cluster tells its nodes' addresses itself, a single server may be reached under several. */
  name: string;
  server: Redis;
}

function nodesOf(redis: RedisClient): Node[] {
  if (!(redis instanceof Cluster)) return [{ name: 'single', server: redis }];
  return redis.nodes('master').map((server) => ({ name: `${server.options.host}:${server.options.port}`, server }));
}

/** undefined: nothing is logged, or the server does not tell. */
async function policyOf({ server }: Node): Promise<string | undefined> {
  try {
    const told = z.array(z.string()).parse(await askRedis(server.config('GET', 'append*')));
    const setting = (name: string) => told[told.indexOf(name) + 1];
    return setting('appendonly') === 'yes' ? setting('appendfsync') : undefined;
  } catch (thrown) {
    return refusedByServer(thrown);
  }
}

async function setPolicy({ server }: Node, policy: string): Promise<boolean> {
  try {
    return (await askRedis(server.config('SET', 'appendfsync', policy))) === 'OK';
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
