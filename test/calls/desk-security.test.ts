import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { type ApiHouse, openApiHouse, PASSWORD, signInAs } from '../support/api-house.ts';
import { closeServices } from '../support/services.ts';

/** What somebody tries who should not be let in: each is told no in the same form, and nothing in the stores has changed. */
const MEGABYTE = 1_000_000;
const HALF_AN_HOUR_MS = 30 * 60_000;
const TWELVE_HOURS_MS = 12 * 3_600_000;

let house: ApiHouse;

beforeAll(async () => {
  house = await openApiHouse();
});
beforeEach(async () => {
  house.clock.setOffset(0);
  await house.pool.query('update accounts set disabled_at = null');
  const [signIns, agents] = await Promise.all([house.redis.keys('signin:*'), house.redis.keys('{agents}:*')]);
  const old = [...signIns, ...agents.filter((key) => !key.endsWith(':thresholds'))];
  if (old.length > 0) await house.redis.del(...old);
});
afterAll(async () => {
  house.close();
  await closeServices();
});

const signIn = (body: object, area = 'desk') => supertest(house.app).post(`/${area}/api/sign-in`).send(body);

/** Refused as RFC 9457 has it, with this status and code. */
function expectProblem(answer: supertest.Response, status: number, code: string): void {
  expect([answer.status, answer.body.code, answer.body.status]).toEqual([status, code, status]);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.headers['set-cookie']).toBeUndefined();
  expect(answer.text).not.toMatch(/node_modules|\.ts:|\bat \//);
}

/** Everything that could have been changed: accounts, bookings, lists, thresholds, the audit of changes, and what agents do. */
async function kept(): Promise<unknown> {
  const { rows: tables } = await house.pool.query(
    `select (select json_agg(a order by name) from accounts a) as accounts,
            (select json_agg(l order by id) from audit_log l where what not like 'sign%') as audit,
            (select count(*) from bookings) as bookings, (select count(*) from waiting_list) as list,
            (select count(*) from callback_requests) as callbacks, (select count(*) from messages) as messages,
            (select max(version) from threshold_versions) as thresholds`,
  );
  return { tables, agents: await house.redis.hgetall('{agents}:people') };
}

async function changesNothing(attempts: () => Promise<void>): Promise<void> {
  const before = await kept();
  await attempts();
  expect(await kept()).toEqual(before);
}

describe('signing in wrongly', () => {
  it('is answered alike and costs alike whether or not the name exists, is disabled, or may not enter', async () => {
    await house.pool.query(`update accounts set disabled_at = now() where name = 'agent2'`);
    const answers: unknown[] = [];
    const tries = [
      ['agent1', 'wrong'],
      ['nobody', 'wrong'],
      ['agent2', PASSWORD],
      ['olga', 'wrong'],
    ];
    await changesNothing(async () => {
      for (const [name, password] of tries) {
        const before = house.access.checks();
        const answer = await signIn({ name, password });
        expectProblem(answer, 401, 'WRONG_SIGN_IN');
        answers.push(answer.body);
        expect(house.access.checks() - before).toBe(1);
      }
    });
    expect(new Set(answers.map((body) => JSON.stringify(body))).size).toBe(1);
  });

  it('is slowed down: locked says for how long, and no password is checked meanwhile', async () => {
    for (let n = 0; n < 10; n++) {
      house.clock.setOffset(n * 60_000);
      expectProblem(await signIn({ name: n % 2 ? 'agent1' : ' AGENT1 ', password: 'wrong' }), 401, 'WRONG_SIGN_IN');
    }
    const before = house.access.checks();
    const locked = await signIn({ name: 'agent1', password: PASSWORD });
    expectProblem(locked, 429, 'SIGN_IN_LOCKED');
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(10);
    expect(house.access.checks()).toBe(before);
    house.clock.setOffset(11 * 60_000);
    await signIn({ name: 'agent1', password: PASSWORD }).expect(200);
  });

  it('from one address, many names do not help', async () => {
    const names = ['agent1', 'agent2', 'olga', 'admin', 'AGENT1'];
    for (let n = 0; n < 26; n++) {
      house.clock.setOffset(n * 60_000);
      await signIn({ name: names[n % names.length], password: 'wrong' }).expect(401);
    }
    const locked = await signIn({ name: 'agent1', password: PASSWORD });
    expectProblem(locked, 429, 'SIGN_IN_LOCKED');
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(30);
  });
});

describe('a cookie', () => {
  it('is for this console, this site and no script', async () => {
    for (const area of ['desk', 'ops']) {
      const { headers } = await signIn({ name: 'admin', password: PASSWORD }, area).expect(200);
      expect(String(headers['set-cookie'])).toMatch(
        new RegExp(`^hotline_${area}=[\\w-]{43}; Max-Age=43200; Path=/${area}; .*HttpOnly; SameSite=Strict$`),
      );
    }
  });

  it('of another console, guessed, cut, or of a sign-in that is over opens nothing', async () => {
    const anna = await signInAs(house.app, 'desk', 'agent1');
    const { headers } = await signIn({ name: 'admin', password: PASSWORD }).expect(200);
    const id = /=([\w-]+)/.exec(String(headers['set-cookie']))?.[1] ?? '';
    const cookies = [
      `hotline_ops=${id}`,
      `hotline_ops=${id.slice(0, 20)}`,
      `hotline_ops=${'A'.repeat(43)}`,
      'hotline_ops=',
      'x; hotline_ops=%00',
    ];
    await changesNothing(async () => {
      for (const cookie of cookies)
        expectProblem(await supertest(house.app).get('/ops/api/me').set('Cookie', cookie), 401, 'NOT_SIGNED_IN');
      await anna.post('/sign-out').expect(204);
      expectProblem(await anna.get('/me'), 401, 'NOT_SIGNED_IN');
    });
  });

  it('is worth nothing after half an hour without use, or twelve hours with it', async () => {
    const idle = await signInAs(house.app, 'desk', 'agent1');
    const steady = await signInAs(house.app, 'desk', 'agent2');
    for (let ms = 0; ms < TWELVE_HOURS_MS; ms += HALF_AN_HOUR_MS - 60_000) {
      house.clock.setOffset(ms);
      await steady.get('/me').expect(200);
    }
    expectProblem(await idle.put('/state', { state: 'available' }), 401, 'NOT_SIGNED_IN');
    house.clock.setOffset(TWELVE_HOURS_MS);
    expectProblem(await steady.put('/state', { state: 'available' }), 401, 'NOT_SIGNED_IN');
    house.clock.setOffset(0);
    for (const one of [idle, steady]) expectProblem(await one.get('/me'), 401, 'NOT_SIGNED_IN');
    expect(await house.agents.counts()).toMatchObject({ available: 0 });
  });
});

describe('a request that changes something', () => {
  const paths: [method: 'post' | 'put' | 'patch' | 'delete', path: string][] = [
    ['put', '/desk/api/state'],
    ['put', '/desk/api/password'],
    ['post', '/desk/api/holds'],
    ['post', '/desk/api/bookings'],
    ['patch', '/desk/api/bookings/47038156'],
    ['delete', '/desk/api/bookings/47038156'],
    ['post', '/desk/api/wishes'],
    ['post', '/desk/api/waiting-list'],
    ['post', '/desk/api/wrap-up'],
    ['post', '/desk/api/callbacks/take'],
    ['post', '/desk/api/calls/CA1/hand-back'],
    ['post', '/ops/api/accounts'],
    ['patch', '/ops/api/accounts/agent1'],
    ['post', '/ops/api/accounts/agent1/password'],
    ['put', '/ops/api/thresholds'],
  ];

  it('without a sign-in is refused before its body is judged', async () => {
    await changesNothing(async () => {
      for (const [method, path] of paths) expectProblem(await supertest(house.app)[method](path).send({}), 401, 'NOT_SIGNED_IN');
    });
  });

  it('needs the token of this very sign-in: none, a wrong one, and a stolen one of somebody else are the same', async () => {
    const victim = { desk: await signInAs(house.app, 'desk', 'admin'), ops: await signInAs(house.app, 'ops', 'admin') };
    const thief = await signInAs(house.app, 'desk', 'agent1');
    const body = { state: 'available', disabled: true, name: 'x', roles: ['admin'] };
    await changesNothing(async () => {
      for (const [method, path] of paths) {
        const { agent, token } = path.startsWith('/ops') ? victim.ops : victim.desk;
        const own = path.startsWith('/ops') ? victim.desk.token : victim.ops.token;
        for (const wrong of ['', 'x', thief.token, own, `${token}x`, token.slice(1)])
          expectProblem(await agent[method](path).set('X-CSRF-Token', wrong).send(body), 403, 'CSRF_TOKEN');
        expectProblem(await agent[method](path).send(body), 403, 'CSRF_TOKEN');
      }
    });
  });
});

describe('a disabled account', () => {
  it('is out in the middle of a session; its call goes on and it gets no other', async () => {
    const [admin, anna] = [await signInAs(house.app, 'ops', 'admin'), await signInAs(house.app, 'desk', 'agent1')];
    await anna.put('/state', { state: 'available' }).expect(200);
    await house.agents.ring('CA1', 'de', 30_000);
    await house.agents.connected('agent1', 'CA1');
    await admin.agent.patch('/ops/api/accounts/agent1').set('X-CSRF-Token', admin.token).send({ disabled: true }).expect(200);
    await changesNothing(async () => {
      expectProblem(await anna.get('/call'), 401, 'NOT_SIGNED_IN');
      expectProblem(await anna.put('/state', { state: 'available' }), 401, 'NOT_SIGNED_IN');
      expectProblem(await anna.post('/calls/CA1/hand-back', { to: 'menu' }), 401, 'NOT_SIGNED_IN');
      expectProblem(await signIn({ name: 'agent1', password: PASSWORD }), 401, 'WRONG_SIGN_IN');
    });
    expect(await house.agents.status('agent1')).toMatchObject({ state: 'on_call', callSid: 'CA1' });
    await house.agents.done('agent1', 'CA1', 0);
    expect(await house.agents.status('agent1')).toMatchObject({ state: 'offline' });
  });
});

describe("another agent's call", () => {
  it('is nobody else’s to hand on, whether it exists or not', async () => {
    const [anna, bert] = [await signInAs(house.app, 'desk', 'agent1'), await signInAs(house.app, 'desk', 'agent2')];
    await anna.put('/state', { state: 'available' }).expect(200);
    await house.agents.ring('CA1', 'de', 30_000);
    await house.agents.connected('agent1', 'CA1');
    await changesNothing(async () => {
      for (const callSid of ['CA1', 'CA2', 'CA%00', '..%2F..'])
        expectProblem(await bert.post(`/calls/${callSid}/hand-back`, { to: 'menu' }), 409, 'NOT_YOUR_CALL');
      expect((await bert.get('/call').expect(200)).body).toEqual({ call: null });
    });
  });
});

describe('what is no request of ours', () => {
  const send = (path: string, type: string, body: string) => supertest(house.app).post(path).set('Content-Type', type).send(body);

  it('a megabyte is refused unread, signed in or not', async () => {
    const admin = await signInAs(house.app, 'ops', 'admin');
    const much = { name: 'x'.repeat(MEGABYTE), roles: ['ops'] };
    await changesNothing(async () => {
      expectProblem(await signIn({ name: 'agent1', password: 'x'.repeat(MEGABYTE) }), 413, 'BODY_TOO_LARGE');
      expectProblem(await admin.post('/accounts', much), 413, 'BODY_TOO_LARGE');
      expectProblem(await admin.put('/password', { current: PASSWORD, next: 'x'.repeat(MEGABYTE) }), 413, 'BODY_TOO_LARGE');
    });
  });

  it('a form, plain text, broken JSON and JSON that is no object are refused', async () => {
    await changesNothing(async () => {
      for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x', 'application/xml'])
        expectProblem(await send('/desk/api/sign-in', type, '{"name":"agent1","password":"x"}'), 415, 'JSON_ONLY');
      for (const body of ['{"name":', '{"name":"agent1",}', '\u0000', '"agent1"', '[1'])
        expectProblem(await send('/desk/api/sign-in', 'application/json', body), 400, 'MALFORMED_JSON');
      for (const body of ['[]', '{}', '{"name":["agent1"],"password":{"$ne":""}}', '{"name":1,"password":true}'])
        expectProblem(await send('/desk/api/sign-in', 'application/json', body), 422, 'INVALID_INPUT');
    });
  });

  it('NUL, control characters, endless names and a line break for the next header never reach a store', async () => {
    const admin = await signInAs(house.app, 'ops', 'admin');
    const names = ['agent1\u0000', 'agent1\u0007', 'x'.repeat(65), 'anna\r\nSet-Cookie: hotline_ops=1', '\u0085'];
    await changesNothing(async () => {
      for (const name of names) {
        expectProblem(await signIn({ name, password: PASSWORD }), 422, 'INVALID_INPUT');
        const answer = await admin.post('/accounts', { name, roles: ['ops'] });
        expectProblem(answer, 422, 'INVALID_INPUT');
        expect(answer.body.faults).toEqual([expect.objectContaining({ field: 'name' })]);
      }
      for (const endpoint of ['tel:+4923190000000\r\nX: 1', 'client:<Hangup/>', 'sip:a@b\u0000'])
        expectProblem(await admin.post('/accounts', { name: 'eva', roles: ['agent'], languages: ['de'], endpoint }), 422, 'INVALID_INPUT');
    });
    expect((await house.redis.keys('signin:name:*')).length).toBe(0);
  });

  it('keys that would change every object change none', async () => {
    const admin = await signInAs(house.app, 'ops', 'admin');
    const raw = (method: 'post' | 'patch' | 'put', path: string, body: string) =>
      admin.agent[method](path).set('X-CSRF-Token', admin.token).set('Content-Type', 'application/json').send(body);
    await changesNothing(async () => {
      for (const key of ['__proto__', 'constructor', 'prototype', 'toString']) {
        const extra = `"${key}":{"roles":["admin"],"disabled":false}`;
        expectProblem(await send('/ops/api/sign-in', 'application/json', `{"name":"olga","password":"x",${extra}}`), 422, 'INVALID_INPUT');
        expectProblem(await raw('post', '/ops/api/accounts', `{"name":"eva","roles":["ops"],${extra}}`), 422, 'INVALID_INPUT');
        expectProblem(await raw('patch', '/ops/api/accounts/olga', `{"supervisor":false,${extra}}`), 422, 'INVALID_INPUT');
        expectProblem(await raw('patch', `/ops/api/accounts/${key}`, '{"disabled":true}'), 404, 'UNKNOWN_ACCOUNT');
      }
      expectProblem(
        await raw('put', '/ops/api/thresholds', '{"values":{"__proto__":{"burst":1}},"reason":"x"}'),
        422,
        'INVALID_THRESHOLDS',
      );
    });
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { roles?: unknown }).roles).toBeUndefined();
  });
});
