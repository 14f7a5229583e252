import { mkdirSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../db/migrate.ts';
import { seedCatalogue } from '../../db/seed.ts';
import { endLeftoverPostgres, startPostgres } from '../../scripts/services/postgres.ts';
import { isAlive } from '../../scripts/services/processes.ts';
import { endLeftoverRedis, startRedis } from '../../scripts/services/redis.ts';
import { endServices, keepServices } from './running-services.ts';
import { TEMPLATE } from './services.ts';

const PREFIX = 'hotline-test-';

/** Before the first test: one PostgreSQL with a migrated template database and one Redis, both for this run alone. */
export default async function globalSetup(): Promise<void> {
  await clearDeadRuns();
  const home = join(tmpdir(), `${PREFIX}${process.pid}`);
  mkdirSync(home, { mode: 0o711 });
  keepServices(home, []);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void endServices().finally(() => process.exit(130)));
  try {
    await startServers(home);
  } catch (thrown) {
    // Jest ends only when nothing of ours runs any more
    await endServices();
    process.once('exit', () => writeSync(1, '0 passed, 1 failed\n'));
    throw thrown;
  }
}

async function startServers(home: string): Promise<void> {
  const postgres = await startPostgres({ dataDir: join(home, 'postgres'), database: TEMPLATE, durable: false });
  keepServices(home, [postgres]);
  const redis = await startRedis({ dataDir: join(home, 'redis'), appendonly: false, say: (line) => process.stderr.write(`${line}\n`) });
  keepServices(home, [postgres, redis]);
  await fillTemplate(postgres.url);
  // Jest's workers inherit these
  process.env['HOTLINE_TEST_POSTGRES'] = postgres.url.replace(/[^/]*$/, 'postgres');
  process.env['HOTLINE_TEST_REDIS'] = redis.url.replace(/\/0$/, '');
}

async function fillTemplate(url: string): Promise<void> {
  await migrate(url);
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  try {
    await seedCatalogue(pool);
    // Clones inherit the statistics, and with them the plans of a lived-in database
    await pool.query('analyze');
  } finally {
    await pool.end();
  }
}

/** A run that was killed could not end its servers. Its folder carries its process id. */
async function clearDeadRuns(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => /^hotline-test-\d+$/.test(entry))) {
    const pid = Number(name.slice(PREFIX.length));
    if (pid !== process.pid && isAlive(pid)) continue;
    const home = join(tmpdir(), name);
    await endLeftoverPostgres(join(home, 'postgres'));
    await endLeftoverRedis(join(home, 'redis'));
    rmSync(home, { recursive: true, force: true });
  }
}
