/** The product as a process of its own that measures its door. Its configuration comes in the environment, orders by message; it ends with its parent. */
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { type Config, readConfig } from '../../src/config.ts';
import { startHotline } from '../../src/hotline.ts';
import { measureDoor, measuringNowMs } from '../support/door-figures.ts';
import type { AppOrder, Store } from '../support/own-app.ts';

/** How closely the return of a store is watched. */
const LOOK_EVERY_MS = 10;

const read = readConfig(process.env);
if (!read.ok) throw new Error(read.faults.join('; '));
const { config } = read;
const hotline = await startHotline(config, { version: 'test' });
const figures = measureDoor();
let acceptedAtMs: Promise<number> | undefined;

const ask: Record<Store, (of: Config) => Promise<void>> = { redis: askOnceRedis, postgres: askOncePostgres };
const orders: Record<AppOrder['order'], (order: AppOrder) => Promise<unknown>> = {
  figures: async () => ({ ...figures(), acceptedAtMs: await acceptedAtMs }),
  watch: async ({ away = [] }) => {
    acceptedAtMs = Promise.all(away.map((store) => accepts(ask[store]))).then((instants) => Math.max(...instants));
  },
  dieAfterCommit: async () => {
    const { bookings } = hotline.house.parts;
    const confirm = bookings.confirm.bind(bookings);
    bookings.confirm = async (...wanted) => {
      await confirm(...wanted);
      process.kill(process.pid, 'SIGKILL');
      return new Promise(() => undefined);
    };
  },
  close: () => hotline.close(),
};

process.on('disconnect', () => process.exit());
process.on('message', (order: AppOrder) => {
  void orders[order.order](order).then((told) => {
    process.send?.({ order: order.order, told });
    if (order.order === 'close') process.disconnect();
  });
});
process.send?.({ order: 'ready' });

/** When the store took a connection and a command again, by the clock that measures the answers. */
async function accepts(ask: (of: Config) => Promise<void>): Promise<number> {
  for (;;) {
    try {
      await ask(config);
      return measuringNowMs();
    } catch (thrown) {
      if (!(thrown instanceof Error)) throw thrown;
      await wait(LOOK_EVERY_MS);
    }
  }
}

async function askOnceRedis({ redisUrl }: Config): Promise<void> {
  const redis = new Redis(redisUrl, { lazyConnect: true, retryStrategy: null, maxRetriesPerRequest: 0, enableReadyCheck: false });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    await redis.ping();
  } finally {
    redis.disconnect();
  }
}

async function askOncePostgres({ databaseUrl }: Config): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
  } finally {
    await client.end();
  }
}
