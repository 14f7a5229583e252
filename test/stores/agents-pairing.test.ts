import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PairedAgent } from '../../src/calls/ports/agents.ts';
import type { Router } from '../../src/router.ts';
import { closeServices } from '../support/services.ts';
import { type RouterGround, routerGround } from './router-ground.ts';

const LEASE_MS = 30_000;
const PAIR_LEASE_MS = 10_000;

let ground: RouterGround;
let agents: RouterGround['agents'];
let lanes: RouterGround['agentLanes'];

beforeAll(async () => {
  ground = await routerGround();
  ({ agents, agentLanes: lanes } = ground);
});
beforeEach(() => ground.clear());
afterAll(closeServices);

const calls = (count: number) => Array.from({ length: count }, (_, n) => `CA${String(n).padStart(3, '0')}`);
const ids = (count: number) => Array.from({ length: count }, (_, n) => `agent${String(n).padStart(3, '0')}`);
const ring = (callSid: string, lane: 'de' | 'en' | 'ru' | 'supervisor' = 'de') => agents.ring(callSid, lane, LEASE_MS);
const pairs = async (most = 100) => (await agents.pair(most)).map(({ callSid, agentId }) => `${callSid} ${agentId}`);
const position = async (callSid: string) => (await lanes.look(callSid, 'de')) as { position: number };
const waiting = async () => (await lanes.picture()).reduce((sum, lane) => sum + lane.waiting, 0);

describe('pairing', () => {
  it('goes by ticket order on one side and by idle time on the other, over all lanes', async () => {
    await ground.available(['karl'], ['de']);
    await ground.available(['anna', 'bert']);
    await lanes.enter({ callSid: 'CA-late', lane: 'de', ticketAtMs: ground.now.ms });
    await lanes.enter({ callSid: 'CA-early', lane: 'de', ticketAtMs: ground.now.ms - 9_000 });
    await lanes.enter({ callSid: 'CA-english', lane: 'en', ticketAtMs: ground.now.ms - 5_000 });
    expect(await pairs()).toEqual(['CA-early karl', 'CA-english anna', 'CA-late bert']);
    expect(await pairs()).toEqual([]);
  });

  it('only brings callers to those who serve their lane; the others wait without being in the way', async () => {
    await ground.enter('ru', ['CA-ru']);
    await ground.enter('supervisor', ['CA-handed'], ground.now.ms + 1);
    await ground.enter('de', ['CA-de']);
    await ground.available(['anna'], ['de']);
    expect(await pairs()).toEqual(['CA-de anna']);
    await ground.available(['olga'], ['ru', 'supervisor']);
    expect(await pairs()).toEqual(['CA-ru olga']);
    expect(await waiting()).toBe(1);
  });

  it('tells at most as many as were asked for, and the others next', async () => {
    await ground.enter('de', calls(5));
    await ground.available(ids(5));
    expect(await agents.pair(2)).toHaveLength(2);
    expect(await agents.pair(2)).toHaveLength(2);
    expect(await agents.pair(2)).toHaveLength(1);
  });

  it('counts an agent as idle whose wrap-up is over, though nobody has swept', async () => {
    await ground.available(['anna']);
    await ring('CA1');
    await agents.connected('anna', 'CA1');
    await agents.done('anna', 'CA1', ground.now.ms + 30_000);
    await ground.enter('de', ['CA2']);
    ground.now.ms += 29_999;
    expect(await pairs()).toEqual([]);
    ground.now.ms += 1;
    expect(await pairs()).toEqual(['CA2 anna']);
  });

  it('brings the only agent at work back to the caller they have missed, who is still the first', async () => {
    await ground.enter('de', ['CA1', 'CA2']);
    await ground.available(['anna']);
    await agents.pair(1);
    await ring('CA1');
    await agents.missed('anna', 'CA1');
    expect(await pairs()).toEqual([]);
    await ground.available(['anna']);
    expect(await pairs()).toEqual(['CA1 anna']);
  });

  it('more agents than one page of the search, all of whom missed the call, still leads to the one after them', async () => {
    const team = ids(23);
    await ground.available(team);
    for (const id of team.slice(0, 22)) {
      expect(await ring('CA1')).toMatchObject({ id });
      await agents.missed(id, 'CA1');
    }
    ground.now.ms -= 500;
    await ground.available(team.slice(0, 22));
    ground.now.ms += 1_000;
    expect(await ring('CA1')).toMatchObject({ id: team[22] });
  });

  it('gives a call that waits in two lanes one agent, and its other place to nobody', async () => {
    await ground.enter('en', ['CA1']);
    await ground.enter('de', ['CA1', 'CA2']);
    await ground.available(['anna', 'bert', 'cora']);
    expect(await pairs()).toEqual(['CA1 anna', 'CA2 bert']);
    expect(await waiting()).toBe(0);
  });

  it('passes over a caller of whom nothing was heard for too long', async () => {
    await ground.enter('de', ['CA-silent']);
    ground.now.ms += 120_000;
    await ground.enter('de', ['CA1']);
    await ground.available(['anna', 'bert']);
    expect(await pairs()).toEqual(['CA1 anna']);
    expect(await waiting()).toBe(0);
  });
});

describe('ringing', () => {
  it('gives the agent of a pair that a worker made, and the same one to whoever asks again', async () => {
    await ground.enter('de', ['CA1']);
    await ground.available(['anna', 'bert']);
    await agents.pair(10);
    expect(await ring('CA1')).toEqual({ id: 'anna', endpoint: 'client:anna' });
    expect(await ring('CA1')).toEqual({ id: 'anna', endpoint: 'client:anna' });
    expect(await agents.counts()).toMatchObject({ reserved: 1, available: 1 });
  });

  it('needs no worker: whoever asks pairs all who are next, and the others are told to the worker once', async () => {
    await ground.enter('de', ['CA1', 'CA2', 'CA3']);
    await ground.available(['anna', 'bert']);
    expect(await ring('CA3')).toEqual({ nobody: true, onDuty: 2 });
    expect(await ring('CA2')).toMatchObject({ id: 'bert' });
    expect(await pairs()).toEqual(['CA1 anna']);
    expect(await pairs()).toEqual([]);
  });

  it('a call that talks already is never told to the worker, whoever has paired it', async () => {
    await ground.enter('de', ['CA1', 'CA2']);
    await ground.available(['anna', 'bert']);
    await ring('CA2');
    expect(await agents.connected('anna', 'CA1')).toBe(true);
    expect(await pairs()).toEqual([]);
  });

  it('does not overtake: a newcomer gets an agent at once only if nobody waits who could have them', async () => {
    await ground.enter('de', ['CA1']);
    await ground.available(['anna']);
    expect(await ring('CA-new')).toMatchObject({ nobody: true });
    expect(await ring('CA1')).toMatchObject({ id: 'anna' });
    await ground.available(['bert']);
    expect(await ring('CA-new')).toMatchObject({ id: 'bert' });
  });

  it('says how many of the lane are at work, free or not', async () => {
    await ground.available(['anna', 'bert'], ['de']);
    await ground.available(['olga'], ['ru']);
    await ring('CA1');
    await agents.connected('anna', 'CA1');
    await ring('CA2');
    expect(await ring('CA3')).toEqual({ nobody: true, onDuty: 2 });
    await agents.done('anna', 'CA1', ground.now.ms + 30_000);
    expect(await ring('CA3')).toEqual({ nobody: true, onDuty: 2 });
    await agents.choose('anna', { state: 'paused' }, { endpoint: '', lanes: ['de'] });
    expect(await ring('CA3')).toEqual({ nobody: true, onDuty: 1 });
    expect(await ring('CA3', 'supervisor')).toEqual({ nobody: true, onDuty: 0 });
  });
});

describe('going back to the line', () => {
  it('a pairing that never rings is nobody’s fault: the agent is idle as before, the caller first', async () => {
    await ground.enter('de', ['CA1', 'CA2']);
    await ground.available(['anna']);
    const { sinceMs } = await agents.status('anna');
    expect(await pairs()).toEqual(['CA1 anna']);
    ground.now.ms += PAIR_LEASE_MS - 1;
    await agents.sweep();
    expect(await agents.status('anna')).toMatchObject({ state: 'reserved' });
    ground.now.ms += 1;
    await agents.sweep();
    expect(await agents.status('anna')).toEqual({ id: 'anna', state: 'available', sinceMs: ground.now.ms });
    expect(sinceMs).toBeLessThan(ground.now.ms);
    expect(await position('CA1')).toMatchObject({ position: 1 });
    await ground.available(['bert']);
    expect(await pairs()).toEqual(['CA1 anna', 'CA2 bert']);
  });

  it('whoever was at an agent comes before all who were not, whatever their tickets; among themselves by ticket', async () => {
    await ground.enter('de', ['CA2', 'CA3']);
    await lanes.enter({ callSid: 'CA1', lane: 'de', ticketAtMs: ground.now.ms - 60_000 });
    await ground.available(['anna', 'bert', 'cora']);
    expect(await agents.pair(3)).toHaveLength(3);
    await lanes.enter({ callSid: 'CA-older', lane: 'de', ticketAtMs: ground.now.ms - 3_600_000 });
    for (const [callSid, id] of [
      ['CA3', 'cora'],
      ['CA1', 'anna'],
    ] as const) {
      await ring(callSid);
      await agents.missed(id, callSid);
    }
    expect((await Promise.all(['CA1', 'CA3', 'CA-older'].map(position))).map((at) => at.position)).toEqual([1, 2, 3]);
  });

  it('a caller keeps the wait that was waited: nothing starts anew at the front', async () => {
    await ground.enter('de', ['CA1']);
    ground.now.ms += 60_000;
    await ground.available(['anna']);
    await ring('CA1');
    ground.now.ms += 20_000;
    await agents.missed('anna', 'CA1');
    expect((await lanes.picture())[0]).toMatchObject({ lane: 'de', waiting: 1, longestWaitSeconds: 80 });
  });

  it('a caller of whom nothing was heard for too long does not come back', async () => {
    await ground.enter('de', ['CA1']);
    ground.now.ms += 115_000;
    await ground.available(['anna']);
    expect(await agents.pair(1)).toHaveLength(1);
    ground.now.ms += PAIR_LEASE_MS;
    await agents.sweep();
    expect(await waiting()).toBe(0);
    expect(await agents.counts()).toMatchObject({ available: 1 });
  });

  it('who leaves while paired frees the agent at once; an agent whose telephone rings is freed by name', async () => {
    await ground.enter('de', ['CA1', 'CA2']);
    await ground.available(['anna']);
    await agents.pair(1);
    await lanes.leave('CA1', 'de');
    expect(await pairs()).toEqual(['CA2 anna']);
    await ring('CA2');
    await lanes.leave('CA2', 'de');
    expect(await agents.status('anna')).toMatchObject({ state: 'reserved', callSid: 'CA2' });
    await agents.released('anna', 'CA2');
    ground.now.ms += LEASE_MS;
    await agents.sweep();
    expect(await agents.counts()).toMatchObject({ available: 1 });
    expect(await waiting()).toBe(0);
  });
});

describe('everybody at once', () => {
  it('20 processes that pair and ring make exactly one pair per agent, in order', async () => {
    await ground.enter('de', calls(50));
    await ground.available(ids(30));
    const routers = await Promise.all(Array.from({ length: 20 }, ground.another));
    const router = (n: number) => routers[n % routers.length] as Router;
    const answers = await Promise.all(
      calls(50).flatMap((callSid, n) => [
        router(n).agents.ring(callSid, 'de', LEASE_MS),
        router(n + 7)
          .agents.pair(2)
          .then(() => undefined),
      ]),
    );
    for (const callSid of calls(50)) answers.push(await ring(callSid));
    const taken = new Set(answers.filter((one): one is PairedAgent => one !== undefined && 'id' in one).map(({ id }) => id));
    expect(taken.size).toBe(30);
    expect(await agents.counts()).toMatchObject({ reserved: 30, available: 0 });
    expect(await position('CA030')).toMatchObject({ position: 1 });
    expect(await waiting()).toBe(20);
  });

  it('50 calls that come in and ring at once for 10 agents get 10 agents, and 40 places', async () => {
    await ground.available(ids(10));
    const routers = await Promise.all(Array.from({ length: 20 }, ground.another));
    const answers = await Promise.all(
      calls(50).map(async (callSid, n) => {
        const { agents: theirs, agentLanes } = routers[n % routers.length] as Router;
        const [, answer] = await Promise.all([
          agentLanes.enter({ callSid, lane: 'de', ticketAtMs: ground.now.ms }),
          theirs.ring(callSid, 'de', LEASE_MS),
        ]);
        return answer;
      }),
    );
    const taken = answers.flatMap((answer) => ('id' in answer ? [answer.id] : []));
    expect(new Set(taken).size).toBe(taken.length);
    expect(await agents.counts()).toMatchObject({ reserved: 10, available: 0 });
    expect(await waiting()).toBe(40);
  });
});
