import { type ChildProcess, fork } from 'node:child_process';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createThresholdLog } from '../../src/admission/pg-threshold-log.ts';
import { defaultThresholds } from '../../src/admission/thresholds.ts';
import { RedisTestClock } from '../../src/ops/redis-test-clock.ts';
import { closeServices, testRedisUrl } from '../support/services.ts';
import { buildWorkerHouse, MINUTE, WORKER_KEY, type WorkerHouse } from './worker-house.ts';

const ACCOUNT = `AC${'7'.repeat(32)}`;
const PEOPLE = 24;
const PER_SECOND = 4;

let house: WorkerHouse;
let server: Server;
const children: ChildProcess[] = [];
/** What the network does with the next order; and every order that it took for a call. */
type Mood = 'slowDown' | 'down' | 'well';
let mood: Mood = 'well';
const orders: { atMs: number; to: string; mood: Mood }[] = [];

beforeAll(async () => {
  house = await buildWorkerHouse();
  await house.reset();
  // The processes live in real time
  house.clock.advance(Date.now() - house.clock.nowMs());
  server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  server.closeAllConnections();
  server.close();
  await closeServices();
});

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request) body += chunk;
  const json = (status: number, answer: object) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  if (request.method === 'GET') return json(200, { calls: [] });
  orders.push({ atMs: performance.now(), to: new URLSearchParams(body).get('To') ?? '', mood });
  if (mood === 'slowDown') return json(429, { status: 429, code: 20_429, message: 'Too Many Requests' });
  if (mood === 'down') return json(503, {});
  json(201, { sid: `CA${String(orders.length).padStart(32, '0')}` });
}

async function startProcess(): Promise<ChildProcess> {
  const child = fork(new URL('./worker-process.ts', import.meta.url), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, NODE_OPTIONS: '', ...(await environment()) },
  });
  children.push(child);
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`the worker ended with ${code}`)));
  });
  return child;
}

async function environment(): Promise<Record<string, string>> {
  const key = WORKER_KEY;
  const port = (server.address() as AddressInfo).port;
  return {
    ROLES: 'worker',
    NODE_ENV: 'test',
    ALLOW_TEST_CLOCK: '1',
    PUBLIC_URL: 'http://127.0.0.1:9',
    DATABASE_URL: house.databaseUrl,
    REDIS_URL: await testRedisUrl(),
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: 'the-token-of-the-tests',
    TWILIO_API_URL: `http://127.0.0.1:${port}`,
    CALLER_ID: '+4980011611702',
    VACCINATION_NUMBERS: '+4980011611702',
    FRONT_MENU_NUMBERS: '+49116117',
    MEDICAL_NUMBER: '+492311161170',
    SPECIALIST_NUMBER: '+492311161171',
    DATA_KEY: key,
    LOOKUP_KEY: key,
    SESSION_SECRET: key,
    ADMIN_PASSWORD: 'a password for tests',
    LOG_LEVEL: 'fatal',
  };
}

const until = async (holds: () => boolean | Promise<boolean>) => {
  while (!(await holds())) await pause(25);
};
const placed = () => orders.filter((order) => order.mood === 'well');

it('two processes keep one pace, pause when the network asks or fails, and ring everybody once when it is well again', async () => {
  const log = createThresholdLog(house.pool);
  const { version: over } = await log.current();
  const values = { ...defaultThresholds, dialPerSecond: PER_SECOND, callbackHours: '00:00-24:00', burst: 1_000, admitPerSecond: 1_000 };
  await log.append({ over, values, changedBy: 'test', reason: 'test', atMs: Date.now() });
  await house.tune(values);
  for (let index = 0; index < PEOPLE; index += 1)
    await house.dueRequest(`+4923145${1_000 + index}`, { ticketAtMs: Date.now() - MINUTE + index });
  // The processes find an empty Redis, as after a loss, and fill it with what is stored
  await house.redis.flushdb();
  mood = 'slowDown';
  await Promise.all([startProcess(), startProcess()]);
  // Real processes in real time: that nothing happens can only be seen by letting some pass.
  // Asked for a break, each of them keeps it: a few orders that were under way, then none
  await until(() => orders.length > 0);
  await pause(2_500);
  const asked = orders.length;
  expect(asked).toBeLessThanOrEqual(2 * (PER_SECOND + 1));
  await pause(1_000);
  expect(orders.length).toBeLessThanOrEqual(asked + 1);

  mood = 'down';
  await until(() => orders.some((order) => order.mood === 'down'));
  await pause(1_000);
  mood = 'well';
  // Who may have been rung is looked for half a minute later
  const clock = new RedisTestClock(house.redis);
  await clock.advance(40);
  await until(() => placed().length >= PEOPLE);
  await pause(1_000);

  const rung = placed().map(({ to }) => to);
  expect(new Set(rung).size).toBe(PEOPLE);
  expect(rung).toHaveLength(PEOPLE);
  // One pace, not two: evenly spaced turns, of which a busy machine may delay the first by a second or two
  const wellMs = placed().map(({ atMs }) => atMs);
  expect(Math.max(...wellMs) - Math.min(...wellMs)).toBeGreaterThan(((PEOPLE - 1) / PER_SECOND) * 1_000 - 2_000);
  const states = await house.pool.query('select state, attempts, count(*)::int as n from callback_requests group by 1, 2');
  expect(states.rows).toEqual([{ state: 'dialling', attempts: 1, n: PEOPLE }]);
}, 60_000);
