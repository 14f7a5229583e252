import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import type pg from 'pg';
import { verifyPassword } from '../../src/agents/passwords.ts';
import { PgAccounts } from '../../src/agents/pg-accounts.ts';
import { RedisSignInTries } from '../../src/agents/redis-sign-in-tries.ts';
import { createAccountMarks, RedisSignIns } from '../../src/agents/redis-sign-ins.ts';
import { ensureAdmin } from '../../src/calls/first-admin.ts';
import type { AccountProfile, SignedIn } from '../../src/calls/ports/accounts.ts';
import { createAuditLog } from '../../src/ops/pg-audit.ts';
import { closeServices, testDatabase, testRedis } from '../support/services.ts';

const START = 1_611_561_600_000;
const SECRET = Buffer.alloc(32, 1).toString('base64');
const HASH = '$scrypt$ln=15,r=8,p=3$x$y';
const clock = { nowMs: () => START, offsetMs: () => 0 };
const entry = { atMs: START, who: 'admin', what: 'account added', details: {} };
const noMarks = { closed: '', changed: '' };

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
  await pool.query('truncate accounts, audit_log');
});
afterAll(closeServices);

describe('accounts', () => {
  const anna = {
    name: 'anna',
    passwordHash: HASH,
    roles: ['agent' as const],
    languages: ['de', 'tr'],
    endpoint: 'client:anna',
    supervisor: true,
  };
  const signIns = () => new RedisSignIns(redis, SECRET, 60_000);
  const audited = async () => (await createAuditLog(pool).find({ most: 100 })).map(({ what }) => what);
  /** Becomes this, whatever it was. */
  const become = (name: string, change: Partial<AccountProfile>) =>
    accounts.change(
      name,
      (now) => ({ to: { ...now, ...change } }),
      () => ({ ...entry, what: 'account changed' }),
    );

  it('come back as they were stored', async () => {
    await accounts.add(anna, entry);
    expect(await accounts.byName('anna')).toEqual({ ...anna, disabled: false });
    expect(await accounts.byName('bert')).toBeUndefined();
    expect(await accounts.list()).toHaveLength(1);
  });

  it('a name belongs to one: of twenty at once one is added, and one is written down', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => accounts.add({ ...anna, endpoint: `client:anna${n}` }, entry)));
    expect(answers.filter((answer) => answer === 'added')).toHaveLength(1);
    expect(await audited()).toEqual(['account added']);
  });

  it('are changed together with the entry in the audit, or not at all', async () => {
    await accounts.add(anna, entry);
    const changed = await become('anna', { languages: ['en'], disabled: true });
    expect(changed).toMatchObject({ status: 'changed', before: { languages: ['de', 'tr'] }, after: { languages: ['en'], disabled: true } });
    expect(await accounts.byName('anna')).toMatchObject({ languages: ['en'], disabled: true, passwordHash: HASH });
    expect(await audited()).toEqual(['account changed', 'account added']);
    const impossible = { ...entry, details: { text: 'a\u0000b' } };
    await expect(
      accounts.change(
        'anna',
        (now) => ({ to: { ...now, disabled: false } }),
        () => impossible,
      ),
    ).rejects.toThrow();
    expect(await accounts.byName('anna')).toMatchObject({ disabled: true });
    expect(await become('bert', {})).toEqual({ status: 'unknown' });
  });

  it('one administrator stays, however many go at the same time', async () => {
    const names = ['eva', 'ida', 'jan', 'kai'];
    for (const name of names) await accounts.add({ ...anna, name, roles: ['admin'] }, entry);
    const answers = await Promise.all(names.map((name, index) => become(name, index % 2 === 0 ? { disabled: true } : { roles: ['ops'] })));
    expect(answers.map(({ status }) => status).sort()).toEqual(['changed', 'changed', 'changed', 'lastAdmin']);
    const left = (await accounts.list()).filter(({ roles, disabled }) => !disabled && roles.includes('admin'));
    expect(left).toHaveLength(1);
    expect(await become(left[0]?.name ?? '', { disabled: true })).toEqual({ status: 'lastAdmin' });
    expect(await become(left[0]?.name ?? '', { languages: ['en'] })).toMatchObject({ status: 'changed' });
  });

  it('a password replaces the one that was proven, and no other', async () => {
    await accounts.add(anna, entry);
    expect(await accounts.setPassword('anna', 'second', entry, { of: 'another' })).toBe(false);
    const answers = await Promise.all(['b', 'c'].map((hash) => accounts.setPassword('anna', hash, entry, { of: HASH })));
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await accounts.setPassword('anna', 'd', entry)).toBe(true);
    expect(await accounts.setPassword('bert', 'd', entry)).toBe(false);
    expect((await accounts.byName('anna'))?.passwordHash).toBe('d');
  });

  it('the first admin comes from the environment; a changed password is taken over, the same one changes nothing', async () => {
    const parts = { accounts, clock, signIns: signIns() };
    await ensureAdmin(parts, 'the first password');
    const first = await accounts.byName('admin');
    await ensureAdmin(parts, 'the first password');
    expect(await accounts.byName('admin')).toEqual(first);
    await ensureAdmin(parts, 'the second password');
    const second = await accounts.byName('admin');
    expect(second?.roles).toEqual(['admin', 'ops', 'agent']);
    expect(await verifyPassword('the second password', second?.passwordHash ?? '')).toBe(true);
    expect(await audited()).toEqual(['password changed', 'account added']);
  });

  it('a first admin who was disabled stays so at the next start, unless nobody else is left or the password is another one', async () => {
    const parts = { accounts, clock, signIns: signIns() };
    await ensureAdmin(parts, 'the first password');
    await accounts.add({ ...anna, name: 'eva', roles: ['admin'] }, entry);
    await become('admin', { disabled: true });
    await ensureAdmin(parts, 'the first password');
    expect((await accounts.byName('admin'))?.disabled).toBe(true);
    await ensureAdmin(parts, 'the second password');
    expect((await accounts.byName('admin'))?.disabled).toBe(false);
    await become('admin', { disabled: true });
    await pool.query(`update accounts set disabled_at = now()`);
    await ensureAdmin(parts, 'the second password');
    expect((await accounts.byName('admin'))?.disabled).toBe(false);
  });
});

describe('the audit', () => {
  it('is found by who, what and when, the newest first, page by page', async () => {
    const audit = createAuditLog(pool);
    for (let n = 0; n < 9; n++)
      await audit.add({
        atMs: START + n * 1_000,
        who: n % 2 ? 'anna' : 'bert',
        what: n < 3 ? 'sign-in failed' : 'signed in',
        details: { n },
      });
    const numbers = async (question: object) => (await audit.find({ most: 100, ...question })).map(({ details }) => details['n']);
    expect(await numbers({})).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expect(await numbers({ who: 'anna' })).toEqual([7, 5, 3, 1]);
    expect(await numbers({ what: 'sign-in' })).toEqual([2, 1, 0]);
    expect(await numbers({ what: 'sign-in', who: 'anna' })).toEqual([1]);
    expect(await numbers({ what: '%' })).toEqual([]);
    expect(await numbers({ fromMs: START + 2_000, toMs: START + 4_000 })).toEqual([3, 2]);
    const [, last] = await audit.find({ most: 2 });
    expect(await numbers({ most: 2, beforeId: last?.id })).toEqual([6, 5]);
  });
});

describe('sign-ins', () => {
  const person: SignedIn = {
    area: 'desk',
    name: 'anna',
    roles: ['agent'],
    languages: ['de'],
    passwordMark: 'm',
    sinceMs: START,
    seenMs: START,
  };
  const sessionKey = async () => (await redis.keys('signin:session:*'))[0] ?? '';

  it('are found by their secret id, which itself is nowhere in the store', async () => {
    const signIns = new RedisSignIns(redis, SECRET, 60_000);
    const { id, csrfToken } = await signIns.open(person, noMarks);
    expect(await signIns.find(id)).toEqual({ person, standing: noMarks, outdated: false });
    const [key = ''] = await redis.keys('*');
    expect(key).not.toContain(id);
    expect(await redis.get(key)).not.toContain(id);
    expect(csrfToken).toBe(signIns.csrfTokenOf(id));
    expect(await signIns.find(key.split(':').at(-1) as string)).toBeUndefined();
  });

  it('belong to one secret: after it is changed nobody is signed in', async () => {
    const { id } = await new RedisSignIns(redis, SECRET, 60_000).open(person, noMarks);
    expect(await new RedisSignIns(redis, Buffer.alloc(32, 2).toString('base64'), 60_000).find(id)).toBeUndefined();
  });

  it('once closed they do not come back by a late refresh', async () => {
    const signIns = new RedisSignIns(redis, SECRET, 60_000);
    const { id } = await signIns.open(person, noMarks);
    await signIns.close(id);
    await signIns.refresh(id, person, noMarks);
    expect(await signIns.find(id)).toBeUndefined();
  });

  it('a refresh does not make the store keep them longer', async () => {
    const signIns = new RedisSignIns(redis, SECRET, 60_000);
    const { id } = await signIns.open(person, noMarks);
    await redis.pexpire(await sessionKey(), 5_000);
    await signIns.refresh(id, { ...person, seenMs: START + 1 }, noMarks);
    expect(await redis.pttl(await sessionKey())).toBeLessThanOrEqual(5_000);
  });

  it('of one account end together, those that are just being opened too, and those of nobody else', async () => {
    const signIns = new RedisSignIns(redis, SECRET, 60_000);
    const before = await signIns.standing('anna');
    const [first, second, other] = [
      await signIns.open(person, before),
      await signIns.open({ ...person, area: 'ops' }, before),
      await signIns.open({ ...person, name: 'bert' }, noMarks),
    ];
    await createAccountMarks(redis, 60_000).closeAll('anna');
    const late = await signIns.open(person, before);
    for (const { id } of [first, second, late]) expect(await signIns.find(id)).toBeUndefined();
    expect((await signIns.find(other.id))?.person.name).toBe('bert');
    const { id } = await signIns.open(person, await signIns.standing('anna'));
    expect((await signIns.find(id))?.person.name).toBe('anna');
  });

  it('learn of a change to their account once', async () => {
    const signIns = new RedisSignIns(redis, SECRET, 60_000);
    const { id } = await signIns.open(person, await signIns.standing('anna'));
    await signIns.noteChange('anna');
    const found = await signIns.find(id);
    expect(found?.outdated).toBe(true);
    await signIns.refresh(id, person, found?.standing ?? noMarks);
    expect((await signIns.find(id))?.outdated).toBe(false);
  });

  it('outlive the marks that were set before them, and no older ones', async () => {
    const signIns = new RedisSignIns(redis, SECRET, 60_000);
    await signIns.closeAll('anna');
    expect(await redis.pttl((await redis.keys('signin:marks:*'))[0] ?? '')).toBeGreaterThan(60_000);
    const { id } = await signIns.open(person, await signIns.standing('anna'));
    await redis.del(await redis.keys('signin:marks:*'));
    expect((await signIns.find(id))?.person.name).toBe('anna');
    await signIns.closeAll('anna');
    expect(await signIns.find(id)).toBeUndefined();
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

  it('for an address the wait grows too, up to a quarter of an hour', async () => {
    nowMs = START;
    const waits: number[] = [];
    for (let n = 0; n < 20; n++) expect(await fail(`name${n}`, '10.0.0.1')).toBe(0);
    for (let n = 0; n < 12; n++) {
      const lockedMs = await fail(`other${n}`, '10.0.0.1');
      waits.push(lockedMs);
      nowMs += lockedMs;
      expect(await fail(`another${n}`, '10.0.0.1')).toBe(0);
    }
    const doubled = Array.from({ length: 10 }, (_, n) => 1_000 * 2 ** n);
    expect(waits).toEqual([...doubled, 900_000, 900_000]);
  });

  it('a failure tells which locks it began', async () => {
    nowMs = START;
    await tries().begin('anna', '10.0.0.1');
    expect(await tries().failed('anna', '10.0.0.1')).toEqual({ nameMs: 0, addressMs: 0 });
    for (let n = 0; n < 4; n++) await tries().begin('anna', '10.0.0.1');
    expect(await tries().failed('anna', '10.0.0.1')).toEqual({ nameMs: 1_000, addressMs: 0 });
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
