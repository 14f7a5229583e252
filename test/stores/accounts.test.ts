import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import type pg from 'pg';
import { verifyPassword } from '../../src/agents/passwords.ts';
import { PgAccounts } from '../../src/agents/pg-accounts.ts';
import { RedisSignInTries } from '../../src/agents/redis-sign-in-tries.ts';
import { RedisSignIns } from '../../src/agents/redis-sign-ins.ts';
import type { SignedIn } from '../../src/calls/ports/accounts.ts';
import { ensureAdmin } from '../../src/calls/sign-in.ts';
import { closeServices, testDatabase, testRedis } from '../support/services.ts';

const START = 1_611_561_600_000;
const HASH = '$scrypt$ln=15,r=8,p=3$x$y';
const clock = { nowMs: () => START, offsetMs: () => 0 };

let redis: Redis;
let pool: pg.Pool;
let accounts: PgAccounts;

beforeAll(async () => {
  redis = await testRedis();
  ({ pool } = await testDatabase());
  accounts = new PgAccounts(pool);
});
beforeEach(async () => {
  await redis.flushdb();
  await pool.query('delete from accounts');
});
afterAll(closeServices);

describe('accounts', () => {
  const anna = { name: 'anna', passwordHash: HASH, roles: ['agent' as const], languages: ['de', 'tr'], endpoint: 'client:anna' };

  it('come back as they were stored', async () => {
    await accounts.add(anna, START);
    expect(await accounts.byName('anna')).toEqual({ ...anna, disabled: false });
    expect(await accounts.byName('bert')).toBeUndefined();
    expect(await accounts.list()).toHaveLength(1);
  });

  it('a name belongs to one: of twenty at once one is added', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => accounts.add({ ...anna, endpoint: `client:anna${n}` }, START)));
    expect(answers.filter((answer) => answer === 'added')).toHaveLength(1);
  });

  it('the first admin comes from the environment; a changed password is taken over, the same one changes nothing', async () => {
    await ensureAdmin({ accounts, clock }, 'the first password');
    const first = await accounts.byName('admin');
    await ensureAdmin({ accounts, clock }, 'the first password');
    expect(await accounts.byName('admin')).toEqual(first);
    await ensureAdmin({ accounts, clock }, 'the second password');
    const second = await accounts.byName('admin');
    expect(second?.roles).toEqual(['admin', 'ops', 'agent']);
    expect(await verifyPassword('the second password', second?.passwordHash ?? '')).toBe(true);
  });
});

describe('sign-ins', () => {
  const secret = Buffer.alloc(32, 1).toString('base64');
  const person: SignedIn = {
    area: 'desk',
    name: 'anna',
    roles: ['agent'],
    languages: ['de'],
    passwordMark: 'm',
    sinceMs: START,
    seenMs: START,
  };

  it('are found by their secret id, which itself is nowhere in the store', async () => {
    const signIns = new RedisSignIns(redis, secret, 60_000);
    const { id, csrfToken } = await signIns.open(person);
    expect(await signIns.find(id)).toEqual(person);
    const [key = ''] = await redis.keys('*');
    expect(key).not.toContain(id);
    expect(await redis.get(key)).not.toContain(id);
    expect(csrfToken).toBe(signIns.csrfTokenOf(id));
    expect(await signIns.find(key.split(':').at(-1) as string)).toBeUndefined();
  });

  it('belong to one secret: after it is changed nobody is signed in', async () => {
    const { id } = await new RedisSignIns(redis, secret, 60_000).open(person);
    expect(await new RedisSignIns(redis, Buffer.alloc(32, 2).toString('base64'), 60_000).find(id)).toBeUndefined();
  });

  it('once closed they do not come back by a late refresh', async () => {
    const signIns = new RedisSignIns(redis, secret, 60_000);
    const { id } = await signIns.open(person);
    await signIns.close(id);
    await signIns.refresh(id, person);
    expect(await signIns.find(id)).toBeUndefined();
  });

  it('a refresh does not make the store keep them longer', async () => {
    const signIns = new RedisSignIns(redis, secret, 60_000);
    const { id } = await signIns.open(person);
    const [key = ''] = await redis.keys('*');
    await redis.pexpire(key, 5_000);
    await signIns.refresh(id, { ...person, seenMs: START + 1 });
    expect(await redis.pttl(key)).toBeLessThanOrEqual(5_000);
  });
});

describe('tries to sign in', () => {
  let nowMs = START;
  const tries = () => new RedisSignInTries(redis, () => `=${nowMs}`);
  const fail = async (name: string, address: string) => {
    const answer = await tries().begin(name, address);
    if (answer.lockedMs === 0) await tries().failed(name, address);
    return answer.lockedMs;
  };

  it('five are free, then each further one costs a longer wait, at most a minute for a name', async () => {
    nowMs = START;
    const waits: number[] = [];
    for (let n = 0; n < 5; n++) expect(await fail('anna', `10.0.0.${n}`)).toBe(0);
    for (let n = 0; n < 9; n++) {
      const lockedMs = await fail('anna', `10.0.1.${n}`);
      waits.push(lockedMs);
      nowMs += lockedMs;
      expect(await fail('anna', `10.0.2.${n}`)).toBe(0);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it('many at once are not more than five', async () => {
    nowMs = START;
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => tries().begin('anna', `10.0.0.${n}`)));
    expect(answers.filter(({ lockedMs }) => lockedMs === 0)).toHaveLength(5);
  });

  it('one address trying many names is stopped after twenty', async () => {
    nowMs = START;
    const waits: number[] = [];
    for (let n = 0; n < 21; n++) waits.push(await fail(`name${n}`, '10.0.0.1'));
    expect(waits.slice(0, 20).every((wait) => wait === 0)).toBe(true);
    expect(waits[20]).toBeGreaterThan(0);
    expect(await fail('anna', '10.0.0.2')).toBe(0);
  });

  it('a success makes a name free at once, and an hour of quiet does too', async () => {
    nowMs = START;
    for (let n = 0; n < 5; n++) await fail('anna', '10.0.0.1');
    expect(await fail('anna', '10.0.0.1')).toBeGreaterThan(0);
    await tries().succeeded('anna');
    for (let n = 0; n < 5; n++) expect(await fail('anna', '10.0.0.1')).toBe(0);
    nowMs += 3_600_001;
    for (let n = 0; n < 5; n++) expect(await fail('anna', '10.0.0.1')).toBe(0);
  });
});
