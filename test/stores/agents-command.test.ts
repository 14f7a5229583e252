import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { verifyPassword } from '../../src/agents/passwords.ts';
import { PgAccounts } from '../../src/agents/pg-accounts.ts';
import { RedisSignIns } from '../../src/agents/redis-sign-ins.ts';
import type { Role } from '../../src/calls/ports/accounts.ts';
import type { AuditTrail } from '../../src/calls/ports/audit.ts';
import { createAuditLog } from '../../src/ops/pg-audit.ts';
import { createRouter, type Router } from '../../src/router.ts';
import { closeServices, testDatabase, testRedis, testRedisUrl } from '../support/services.ts';

const NO_MARKS = { closed: '', changed: '' };

let environment: Record<string, string>;
let accounts: PgAccounts;
let audit: AuditTrail;
let redis: Redis;
let router: Router;

beforeAll(async () => {
  const { url, pool } = await testDatabase();
  redis = await testRedis();
  environment = { DATABASE_URL: url, REDIS_URL: testRedisUrl() };
  accounts = new PgAccounts(pool);
  audit = createAuditLog(pool);
  router = createRouter(redis, () => 0);
});
beforeEach(() => redis.flushdb());
afterAll(closeServices);

async function agents(args: string[], { input = '', env = environment } = {}): Promise<{ code: number; out: string; err: string }> {
  const script = fileURLToPath(new URL('../../scripts/agents.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], { env: { PATH: process.env['PATH'], ...env } });
  child.stdin.end(input);
  const closed = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? -1)));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { code, out, err };
}

/** Was there before the command. */
async function add(name: string, roles: Role[] = ['agent']): Promise<void> {
  const account = { name, roles, passwordHash: 'none', languages: ['de'], endpoint: `client:${name}`, supervisor: false };
  await accounts.add(account, { atMs: 0, who: 'tests', what: 'account added', details: {} });
}

/** A person at the desk, as the app would have let them in. */
async function signedIn(name: string): Promise<() => Promise<'in' | 'out' | 'outdated'>> {
  const signIns = new RedisSignIns(redis, Buffer.alloc(32, 1).toString('base64'), 3_600_000);
  const person = { area: 'desk' as const, name, roles: ['agent' as const], languages: ['de'], passwordMark: '', sinceMs: 0, seenMs: 0 };
  const { id } = await signIns.open(person, NO_MARKS);
  await router.agents.choose(name, { state: 'available' }, { endpoint: `client:${name}`, lanes: ['de'] });
  return async () => {
    const found = await signIns.find(id);
    return found === undefined ? 'out' : found.outdated ? 'outdated' : 'in';
  };
}

describe('npm run agents', () => {
  it('adds an agent with a password that is printed once and opens the account, with the database alone', async () => {
    const wish = ['add', 'agent7', '--endpoint', 'sip:agent7@pbx.example.org', '--languages', 'de, tr', '--json'];
    const { code, out } = await agents(wish, { env: { DATABASE_URL: environment['DATABASE_URL'] ?? '' } });
    expect(code).toBe(0);
    const { password, ...rest } = JSON.parse(out);
    const agent7 = { name: 'agent7', roles: ['agent'], endpoint: 'sip:agent7@pbx.example.org', languages: ['de', 'tr'] };
    expect(rest).toEqual({ ...agent7, supervisor: false, disabled: false });
    expect(await verifyPassword(password, (await accounts.byName('agent7'))?.passwordHash ?? '')).toBe(true);
    expect(JSON.parse((await agents(['list', '--json'])).out)).toContainEqual(rest);
  });

  it('takes a password from standard input and never prints it', async () => {
    const { code, out, err } = await agents(['add', 'agent8', '--endpoint', 'client:agent8', '--password-stdin'], {
      input: 'zwölf Zeichen!\n',
    });
    expect([code, err]).toEqual([0, '']);
    expect(out).not.toContain('Zeichen');
    expect(await verifyPassword('zwölf Zeichen!', (await accounts.byName('agent8'))?.passwordHash ?? '')).toBe(true);
  });

  it('adds supervisors, ops and administrators', async () => {
    const boss = ['add', 'boss', '--endpoint', 'client:boss', '--supervisor', '--roles', 'agent,ops', '--json'];
    expect(JSON.parse((await agents(boss)).out)).toMatchObject({ roles: ['ops', 'agent'], supervisor: true });
    const ops = JSON.parse((await agents(['add', 'olga', '--roles', 'ops', '--languages', '', '--json'])).out);
    expect(ops).toMatchObject({ roles: ['ops'], languages: [] });
    expect((await agents(['list'])).out).toMatch(/^olga +ops +-$/m);
  });

  it('refuses a name that is taken and bad values, all named, and changes nothing', async () => {
    await add('agent9');
    const before = await accounts.list();
    const refused = await Promise.all([
      agents(['add', 'Agent9', '--endpoint', 'client:other']),
      agents(['add', 'agent10', '--endpoint', '023190000000', '--languages', 'de,xx', '--json']),
      agents(['disable', 'nobody']),
      agents(['set', 'agent9']),
    ]);
    expect(refused.map(({ code }) => code)).toEqual([1, 1, 1, 1]);
    const [taken, bad, unknown, nothing] = refused.map(({ err }) => err);
    expect(taken).toContain('Agent9 already');
    expect(JSON.parse(bad ?? '').faults).toHaveLength(2);
    expect(unknown).toContain('no account nobody');
    expect(nothing).toContain('nothing to change');
    expect(await accounts.list()).toEqual(before);
  });

  it('disables at once: signed out, sent no more calls; and enables again', async () => {
    await add('agent11');
    const seen = await signedIn('agent11');
    expect((await agents(['disable', 'agent11', '--by', 'olga'])).code).toBe(0);
    expect(await seen()).toBe('out');
    expect(await router.agents.status('agent11')).toMatchObject({ state: 'offline' });
    expect((await accounts.byName('agent11'))?.disabled).toBe(true);
    expect((await agents(['enable', 'agent11', '--by', 'olga'])).code).toBe(0);
    expect((await accounts.byName('agent11'))?.disabled).toBe(false);
    expect((await audit.find({ who: 'olga', most: 10 })).map(({ what }) => what)).toEqual(['account enabled', 'account disabled']);
  });

  it('sets what is named and leaves the rest; the next call goes by it', async () => {
    await add('agent12');
    const seen = await signedIn('agent12');
    const { out } = await agents(['set', 'agent12', '--languages', 'tr', '--endpoint', 'tel:+492214710012', '--supervisor', '--json']);
    expect(JSON.parse(out)).toMatchObject({ languages: ['tr'], supervisor: true, roles: ['agent'], disabled: false, atOnce: true });
    expect(await seen()).toBe('outdated');
    expect(await router.agents.ring('CA1', 'de', 30_000)).toEqual({ nobody: true, onDuty: 0 });
    expect(await router.agents.ring('CA2', 'supervisor', 30_000)).toEqual({ id: 'agent12', endpoint: 'tel:+492214710012' });
    expect(JSON.parse((await agents(['set', 'agent12', '--no-supervisor', '--json'])).out)).toMatchObject({ supervisor: false });
    expect((await agents(['set', 'agent12', '--no-endpoint'])).err).toContain('endpoint is missing');
  });

  it('resets a password: the new one opens the account, whoever knew the old one is out', async () => {
    await add('agent13');
    const seen = await signedIn('agent13');
    const { out } = await agents(['reset', 'agent13', '--json']);
    expect(await verifyPassword(JSON.parse(out).password, (await accounts.byName('agent13'))?.passwordHash ?? '')).toBe(true);
    expect(await seen()).toBe('out');
    expect((await agents(['reset', 'admin'])).err).toContain('ADMIN_PASSWORD');
  });

  it('keeps the last administrator', async () => {
    await add('eva', ['admin']);
    const refused = await Promise.all([agents(['disable', 'eva']), agents(['set', 'eva', '--roles', 'ops'])]);
    for (const { err } of refused) expect(err).toContain('last active administrator');
    expect(await accounts.byName('eva')).toMatchObject({ disabled: false, roles: ['admin'] });
  });
});
