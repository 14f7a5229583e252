import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import type { Pool } from 'pg';
import type { Caller, Carrier } from '../../scripts/carrier/carrier.ts';
import { createThresholdLog } from '../../src/admission/pg-threshold-log.ts';
import { attended } from '../support/attended.ts';
import { type Balancer, startBalancer } from '../support/balancer.ts';
import { VACCINATION } from '../support/line.ts';
import { carrierFor, type OwnApp, startOwnApp } from '../support/own-app.ts';
import { closeServices, testDatabase, testRedis, testRedisUrl } from '../support/services.ts';
import { daysAhead, pressAll, toProposal } from '../support/walks.ts';

let pool: Pool;
let redis: Redis;
let environment: Record<string, string>;
let balancer: Balancer;
let carrier: Carrier;
let numbers = 0;
const newNumber = () => {
  numbers += 1;
  return `+492331209${String(numbers).padStart(3, '0')}`;
};
const living: OwnApp[] = [];

beforeAll(async () => {
  redis = await testRedis();
  const database = await testDatabase();
  pool = database.pool;
  balancer = await startBalancer();
  carrier = await carrierFor(balancer.origin);
  environment = {
    PUBLIC_URL: balancer.origin,
    DATABASE_URL: database.url,
    REDIS_URL: testRedisUrl(),
    TWILIO_API_URL: carrier.url,
    INSTANCES: '2',
  };
  const log = createThresholdLog(pool);
  const { version: over, values } = await log.current();
  await log.append({ over, values: { ...values, callbackHours: '00:00-24:00' }, changedBy: 'test', reason: 'test', atMs: Date.now() });
  for (const [day, dose] of [
    [10, 1],
    [31, 2],
  ] as const)
    await pool.query(`insert into slots (kreis, starts_at, dose, vaccine, capacity) values ('Hagen', $1, $2, 'biontech', 50)`, [
      `${daysAhead(day)}T09:00:00Z`,
      dose,
    ]);
});
afterAll(async () => {
  await Promise.all(living.splice(0).map((app) => app.close()));
  await carrier?.close();
  await balancer?.close();
  await closeServices();
});

/** Two processes behind one address; the first one gets everything as long as it lives. */
beforeEach(async () => {
  while (living.length < 2) {
    const app = await startOwnApp(environment);
    living.push(app);
    balancer.behind.push(Number(new URL(app.app).port));
  }
  await attended(redis, Date.now());
}, 30_000);
afterEach(async () => {
  // The one that was killed
  balancer.behind.shift();
  await living.shift()?.ended;
});

const call = (from: string): Promise<Caller> => carrier.dial({ from, to: VACCINATION });
const first = () => living[0] as OwnApp;

/** From the main menu to "the appointment is held", and pen and paper are there. */
async function toConfirmation(caller: Caller): Promise<void> {
  await toProposal(caller);
  await caller.press('1');
  expect(caller.heard).toMatch(/Stift|Papier/);
}

const booked = async () => {
  const { rows } = await pool.query<{ code: string }>("select code from bookings where state = 'booked'");
  return rows.map(({ code }) => code);
};

describe('a process is killed with SIGKILL', () => {
  it('between two keys: the next one answers the next key, and the call goes on where it was', async () => {
    const caller = await call(newNumber());
    await pressAll(caller, '1', '05');
    expect(caller.heard).toContain('Jetzt den Monat');
    await first().kill();
    await caller.press('03');
    expect(caller.heard).toContain('Jetzt das Jahr');
    await caller.hangUp();
  });

  it('between the commit of a booking and its answer: the same call hears the code, and there is one booking', async () => {
    const before = await booked();
    const caller = await call(newNumber());
    await toConfirmation(caller);
    await first().dieAfterCommit();
    await caller.press('1');
    await first().ended;
    // The network repeats the webhook; or it asks the fallback, and hears the same question again
    if (!caller.heard.includes('Der Termin ist fest')) await caller.press('1');
    expect(caller.heard).toContain('Der Termin ist fest');
    expect(await booked()).toHaveLength(before.length + 1);
    await caller.hangUp();
  });

  it('there, and the caller hangs up: the next call finds the booking and reads it out', async () => {
    const before = await booked();
    const number = newNumber();
    const caller = await call(number);
    await toConfirmation(caller);
    await first().dieAfterCommit();
    await caller.press('1');
    await first().ended;
    await caller.hangUp();
    expect(await booked()).toHaveLength(before.length + 1);
    const again = await call(number);
    expect(again.heard).toContain('Ihr Termin ist gebucht');
    await again.press('1938');
    expect(again.heard).toContain('Der Termin ist fest');
    await again.hangUp();
  });
});
