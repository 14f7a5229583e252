import { join } from 'node:path';
import { type Service, startPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';
import { type Kept, keepRunning, type Supervised } from './supervise.ts';

/** The two stores of a local system: our own, or those that the environment names. */
export interface Stores {
  databaseUrl: string;
  redisUrl: string;
  /** Ours, in the order in which they are to end. */
  kept: Kept[];
}

interface StoresOrder {
  folder: string;
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
  say: (line: string) => void;
  giveUp: (name: string) => void;
}

/** Starts what is not given. When the second fails, the first is ended again. */
export async function openStores(order: StoresOrder): Promise<Stores> {
  const postgres = order.databaseUrl ? { url: order.databaseUrl, kept: [] } : await keepPostgres(order);
  try {
    const redis = order.redisUrl ? { url: order.redisUrl, kept: [] } : await keepRedis(order);
    return { databaseUrl: postgres.url, redisUrl: redis.url, kept: [...redis.kept, ...postgres.kept] };
  } catch (thrown) {
    for (const kept of postgres.kept) await kept.stop();
    throw thrown;
  }
}

function keepPostgres({ folder, say, giveUp }: StoresOrder): Promise<KeptStore> {
  const dataDir = join(folder, 'postgres');
  return keepStore({
    name: 'PostgreSQL',
    say,
    giveUp,
    start: (port) => startPostgres({ dataDir, database: 'hotline', durable: true, ...port }),
  });
}

function keepRedis({ folder, say, giveUp }: StoresOrder): Promise<KeptStore> {
  const dataDir = join(folder, 'redis');
  return keepStore({ name: 'Redis', say, giveUp, start: (port) => startRedis({ dataDir, appendonly: true, say, ...port }) });
}

interface KeptStore {
  url: string;
  kept: Kept[];
}

/** After a restart it has the address of before: the parts know no other. */
async function keepStore(store: Omit<Supervised, 'start'> & { start: (port: { port?: number }) => Promise<Service> }): Promise<KeptStore> {
  const first = await store.start({});
  let handedOut = false;
  const start = () => {
    if (handedOut) return store.start({ port: first.port });
    handedOut = true;
    return Promise.resolve(first);
  };
  return { url: first.url, kept: [await keepRunning({ ...store, start })] };
}
