import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createFrontDoor } from '../../src/admission/redis-admission.ts';
import { createLiveThresholds } from '../../src/admission/redis-thresholds.ts';
import { defaultThresholds } from '../../src/admission/thresholds.ts';
import { closeServices } from '../support/services.ts';
import { type RouterGround, routerGround } from './router-ground.ts';

/** The second gate: the front door's rules for places and waits, with the agents' own thresholds and agents in place of seats. */

let ground: RouterGround;
let agents: RouterGround['agents'];
let lanes: RouterGround['agentLanes'];

beforeAll(async () => {
  ground = await routerGround();
  ({ agents, agentLanes: lanes } = ground);
});
beforeEach(() => ground.clear());
afterAll(closeServices);

const clock = { nowMs: () => ground.now.ms, offsetMs: () => 0 };
const front = () => createFrontDoor({ redis: ground.redis, clock, localDay: () => '2021-01-25', scriptTime: () => `=${ground.now.ms}` });
const enter = (callSid: string, more: { ticketAtMs?: number; anyway?: boolean } = {}) =>
  lanes.enter({ callSid, lane: 'de', ticketAtMs: ground.now.ms, ...more });
const calls = (count: number, name = 'CA') => Array.from({ length: count }, (_, n) => `${name}${String(n).padStart(3, '0')}`);
const german = async () => (await lanes.picture()).find(({ lane }) => lane === 'de');

/** One caller is paired every so many seconds, so long; everybody shows that they wait. */
async function drain(everySeconds: number, times: number, waiting: readonly string[]): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    ground.now.ms += everySeconds * 1_000;
    await Promise.all(waiting.map((callSid) => lanes.look(callSid, 'de')));
    await ground.available([`agent${time}`]);
    for (const { callSid, agentId } of await agents.pair(1)) expect(await agents.connected(agentId, callSid)).toBe(true);
  }
}

describe('the agents’ lane', () => {
  it('lets in as many as there are agents, and holds the others in ticket order', async () => {
    await ground.available(['anna', 'bert']);
    for (const callSid of ['CA1', 'CA2', 'CA3', 'CA4']) {
      ground.now.ms += 1;
      await enter(callSid);
    }
    await enter('CA-old', { ticketAtMs: ground.now.ms - 60_000 });
    expect((await agents.pair(10)).map(({ callSid }) => callSid)).toEqual(['CA-old', 'CA1']);
    expect(await lanes.look('CA2', 'de')).toMatchObject({ position: 1 });
    await agents.released('anna', 'CA-old');
    expect((await agents.pair(10)).map(({ callSid }) => callSid)).toEqual(['CA2']);
    expect(await agents.counts()).toMatchObject({ reserved: 2, available: 0 });
    expect(await german()).toMatchObject({ waiting: 2 });
  });

  it('has its own bounds: agentQueueLength callers in each lane', async () => {
    await ground.publish({ agentQueueLength: 2, maxQueueLength: 5_000 });
    const answers = await Promise.all(['CA1', 'CA2', 'CA3'].map((callSid) => enter(callSid)));
    expect(answers.map(({ answer }) => answer)).toEqual(['queued', 'queued', 'full']);
    expect(await lanes.enter({ callSid: 'CA3', lane: 'tr', ticketAtMs: ground.now.ms })).toEqual({
      answer: 'queued',
      position: 1,
      waitSeconds: undefined,
    });
    await ground.publish({ agentQueueLength: 3 });
    expect((await enter('CA4')).answer).toBe('queued');
  });

  it('sells no wait beyond agentMaxWaitSeconds, and tells the others theirs with caution', async () => {
    await ground.publish({ agentMaxWaitSeconds: 100, maxWaitSeconds: 7_200 });
    await Promise.all(calls(10).map((callSid) => enter(callSid)));
    // One in ten seconds: twelve seconds a place, so the ninth would wait longer than is sold
    await drain(10, 3, calls(10));
    expect(await enter('CA-8th')).toEqual({ answer: 'queued', position: 8, waitSeconds: 97 });
    expect(await enter('CA-9th')).toEqual({ answer: 'full' });
    expect(await lanes.look('CA-9th', 'de')).toMatchObject({ unknown: true });
    expect(await german()).toMatchObject({ waiting: 8, estimatedWaitSeconds: 109 });
  });

  it('a caller who comes back from an agent and is paired anew makes no wait look shorter', async () => {
    await Promise.all(calls(10).map((callSid) => enter(callSid)));
    await drain(10, 1, calls(10));
    const before = (await german())?.estimatedWaitSeconds ?? 0;
    await ground.available(['bert']);
    for (let time = 0; time < 4; time += 1) {
      expect(await agents.pair(1)).toHaveLength(1);
      ground.now.ms += 10_000;
      await Promise.all(calls(10).map((callSid) => lanes.look(callSid, 'de')));
    }
    expect((await german())?.estimatedWaitSeconds).toBeGreaterThan(before);
  });

  it('whoever can neither press keys nor be called back waits whatever the thresholds say', async () => {
    await ground.publish({ agentQueueLength: 0 });
    expect(await enter('CA1')).toEqual({ answer: 'full' });
    expect(await enter('CA2', { anyway: true })).toMatchObject({ answer: 'queued', position: 1 });
  });

  it('a lane without places still connects a caller while an agent is free', async () => {
    await ground.publish({ agentQueueLength: 0 });
    await ground.available(['anna']);
    expect(await enter('CA1')).toEqual({ answer: 'full' });
    expect(await agents.ring('CA1', 'de', 30_000)).toMatchObject({ id: 'anna' });
    expect(await agents.ring('CA2', 'de', 30_000)).toEqual({ nobody: true, onDuty: 1 });
  });

  it('a call that waits keeps its place when it asks again, a call that has an agent needs none', async () => {
    await Promise.all(['CA1', 'CA2'].map((callSid) => enter(callSid)));
    ground.now.ms += 60_000;
    expect(await enter('CA2')).toMatchObject({ position: 2 });
    await ground.available(['anna']);
    await agents.pair(1);
    expect(await enter('CA1')).toEqual({ answer: 'queued', position: 0, waitSeconds: 0 });
    expect(await german()).toMatchObject({ waiting: 1 });
  });

  it('a newcomer’s wait is nothing while an agent is free, unknown while nothing is measured', async () => {
    expect(await german()).toMatchObject({ waiting: 0, longestWaitSeconds: 0, estimatedWaitSeconds: undefined });
    await ground.available(['anna']);
    expect(await german()).toMatchObject({ estimatedWaitSeconds: 0 });
    await enter('CA1', { ticketAtMs: ground.now.ms - 3_600_000 });
    ground.now.ms += 20_000;
    // How long they have waited here, not how old their tickets are
    expect(await german()).toMatchObject({ waiting: 1, longestWaitSeconds: 20, estimatedWaitSeconds: undefined });
  });

  it('who is not heard of for two minutes loses the place, who looks keeps it, who leaves is out', async () => {
    await enter('CA1');
    ground.now.ms += 10_000;
    await Promise.all(['CA2', 'CA3'].map((callSid) => enter(callSid)));
    ground.now.ms += 90_000;
    await lanes.look('CA2', 'de');
    for (let time = 0; time < 2; time += 1) await lanes.leave('CA3', 'de');
    ground.now.ms += 20_000;
    await lanes.sweep();
    expect(await lanes.look('CA1', 'de')).toMatchObject({ unknown: true });
    expect(await lanes.look('CA2', 'de')).toMatchObject({ position: 1 });
    expect(await german()).toMatchObject({ waiting: 1, longestWaitSeconds: 110 });
  });

  it('is another lane than the front door: places are apart, and a closed door does not close it', async () => {
    await ground.publish({ mode: 'closed', closedUntilMs: ground.now.ms + 60_000, closedReason: 'repair' });
    expect((await front().admit({ callSid: 'CA1', caller: 'anna' })).answer).toBe('closed');
    expect((await enter('CA1')).answer).toBe('queued');
    expect((await front().picture()).onHold).toBe(0);
  });

  it('says so while no thresholds are published, and shows ops’ own values to other readers', async () => {
    const live = createLiveThresholds({ redis: ground.redis, clock, lanes: ['agents'] });
    expect((await live.now()).values).toMatchObject({ admitPerSecond: defaultThresholds.admitPerSecond, maxQueueLength: 5_000 });
    await ground.redis.del('{agents}:thresholds');
    await expect(enter('CA1')).rejects.toMatchObject({ code: 'NO_THRESHOLDS' });
    await expect(lanes.look('CA1', 'de')).rejects.toMatchObject({ code: 'NO_THRESHOLDS' });
    await expect(lanes.picture()).rejects.toMatchObject({ code: 'NO_THRESHOLDS' });
    expect(await createLiveThresholds({ redis: ground.redis, clock }).storedVersion()).toBeUndefined();
  });
});
