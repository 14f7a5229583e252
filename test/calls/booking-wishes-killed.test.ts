import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import type { Pool } from 'pg';
import type { Carrier } from '../../scripts/carrier/carrier.ts';
import type { Service } from '../../scripts/services/postgres.ts';
import { startRedis } from '../../scripts/services/redis.ts';
import { createBookingWishes } from '../../src/booking/redis-booking-wishes.ts';
import { Cipher, newId } from '../../src/platform/ids.ts';
import { carrierFor, type OwnApp, startOwnApp } from '../support/own-app.ts';
import { closeServices, testDatabase } from '../support/services.ts';
import { until } from '../support/until.ts';
import { daysAhead } from '../support/walks.ts';

/** A worker is killed with SIGKILL in the middle of booking what was wished for; another one goes on. */

const CENTRES = ['Hagen', 'Bochum', 'Herne', 'Hamm'];
const WISHES = 240;
/** What the processes of these tests seal with. */
const KEY = Buffer.alloc(32, 7).toString('base64');
const dataDir = mkdtempSync(join(tmpdir(), 'hotline-killed-'));

let server: Service;
let redis: Redis;
let pool: Pool;
let carrier: Carrier;
let environment: Record<string, string>;
const workers: OwnApp[] = [];

beforeAll(async () => {
  server = await startRedis({ dataDir, appendonly: true });
  redis = new Redis(server.url);
  const database = await testDatabase();
  pool = database.pool;
  carrier = await carrierFor('http://127.0.0.1:9');
  environment = { ROLES: 'worker', DATABASE_URL: database.url, REDIS_URL: server.url, TWILIO_API_URL: carrier.url };
  for (const [day, dose] of [
    [10, 1],
    [31, 2],
  ] as const)
    await pool.query(
      `insert into slots (kreis, starts_at, dose, vaccine, capacity)
       select kreis, $1::timestamptz + n * interval '5 minutes', $2, 'biontech', 1 from unnest($3::text[]) as kreis, generate_series(0, $4) as n`,
      [`${daysAhead(day)}T07:00:00Z`, dose, CENTRES, WISHES / CENTRES.length - 1],
    );
}, 60_000);
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.kill()));
  await carrier?.close();
  redis?.disconnect();
  await server?.stop();
  rmSync(dataDir, { recursive: true, force: true });
  await closeServices();
});

async function started(): Promise<OwnApp> {
  const worker = await startOwnApp(environment);
  workers.push(worker);
  return worker;
}

const count = async (what: string) => Number((await pool.query<{ n: string }>(`select count(*) as n from ${what}`)).rows[0]?.n);

it('every wish is booked once, in ticket order at its centre, and owed one call', async () => {
  const wishes = createBookingWishes({ redis, cipher: new Cipher(KEY) });
  const nowMs = Date.now();
  // Written from the last ticket to the first
  for (let ticket = WISHES - 1; ticket >= 0; ticket -= 1)
    await wishes.write({
      id: newId(),
      caller: `caller ${ticket}`,
      number: `+492331213${String(ticket).padStart(3, '0')}`,
      persons: [{ birthDate: '1938-03-05', plz: '58095', personHash: `person ${ticket}` }],
      kreis: CENTRES[ticket % CENTRES.length] as string,
      language: 'de',
      kennzahl: '47',
      ticketAtMs: nowMs - WISHES + ticket,
      atMs: nowMs,
      avoidMs: [],
    });
  const first = await started();
  await until(async () => (await count("bookings where state = 'booked'")) >= 20, 20_000);
  await first.kill();
  const left = await wishes.waiting();
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(WISHES);
  await started();
  // The lease of the one that was killed has to run out first
  await until(async () => (await wishes.waiting()) === 0, 40_000);
  expect(await count("bookings where state = 'booked'")).toBe(WISHES);
  expect(await count("(select distinct person_hash from bookings where state = 'booked') as people")).toBe(WISHES);
  expect(await count("(select distinct subject from callback_requests where kind = 'result') as told")).toBe(WISHES);
  expect(await count('callback_requests')).toBe(WISHES);
  expect(await count('slots where taken <> 1')).toBe(0);
  const { rows } = await pool.query<{ kreis: string; caller_hash: string }>(
    'select b.kreis, b.caller_hash from bookings b join slots s on s.id = b.first_slot order by b.kreis, s.starts_at',
  );
  for (const centre of CENTRES) {
    const tickets = rows.filter(({ kreis }) => kreis === centre).map(({ caller_hash }) => Number(caller_hash.slice('caller '.length)));
    expect(tickets).toEqual([...tickets].sort((one, other) => one - other));
  }
}, 90_000);
