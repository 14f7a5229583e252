import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { dataFolder, readRunning, readSecrets, releaseLock, takeLock, writeRunning } from '../../scripts/services/data-folder.ts';
import { type Service, startPostgres } from '../../scripts/services/postgres.ts';
import { isAlive, sendSignal } from '../../scripts/services/processes.ts';
import { startRedis } from '../../scripts/services/redis.ts';
import type { RunningServer } from '../../scripts/services/server-process.ts';
import { keepRunning } from '../../scripts/services/supervise.ts';
import { closeServices, testDatabase, testRedis, testRedisUrl } from '../support/services.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hotline-services-'));
});
/** Ended after each test, also after one that fails on its way. */
const started: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
  rmSync(home, { recursive: true, force: true });
});
async function kept(starting: Promise<Service>): Promise<Service> {
  const server = await starting;
  started.push(server);
  return server;
}

describe('the stores of a test file', () => {
  afterAll(closeServices);

  it('begin empty in Redis, and every connection of the file sees the same', async () => {
    const one = await testRedis();
    expect(await one.dbsize()).toBe(0);
    await one.set('mine', '1');
    const other = await testRedis();
    expect(await other.get('mine')).toBe('1');
    expect(testRedisUrl()).toMatch(/^redis:\/\/.+\/[1-9]\d*$/);
  });

  it('begin in PostgreSQL with the catalogue and without slots, and no database sees the other', async () => {
    const one = await testDatabase();
    const other = await testDatabase();
    await one.pool.query("insert into vaccines (name, interval_days, slack_days) values ('mine', 7, 0)");
    expect(await countOf(one.pool, "vaccines where name = 'mine'")).toBe(1);
    expect(await countOf(other.pool, "vaccines where name = 'mine'")).toBe(0);
    expect(await countOf(other.pool, 'centres')).toBe(27);
    expect(await countOf(other.pool, 'postcodes')).toBeGreaterThan(100);
    expect(await countOf(other.pool, 'slots')).toBe(0);
  });
});

describe('a PostgreSQL of our own', () => {
  const start = () => kept(startPostgres({ dataDir: join(home, 'postgres'), database: 'hotline', durable: false }));

  it('keeps its data over a stop and leaves no process behind', async () => {
    const first = await start();
    await ask(first, "create table kept as select 'ä'::text as word");
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await start();
    expect((await ask(second, 'select word from kept')).rows).toEqual([{ word: 'ä' }]);
    expect((await ask(second, 'show server_encoding')).rows).toEqual([{ server_encoding: 'UTF8' }]);
    await second.stop();
  });

  it('ends the server that a killed start left on its data, and takes over', async () => {
    const left = await start();
    await ask(left, 'create table kept as select 1 as one');
    const next = await start();
    await left.ended;
    expect(isAlive(left.pid)).toBe(false);
    expect((await ask(next, 'select one from kept')).rows).toEqual([{ one: 1 }]);
    await next.stop();
  });

  it('listens on loopback only and lets nobody in without the password', async () => {
    const server = await start();
    expect((await ask(server, 'show listen_addresses')).rows).toEqual([{ listen_addresses: '127.0.0.1' }]);
    const stranger = new pg.Client({ connectionString: server.url.replace(/:[^:@]+@/, ':wrong@') });
    await expect(stranger.connect()).rejects.toThrow(/password authentication failed/);
    await server.stop();
  });

  it('says what to do when the data belong to a version that is not there', async () => {
    const server = await start();
    await server.stop();
    writeFileSync(join(home, 'postgres/cluster/PG_VERSION'), '9\n');
    await expect(start()).rejects.toThrow(/PostgreSQL 9, which is not installed: install it, set DATABASE_URL/);
  });
});

describe('a Redis of our own', () => {
  const start = (appendonly: boolean) => kept(startRedis({ dataDir: join(home, 'redis'), appendonly }));

  it('with its log on, keeps its data over a stop and even a kill, at the same password', async () => {
    const first = await start(true);
    await withRedis(first.url, (redis) => redis.set('ticket', '1'));
    await first.stop();
    const second = await start(true);
    await withRedis(second.url, async (redis) => {
      expect(await redis.get('ticket')).toBe('1');
      await redis.set('ticket', '2');
    });
    sendSignal(second.pid, 'SIGKILL');
    await second.ended;
    const third = await start(true);
    expect(await withRedis(third.url, (redis) => redis.get('ticket'))).toBe('2');
    expect(new URL(third.url).password).toBe(new URL(first.url).password);
    await third.stop();
    expect(isAlive(third.pid)).toBe(false);
  });

  it('ends the server that a killed start left, and takes over', async () => {
    const left = await start(true);
    await withRedis(left.url, (redis) => redis.set('ticket', '1'));
    const next = await start(true);
    await left.ended;
    expect(await withRedis(next.url, (redis) => redis.get('ticket'))).toBe('1');
    await next.stop();
  });

  it('leaves a process alone that has got the number of a server long gone', async () => {
    const bystander = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
    started.push({ stop: async () => void bystander.kill('SIGKILL') });
    const first = await start(false);
    await first.stop();
    writeFileSync(join(home, 'redis/server.json'), JSON.stringify({ pid: bystander.pid, port: first.port }));
    await start(false);
    expect(isAlive(bystander.pid as number)).toBe(true);
  });
});

describe('the data folder of a start', () => {
  const open = () => dataFolder(join(home, 'data'), {}, home);
  const RUNNING = {
    appUrl: 'http://127.0.0.1:3000',
    carrierUrl: 'http://127.0.0.1:3001',
    databaseUrl: 'postgresql://x',
    redisUrl: 'redis://x',
  };

  it('belongs to one start at a time: the second is told who runs and where', async () => {
    const folder = open();
    const other = spawn(process.execPath, ['-e', 'process.stdout.write("up"); setInterval(() => undefined, 1000)', 'start.ts'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await new Promise((up) => other.stdout.once('data', up));
    writeFileSync(join(folder, 'lock'), String(other.pid));
    writeRunning(folder, { ...RUNNING, pid: other.pid as number, startedAt: 'now' });
    expect(takeLock(folder)).toEqual({ taken: false, pid: other.pid, running: expect.objectContaining(RUNNING) });
    const ended = new Promise((over) => other.once('exit', over));
    other.kill('SIGKILL');
    await ended;
    // A lock whose owner was killed does not count
    expect(readRunning(folder)).toBeUndefined();
    expect(takeLock(folder)).toEqual({ taken: true });
    expect(readFileSync(join(folder, 'lock'), 'utf8')).toBe(String(process.pid));
    releaseLock(folder);
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });

  it('does not take another program with the same number for a running start', () => {
    const folder = open();
    writeFileSync(join(folder, 'lock'), String(process.ppid));
    expect(takeLock(folder)).toEqual({ taken: true });
  });

  it('makes its secrets once, for its own account only', () => {
    const folder = open();
    const first = readSecrets(folder, {});
    expect(Buffer.from(first.DATA_KEY, 'base64')).toHaveLength(32);
    expect(readSecrets(folder, {})).toEqual(first);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(readSecrets(folder, { ADMIN_PASSWORD: 'given by the operator' })).toEqual({ ...first, ADMIN_PASSWORD: 'given by the operator' });
  });
});

describe('a part that is kept running', () => {
  it('is started again when it dies, says so each time, and is given up aloud after five tries', async () => {
    const said: string[] = [];
    const starts: number[] = [];
    const givenUp = await new Promise<string>((giveUp) => {
      const start = async () => {
        starts.push(1);
        return { pid: 1, ended: Promise.resolve(), stop: async () => undefined };
      };
      void keepRunning({ name: 'app', start, say: (line) => said.push(line), giveUp, firstDelayMs: 1 });
    });
    expect(givenUp).toBe('app');
    expect(starts).toHaveLength(6);
    expect(said.filter((line) => line.includes('app ended unexpectedly'))).toHaveLength(5);
  });

  it('is tried again when a restart fails', async () => {
    let tries = 0;
    const back = await new Promise<number>((resolve) => {
      const start = async (): Promise<RunningServer> => {
        tries += 1;
        if (tries === 2) throw new Error('the port is still taken');
        if (tries === 3) resolve(tries);
        return { pid: tries, ended: tries === 1 ? Promise.resolve() : new Promise(() => undefined), stop: async () => undefined };
      };
      void keepRunning({ name: 'app', start, say: () => undefined, giveUp: () => resolve(0), firstDelayMs: 1 });
    });
    expect(back).toBe(3);
  });

  it('that is stopped stays stopped', async () => {
    let starts = 0;
    const start = async () => {
      starts += 1;
      let over: () => void = () => undefined;
      const ended = new Promise<void>((resolve) => {
        over = resolve;
      });
      return { pid: 1, ended, stop: async () => over() };
    };
    const kept = await keepRunning({ name: 'app', start, say: () => undefined, giveUp: () => undefined, firstDelayMs: 1 });
    await kept.stop();
    await kept.stop();
    expect(starts).toBe(1);
  });
});

async function ask(service: Service, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: service.url });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

async function countOf(pool: pg.Pool, what: string): Promise<number> {
  return Number((await pool.query(`select count(*) as n from ${what}`)).rows[0].n);
}

async function withRedis<T>(url: string, use: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url);
  try {
    return await use(redis);
  } finally {
    await redis.quit();
  }
}
