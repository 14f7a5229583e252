import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { newSecrets } from './services/data-folder.ts';
import { appEnvironment, originOf, type Places } from './services/demo-environment.ts';
import { anyFreePort } from './services/free-port.ts';
import { startPostgres } from './services/postgres.ts';
import { startRedis } from './services/redis.ts';
import { untilAnswers } from './services/until-ready.ts';

/**
 * `node --import tsx scripts/check-built.ts DIR`: does what production runs work? DIR holds dist/ and
 * node_modules/ without development parts. Without settings it must name every fault at once and end
 * with 1; with them, on real stores, it must migrate, become ready, and end in order when told.
 */
const folder = resolve(process.argv[2] ?? '.');
const bare = { PATH: process.env['PATH'] ?? '' };
/** The settings without which nothing starts. */
const REQUIRED = [
  'PUBLIC_URL',
  'DATABASE_URL',
  'REDIS_URL',
  'TWILIO_ACCOUNT_SID',
  'TWILIO_AUTH_TOKEN',
  'CALLER_ID',
  'VACCINATION_NUMBERS',
].concat(['FRONT_MENU_NUMBERS', 'MEDICAL_NUMBER', 'SPECIALIST_NUMBER', 'DATA_KEY', 'LOOKUP_KEY', 'SESSION_SECRET', 'ADMIN_PASSWORD']);

namesEveryFault();
await startsAndEnds();
process.stdout.write('The build starts, answers and ends as it should.\n');

function namesEveryFault(): void {
  const ran = spawnSync(process.execPath, ['dist/src/main.js'], { cwd: folder, env: bare, encoding: 'utf8', timeout: 30_000 });
  const unnamed = REQUIRED.filter((name) => !ran.stderr.includes(`${name} is missing`));
  if (ran.status !== 1 || unnamed.length > 0)
    throw new Error(`without settings: code ${ran.status}, not named: ${unnamed.join(', ')}\n${ran.stderr}`);
}

async function startsAndEnds(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'hotline-built-'));
  const stops: (() => Promise<void>)[] = [];
  try {
    for (const name of ['postgres', 'redis']) mkdirSync(join(home, name));
    const postgres = await startPostgres({ dataDir: join(home, 'postgres'), database: 'hotline', durable: false });
    stops.unshift(() => postgres.stop());
    const redis = await startRedis({ dataDir: join(home, 'redis'), appendonly: true });
    stops.unshift(() => redis.stop());
    const places = { appPort: await anyFreePort(), carrierPort: await anyFreePort(), databaseUrl: postgres.url, redisUrl: redis.url };
    await serveOnce(places);
  } finally {
    for (const stop of stops) await stop();
    rmSync(home, { recursive: true, force: true });
  }
}

async function serveOnce(places: Places): Promise<void> {
  const local = appEnvironment(places, newSecrets(), 'web', {});
  const environment = { ...bare, ...local, NODE_ENV: 'production', ALLOW_TEST_CLOCK: '0', LOCAL_PHONE_URL: '', ROLES: 'web,worker' };
  const migrated = spawnSync(process.execPath, ['dist/scripts/migrate.js'], {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (migrated.status !== 0) throw new Error(`the built migration failed: ${migrated.stderr}`);
  const server = spawn(process.execPath, ['dist/src/main.js'], { cwd: folder, env: environment, stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = new Promise<number | null>((done) => server.once('exit', done));
  const died = new AbortController();
  server.once('exit', () => died.abort(new Error('the built server ended by itself')));
  try {
    const within = { withinMs: 30_000, signal: died.signal };
    await untilAnswers(`${originOf(places.appPort)}/health/live`, (status) => status === 200, within);
    await untilAnswers(`${originOf(places.appPort)}/health/ready`, (status) => status === 200, within);
    // The pages are found beside the compiled server
    await untilAnswers(`${originOf(places.appPort)}/desk`, (status) => status === 200, within);
  } finally {
    end(server);
  }
  const code = await ended;
  if (code !== 0) throw new Error(`told to end, the built server ended with ${code}`);
}

/** Politely first; a server that does not drain is a fault, and must not hold up the check. */
function end(server: ChildProcess): void {
  server.kill('SIGTERM');
  setTimeout(() => server.kill('SIGKILL'), 30_000).unref();
}
