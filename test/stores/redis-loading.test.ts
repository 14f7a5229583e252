import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { anyFreePort } from '../../scripts/services/free-port.ts';
import { redisProgram } from '../../scripts/services/redis-programs.ts';
import { launchServer, type RunningServer } from '../../scripts/services/server-process.ts';
import { connectRedis, type RedisClient } from '../../src/platform/redis.ts';
import { PATIENCE_MS, until } from '../support/until.ts';

/** The line has to be back within 5 s of the store; the driver's own caution would wait for up to 10. */
const BACK_WITHIN_MS = 5_000;

const KEYS = 60_000;
/** At this pace reading the log would take longer than the bound, and the server says so; it listens to us a few times a second. */
const SLOW_KEY_US = 250;

const home = mkdtempSync(join(tmpdir(), 'hotline-loading-'));
let server: RunningServer | undefined;
const connections: RedisClient[] = [];
afterAll(async () => {
  for (const connection of connections) connection.disconnect();
  await server?.stop();
  rmSync(home, { recursive: true, force: true });
});

it('a Redis that has read its log sooner than it thought is used as soon as it has', async () => {
  const port = await anyFreePort();
  server = await start(port, 0);
  const filler = opened(new Redis(port));
  const filling = filler.pipeline();
  for (let key = 0; key < KEYS; key += 1) filling.set(`key ${key}`, 'x'.repeat(100));
  await filling.exec();
  await filler.quit();
  await server.stop();

  server = await start(port, SLOW_KEY_US);
  const ours = opened(connectRedis(`redis://127.0.0.1:${port}`));
  let toldSeconds = 0;
  const ask = ours.info.bind(ours) as (told: (fault: Error | null, info?: string) => void) => Promise<string>;
  ours.info = ((told: (fault: Error | null, info?: string) => void) =>
    ask((fault, info) => {
      toldSeconds = Number(/loading_eta_seconds:(\d+)/.exec(info ?? '')?.[1] ?? 0);
      told(fault, info);
    })) as typeof ours.info;
  // A connection that gives up meanwhile tries again by itself
  void Promise.allSettled([ours.connect()]);
  const ops = opened(new Redis(port, { enableReadyCheck: false }));
  // The server's guess as our connection has heard it: it would be taken at its word
  await until(async () => toldSeconds > 8, PATIENCE_MS);
  await ops.config('SET', 'key-load-delay', '0');
  await until(async () => /^loading:0/m.test(await ops.info('persistence')), PATIENCE_MS);
  await until(async () => ours.status === 'ready', BACK_WITHIN_MS);
  expect(await ours.get('key 0')).toHaveLength(100);
}, 60_000);

function opened<Client extends RedisClient>(client: Client): Client {
  client.on('error', () => undefined);
  connections.push(client);
  return client;
}

/** Ready when it takes connections, though it may still be reading its log. */
function start(port: number, keyLoadDelayUs: number): Promise<RunningServer> {
  const options = {
    port,
    bind: '127.0.0.1',
    dir: home,
    save: '',
    appendonly: 'yes',
    'aof-use-rdb-preamble': 'no',
    'key-load-delay': keyLoadDelayUs,
    'loading-process-events-interval-bytes': 1_024,
  };
  return launchServer({
    name: 'Redis',
    command: redisProgram((line) => process.stderr.write(`${line}\n`)),
    args: Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
    logFile: join(home, 'server.log'),
    probe: () => answers(port),
    readyWithinMs: 30_000,
    endSignals: [{ signal: 'SIGKILL', waitMs: 5_000 }],
  });
}

async function answers(port: number): Promise<void> {
  const redis = new Redis(port, { lazyConnect: true, retryStrategy: null, maxRetriesPerRequest: 0, enableReadyCheck: false });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    await redis.info('server');
  } finally {
    redis.disconnect();
  }
}
