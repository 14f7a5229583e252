import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDialSpend } from '../../src/callbacks/redis-spend.ts';
import { agentAccepts, agentCallOver, agentPickedUp } from '../../src/calls/agent-leg.ts';
import { createHumanCallbackDesk, type HumanCallbackDesk } from '../../src/calls/human-callbacks.ts';
import type { Parts } from '../../src/calls/parts.ts';
import type { HumanCallbacks } from '../../src/calls/ports/human-callbacks.ts';
import type { Sessions } from '../../src/calls/ports/sessions.ts';
import { takeInHand } from '../../src/calls/ring-agent.ts';
import { toldLater } from '../../src/calls/told-later.ts';
import { agentLegRoutes } from '../../src/http/agent-leg-routes.ts';
import { readVoiceRequest } from '../../src/http/voice-request.ts';
import { DependencyDown } from '../../src/platform/errors.ts';
import { closeServices } from '../support/services.ts';
import { buildWorkerHouse, heldPacer, MINUTE, TEN, type WorkerHouse } from './worker-house.ts';

/** Processes that die, networks that do not answer, and two who want the same: with the agent rung first. */

const number = (index: number) => `+4923112346${String(index).padStart(2, '0')}`;
const NUMBER = number(99);

let house: WorkerHouse;
let desk: HumanCallbackDesk;
beforeAll(async () => {
  house = await buildWorkerHouse();
  const sessions = { load: async () => undefined } as unknown as Sessions;
  desk = createHumanCallbackDesk({ ...house.parts, sessions });
});
beforeEach(async () => {
  await house.reset();
  await house.tune({ humanCallbacks: 'agentFirst', burst: 100 });
});
afterAll(closeServices);

const signIn = (name: string) => house.agents.choose(name, { state: 'available' }, { endpoint: `client:${name}`, lanes: ['de'] });
const taker = (id: string) => ({ id, endpoint: `client:${id}`, languages: ['de'] });
const dueHuman = (to = NUMBER, ticketAtMs = TEN) => house.dueRequest(to, { kind: 'human', ticketAtMs });
const seats = async () => (await house.frontDoor.picture()).activeCalls;
const stateOf = async (agent: string) => (await house.agents.status(agent)).state;
const leg = (callbackId: string, attempt = 1) => ({ callbackId, attempt });

async function round(worker = house.worker()): Promise<void> {
  await worker.promote();
  await worker.idle();
}

/** Longer than any lease, and everything that clears away after it. */
async function longAfter(): Promise<void> {
  house.clock.advance(10 * MINUTE);
  const worker = house.worker();
  await worker.recover();
  await worker.sweep();
}

const untouched = async (id: string) => {
  expect(await house.callbacks.byId(id)).toMatchObject({ state: 'open', attempts: 0 });
  expect(await seats()).toBe(0);
};

describe('a process dies', () => {
  it('between taking it in hand and ringing: open again, uncounted, and the agent was free all the while', async () => {
    const { id } = await dueHuman();
    await signIn('anna');
    await house.frontDoor.promote(1, [id]);
    await takeInHand(house.parts, id, { id: 'anna', endpoint: 'client:anna' });
    expect(await stateOf('anna')).toBe('available');
    await longAfter();
    await untouched(id);
  });

  it('between the seat and the agent: the seat comes back by itself', async () => {
    const { id } = await dueHuman();
    await house.frontDoor.promote(1, [id]);
    house.clock.advance(20 * MINUTE);
    await house.worker().sweep();
    await untouched(id);
  });

  it('after the order: the call goes on without it, for every webhook is answered by whoever lives', async () => {
    const { id } = await dueHuman();
    await signIn('anna');
    await round();
    expect(house.network.orders).toMatchObject([{ to: 'client:anna', path: `/voice/agent-call?request=${id}&turn=1`, ringSeconds: 20 }]);
    // Picked up at the last ring, heard twice
    house.clock.advance(25_000);
    expect(await agentPickedUp(house.parts, leg(id))).toEqual({ kind: 'ask', language: 'de' });
    house.clock.advance(40_000);
    await house.worker().sweep();
    expect(await agentAccepts(house.parts, leg(id), true)).toMatchObject({ kind: 'dial', number: NUMBER });
    expect(await stateOf('anna')).toBe('on_call');
  });

  it('between accepting and dialling, and nobody ever tells the end: the lease does', async () => {
    const { id } = await dueHuman();
    await signIn('anna');
    await round();
    await agentAccepts(house.parts, leg(id), true);
    await longAfter();
    await untouched(id);
    expect(await stateOf('anna')).toBe('available');
  });

  it('and the agent’s telephone is down before the person’s has rung: open again, looked up before it is tried', async () => {
    const { id } = await dueHuman();
    await signIn('anna');
    await round();
    await agentAccepts(house.parts, leg(id), true);
    await agentCallOver(house.parts, leg(id));
    await agentCallOver(house.parts, leg(id));
    await untouched(id);
    expect(await stateOf('anna')).toBe('available');
    house.clock.advance(MINUTE);
    await round();
    expect(house.network.looked).toEqual([NUMBER]);
    expect(house.network.orders).toHaveLength(2);
  });

  it('what an earlier try has left behind does not touch the next one', async () => {
    const { id } = await dueHuman();
    await signIn('anna');
    await round();
    await agentCallOver(house.parts, leg(id));
    expect(await house.agents.status('anna')).toMatchObject({ state: 'paused', reason: 'missed call' });
    await signIn('anna');
    house.clock.advance(1_000);
    await round();
    await agentCallOver(house.parts, leg(id));
    expect(await agentPickedUp(house.parts, leg(id))).toEqual({ kind: 'settled' });
    expect(await stateOf('anna')).toBe('reserved');
    expect(await agentPickedUp(house.parts, leg(id, 2))).toMatchObject({ kind: 'ask' });
  });
});

describe('the list of callbacks is away', () => {
  it('when the agent’s telephone goes down: told later, once, what became of it', async () => {
    const { id } = await dueHuman();
    await signIn('anna');
    await round();
    let away = true;
    const lastTry: HumanCallbacks['lastTry'] = (of) =>
      away ? Promise.reject(new DependencyDown('postgres', new Error('gone'))) : house.parts.humanCallbacks.lastTry(of);
    const later = toldLater(house.parts);
    const parts = { ...house.parts, humanCallbacks: { ...house.parts.humanCallbacks, lastTry } } as unknown as Parts;
    const routes = agentLegRoutes({ parts, later, destinations: { medical: '', specialist: '', callerId: '' }, publicUrl: '' });
    const ended = readVoiceRequest(
      { CallSid: `CA${'1'.repeat(32)}`, AccountSid: 'AC', CallStatus: 'no-answer', Direction: 'outbound-api' },
      `request=${id}&turn=1`,
    );
    if (!ended) throw new Error('not read');
    await routes['/agent-call-ended']?.[0](ended);
    await later.round();
    expect(await stateOf('anna')).toBe('reserved');
    away = false;
    await later.round();
    expect(await stateOf('anna')).toBe('paused');
    await untouched(id);
  });
});

describe('the network', () => {
  it('does not answer: the agent is free, nothing is counted, and whoever picks up all the same hears that it is settled', async () => {
    const { id } = await dueHuman();
    await signIn('anna');
    house.network.answer = async () => {
      throw new DependencyDown('twilio', new Error('no answer'));
    };
    await round();
    await untouched(id);
    expect(await stateOf('anna')).toBe('available');
    expect(await agentPickedUp(house.parts, leg(id))).toEqual({ kind: 'settled' });
    expect(await agentAccepts(house.parts, leg(id), true)).toEqual({ kind: 'settled' });
  });

  it('wants a break: the same, and nobody is rung for a while', async () => {
    const { id } = await dueHuman();
    await signIn('anna');
    house.network.answer = async () => ({ slowDown: true });
    const worker = house.worker();
    await round(worker);
    await round(worker);
    await untouched(id);
    expect(house.network.orders).toHaveLength(1);
  });

  it('knows no such telephone: the agent is paused as missed', async () => {
    const { id } = await dueHuman();
    await signIn('anna');
    house.network.answer = async () => ({ refused: '21211' });
    await round();
    await untouched(id);
    expect(await house.agents.status('anna')).toMatchObject({ state: 'paused', reason: 'missed call' });
  });

  it('is told nothing when the person has rung us while it was not our turn yet', async () => {
    const { id } = await dueHuman();
    await signIn('anna');
    const { pacer, waiting, letGo } = heldPacer();
    const worker = house.worker({ pacer });
    await worker.promote();
    await waiting();
    await house.callbacks.accept(id, TEN);
    letGo();
    await worker.idle();
    expect(house.network.orders).toEqual([]);
    expect(await stateOf('anna')).toBe('available');
    expect(await seats()).toBe(0);
  });
});

describe('agents who ask for one', () => {
  it('two at once for one: it rings at one of them', async () => {
    const { id } = await dueHuman();
    await Promise.all(['anna', 'bert'].map(signIn));
    const answers = await Promise.all(['anna', 'bert'].map((name) => desk.take(taker(name))));
    await desk.idle();
    expect(answers.map(({ status }) => status).sort()).toEqual(['none', 'ringing']);
    expect(house.network.orders).toHaveLength(1);
    expect(await house.callbacks.byId(id)).toMatchObject({ state: 'dialling', attempts: 1 });
    expect(await seats()).toBe(1);
  });

  it('many at once for many: nobody gets two, nothing is given twice, the earliest go first', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `agent ${index}`);
    await Promise.all(names.map(signIn));
    await Promise.all(Array.from({ length: 12 }, (_, index) => dueHuman(number(index), TEN + index)));
    const answers = await Promise.all([...names, ...names].map((name) => desk.take(taker(name))));
    await desk.idle();
    const taken = answers.flatMap((answer) => (answer.status === 'ringing' ? [answer.callback.id] : []));
    expect(new Set(taken).size).toBe(taken.length);
    expect(taken).toHaveLength(house.network.orders.length);
    expect((await house.agents.counts()).reserved).toBe(taken.length);
    const busy = await Promise.all(names.map(async (name) => (await house.agents.status(name)).callSid));
    expect(new Set(busy.filter(Boolean)).size).toBe(taken.length);
    expect(await seats()).toBe(taken.length);
  });

  it('gets the earliest one of their languages, and sees no more of the person than the last digits', async () => {
    await dueHuman(number(1), TEN + 1);
    const { id, kennzahl } = await dueHuman(number(2), TEN);
    await house.dueRequest(number(3), { kind: 'human', ticketAtMs: TEN - 1, language: 'ru' });
    await signIn('anna');
    expect(await desk.list()).toMatchObject({ humanCallbacks: 'agentFirst', callbacks: [{ language: 'ru' }, { id }, { language: 'de' }] });
    expect(await desk.take(taker('anna'))).toMatchObject({ status: 'ringing', callback: { id, kennzahl, number: '602' } });
    await desk.idle();
  });

  it('gets none outside the hours, on a closed line, without a seat, when the minutes are used up, or while the person talks to us', async () => {
    const { caller } = await dueHuman();
    await signIn('anna');
    const none = async () => expect(await desk.take(taker('anna'))).toEqual({ status: 'none' });
    await house.tune({ callbackHours: '12:00-13:00' });
    await none();
    await house.tune({ mode: 'closed', closedReason: 'Probe', closedUntilMs: TEN + MINUTE });
    await none();
    await house.tune({ maxActiveCalls: 1 });
    await house.frontDoor.admit({ callSid: 'CA-in', caller: 'x' });
    await none();
    await house.tune({});
    await house.parts.onTheLine.began(caller, 'CA-in', TEN);
    await none();
    await house.parts.onTheLine.ended(caller, 'CA-in');
    const spend = createDialSpend({ redis: house.redis });
    await spend.ended({ callSid: 'CA-long', durationSeconds: 60 * 301_000, nowMs: TEN });
    await none();
    expect(house.network.orders).toEqual([]);
    expect(await stateOf('anna')).toBe('available');
  });

  it('gets none while not idle, or without a telephone', async () => {
    await dueHuman();
    expect(await desk.take(taker('anna'))).toEqual({ status: 'notAvailable' });
    await signIn('anna');
    expect(await desk.take({ id: 'anna', languages: ['de'] })).toEqual({ status: 'notAvailable' });
    await house.agents.reserve('anna', 'CA1', MINUTE);
    expect(await desk.take(taker('anna'))).toEqual({ status: 'notAvailable' });
  });
});

describe('the worker', () => {
  it('gives each idle agent the earliest of their languages, and rings nobody for whom there is none', async () => {
    const first = await dueHuman(number(1), TEN + 1);
    await dueHuman(number(2), TEN + 2);
    await house.dueRequest(number(3), { kind: 'human', ticketAtMs: TEN, language: 'ru' });
    await signIn('anna');
    await round();
    await round();
    expect(house.network.orders.map(({ to }) => to)).toEqual(['client:anna']);
    expect((await house.agents.status('anna')).callSid).toBe(`cb:${first.id}`);
  });

  it('with the caller rung first, rings nobody whose language nobody free speaks', async () => {
    await house.tune({ humanCallbacks: 'callerFirst' });
    await house.dueRequest(number(3), { kind: 'human', ticketAtMs: TEN, language: 'ru' });
    await dueHuman(number(1), TEN + 1);
    await signIn('anna');
    await round();
    expect(house.network.orders.map(({ to }) => to)).toEqual([number(1)]);
    await house.agents.choose('rita', { state: 'available' }, { endpoint: 'client:rita', lanes: ['ru'] });
    house.clock.advance(MINUTE);
    await round();
    expect(house.network.orders.map(({ to }) => to)).toEqual([number(1), number(3)]);
  });
});
