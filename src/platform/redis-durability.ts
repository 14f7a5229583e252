/** Writes to Redis that neither a crash nor a power cut may lose. */
import { Cluster, type Redis } from 'ioredis';
import { askRedis, type RedisClient } from './redis.ts';

/** Hash: name of a node → its own policy, while ours is in force there; and that something was written lately. */
const FORMER_POLICIES = 'durable-writes:former-fsync-by-node';
const RECENT = 'durable-writes:recent';

/** So long after the last durable write every server goes back to its own policy: nobody is writing any more by then. */
const RECENT_MS = 60_000;

/**
 * Has every write on disk before it is answered (`appendfsync always`): under the usual `everysec` up to two seconds of answered writes
 * can be lost with the machine, and a promise among them. `false`: the server keeps no log, or does not let us.
 * Redis 7.2's WAITAOF would do it for one write at a time; the servers of current distributions are older.
 */
export async function becomeDurable(redis: RedisClient): Promise<boolean> {
  // First: nobody who looks from now on goes back to the old policy
  await askRedis(redis.set(RECENT, '1', 'PX', RECENT_MS));
  for (const node of nodesOf(redis)) {
    const policy = await policyOf(node);
    if (policy === undefined) return false;
    if (policy === 'always') continue;
    // Remembered first: whoever finds it knows what to go back to
    await askRedis(redis.hset(FORMER_POLICIES, node.name, policy));
    if (!(await setPolicy(node, 'always'))) return false;
  }
  return true;
}

/**
 * Every node back to its own policy when nothing durable has been written for a while, by anybody, and `isEmpty` says that nothing
 * is left to be done. Cheap when there is nothing to go back to.
 */
export async function relaxDurability(redis: RedisClient, isEmpty: () => Promise<boolean>): Promise<void> {
  const former = await askRedis(redis.hgetall(FORMER_POLICIES));
  if (Object.keys(former).length === 0) return;
  const [empty, recent] = await Promise.all([isEmpty(), askRedis(redis.exists(RECENT))]);
  if (!empty || recent > 0) return;
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
    const told = (await askRedis(server.config('GET', 'append*'))) as string[];
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
