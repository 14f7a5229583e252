/** Which Redis has been told of the open callbacks: a restarted one may have lost them. */
import { Cluster } from 'ioredis';
import type { TicketNotes } from '../calls/ports/callbacks.ts';
import { askRedis, type RedisClient } from '../platform/redis.ts';

/** The run of the server whose tickets carry all notes. */
const NOTED = 'callbacks:noted';
const WRITER = 'callbacks:noted:writer';

/** The longest list takes half a minute; a writer that died is waited for no longer. */
const WRITER_MS = 120_000;

export function createTicketNotes(redis: RedisClient): TicketNotes {
  return {
    async begin() {
      const run = await runOf(redis);
      if ((await askRedis(redis.get(NOTED))) === run) return false;
      if ((await askRedis(redis.set(WRITER, '1', 'PX', WRITER_MS, 'NX'))) === null) return false;
      // Before the work: what becomes outdated meanwhile is done again afterwards
      await askRedis(redis.set(NOTED, run));
      return true;
    },
    async end(complete) {
      if (!complete) await askRedis(redis.del(NOTED));
      await askRedis(redis.del(WRITER));
    },
    outdated: async () => void (await askRedis(redis.del(NOTED))),
  };
}

/** A server has another id after each start; a cluster is known by those of its masters. */
async function runOf(redis: RedisClient): Promise<string> {
  const nodes = redis instanceof Cluster ? redis.nodes('master') : [redis];
  const told = await Promise.all(nodes.map((node) => askRedis(node.info('server'))));
  return told
    .map((text) => /run_id:(\w+)/.exec(text)?.[1] ?? '')
    .sort()
    .join(',');
}
