import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EVENTS_KEY } from '../../src/agents/redis-keys.ts';
import { createRouter } from '../../src/router.ts';
import { closeServices } from '../support/services.ts';
import { type RouterGround, routerGround } from './router-ground.ts';

const profile = (id: string) => ({ endpoint: `client:${id}`, lanes: ['de', 'en'] as const });

let ground: RouterGround;
let agents: RouterGround['agents'];
let lanes: RouterGround['agentLanes'];

beforeAll(async () => {
  ground = await routerGround();
  ({ agents, agentLanes: lanes } = ground);
});
beforeEach(() => ground.clear());
afterAll(closeServices);

const ring = (callSid: string) => agents.ring(callSid, 'de', 30_000);

describe('what becomes of a reservation', () => {
  it('a missed call pauses the agent; back at work, others come first for that call, but nobody idles while it waits', async () => {
    await ground.available(['anna']);
    await ring('CA1');
    expect(await agents.missed('anna', 'CA1')).toBe(true);
    expect(await agents.status('anna')).toMatchObject({ state: 'paused', reason: 'missed call' });
    await ground.available(['anna', 'bert']);
    expect(await ring('CA1')).toMatchObject({ id: 'bert' });
    await agents.missed('bert', 'CA1');
    expect(await ring('CA1')).toMatchObject({ id: 'anna' });
  });

  it('an agent whose caller hung up while it rang is next again', async () => {
    await ground.available(['anna', 'bert']);
    await ring('CA1');
    ground.now.ms += 10_000;
    await agents.released('anna', 'CA1');
    expect(await ring('CA2')).toMatchObject({ id: 'anna' });
  });

  it('after a call there is wrap-up, then availability by itself, without anybody sweeping', async () => {
    await ground.available(['anna']);
    await ring('CA1');
    expect(await agents.connected('anna', 'CA1')).toBe(true);
    expect(await agents.status('anna')).toMatchObject({ state: 'on_call', callSid: 'CA1' });
    await agents.done('anna', 'CA1', ground.now.ms + 30_000);
    expect(await agents.status('anna')).toEqual({ id: 'anna', state: 'wrap_up', sinceMs: ground.now.ms, lastCallSid: 'CA1' });
    ground.now.ms += 29_999;
    expect(await ring('CA2')).toEqual({ nobody: true, onDuty: 1 });
    ground.now.ms += 1;
    expect(await agents.status('anna')).toEqual({ id: 'anna', state: 'available', sinceMs: ground.now.ms });
    expect(await ring('CA2')).toMatchObject({ id: 'anna' });
  });

  it('a telephone that rang longer than its lease was missed, at the sweep and when its own call asks again', async () => {
    await ground.available(['anna', 'bert']);
    await ring('CA1');
    ground.now.ms += 30_000;
    expect(await ring('CA1')).toMatchObject({ id: 'bert' });
    expect(await agents.status('anna')).toMatchObject({ state: 'paused', reason: 'missed call' });
    ground.now.ms += 30_000;
    await agents.sweep();
    expect(await agents.status('bert')).toMatchObject({ state: 'paused', reason: 'missed call' });
  });

  it('who accepts when the lease has just run out talks all the same: no worker finds the caller another agent', async () => {
    await ground.enter('de', ['CA1']);
    await ground.available(['anna', 'bert']);
    await ring('CA1');
    ground.now.ms += 30_000;
    expect(await agents.pair(10)).toEqual([{ callSid: 'CA1', agentId: 'bert' }]);
    expect(await agents.connected('anna', 'CA1')).toBe(true);
    expect(await agents.status('anna')).toMatchObject({ state: 'on_call', callSid: 'CA1' });
    expect(await agents.status('bert')).toMatchObject({ state: 'available' });
    expect(await agents.connected('anna', 'CA1')).toBe(true);
    expect(await agents.pair(10)).toEqual([]);
  });

  it('but not when another telephone rings for the caller by then, and not once the conversation is over', async () => {
    await ground.enter('de', ['CA1']);
    await ground.available(['anna', 'bert']);
    await ring('CA1');
    ground.now.ms += 30_000;
    expect(await ring('CA1')).toMatchObject({ id: 'bert' });
    expect(await agents.connected('anna', 'CA1')).toBe(false);
    await agents.connected('bert', 'CA1');
    await agents.done('bert', 'CA1', ground.now.ms);
    expect(await agents.connected('bert', 'CA1')).toBe(false);
    expect(await agents.counts()).toMatchObject({ paused: 1, available: 1 });
  });

  it('late and foreign news change nothing', async () => {
    await ground.available(['anna']);
    await ring('CA1');
    expect(await agents.missed('anna', 'CA2')).toBe(false);
    expect(await agents.done('anna', 'CA2', ground.now.ms + 30_000)).toBe(false);
    expect(await agents.connected('anna', 'CA2')).toBe(false);
    expect(await agents.connected('anna', 'CA1')).toBe(true);
    expect(await agents.missed('anna', 'CA1')).toBe(false);
    expect(await agents.released('anna', 'CA1')).toBe(false);
    await lanes.leave('CA1', 'de');
    expect(await agents.connected('anna', 'CA1')).toBe(true);
    expect(await agents.status('anna')).toMatchObject({ state: 'on_call', callSid: 'CA1' });
    expect(await agents.done('anna', 'CA1', ground.now.ms + 30_000)).toBe(true);
    expect(await agents.done('anna', 'CA1', ground.now.ms + 90_000)).toBe(false);
    ground.now.ms += 30_000;
    expect(await agents.status('anna')).toMatchObject({ state: 'available' });
  });

  it('a call whose end was never reported does not keep the agent for ever', async () => {
    await ground.available(['anna']);
    await ring('CA1');
    await agents.connected('anna', 'CA1');
    ground.now.ms += 4.5 * 3_600_000;
    await agents.sweep();
    expect(await agents.status('anna')).toMatchObject({ state: 'paused', reason: 'call lost' });
    expect(await agents.figures('anna')).toMatchObject({ calls: 1, talkSeconds: 0 });
  });
});

describe('a call that does not wait in a lane', () => {
  it('gets this very agent if idle, and nobody else', async () => {
    await ground.available(['anna', 'bert']);
    expect(await agents.reserve('bert', 'cb:1', 30_000)).toBe('reserved');
    expect(await agents.reserve('bert', 'cb:1', 30_000)).toBe('reserved');
    expect(await agents.reserve('bert', 'cb:2', 30_000)).toBe('refused');
    expect(await agents.reserve('anna', 'cb:1', 30_000)).toBe('refused');
    expect(await agents.reserve('nobody', 'cb:3', 30_000)).toBe('refused');
    expect(await agents.connected('bert', 'cb:1')).toBe(true);
    expect(await agents.counts()).toMatchObject({ available: 1, on_call: 1 });
  });

  it('an agent who did not answer it has missed it, and no lane gets what never waited', async () => {
    await ground.available(['anna']);
    await agents.reserve('anna', 'cb:1', 30_000);
    ground.now.ms += 30_000;
    await agents.sweep();
    expect(await agents.status('anna')).toMatchObject({ state: 'paused', reason: 'missed call' });
    expect((await lanes.picture()).map(({ waiting }) => waiting)).toEqual([0, 0, 0, 0, 0]);
  });
});

describe("the agent's own choice", () => {
  it('is refused while a call is being connected or held, and allowed in wrap-up', async () => {
    await ground.available(['anna']);
    await ring('CA1');
    expect(await agents.choose('anna', { state: 'offline' }, profile('anna'))).toBe('refused');
    await agents.connected('anna', 'CA1');
    expect(await agents.choose('anna', { state: 'paused' }, profile('anna'))).toBe('refused');
    await agents.done('anna', 'CA1', ground.now.ms + 30_000);
    expect(await agents.choose('anna', { state: 'paused', reason: 'lunch' }, profile('anna'))).toMatchObject({
      state: 'paused',
      reason: 'lunch',
    });
    ground.now.ms += 60_000;
    await agents.sweep();
    expect(await ring('CA2')).toEqual({ nobody: true, onDuty: 0 });
  });

  it('said twice neither loses nor gains a place', async () => {
    await ground.available(['anna', 'bert']);
    await agents.choose('anna', { state: 'available' }, profile('anna'));
    expect(await ring('CA1')).toMatchObject({ id: 'anna' });
  });

  it('with other languages than before counts from now on, also while free', async () => {
    await ground.available(['anna'], ['de', 'supervisor']);
    await ground.available(['anna'], ['ru']);
    for (const lane of ['de', 'supervisor'] as const) expect(await agents.ring('CA1', lane, 30_000)).toEqual({ nobody: true, onDuty: 0 });
    expect(await agents.ring('CA2', 'ru', 30_000)).toMatchObject({ id: 'anna' });
  });

  it('somebody never seen is offline', async () => {
    expect(await agents.status('nobody')).toEqual({ id: 'nobody', state: 'offline', sinceMs: 0 });
  });

  it('every change is news for the desk, whoever made it', async () => {
    await ground.available(['anna']);
    await ring('CA1');
    await ring('CA1');
    ground.now.ms += 30_000;
    await agents.sweep();
    const news = await ground.redis.xrange(EVENTS_KEY, '-', '+');
    const told = news.map(([, fields]) => JSON.parse(fields[5] as string));
    expect(told.map(({ state }) => state)).toEqual(['available', 'reserved', 'paused']);
    expect(told[2]).toMatchObject({ reason: 'missed call', sinceMs: ground.now.ms });
  });
});

describe('an agent whom ops have sent home', () => {
  it('ends the call, counts as on duty no longer, and is offline with its end', async () => {
    await ground.available(['anna']);
    await ring('CA1');
    await agents.connected('anna', 'CA1');
    for (let time = 0; time < 2; time += 1) await agents.dismiss('anna');
    expect(await agents.status('anna')).toMatchObject({ state: 'on_call', callSid: 'CA1' });
    expect(await ring('CA2')).toEqual({ nobody: true, onDuty: 0 });
    await agents.done('anna', 'CA1', ground.now.ms + 30_000);
    expect(await agents.status('anna')).toEqual({ id: 'anna', state: 'offline', sinceMs: ground.now.ms });
  });

  it('comes back with what they serve now', async () => {
    await ground.available(['anna']);
    await agents.dismiss('anna');
    await agents.assign('anna', { endpoint: 'sip:anna', lanes: ['ru'] });
    expect(await agents.status('anna')).toMatchObject({ state: 'offline' });
    await agents.choose('anna', { state: 'available' }, { endpoint: 'sip:anna', lanes: ['ru'] });
    await agents.assign('anna', { endpoint: 'client:anna', lanes: ['tr'] });
    expect(await agents.ring('CA1', 'ru', 30_000)).toEqual({ nobody: true, onDuty: 0 });
    expect(await agents.ring('CA1', 'tr', 30_000)).toEqual({ id: 'anna', endpoint: 'client:anna' });
  });
});

describe('figures of the day', () => {
  it('tell what was done and where the time went, the running state included', async () => {
    await ground.available(['anna']);
    ground.now.ms += 59_999;
    await ring('CA1');
    ground.now.ms += 5_000;
    await agents.connected('anna', 'CA1');
    ground.now.ms += 200_000;
    await agents.noteDone('anna', 'booked');
    await agents.done('anna', 'CA1', ground.now.ms + 30_000);
    ground.now.ms += 40_000;
    const nothing = { missed: 0, pausedSeconds: 0, moved: 0, cancelled: 0, calledBack: 0 };
    const sofar = { ...nothing, calls: 1, booked: 1, talkSeconds: 200, wrapUpSeconds: 30 };
    expect(await agents.figures('anna')).toEqual({ ...sofar, idleSeconds: 70 });
    await agents.choose('anna', { state: 'paused', reason: 'lunch' }, profile('anna'));
    ground.now.ms += 600_000;
    expect(await agents.figures('anna')).toEqual({ ...sofar, idleSeconds: 70, pausedSeconds: 600 });
  });

  it('begin anew at local midnight, in the middle of whatever is going on', async () => {
    ground.now.ms = Date.UTC(2021, 0, 25, 22, 58);
    await ground.available(['anna']);
    await ring('CA1');
    await agents.connected('anna', 'CA1');
    ground.now.ms = Date.UTC(2021, 0, 25, 23, 1);
    expect(await agents.figures('anna')).toMatchObject({ calls: 0, talkSeconds: 60 });
    await agents.done('anna', 'CA1', ground.now.ms);
    expect(await agents.figures('anna')).toMatchObject({ calls: 0, talkSeconds: 60, idleSeconds: 0 });
  });
});

describe('the server clock', () => {
  it('is used where no time is given, moved by the offset', async () => {
    let offsetMs = 0;
    const live = createRouter(ground.redis, () => offsetMs).agents;
    await live.choose('anna', { state: 'available' }, profile('anna'));
    await live.ring('CA1', 'de', 30_000);
    await live.sweep();
    expect(await live.status('anna')).toMatchObject({ state: 'reserved' });
    offsetMs = 40_000;
    await live.sweep();
    expect(await live.status('anna')).toMatchObject({ state: 'paused', reason: 'missed call' });
  });
});
