import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { type ApiHouse, openApiHouse, PASSWORD, signInAs } from '../support/api-house.ts';
import { closeServices } from '../support/services.ts';

let house: ApiHouse;

beforeAll(async () => {
  house = await openApiHouse();
});
beforeEach(() => house.clock.setOffset(0));
afterAll(async () => {
  house.close();
  await closeServices();
});

const trySignIn = (body: object, area = 'desk') => supertest(house.app).post(`/${area}/api/sign-in`).send(body);

describe('signing in', () => {
  it('answers a token, name and roles, and sets a cookie that scripts and other sites cannot use', async () => {
    const { body, headers } = await trySignIn({ name: 'agent1', password: PASSWORD }).expect(200);
    expect(body).toEqual({ csrfToken: expect.stringMatching(/^[\w-]{43}$/), name: 'agent1', roles: ['agent'], languages: ['de'] });
    expect(String(headers['set-cookie'])).toMatch(/^hotline_desk=[\w-]{43}; Max-Age=43200; Path=\/desk; .*HttpOnly; SameSite=Strict$/);
    expect(headers['cache-control']).toBe('no-store');
  });

  it('the cookie is for encrypted connections only where the hotline has one', async () => {
    const secure = await openApiHouse({ secure: true });
    const { headers } = await supertest(secure.app).post('/desk/api/sign-in').send({ name: 'agent1', password: PASSWORD }).expect(200);
    expect(String(headers['set-cookie'])).toContain('; Secure');
    secure.close();
  });

  it('an unknown name and a wrong password are told the same', async () => {
    const wrong = await trySignIn({ name: 'agent1', password: 'wrong' }).expect(401);
    const unknown = await trySignIn({ name: 'nobody', password: 'wrong' }).expect(401);
    expect(wrong.body).toEqual(unknown.body);
    expect(wrong.body).toMatchObject({ type: 'about:blank', title: 'Unauthorized', status: 401, code: 'WRONG_SIGN_IN' });
    expect(wrong.headers['content-type']).toContain('application/problem+json');
    expect(wrong.headers['set-cookie']).toBeUndefined();
  });

  it('after five failures even the right password has to wait, and gets in when the wait is over', async () => {
    for (let n = 0; n < 5; n++) await trySignIn({ name: 'agent2', password: 'wrong' }).expect(401);
    const locked = await trySignIn({ name: 'agent2', password: PASSWORD }).expect(429);
    expect(locked.body.code).toBe('SIGN_IN_LOCKED');
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0);
    house.clock.setOffset(2_000);
    await trySignIn({ name: 'agent2', password: PASSWORD }).expect(200);
  });

  it('an account without the role is refused at that console', async () => {
    expect((await trySignIn({ name: 'olga', password: PASSWORD }).expect(403)).body.code).toBe('ROLE_MISSING');
    expect((await trySignIn({ name: 'agent1', password: PASSWORD }, 'ops').expect(403)).body.code).toBe('ROLE_MISSING');
    await trySignIn({ name: 'admin', password: PASSWORD }).expect(200);
  });

  it('a disabled account cannot sign in and is out within a minute', async () => {
    const anna = await signInAs(house.app, 'desk', 'agent2');
    await house.pool.query(`update accounts set disabled_at = now() where name = 'agent2'`);
    await trySignIn({ name: 'agent2', password: PASSWORD }).expect(401);
    house.clock.setOffset(60_000);
    await anna.get('/me').expect(401);
    await house.pool.query(`update accounts set disabled_at = null where name = 'agent2'`);
  });
});

describe('a sign-in', () => {
  it('ends after half an hour without use, however it was used before', async () => {
    const anna = await signInAs(house.app, 'desk', 'agent1');
    house.clock.setOffset(29 * 60_000);
    await anna.get('/me').expect(200);
    house.clock.setOffset(58 * 60_000);
    await anna.get('/me').expect(200);
    house.clock.setOffset(88 * 60_000);
    expect((await anna.get('/me').expect(401)).body.code).toBe('NOT_SIGNED_IN');
    house.clock.setOffset(58 * 60_000);
    await anna.get('/me').expect(401);
  });

  it('ends after twelve hours of steady use', async () => {
    const anna = await signInAs(house.app, 'desk', 'agent1');
    for (let minutes = 20; minutes < 720; minutes += 20) {
      house.clock.setOffset(minutes * 60_000);
      await anna.get('/me').expect(200);
    }
    house.clock.setOffset(720 * 60_000);
    await anna.get('/me').expect(401);
  });

  it('is over after signing out, for the stolen cookie too', async () => {
    const { body, headers } = await trySignIn({ name: 'agent1', password: PASSWORD }).expect(200);
    const cookie = String(headers['set-cookie']).split(';')[0] as string;
    await supertest(house.app).get('/desk/api/me').set('Cookie', cookie).expect(200);
    await supertest(house.app).post('/desk/api/sign-out').set('Cookie', cookie).set('X-CSRF-Token', body.csrfToken).expect(204);
    await supertest(house.app).get('/desk/api/me').set('Cookie', cookie).expect(401);
  });

  it('is for one console: the cookie of the desk opens nothing for ops', async () => {
    const { headers } = await trySignIn({ name: 'admin', password: PASSWORD }).expect(200);
    const id = String(headers['set-cookie']).split(';')[0]?.split('=')[1];
    await supertest(house.app).get('/ops/api/me').set('Cookie', `hotline_ops=${id}`).expect(401);
  });

  it('goes on while the accounts cannot be read', async () => {
    const other = await openApiHouse();
    const anna = await signInAs(other.app, 'desk', 'agent1');
    await other.pool.end();
    other.clock.setOffset(5 * 60_000);
    await anna.put('/state', { state: 'paused' }).expect(200);
    await anna.put('/state', { state: 'offline' }).expect(200);
    other.close();
  });
});

describe('every change', () => {
  it('needs the token of this very sign-in', async () => {
    const anna = await signInAs(house.app, 'desk', 'agent1');
    const bert = await signInAs(house.app, 'desk', 'agent2');
    const put = () => anna.agent.put('/desk/api/state').send({ state: 'available' });
    expect((await put().expect(403)).body.code).toBe('CSRF_TOKEN');
    await put().set('X-CSRF-Token', bert.token).expect(403);
    await put().set('X-CSRF-Token', '').expect(403);
    expect((await anna.get('/me')).body.state).toBe('offline');
    await put().set('X-CSRF-Token', anna.token).expect(200);
    await anna.put('/state', { state: 'offline' }).expect(200);
  });
});

describe("an agent's state", () => {
  it('is changed, told and kept', async () => {
    const anna = await signInAs(house.app, 'desk', 'agent1');
    const { body } = await anna.put('/state', { state: 'paused', reason: 'lunch' }).expect(200);
    expect(body).toMatchObject({ name: 'agent1', languages: ['de'], state: 'paused', reason: 'lunch', call: null });
    expect((await anna.get('/me').expect(200)).body).toEqual(body);
    expect(Math.abs(Date.parse(body.stateSince) - Date.now())).toBeLessThan(5_000);
  });

  it('is not changed during a call, which it tells', async () => {
    const anna = await signInAs(house.app, 'desk', 'agent1');
    await anna.put('/state', { state: 'available' }).expect(200);
    await house.agents.ring('CA1', 'de', 30_000);
    expect((await anna.put('/state', { state: 'offline' }).expect(409)).body.code).toBe('IN_CALL');
    expect((await anna.get('/me')).body).toMatchObject({ state: 'reserved', call: { callSid: 'CA1' } });
    await house.agents.released('agent1', 'CA1');
    await anna.put('/state', { state: 'offline' }).expect(200);
  });

  it('is never available without a phone', async () => {
    const admin = await signInAs(house.app, 'desk', 'admin');
    expect((await admin.put('/state', { state: 'available' }).expect(409)).body.code).toBe('NO_ENDPOINT');
  });
});

describe('bad input', () => {
  it('is refused with every fault named and nothing changed', async () => {
    const anna = await signInAs(house.app, 'desk', 'agent1');
    const bad: [object | undefined, string][] = [
      [{}, 'state'],
      [{ state: 'on_call' }, 'state'],
      [{ state: 7 }, 'state'],
      [{ state: 'paused', reason: 'x'.repeat(101) }, 'reason'],
      [{ state: 'paused', other: 1 }, ''],
      [[], ''],
      [undefined, ''],
    ];
    for (const [body, field] of bad) {
      const refused = await anna.agent.put('/desk/api/state').set('X-CSRF-Token', anna.token).send(body).expect(422);
      expect(refused.body).toMatchObject({ code: 'INVALID_INPUT', faults: [{ field }] });
    }
    expect((await anna.get('/me')).body.state).toBe('offline');
  });

  it('a megabyte, broken JSON, a form and a name that is no text are refused before anything is looked up', async () => {
    expect((await trySignIn({ name: 'agent1', password: 'x'.repeat(1_000_000) }).expect(413)).body.code).toBe('BODY_TOO_LARGE');
    const raw = (type: string, body: string) => supertest(house.app).post('/desk/api/sign-in').set('Content-Type', type).send(body);
    expect((await raw('application/json', '{"name":').expect(400)).body.code).toBe('MALFORMED_JSON');
    expect((await raw('application/x-www-form-urlencoded', 'name=agent1').expect(415)).body.code).toBe('JSON_ONLY');
    expect((await raw('text/plain', '{"name":"agent1"}').expect(415)).body.code).toBe('JSON_ONLY');
    await trySignIn({ name: { $gt: '' }, password: PASSWORD }).expect(422);
    await trySignIn({ name: 'agent1\u0000', password: 'x' }).expect(422);
  });

  it('an unknown address is 404, a wrong method 405 that says which are right', async () => {
    const anna = await signInAs(house.app, 'desk', 'agent1');
    expect((await anna.get('/nothing').expect(404)).body.code).toBe('NOT_FOUND');
    const wrong = await anna.agent.delete('/desk/api/state').set('X-CSRF-Token', anna.token).expect(405);
    expect(wrong.body.code).toBe('METHOD_NOT_ALLOWED');
    expect(wrong.headers.allow).toBe('PUT');
    await supertest(house.app).get('/desk/api/nothing').expect(401);
  });
});

describe('the event stream', () => {
  /** Reads events of one agent until `enough` have come, then hangs up. */
  async function listen(area: 'desk' | 'ops', name: string, enough: number, during: () => Promise<unknown>, lastId?: string) {
    const { agent } = await signInAs(house.app, area, name);
    const cookie = (agent as unknown as { jar: { getCookies(at: object): { toValueString(): string } } }).jar
      .getCookies({ domain: '127.0.0.1', path: `/${area}/api`, secure: false, script: false })
      .toValueString();
    const server = house.app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const hangUp = new AbortController();
    // A stream that stays silent must fail the test, not hold it
    const signal = AbortSignal.any([hangUp.signal, AbortSignal.timeout(4_000)]);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${area}/api/events`;
    try {
      const answer = await fetch(url, { headers: { cookie, ...(lastId && { 'Last-Event-ID': lastId }) }, signal });
      await during();
      return { events: await readEvents(answer, enough), type: answer.headers.get('content-type') };
    } finally {
      hangUp.abort();
      server.closeAllConnections();
      server.close();
    }
  }

  async function readEvents(answer: Response, enough: number) {
    const events: { id: string; type: string; data: Record<string, unknown> }[] = [];
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = ''; events.length < enough; ) {
      const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
      if (done) throw new Error(`the stream ended after ${events.length} of ${enough} events`);
      text += value;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const of = (field: string) => new RegExp(`^${field}: (.*)$`, 'm').exec(block)?.[1] ?? '';
        if (of('event')) events.push({ id: of('id'), type: of('event'), data: JSON.parse(of('data')) });
      }
    }
    return events;
  }

  it('tells an agent their own calls and states in order, and nothing about others', async () => {
    const { events, type } = await listen('desk', 'agent1', 3, async () => {
      await house.news.publish('agent2', { type: 'incoming', data: { callSid: 'CA8' } });
      await house.news.publish('agent1', { type: 'incoming', data: { callSid: 'CA9' } });
      await house.agents.choose('agent1', { state: 'paused', reason: 'break' }, { endpoint: 'client:agent1', lanes: ['de'] });
      await house.news.publish('agent1', { type: 'ended', data: { callSid: 'CA9' } });
    });
    expect(type).toContain('text/event-stream');
    expect(events.map((event) => event.type)).toEqual(['incoming', 'state', 'ended']);
    expect(events[0]?.data).toEqual({ callSid: 'CA9' });
    expect(events[1]?.data).toMatchObject({ state: 'paused', reason: 'break' });
  });

  it('goes on after the last event a desk has seen, with nothing lost and nothing twice', async () => {
    const first = await listen('desk', 'agent1', 1, () => house.news.publish('agent1', { type: 'incoming', data: { n: 1 } }));
    for (const n of [2, 3]) await house.news.publish('agent1', { type: 'incoming', data: { n } });
    const missed = await listen(
      'desk',
      'agent1',
      3,
      () => house.news.publish('agent1', { type: 'incoming', data: { n: 4 } }),
      first.events[0]?.id,
    );
    expect(missed.events.map(({ data }) => data.n)).toEqual([2, 3, 4]);
  });

  it('events published while a desk is connecting reach it exactly once', async () => {
    const seen: string[] = [];
    let published = 0;
    const publishing = (async () => {
      for (; published < 200; published++) await house.news.publish('agent2', { type: 'incoming', data: { n: published } });
    })();
    const from = (await house.redis.xrevrange('{agents}:events', '+', '-', 'COUNT', 1))[0]?.[0];
    const startedAt = published;
    let last: () => void = () => undefined;
    const done = new Promise<void>((resolve) => {
      last = resolve;
    });
    const stop = await house.news.follow('agent2', from, ({ data }) => {
      seen.push(data);
      if (data === '{"n":199}') last();
    });
    await publishing;
    await done;
    stop();
    const numbers = seen.map((data) => JSON.parse(data).n as number);
    const first = numbers[0] as number;
    expect(first).toBeLessThanOrEqual(startedAt + 1);
    expect(numbers).toEqual(Array.from({ length: 200 - first }, (_, n) => first + n));
  });

  it('shows ops the live picture at once and again every second', async () => {
    const { events } = await listen('ops', 'olga', 2, async () => undefined);
    expect(events.map(({ type }) => type)).toEqual(['live', 'live']);
    expect(Date.parse(String(events[1]?.data.at))).toBeGreaterThan(Date.parse(String(events[0]?.data.at)));
  });
});
