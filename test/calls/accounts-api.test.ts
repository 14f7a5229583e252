import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { verifyPassword } from '../../src/agents/passwords.ts';
import { DependencyDown } from '../../src/platform/errors.ts';
import { type ApiHouse, openApiHouse, PASSWORD, signInAs } from '../support/api-house.ts';
import { closeServices } from '../support/services.ts';

let house: ApiHouse;
let admin: Awaited<ReturnType<typeof signInAs>>;

beforeAll(async () => {
  house = await openApiHouse();
});
beforeEach(async () => {
  house.clock.setOffset(0);
  await house.redis.flushdb();
  admin = await signInAs(house.app, 'ops', 'admin');
});
afterAll(async () => {
  house.close();
  await closeServices();
});

const patch = (name: string, changes: object) =>
  admin.agent.patch(`/ops/api/accounts/${name}`).set('X-CSRF-Token', admin.token).send(changes);
const signIn = (name: string, password: string, area = 'desk') =>
  supertest(house.app).post(`/${area}/api/sign-in`).send({ name, password });
const audited = async (query: object) => (await house.access.parts.auditTrail.find({ most: 50, ...query })).map(({ what }) => what);

/** A new agent who is signed in at the desk and waits for calls. */
async function agentAtWork(name: string) {
  const wish = { name, roles: ['agent'], languages: ['de'], endpoint: `client:${name}` };
  const { body } = await admin.post('/accounts', wish).expect(200);
  await house.accounts.setPassword(name, (await house.accounts.byName('agent1'))?.passwordHash ?? '', {
    atMs: house.clock.nowMs(),
    who: 'tests',
    what: 'password reset',
    details: {},
  });
  const anna = await signInAs(house.app, 'desk', name);
  await anna.put('/state', { state: 'available' }).expect(200);
  return { ...anna, made: body.password as string };
}

describe('adding an account', () => {
  it('answers it with a password that opens it and is shown nowhere again', async () => {
    const wish = {
      name: ' Berta ',
      roles: ['agent', 'ops', 'agent'],
      languages: ['tr', 'de', 'tr'],
      endpoint: 'tel:+492214710077',
      supervisor: true,
    };
    const { body } = await admin.post('/accounts', wish).expect(200);
    const { password, ...berta } = body;
    expect(berta).toEqual({
      name: 'berta',
      roles: ['ops', 'agent'],
      languages: ['tr', 'de'],
      endpoint: 'tel:+492214710077',
      supervisor: true,
      disabled: false,
    });
    expect((await signIn('BERTA', password).expect(200)).body).toMatchObject({
      name: 'berta',
      roles: ['ops', 'agent'],
      languages: ['tr', 'de'],
    });
    const list = await admin.get('/accounts').expect(200);
    expect(list.body).toContainEqual({ ...berta, state: 'offline', stateSince: null });
    const entries = await house.access.parts.auditTrail.find({ what: 'account added', who: 'admin', most: 1 });
    expect(entries[0]?.details).toMatchObject({ account: 'berta', roles: ['ops', 'agent'], from: '127.0.0.x' });
    for (const text of [JSON.stringify(entries), list.text]) expect(text).not.toContain(password);
    expect(list.text).not.toContain('scrypt');
  });

  it('a name that is taken, however it is typed, is refused and nothing changed', async () => {
    const before = await house.accounts.list();
    const { body } = await admin.post('/accounts', { name: 'AGENT1', roles: ['ops'] }).expect(409);
    expect(body.code).toBe('NAME_TAKEN');
    expect(await house.accounts.list()).toEqual(before);
  });

  it('names every fault at once', async () => {
    const { body } = await admin
      .post('/accounts', { name: 'a b', roles: ['agent', 'root'], languages: ['xx'], endpoint: '0231' })
      .expect(422);
    expect(body).toMatchObject({ code: 'INVALID_INPUT', status: 422 });
    expect(body.faults.map(({ field }: { field: string }) => field)).toEqual(['name', 'roles', 'languages', 'endpoint']);
    expect((await admin.post('/accounts', { name: 7, roles: 'agent' }).expect(422)).body.faults).toHaveLength(2);
  });
});

describe('who may', () => {
  it('only administrators look at accounts and audit and change them', async () => {
    const before = await house.accounts.list();
    const olga = await signInAs(house.app, 'ops', 'olga');
    const asked = [
      olga.get('/accounts'),
      olga.get('/audit'),
      olga.post('/accounts', { name: 'x', roles: ['ops'] }),
      olga.agent.patch('/ops/api/accounts/admin').set('X-CSRF-Token', olga.token).send({ disabled: true }),
      olga.post('/accounts/agent1/password'),
    ];
    for (const answer of await Promise.all(asked)) expect([answer.status, answer.body.code]).toEqual([403, 'ROLE_MISSING']);
    expect(await house.accounts.list()).toEqual(before);
  });

  it('a name that nobody has is 404, a wrong method 405', async () => {
    expect((await patch('nobody', { disabled: true }).expect(404)).body.code).toBe('UNKNOWN_ACCOUNT');
    expect((await admin.post('/accounts/nobody/password').expect(404)).body.code).toBe('UNKNOWN_ACCOUNT');
    expect((await admin.remove('/accounts/agent1').expect(405)).headers['allow']).toBe('PATCH');
    await patch('%00', { disabled: true }).expect(404);
  });
});

describe('a disabled account', () => {
  it('is out with the next request, at every console, and gets in again only when enabled', async () => {
    const anna = await agentAtWork('anna1');
    expect((await patch('anna1', { disabled: true }).expect(200)).body).toMatchObject({ disabled: true, atOnce: true });
    expect((await anna.get('/me').expect(401)).body.code).toBe('NOT_SIGNED_IN');
    expect(await house.agents.status('anna1')).toMatchObject({ state: 'offline' });
    expect((await signIn('anna1', PASSWORD).expect(401)).body.code).toBe('WRONG_SIGN_IN');
    await patch('anna1', { disabled: false }).expect(200);
    await anna.get('/me').expect(401);
    await signIn('anna1', PASSWORD).expect(200);
    expect(await audited({ who: 'admin', what: 'account ' })).toEqual(
      expect.arrayContaining(['account added', 'account disabled', 'account enabled']),
    );
  });

  it('is out though the database cannot be asked any more', async () => {
    const other = await openApiHouse();
    const boss = await signInAs(other.app, 'ops', 'admin');
    const [anna, bert] = [await signInAs(other.app, 'desk', 'agent1'), await signInAs(other.app, 'desk', 'agent2')];
    await boss.agent.patch('/ops/api/accounts/agent1').set('X-CSRF-Token', boss.token).send({ disabled: true }).expect(200);
    await boss.agent
      .patch('/ops/api/accounts/agent2')
      .set('X-CSRF-Token', boss.token)
      .send({ languages: ['en'] })
      .expect(200);
    await other.pool.end();
    await anna.get('/me').expect(401);
    await bert.put('/state', { state: 'paused' }).expect(200);
    await bert.put('/state', { state: 'offline' }).expect(200);
    other.close();
  });

  it('keeps the call that is running, and gets no other one afterwards', async () => {
    await agentAtWork('anna2');
    expect(await house.agents.ring('CA1', 'de', 30_000)).toMatchObject({ id: 'anna2' });
    await house.agents.connected('anna2', 'CA1');
    await patch('anna2', { disabled: true }).expect(200);
    expect(await house.agents.status('anna2')).toMatchObject({ state: 'on_call', callSid: 'CA1' });
    expect(await house.agents.ring('CA2', 'de', 30_000)).toEqual({ nobody: true, onDuty: 0 });
    await house.agents.done('anna2', 'CA1', house.clock.nowMs() + 30_000);
    expect(await house.agents.status('anna2')).toMatchObject({ state: 'offline' });
    house.clock.setOffset(60_000);
    await house.agents.sweep();
    expect(await house.agents.ring('CA3', 'de', 30_000)).toEqual({ nobody: true, onDuty: 0 });
  });

  it('a call that only rings ends as it would have, answered or not', async () => {
    for (const end of ['released', 'missed'] as const) {
      await agentAtWork(`anna-${end}`);
      await house.agents.ring(`CA-${end}`, 'de', 30_000);
      await patch(`anna-${end}`, { disabled: true }).expect(200);
      expect(await house.agents.status(`anna-${end}`)).toMatchObject({ state: 'reserved' });
      await house.agents[end](`anna-${end}`, `CA-${end}`);
      expect(await house.agents.status(`anna-${end}`)).toMatchObject({ state: 'offline' });
    }
  });

  it('enabled again during its call is at work afterwards', async () => {
    await agentAtWork('anna3');
    await house.agents.ring('CA1', 'de', 30_000);
    await house.agents.connected('anna3', 'CA1');
    await patch('anna3', { disabled: true }).expect(200);
    await patch('anna3', { disabled: false }).expect(200);
    await house.agents.done('anna3', 'CA1', 0);
    expect(await house.agents.status('anna3')).toMatchObject({ state: 'available' });
  });
});

describe('the last administrator', () => {
  it('is neither disabled nor loses the role, and of two who go at once one stays', async () => {
    expect((await patch('admin', { disabled: true }).expect(409)).body.code).toBe('LAST_ADMIN');
    expect((await patch('admin', { roles: ['ops'] }).expect(409)).body.code).toBe('LAST_ADMIN');
    await patch('olga', { roles: ['admin', 'ops'] }).expect(200);
    const answers = await Promise.all([patch('admin', { disabled: true }), patch('olga', { roles: ['ops'] })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await house.pool.query(`update accounts set disabled_at = null where name = 'admin'`);
    await house.pool.query(`update accounts set roles = '{ops}' where name = 'olga'`);
  });
});

describe('a change of an account', () => {
  it('of roles ends the sign-in, so that nobody keeps what was taken away', async () => {
    await admin.post('/accounts', { name: 'otto', roles: ['ops'] }).expect(200);
    const { body } = await admin.post('/accounts/otto/password').expect(200);
    const { headers } = await signIn('otto', body.password, 'ops').expect(200);
    const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
    await supertest(house.app).get('/ops/api/me').set('Cookie', cookie).expect(200);
    await patch('otto', { roles: ['agent'], endpoint: 'client:otto', languages: ['de'] }).expect(200);
    await supertest(house.app).get('/ops/api/me').set('Cookie', cookie).expect(401);
  });

  it('of languages, endpoint and supervisor counts with the next request and the next call', async () => {
    const anna = await agentAtWork('anna4');
    await patch('anna4', { languages: ['tr'], endpoint: 'tel:+492214710044', supervisor: true }).expect(200);
    expect((await anna.get('/me').expect(200)).body).toMatchObject({
      languages: ['tr'],
      endpoint: 'tel:+492214710044',
      state: 'available',
    });
    expect(await house.agents.ring('CA1', 'de', 30_000)).toMatchObject({ nobody: true });
    expect(await house.agents.ring('CA2', 'supervisor', 30_000)).toEqual({ id: 'anna4', endpoint: 'tel:+492214710044' });
    const [entry] = await house.access.parts.auditTrail.find({ what: 'account changed', most: 1 });
    expect(entry?.details).toMatchObject({
      account: 'anna4',
      languages: { before: ['de'], after: ['tr'] },
      supervisor: { before: false, after: true },
    });
    await patch('anna4', { endpoint: null }).expect(422);
    await patch('anna4', {}).expect(422);
  });

  it('that changes nothing is not written down', async () => {
    const before = await audited({ what: 'account' });
    await patch('agent1', { languages: ['de'], disabled: false }).expect(200);
    expect(await audited({ what: 'account' })).toEqual(before);
  });

  it('is stored while Redis is away, and tells what it missed when it is back', async () => {
    const other = await openApiHouse();
    const anna = await signInAs(other.app, 'desk', 'agent1');
    const { closeAll } = other.access.signIns;
    other.access.signIns.closeAll = () => Promise.reject(new DependencyDown('redis', new Error('away')));
    const { accounts } = other.access.parts;
    expect(await accounts.change('agent1', { disabled: true }, { by: 'admin' })).toMatchObject({ status: 'changed', atOnce: false });
    expect((await other.accounts.byName('agent1'))?.disabled).toBe(true);
    other.access.signIns.closeAll = closeAll;
    expect(other.access.owed).toHaveLength(1);
    for (const tell of other.access.owed) await tell();
    await anna.get('/me').expect(401);
    other.close();
  });
});

describe('passwords', () => {
  it('a reset one is shown once, opens the account, and shuts out whoever knew the old one', async () => {
    const anna = await agentAtWork('anna5');
    const { body } = await admin.post('/accounts/anna5/password').expect(200);
    expect(body).toEqual({ name: 'anna5', password: expect.stringMatching(/^[\w-]{16}$/), atOnce: true });
    await anna.get('/me').expect(401);
    await signIn('anna5', PASSWORD).expect(401);
    await signIn('anna5', body.password).expect(200);
    expect(await house.agents.status('anna5')).toMatchObject({ state: 'available' });
  });

  it('the own one is changed by whoever knows it: this sign-in goes on, all others end', async () => {
    const here = await agentAtWork('anna6');
    const elsewhere = await signInAs(house.app, 'desk', 'anna6');
    const next = 'ein neues Kennwort';
    const { body, headers } = await here.put('/password', { current: PASSWORD, next }).expect(200);
    expect(body).toEqual({ csrfToken: expect.any(String), name: 'anna6', roles: ['agent'], languages: ['de'] });
    expect(body.csrfToken).not.toBe(here.token);
    expect(String(headers['set-cookie'])).toMatch(/^hotline_desk=[\w-]{43}; .*HttpOnly; SameSite=Strict$/);
    await here.get('/me').expect(200);
    await elsewhere.get('/me').expect(401);
    await here.put('/state', { state: 'paused' }).expect(403);
    await here.agent.put('/desk/api/state').set('X-CSRF-Token', body.csrfToken).send({ state: 'offline' }).expect(200);
    await signIn('anna6', PASSWORD).expect(401);
    await signIn('anna6', next).expect(200);
    expect(await audited({ who: 'anna6', what: 'password' })).toEqual(['password changed']);
  });

  it('the own one is not guessed at, not made easy, and the first one comes from where the machines are', async () => {
    const anna = await agentAtWork('anna7');
    const hash = (await house.accounts.byName('anna7'))?.passwordHash ?? '';
    const refused = await anna.put('/password', { current: 'not the one', next: 'ein neues Kennwort' }).expect(403);
    expect(refused.body).toMatchObject({ code: 'WRONG_PASSWORD', faults: [{ field: 'current' }] });
    const short = await anna.put('/password', { current: PASSWORD, next: 'kurz' }).expect(422);
    expect(short.body).toMatchObject({ code: 'INVALID_INPUT', faults: [{ field: 'next' }] });
    await anna.put('/password', { current: PASSWORD, next: PASSWORD }).expect(422);
    for (let n = 0; n < 4; n++) await anna.put('/password', { current: `guess ${n}`, next: 'ein neues Kennwort' }).expect(403);
    const locked = await anna.put('/password', { current: PASSWORD, next: 'ein neues Kennwort' }).expect(429);
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0);
    expect((await house.accounts.byName('anna7'))?.passwordHash).toBe(hash);
    expect(await verifyPassword(PASSWORD, hash)).toBe(true);
    expect((await admin.put('/password', { current: PASSWORD, next: 'ein neues Kennwort' }).expect(409)).body.code).toBe(
      'PASSWORD_FROM_ENVIRONMENT',
    );
    expect((await admin.post('/accounts/admin/password').expect(409)).body.code).toBe('PASSWORD_FROM_ENVIRONMENT');
  });
});

describe('the audit', () => {
  it('tells who signed in, failed and was locked, from which network, and never what was typed', async () => {
    const { headers } = await signIn('agent2', PASSWORD).expect(200);
    // Minutes apart, until a lock is longer than any machine is slow
    for (let n = 0; n < 10; n++) {
      house.clock.setOffset(n * 60_000);
      await signIn('agent2', `wrong word ${n}`).expect(401);
    }
    for (const area of ['desk', 'ops', 'desk']) await signIn('agent2', PASSWORD, area).expect(429);
    await signIn('my secret typed as a name', 'wrong').expect(401);
    house.clock.setOffset(11 * 60_000);
    await signIn('agent2', PASSWORD, 'ops').expect(403);
    const failure = ['sign-in locked', 'sign-in failed'];
    expect(await audited({ who: 'agent2' })).toEqual([
      'sign-in failed',
      ...Array.from({ length: 6 }, () => failure).flat(),
      ...Array.from({ length: 4 }, () => 'sign-in failed'),
      'signed in',
    ]);
    const { body } = await admin.get('/audit?what=sign-in&limit=3').expect(200);
    expect(body.entries.map(({ who, details }: { who: string; details: object }) => [who, details])).toEqual([
      ['agent2', { console: 'ops', from: '127.0.0.x', why: 'role missing' }],
      ['(unknown)', { console: 'desk', from: '127.0.0.x', why: 'unknown name' }],
      ['agent2', { console: 'desk', from: '127.0.0.x', nameSeconds: 32 }],
    ]);
    const next = await admin.get(`/audit?what=sign-in&limit=1&before=${body.next}`).expect(200);
    expect(next.body.entries[0]).toMatchObject({ who: 'agent2', what: 'sign-in failed', details: { why: 'wrong password' } });
    const all = JSON.stringify(await house.access.parts.auditTrail.find({ most: 200 }));
    for (const secret of [PASSWORD, 'wrong word', 'my secret', String(headers['set-cookie']).slice(13, 56), '127.0.0.1'])
      expect(all).not.toContain(secret);
  });

  it('is asked by time and page, and refuses what it cannot read', async () => {
    const { body } = await admin.get('/audit?limit=1&who=admin').expect(200);
    expect(body.entries).toHaveLength(1);
    expect(body.next).toBe(body.entries[0].id);
    expect((await admin.get(`/audit?to=2020-01-01T00:00:00Z`).expect(200)).body).toEqual({ entries: [], next: null });
    for (const query of ['limit=0', 'limit=201', 'from=yesterday', 'before=x', 'other=1', 'who=a%00b'])
      await admin.get(`/audit?${query}`).expect(422);
  });
});

describe('the list', () => {
  it('shows what everybody does now, and says so when it cannot', async () => {
    await agentAtWork('anna8');
    const find = async () => (await admin.get('/accounts').expect(200)).body.find(({ name }: { name: string }) => name === 'anna8');
    expect(await find()).toMatchObject({ state: 'available', stateSince: expect.stringMatching(/^20/) });
    const { status } = house.agents;
    house.agents.status = () => Promise.reject(new DependencyDown('redis', new Error('away')));
    expect(await find()).toMatchObject({ state: null, stateSince: null });
    house.agents.status = status;
  });
});
