import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { anyFreePort } from './free-port.ts';
import { createCluster, USER } from './postgres-cluster.ts';
import { findPostgres, type PostgresPrograms } from './postgres-programs.ts';
import { commandOf, endProcess } from './processes.ts';
import { launchServer, type RunningServer } from './server-process.ts';
import { type Account, accountForPostgres, commandFor, handOver } from './unprivileged.ts';

/** Runs a PostgreSQL of our own on loopback, its data in one folder. */
export interface PostgresOrder {
  dataDir: string;
  /** Else a free one. */
  port?: number;
  /** Made if it is not there; the address leads to it. */
  database: string;
  /** false: a power cut may lose everything (tests). */
  durable: boolean;
}

export interface Service extends RunningServer {
  /** Address with user and password. */
  url: string;
  port: number;
}

/** SIGINT is PostgreSQL's fast shutdown: no new work, a clean end. */
const END = [
  { signal: 'SIGINT', waitMs: 20_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
] as const;

/** Starts it (the first time with a new data folder) and returns when it answers. A server that a killed start left on these data is ended first. */
export async function startPostgres(order: PostgresOrder): Promise<Service> {
  const home = resolve(order.dataDir);
  const cluster = join(home, 'cluster');
  mkdirSync(home, { recursive: true });
  const account = accountForPostgres(existsSync(cluster) ? cluster : home);
  if (account) handOver(home, account);
  await endLeftoverPostgres(home);
  const versionFile = join(cluster, 'PG_VERSION');
  const programs = findPostgres(existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : undefined);
  if (!existsSync(versionFile)) createCluster({ programs, home, cluster, account, durable: order.durable });
  const password = readFileSync(join(home, 'password'), 'utf8').trim();
  for (let attempt = 1; ; attempt += 1) {
    const port = order.port ?? (await anyFreePort());
    try {
      return await launch({ ...order, programs, home, cluster, port, password, account });
    } catch (thrown) {
      const taken = thrown instanceof Error && /could not bind|Address already in use/i.test(thrown.message);
      if (!taken || order.port !== undefined || attempt === 5) throw thrown;
    }
  }
}

type Launch = PostgresOrder & {
  programs: PostgresPrograms;
  home: string;
  cluster: string;
  port: number;
  password: string;
  account: Account | undefined;
};

async function launch(of: Launch): Promise<Service> {
  const adminUrl = `postgresql://${USER}:${of.password}@127.0.0.1:${of.port}/postgres`;
  const { command, before, ...identity } = commandFor(of.account, of.programs.postgres, [of.programs.postgres, of.cluster]);
  const server = await launchServer({
    name: 'PostgreSQL',
    command,
    args: [
      ...before,
      '-D',
      of.cluster,
      '-p',
      String(of.port),
      ...Object.entries(settings(of.durable)).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    logFile: join(of.home, 'server.log'),
    ...identity,
    probe: () => askOnce(adminUrl, 'select 1').then(() => undefined),
    readyWithinMs: 60_000,
    endSignals: END,
  });
  try {
    const there = await askOnce(adminUrl, 'select 1 from pg_database where datname = $1', [of.database]);
    if (there.rowCount === 0) await askOnce(adminUrl, `create database ${pg.escapeIdentifier(of.database)}`);
  } catch (thrown) {
    await server.stop();
    throw thrown;
  }
  return { ...server, port: of.port, url: `postgresql://${USER}:${of.password}@127.0.0.1:${of.port}/${of.database}` };
}

function settings(durable: boolean): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: durable ? '256MB' : '128MB',
    max_wal_size: '1GB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Statements of a few rows: compiling them costs more than it gives
    jit: 'off',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }),
  };
}

/** Ends the server that a killed run left on these data, if there is one. */
export async function endLeftoverPostgres(dataDir: string): Promise<void> {
  const cluster = join(resolve(dataDir), 'cluster');
  const pidFile = join(cluster, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  // The id may belong to somebody else by now
  if (!commandOf(pid).includes(cluster)) return;
  if (!(await endProcess(pid, END))) throw new Error(`a PostgreSQL left from an earlier start (process ${pid}) does not end`);
}

async function askOnce(url: string, text: string, values: string[] = []): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  // A server that is only just starting may close the connection a second time, after the refusal
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await client.query(text, values);
  } finally {
    await client.end();
  }
}
