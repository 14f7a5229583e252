import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Redis } from 'ioredis';
import { anyFreePort } from './free-port.ts';
import type { Service } from './postgres.ts';
import { commandOf, endProcess } from './processes.ts';
import { redisProgram } from './redis-programs.ts';
import { launchServer } from './server-process.ts';

/** Runs a Redis of our own on loopback, its data in one folder. */
export interface RedisOrder {
  dataDir: string;
  /** Else a free one. */
  port?: number;
  /** Every write kept on disk (at most a second lost in a power cut); false: nothing is kept. */
  appendonly: boolean;
  /** Hears what has to be installed first. */
  say?: (line: string) => void;
}

/** SIGTERM makes Redis flush its log and end. */
const END = [
  { signal: 'SIGTERM', waitMs: 15_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
] as const;
/** One for each test file, and room. */
const DATABASES = 512;

/** Starts it and returns when its data are loaded. A server that a killed start left on these data is ended first. */
export async function startRedis(order: RedisOrder): Promise<Service> {
  const home = resolve(order.dataDir);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  await endLeftoverRedis(home);
  const program = redisProgram(order.say ?? (() => undefined));
  for (let attempt = 1; ; attempt += 1) {
    const port = order.port ?? (await anyFreePort());
    try {
      return await launch(program, home, port, order.appendonly);
    } catch (thrown) {
      const taken = thrown instanceof Error && /Address already in use|could not create server|failed listening/i.test(thrown.message);
      if (!taken || order.port !== undefined || attempt === 5) throw thrown;
    }
  }
}

async function launch(program: string, home: string, port: number, appendonly: boolean): Promise<Service> {
  const password = passwordOf(home);
  const configFile = join(home, 'redis.conf');
  // A file, not arguments: everybody on the machine can read a command line
  writeFileSync(configFile, configuration(home, port, password, appendonly), { mode: 0o600 });
  chmodSync(configFile, 0o600);
  const server = await launchServer({
    name: 'Redis',
    command: program,
    args: [configFile],
    logFile: join(home, 'server.log'),
    probe: () => pingOnce(port, password),
    readyWithinMs: 60_000,
    endSignals: END,
  });
  const leftover: Leftover = { pid: server.pid, port };
  writeFileSync(join(home, 'server.json'), JSON.stringify(leftover));
  const stop = async () => {
    await server.stop();
    rmSync(join(home, 'server.json'), { force: true });
  };
  return { ...server, stop, port, url: `redis://:${password}@127.0.0.1:${port}/0` };
}

function configuration(home: string, port: number, password: string, appendonly: boolean): string {
  const lines = [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    `dir ${JSON.stringify(home)}`,
    `databases ${DATABASES}`,
    // Tickets and places in the line are no cache: rather refuse a write than forget a caller
    'maxmemory-policy noeviction',
    `appendonly ${appendonly ? 'yes' : 'no'}`,
    'appendfsync everysec',
    'save ""',
    'daemonize no',
  ];
  return `${lines.join('\n')}\n`;
}

/** Kept with the data, so that a server that is started again answers to the same address. */
function passwordOf(home: string): string {
  const file = join(home, 'password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(18).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

async function pingOnce(port: number, password: string): Promise<void> {
  const redis = new Redis({
    port,
    host: '127.0.0.1',
    password,
    lazyConnect: true,
    retryStrategy: null,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
  });
  // Refused while it starts; the rejected command says so
  redis.on('error', () => undefined);
  try {
    await redis.ping();
    await redis.quit();
  } catch (thrown) {
    redis.disconnect();
    throw thrown;
  }
}

interface Leftover {
  pid: number;
  port: number;
}

/** Ends the server that a killed run left on these data, if there is one. */
export async function endLeftoverRedis(dataDir: string): Promise<void> {
  const file = join(resolve(dataDir), 'server.json');
  if (!existsSync(file)) return;
  const { pid, port } = JSON.parse(readFileSync(file, 'utf8')) as Leftover;
  const command = commandOf(pid);
  // The id may belong to somebody else by now; Redis shows its port in its command line
  if (!/(redis|valkey)-server/.test(command) || !command.includes(`:${port}`)) return;
  if (!(await endProcess(pid, END))) throw new Error(`a Redis left from an earlier start (process ${pid}) does not end`);
}
