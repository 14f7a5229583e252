import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import pg from 'pg';

/**
 * Real stores for one test file: a database of its own, cloned from the migrated
 * template, and a logical Redis database of its own. So files run side by side.
 * (Pub/sub channels are not divided by Redis' logical databases: name them apart.)
 */
export const TEMPLATE = 'hotline_template';

let redisNumber: Promise<number> | undefined;
let redisUrl: string | undefined;
const open: { redis: Redis[]; databases: { name: string; pool: pg.Pool }[] } = { redis: [], databases: [] };

/** A connection to this file's own Redis database, empty at the first call. Each call opens another connection to the same one. */
export async function testRedis(): Promise<Redis> {
  redisNumber ??= takeRedisNumber();
  redisUrl = `${address('HOTLINE_TEST_REDIS')}/${await redisNumber}`;
  const redis = connect(redisUrl);
  open.redis.push(redis);
  await redis.ping();
  return redis;
}

/** The address of this file's own Redis database; `testRedis()` comes first. */
export function testRedisUrl(): string {
  if (redisUrl === undefined) throw new Error('await testRedis() first: it chooses the database');
  return redisUrl;
}

/** A new database, cloned from the template: migrated, with centres, postcodes, vaccines and eligibility, without slots. Each call makes another one. */
export async function testDatabase(): Promise<{ url: string; pool: pg.Pool }> {
  const adminUrl = address('HOTLINE_TEST_POSTGRES');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(adminUrl, `create database ${name} template ${TEMPLATE}`);
  const url = adminUrl.replace(/[^/]*$/, name);
  const pool = new pg.Pool({ connectionString: url, max: 20 });
  // Some tests cut connections on purpose; the query that misses one says so itself
  pool.on('error', () => undefined);
  open.databases.push({ name, pool });
  return { url, pool };
}

/** For afterAll: closes every connection handed out and drops the databases. Safe when a test has closed its own. */
export async function closeServices(): Promise<void> {
  await Promise.all(open.redis.splice(0).map(closeRedis));
  for (const { name, pool } of open.databases.splice(0)) {
    if (!pool.ended) await pool.end();
    await administer(address('HOTLINE_TEST_POSTGRES'), `drop database if exists ${name} with (force)`);
  }
}

async function takeRedisNumber(): Promise<number> {
  const base = address('HOTLINE_TEST_REDIS');
  const counter = connect(`${base}/0`);
  try {
    // Database 0 holds only this counter
    const number = await counter.incr('taken');
    await counter.select(number);
    await counter.flushdb();
    return number;
  } finally {
    await counter.quit();
  }
}

async function closeRedis(redis: Redis): Promise<void> {
  if (redis.status === 'ready') await redis.quit();
  else redis.disconnect();
}

function connect(url: string): Redis {
  return new Redis(url, { lazyConnect: false, maxRetriesPerRequest: 3 });
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function address(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`no test servers (${name} is missing): start the tests with npm test, which brings them up`);
  return value;
}
