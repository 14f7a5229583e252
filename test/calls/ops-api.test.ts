import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import supertest from 'supertest';
import { problems } from '../../src/http/problem.ts';
import { testClockRoutes } from '../../src/http/test-clock-routes.ts';
import { RedisTally } from '../../src/ops/redis-tally.ts';
import { followTestClock, RedisTestClock } from '../../src/ops/redis-test-clock.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { connectRedis } from '../../src/platform/redis.ts';
import { type ApiHouse, openApiHouse, signInAs } from '../support/api-house.ts';
import { closeServices, testRedisUrl } from '../support/services.ts';

let house: ApiHouse;

beforeAll(async () => {
  house = await openApiHouse();
});
beforeEach(() => house.clock.setOffset(0));
afterAll(async () => {
  house.close();
  await closeServices();
});

describe('thresholds', () => {
  it('are changed with a reason, by name, and count at once', async () => {
    const olga = await signInAs(house.app, 'ops', 'olga');
    const before = (await olga.get('/thresholds').expect(200)).body;
    const change = { values: { burst: 7, admitPerSecond: 2.5 }, reason: 'database is slow', baseVersion: before.version };
    const { body } = await olga.put('/thresholds', change).expect(200);
    expect(body).toMatchObject({ version: before.version + 1, changedBy: 'olga', reason: 'database is slow', published: true });
    expect(body.values).toEqual({ ...before.values, burst: 7, admitPerSecond: 2.5 });
    const now = await house.live.now();
    expect(now).toMatchObject({ version: body.version, values: { burst: 7 } });
    expect((await olga.get('/thresholds/history?limit=2').expect(200)).body.map((one: { version: number }) => one.version)).toEqual([
      body.version,
      before.version,
    ]);
  });

  it('of two people who change the same version one wins and the other is told', async () => {
    const [olga, admin] = [await signInAs(house.app, 'ops', 'olga'), await signInAs(house.app, 'ops', 'admin')];
    const baseVersion = (await olga.get('/thresholds')).body.version;
    const answers = await Promise.all([
      olga.put('/thresholds', { values: { burst: 11 }, reason: 'rush', baseVersion }),
      admin.put('/thresholds', { values: { burst: 12 }, reason: 'calm', baseVersion }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('CONFLICT');
    expect((await olga.get('/thresholds')).body.version).toBe(baseVersion + 1);
  });

  it('a refused change names every fault and stores nothing', async () => {
    const olga = await signInAs(house.app, 'ops', 'olga');
    const before = (await olga.get('/thresholds')).body;
    const { body } = await olga.put('/thresholds', { values: { burst: -1, brust: 3, mode: 'shut' }, reason: 'x' }).expect(422);
    expect(body.code).toBe('INVALID_THRESHOLDS');
    expect(body.faults.map(({ field }: { field: string }) => field).sort()).toEqual(['brust', 'burst', 'mode']);
    await olga.put('/thresholds', { values: { burst: 5 } }).expect(422);
    await olga.put('/thresholds', { values: { burst: 5 }, reason: '  ' }).expect(422);
    await olga.put('/thresholds', { values: { burst: { $gt: 1 } }, reason: 'x' }).expect(422);
    await olga.put('/thresholds', { values: { closedReason: 'a\u0000b' }, reason: 'x' }).expect(422);
    expect((await olga.get('/thresholds')).body).toEqual(before);
  });

  it('go back to an earlier version as a new one', async () => {
    const olga = await signInAs(house.app, 'ops', 'olga');
    const before = (await olga.get('/thresholds')).body;
    await olga.put('/thresholds', { values: { maxWaitSeconds: 77 }, reason: 'try' }).expect(200);
    const { body } = await olga.post('/thresholds/rollback', { version: before.version, reason: 'did not help' }).expect(200);
    expect(body.version).toBe(before.version + 2);
    expect(body.values).toEqual(before.values);
    await olga.post('/thresholds/rollback', { version: 9_999, reason: 'x' }).expect(422);
  });

  it('are for ops only: nobody else sees or changes them', async () => {
    const anna = await signInAs(house.app, 'desk', 'agent1');
    await anna.agent.get('/ops/api/thresholds').expect(401);
    await anna.agent
      .put('/ops/api/thresholds')
      .set('X-CSRF-Token', anna.token)
      .send({ values: { burst: 1 }, reason: 'x' })
      .expect(401);
    const olga = await signInAs(house.app, 'ops', 'olga');
    await olga.agent
      .put('/ops/api/thresholds')
      .send({ values: { burst: 1 }, reason: 'x' })
      .expect(403);
  });
});

describe('the live picture', () => {
  it('counts what happened, over all processes', async () => {
    const olga = await signInAs(house.app, 'ops', 'olga');
    await house.frontDoor.admit({ callSid: 'CA1', caller: 'c1' });
    await house.frontDoor.admit({ callSid: 'CA2', caller: 'c1' });
    await house.agents.choose('agent1', { state: 'available' }, { endpoint: 'client:agent1', lanes: ['de'] });
    await house.agents.choose('agent2', { state: 'available' }, { endpoint: 'client:agent2', lanes: ['de'] });
    await house.agents.ring('CA1', 'de', 30_000);
    for (const outcome of ['booked', 'booked', 'callback_registered', 'agent_handled', 'failed'] as const) house.tally.outcome(outcome);
    house.tally.call('vaccination');
    await house.tally.flush();
    house.clock.setOffset(2_000);
    const { body } = await olga.get('/live').expect(200);
    expect(body).toMatchObject({
      mode: 'open',
      activeCalls: 2,
      onHold: 0,
      people: 1,
      attempts: 2,
      decisions: { admitted: 2, queued: 0, callbackOffered: 0, known: 0, busy: 0 },
      outcomes: { booked: 2, appointmentChanged: 0, callbackRegistered: 1, agentHandled: 1, abandoned: 0, busy: 0, failed: 1 },
      calls: { vaccination: 1, front: 0, callback: 0 },
      callsPerSecond: 0.1,
      callbacks: { open: 4, due: 1, kept: 2, early: 0, late: 0 },
      agents: { available: 1, reserved: 1, onCall: 0, wrapUp: 0 },
      occupancy: 0.5,
      degraded: [],
      alarms: [{ id: 'failed' }],
    });
    expect(body.stock).toHaveLength(27);
    expect(body.stock[0]).toEqual({ kreis: expect.any(String), free: 0, booked: 0 });
    house.clock.setOffset(6 * 60_000);
    expect((await olga.get('/live')).body.alarms).toEqual([]);
  });

  it('is there without the database, and says what is missing', async () => {
    const other = await openApiHouse();
    const olga = await signInAs(other.app, 'ops', 'olga');
    await other.pool.end();
    const { body } = await olga.get('/live').expect(200);
    expect(body).toMatchObject({ degraded: ['postgres'], stock: [], bookedEver: null });
    expect((await olga.get('/thresholds').expect(503)).body.code).toBe('POSTGRES_DOWN');
    other.close();
  });

  it('is made once for all who look at the same time', async () => {
    let made = 0;
    const counting = await openApiHouse();
    const frontDoor = counting.frontDoor.picture.bind(counting.frontDoor);
    counting.frontDoor.picture = () => {
      made += 1;
      return frontDoor();
    };
    const olga = await signInAs(counting.app, 'ops', 'olga');
    await Promise.all(Array.from({ length: 20 }, () => olga.get('/live').expect(200)));
    expect(made).toBeLessThanOrEqual(3);
    counting.close();
  });
});

describe('counting', () => {
  it('survives Redis being away for a while, and starts anew at local midnight', async () => {
    const { clock } = house;
    const redis = connectRedis(testRedisUrl());
    const tally = new RedisTally({ redis, clock, log: createLogger('silent') });
    const before = (await house.tally.today()).outcomes.informed;
    redis.disconnect();
    tally.outcome('informed');
    await tally.flush();
    expect((await house.tally.today()).outcomes.informed).toBe(before);
    await redis.connect();
    tally.outcome('informed');
    await tally.flush();
    expect((await house.tally.today()).outcomes.informed).toBe(before + 2);
    clock.setOffset(86_400_000);
    expect((await tally.today()).outcomes.informed).toBe(0);
    redis.disconnect();
  });
});

describe('the test clock', () => {
  it('moves the time of every process, also of one that starts later', async () => {
    const clocks = [new SystemClock(), new SystemClock(), new SystemClock()] as const;
    const followers = [
      await followTestClock({ redisUrl: testRedisUrl(), clock: clocks[0] }),
      await followTestClock({ redisUrl: testRedisUrl(), clock: clocks[1] }),
    ];
    const shared = new RedisTestClock(house.redis);
    const app = express().use(express.json());
    const advance = async (seconds: number) => {
      const offsetMs = await shared.advance(seconds);
      clocks[0].setOffset(offsetMs);
      return offsetMs;
    };
    app.use('/test', testClockRoutes({ advance, nowMs: () => clocks[0].nowMs() }), problems(createLogger('silent')));
    await supertest(app).post('/test/clock').send({ advanceSeconds: 3_600 }).expect(200);
    const { body } = await supertest(app).post('/test/clock').send({ advanceSeconds: 60 }).expect(200);
    expect(body.offsetSeconds).toBe(3_660);
    expect(Math.abs(Date.parse(body.now) - Date.now() - 3_660_000)).toBeLessThan(5_000);
    while (clocks[1].offsetMs() !== 3_660_000) await new Promise(setImmediate);
    followers.push(await followTestClock({ redisUrl: testRedisUrl(), clock: clocks[2] }));
    expect(clocks[2].offsetMs()).toBe(3_660_000);
    for (const advanceSeconds of [-1, 1.5, '60', 1e12, null]) await supertest(app).post('/test/clock').send({ advanceSeconds }).expect(422);
    expect(clocks[0].offsetMs()).toBe(3_660_000);
    await Promise.all(followers.map((stop) => stop()));
  });

  it('is not there unless it is allowed', async () => {
    await supertest(house.app).post('/test/clock').send({ advanceSeconds: 60 }).expect(404);
  });
});

describe('the description of the API', () => {
  it('names every path, and its schemas refuse what the requests refuse', async () => {
    const { body } = await supertest(house.app).get('/openapi.json').expect(200);
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining(['/ops/api/live', '/ops/api/thresholds', '/desk/api/state', '/health/ready', '/metrics']),
    );
    expect(body.paths['/test/clock']).toBeUndefined();
    const state = body.paths['/desk/api/state'].put.requestBody.content['application/json'].schema;
    expect(state).toMatchObject({
      required: ['state'],
      additionalProperties: false,
      properties: { state: { enum: ['available', 'paused', 'offline'] } },
    });
  });

  it('every described path answers, and by the described method', async () => {
    const { body } = await supertest(house.app).get('/openapi.json');
    for (const [path, methods] of Object.entries<object>(body.paths)) {
      for (const method of Object.keys(methods) as ('get' | 'post' | 'put')[]) {
        const { status } = await supertest(house.app)[method](path);
        expect([path, method, [404, 405, 500].includes(status)]).toEqual([path, method, false]);
      }
    }
  });
});
