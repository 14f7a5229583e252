import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { createAdviceBoard } from '../../src/admission/redis-advice.ts';
import { createShadows } from '../../src/admission/redis-shadow.ts';
import { besideShadow, shadowTrial } from '../../src/calls/shadow.ts';
import { localDay } from '../../src/platform/berlin-time.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { type ApiHouse, openApiHouse, signInAs } from '../support/api-house.ts';
import { closeServices } from '../support/services.ts';
import { PATIENCE_MS, until } from '../support/until.ts';

type Ops = Awaited<ReturnType<typeof signInAs>>;

let house: ApiHouse;
let olga: Ops;

beforeAll(async () => {
  house = await openApiHouse();
  olga = await signInAs(house.app, 'ops', 'olga');
});
beforeEach(async () => {
  await house.pool.query('delete from audit_log');
});
afterAll(async () => {
  house.close();
  await closeServices();
});

async function audited(): Promise<{ who: string; what: string; details: Record<string, unknown> }[]> {
  return (await house.pool.query("select who, what, details from audit_log where what like 'shadow%' order by id")).rows;
}

describe('advice', () => {
  it('is nothing while no worker has looked, then the rate with its reasons and its age', async () => {
    expect((await olga.get('/advice').expect(200)).body).toBeNull();
    const advice = {
      admitPerSecond: 12.5,
      targetPerSecond: 14,
      floorPerSecond: 2,
      direction: 'down' as const,
      limit: 'agents' as const,
      reasons: ['3 agents of 210 s'],
    };
    const atMs = house.clock.nowMs() - 7_000;
    const sample = { atMs, activeCalls: 3, agentsBusy: 1, ended: 2, handled: 1 };
    await createAdviceBoard({ redis: house.redis }).publish({
      advice,
      thresholdsVersion: 1,
      admitPerSecond: 20,
      applied: false,
      atMs,
      samples: [sample],
    });
    const { body } = await olga.get('/advice').expect(200);
    expect(body).toEqual({ advice, thresholdsVersion: 1, admitPerSecond: 20, applied: false, atMs, ageSeconds: expect.any(Number) });
    expect(body.ageSeconds).toBeGreaterThanOrEqual(7);
  });
});

describe('a candidate', () => {
  it('is started with a reason, shown beside the live line, and stopped; the log knows who, when, what and why', async () => {
    expect((await olga.get('/shadow').expect(200)).body).toBeNull();
    const started = (await olga.post('/shadow', { values: { admitPerSecond: 0.1 }, reason: 'how slow is too slow?' }).expect(200)).body;
    expect(started).toMatchObject({
      startedBy: 'olga',
      reason: 'how slow is too slow?',
      changes: { admitPerSecond: 0.1 },
      values: { admitPerSecond: 0.1 },
    });
    expect(started).not.toHaveProperty('liveThen');
    const door = besideShadow(house.frontDoor, {
      shadows: createShadows({ redis: house.redis, clock: house.clock, localDay }),
      clock: house.clock,
      logger: createLogger('silent'),
    });
    await door.admit({ callSid: 'CA1', caller: 'anna' });
    await until(async () => (await olga.get('/shadow')).body.shadow.attempts === 1, PATIENCE_MS);
    const { body } = await olga.get('/shadow').expect(200);
    expect(body.run).toEqual(started);
    const decisions = { admitted: 1, queued: 0, callbackOffered: 0, known: 0, busy: 0 };
    const figures = { decisions, people: 1, attempts: 1, activeCalls: 1, onHold: 0, estimatedWaitSeconds: 0, openCallbacks: 0 };
    expect(body.live).toEqual(figures);
    // Its one token is taken, and nothing is measured yet
    expect(body.shadow).toEqual({ ...figures, estimatedWaitSeconds: null, spared: 0 });
    const admin = await signInAs(house.app, 'ops', 'admin');
    expect((await admin.remove('/shadow').expect(200)).body).toMatchObject({ run: { id: started.id }, shadow: { attempts: 1 } });
    expect((await olga.get('/shadow').expect(200)).body).toBeNull();
    expect(await audited()).toEqual([
      { who: 'olga', what: 'shadow started', details: { changes: { admitPerSecond: 0.1 }, reason: 'how slow is too slow?' } },
      { who: 'admin', what: 'shadow stopped', details: { run: started.id, changes: { admitPerSecond: 0.1 }, startedBy: 'olga' } },
    ]);
  });

  it('needs no reason, and the next one takes its place', async () => {
    await olga.post('/shadow', { values: { burst: 4 } }).expect(200);
    await olga.post('/shadow', { values: { burst: 5 } }).expect(200);
    expect((await olga.get('/shadow')).body.run).toMatchObject({ changes: { burst: 5 } });
    await olga.remove('/shadow').expect(200);
    expect((await audited()).map(({ what }) => what)).toEqual(['shadow started', 'shadow started', 'shadow stopped']);
  });

  it('is refused with every fault, and nothing is started or logged', async () => {
    const { body } = await olga.post('/shadow', { values: { burst: 0, brust: 1 } }).expect(422);
    expect(body.code).toBe('INVALID_THRESHOLDS');
    expect(body.faults.map(({ field }: { field: string }) => field)).toEqual(['burst', 'brust']);
    for (const sent of [{}, { values: {} }, { values: { burst: 5 }, reason: '' }, { values: { burst: 5 }, more: 1 }])
      await olga.post('/shadow', sent).expect(422);
    expect((await olga.remove('/shadow').expect(200)).body).toBeNull();
    expect((await olga.get('/shadow')).body).toBeNull();
    expect(await audited()).toEqual([]);
  });

  it('that cannot be logged is not started', async () => {
    const trial = shadowTrial({
      shadows: createShadows({ redis: house.redis, clock: house.clock, localDay }),
      frontDoor: house.frontDoor,
      live: house.live,
      audit: { add: () => Promise.reject(new Error('the log is full')) },
      clock: house.clock,
    });
    await expect(trial.start({ burst: 6 }, { by: 'olga' })).rejects.toThrow('the log is full');
    expect((await olga.get('/shadow')).body).toBeNull();
  });

  it('is for ops and admins who are signed in, with their token', async () => {
    await supertest(house.app).get('/ops/api/shadow').expect(401);
    await supertest(house.app).get('/ops/api/advice').expect(401);
    const anna = await signInAs(house.app, 'desk', 'agent1');
    await anna.agent.get('/ops/api/shadow').expect(401);
    await olga.agent
      .post('/ops/api/shadow')
      .send({ values: { burst: 5 } })
      .expect(403);
    await olga.agent.delete('/ops/api/shadow').expect(403);
    await olga.put('/shadow', { values: {} }).expect(405);
    await olga.post('/advice', {}).expect(405);
    expect(await audited()).toEqual([]);
  });

  it('and advice stand in the description of the API', async () => {
    const { paths } = (await supertest(house.app).get('/openapi.json').expect(200)).body;
    expect(Object.keys(paths['/ops/api/shadow'])).toEqual(['get', 'post', 'delete']);
    expect(paths['/ops/api/shadow'].delete.security).toEqual([{ ops: [], csrf: [] }]);
    expect(paths['/ops/api/advice'].get.security).toEqual([{ ops: [] }]);
  });
});
