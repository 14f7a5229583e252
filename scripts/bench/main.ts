import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from 'commander';
import { Redis } from 'ioredis';
import pg from 'pg';
import { migrate } from '../../db/migrate.ts';
import { seedCatalogue } from '../../db/seed-catalogue.ts';
import { startPostgres } from '../services/postgres.ts';
import { startRedis } from '../services/redis.ts';
import { admission } from './admission.ts';
import { agents } from './agents.ts';
import { type Bench, type Ground, tableText } from './bench.ts';
import { bookings } from './bookings.ts';
import { webhooks } from './webhooks.ts';

/** `npm run bench`: rates and ratios on private servers, contenders taking turns within one run. */

const benches: Record<string, Bench> = { admission, webhooks, booking: bookings, agents };

program
  .name('npm run bench --')
  .description('Measures on private servers. Trust the ratios: their contenders took turns in the same run.')
  .argument('[what...]', `which of: ${Object.keys(benches).join(', ')}`, Object.keys(benches))
  .option('--json', 'print the results as JSON')
  .option('--quick', 'fewer rounds, for a first look')
  .action(async (what: string[], { json, quick }: { json?: boolean; quick?: boolean }) => {
    const unknown = what.filter((name) => !Object.hasOwn(benches, name));
    if (unknown.length > 0) program.error(`there is no bench ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}`);
    const home = mkdtempSync(join(tmpdir(), 'hotline-bench-'));
    const [redis, postgres] = await Promise.all([
      startRedis({ dataDir: join(home, 'redis'), appendonly: true }),
      startPostgres({ dataDir: join(home, 'postgres'), database: 'bench', durable: true }),
    ]);
    try {
      const tables = [];
      for (const name of what) {
        const { ground, close } = await freshGround(redis.url, postgres.url, quick ? 0.4 : 1);
        for (const table of await (benches[name] as Bench)(ground)) {
          tables.push(table);
          if (!json) process.stdout.write(`${tableText(table)}\n\n`);
        }
        await close();
      }
      if (json) process.stdout.write(`${JSON.stringify(tables, null, 2)}\n`);
    } finally {
      await Promise.all([redis.stop(), postgres.stop()]);
      rmSync(home, { recursive: true, force: true });
    }
  });

async function freshGround(redisUrl: string, databaseUrl: string, scale: number): Promise<{ ground: Ground; close: () => Promise<void> }> {
  const connections: Redis[] = [];
  const connect = () => {
    const redis = new Redis(redisUrl);
    connections.push(redis);
    return redis;
  };
  await connect().flushall();
  await migrate(databaseUrl);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 });
  // The server may stop before the last connection has said farewell
  pool.on('error', () => undefined);
  await pool.query('drop table if exists bench_rows');
  await pool.query('truncate bookings, slots');
  await seedCatalogue(pool);
  const close = async () => {
    for (const redis of connections) redis.disconnect();
    await pool.end();
  };
  return { ground: { connect, redisUrl, pool, databaseUrl, scale }, close };
}

await program.parseAsync();
