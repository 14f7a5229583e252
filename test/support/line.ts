import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import type { Redis } from 'ioredis';
import type pg from 'pg';
import { type Caller, type Carrier, startCarrier } from '../../scripts/carrier/carrier.ts';
import { lanesServed } from '../../src/agents/lanes.ts';
import { hashPassword } from '../../src/agents/passwords.ts';
import { tuneAdmission } from '../../src/calls/tune-admission.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { type Hotline, startHotline } from '../../src/hotline.ts';
import { attended } from './attended.ts';
import { closeServices, testDatabase, testRedis, testRedisUrl } from './services.ts';

/**
 * A whole hotline on real stores with a telephone network beside it: whole-call tests dial,
 * listen and press keys, and know nothing of the inside except what they look up in the stores.
 */
export interface Line {
  app: string;
  carrier: Carrier;
  hotline: Hotline;
  redis: Redis;
  pool: pg.Pool;
  config: Config;
  /** Dials the vaccination line from this number. */
  call(from: string): Promise<Caller>;
  tune(values: Record<string, unknown>): Promise<void>;
  /** Moves the time of app, worker and scripts. */
  advance(seconds: number): Promise<void>;
  /** First and second appointments at a centre, so many places each time. */
  stock(rows: { kreis: string; startsAt: string; dose: 1 | 2; capacity: number }[]): Promise<void>;
  /** An agent whose telephone is this number, signed in and available. */
  agent(name: string, number: string, languages?: string[]): Promise<void>;
  close(): Promise<void>;
}

export const VACCINATION = '+4980011611702';
export const FRONT = '+49116117';
export const MEDICAL = '+492311161170';
export const SPECIALIST = '+492311161171';

const key = () => randomBytes(32).toString('base64');
const accountSid = `AC${'7'.repeat(32)}`;
const authToken = 'the-token-of-the-tests';

/** Lets a test stand between the hotline and its stores: gets the real address, gives the one the hotline is told. */
export interface Between {
  redis?: (url: string) => Promise<string>;
  postgres?: (url: string) => Promise<string>;
}

/** @param options.ticking the worker's rounds run by themselves, as in the product; else the test makes them */
export async function startLine(
  environment: Record<string, string> = {},
  between: Between = {},
  options: { ticking?: boolean } = {},
): Promise<Line> {
  const [redis, redisUrl, { url: databaseUrl, pool }] = [await testRedis(), await testRedisUrl(), await testDatabase()];
  // The carrier signs for the app's public URL and the app calls the carrier's: one of them must know its port first.
  const port = await freePort();
  const app = `http://127.0.0.1:${port}`;
  // One time for both sides: what the app asks about the network's calls is dated by the network.
  const time: { nowMs: () => number } = { nowMs: () => Date.now() };
  const carrier = await startCarrier({
    accountSid,
    authToken,
    clock: 'manual',
    nowMs: () => time.nowMs(),
    line: {
      numbers: [VACCINATION, FRONT],
      voiceUrl: `${app}/voice/incoming`,
      statusCallbackUrl: `${app}/voice/status`,
      fallbackUrl: `${app}/voice/fallback`,
    },
  });
  const config = testConfig({
    PORT: String(port),
    PUBLIC_URL: app,
    DATABASE_URL: (await between.postgres?.(databaseUrl)) ?? databaseUrl,
    REDIS_URL: (await between.redis?.(redisUrl)) ?? redisUrl,
    TWILIO_API_URL: carrier.url,
    ...environment,
  });
  const hotline = await startHotline(config, { version: 'test', ticking: options.ticking ?? false }).catch(async (thrown: unknown) => {
    await carrier.close();
    throw thrown;
  });
  const { house } = hotline;
  time.nowMs = () => house.clock.nowMs();
  await attended(redis, house.clock.nowMs());
  const tuning = tuneAdmission({ log: house.thresholdsLog, live: house.parts.thresholds, clock: house.clock });
  return {
    app,
    carrier,
    hotline,
    redis,
    pool,
    config,
    call: (from) => carrier.dial({ from, to: VACCINATION }),
    async tune(values) {
      const tuned = await tuning.set(values, { by: 'test', reason: 'test' });
      if (tuned.status !== 'stored') throw new Error(JSON.stringify(tuned));
    },
    async advance(seconds) {
      house.clock.setOffset(house.clock.offsetMs() + seconds * 1_000);
    },
    async stock(rows) {
      for (const { kreis, startsAt, dose, capacity } of rows)
        await pool.query(`insert into slots (kreis, starts_at, dose, vaccine, capacity) values ($1, $2, $3, 'biontech', $4)`, [
          kreis,
          startsAt,
          dose,
          capacity,
        ]);
    },
    async agent(name, number, languages = ['de', 'en']) {
      await pool.query(
        `insert into accounts (name, password_hash, roles, languages, endpoint, created_at) values ($1, $2, '{agent}', $3, $4, now())`,
        [name, await hashPassword('long enough for a test'), languages, `tel:${number}`],
      );
      await house.parts.agents.choose(name, { state: 'available' }, { endpoint: `tel:${number}`, lanes: lanesServed({ languages }) });
    },
    async close() {
      await hotline.close();
      await carrier.close();
      await closeServices();
    },
  };
}

export function testConfig(over: Record<string, string>): Config {
  const read = readConfig({
    HOST: '127.0.0.1',
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    CALLER_ID: VACCINATION,
    VACCINATION_NUMBERS: VACCINATION,
    FRONT_MENU_NUMBERS: FRONT,
    MEDICAL_NUMBER: MEDICAL,
    SPECIALIST_NUMBER: SPECIALIST,
    DATA_KEY: key(),
    LOOKUP_KEY: key(),
    SESSION_SECRET: key(),
    ADMIN_PASSWORD: 'a password for tests',
    LOG_LEVEL: 'fatal',
    NODE_ENV: 'test',
    ...over,
  });
  if (!read.ok) throw new Error(read.faults.join('; '));
  return read.config;
}

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
