import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../db/migrate.ts';
import { seedCatalogue } from '../../db/seed.ts';
import { type Service, startPostgres } from '../../scripts/services/postgres.ts';
import { startRedis } from '../../scripts/services/redis.ts';

/** A store of a test's own that is really stopped, killed and started again, on the same data and at the same address. */
export interface OwnStore {
  url: string;
  stop(): Promise<void>;
  /** SIGKILL: no time to write anything. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

export interface OwnStores {
  redis: OwnStore & {
    /** While it is stopped: what it had kept is lost. */
    forget(): void;
  };
  postgres: OwnStore;
  close(): Promise<void>;
}

/**
 * Redis with its log on disk, PostgreSQL migrated and with its catalogue.
 * @param durable what PostgreSQL has said is stored outlives its processes; without, up to the last half second is lost when one is killed
 */
export async function ownStores(name: string, { durable = false }: { durable?: boolean } = {}): Promise<OwnStores> {
  const home = join(tmpdir(), `hotline-outage-${process.pid}-${name}`);
  mkdirSync(home, { recursive: true, mode: 0o711 });
  const redisDir = join(home, 'redis');
  const [redis, postgres] = await Promise.all([
    ownStore((port) => startRedis({ dataDir: redisDir, appendonly: true, ...port })),
    ownStore((port) => startPostgres({ dataDir: join(home, 'postgres'), database: 'hotline', durable, ...port })),
  ]);
  await migrate(postgres.url);
  const pool = new pg.Pool({ connectionString: postgres.url, max: 1 });
  await seedCatalogue(pool);
  await pool.end();
  return {
    redis: {
      ...redis,
      forget() {
        for (const entry of readdirSync(redisDir).filter((file) => /^(appendonly|dump)/.test(file)))
          rmSync(join(redisDir, entry), { recursive: true });
      },
    },
    postgres,
    async close() {
      await Promise.all([redis.stop(), postgres.stop()]);
      if (existsSync(home)) rmSync(home, { recursive: true, force: true });
    },
  };
}

async function ownStore(launch: (port: { port?: number }) => Promise<Service>): Promise<OwnStore> {
  let running = await launch({});
  const { port, url } = running;
  return {
    url,
    stop: () => running.stop(),
    async kill() {
      process.kill(running.pid, 'SIGKILL');
      await running.ended;
    },
    async start() {
      running = await launch({ port });
    },
  };
}
