import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { createCallbacks } from '../../src/callbacks/pg-callbacks.ts';
import { createHumanCallbacks } from '../../src/callbacks/pg-human-callbacks.ts';
import type { Callbacks } from '../../src/calls/ports/callbacks.ts';
import type { AgentOutcome, HumanCallbacks } from '../../src/calls/ports/human-callbacks.ts';
import { Cipher } from '../../src/platform/ids.ts';
import { closeServices, testDatabase } from '../support/services.ts';

const NINE = Date.UTC(2021, 0, 25, 8);
const MINUTE = 60_000;
const LEASE = 5 * MINUTE;
const cipher = new Cipher(Buffer.alloc(32, 7).toString('base64'));
const again = { nextTryAtMs: NINE + 30 * MINUTE, window: { fromMs: NINE + 30 * MINUTE, toMs: NINE + 150 * MINUTE }, lastTry: false };
const wish: Parameters<Callbacks['register']>[0] = {
  caller: 'caller-1',
  number: '+492311234567',
  kind: 'human',
  language: 'de',
  ticketAtMs: NINE,
  window: { fromMs: NINE, toMs: NINE + 120 * MINUTE },
  nextTryAtMs: NINE,
  nowMs: NINE,
};

let pool: Pool;
let callbacks: Callbacks;
let humans: HumanCallbacks;

beforeAll(async () => {
  ({ pool } = await testDatabase());
  callbacks = createCallbacks({ pool, cipher, draw: () => 7, clock: { nowMs: () => NINE, offsetMs: () => 0 } });
  humans = createHumanCallbacks({ pool, cipher });
});
beforeEach(() => pool.query('truncate callback_requests, callback_attempts, callback_promises'));
afterAll(closeServices);

const registered = async (over: Partial<typeof wish> = {}) => (await callbacks.register({ ...wish, ...over })).request;
const claim = (id: string, agent?: string) => callbacks.claim(id, NINE, LEASE, agent);
const reached = (id: string, attempt = 1, callSid = 'CA1') => humans.reached(id, { attempt, callSid, nowMs: NINE + MINUTE });
const says = (id: string, outcome: AgentOutcome, over: { agent?: string; inCall?: boolean; lastTry?: boolean } = {}) => {
  const { agent = 'anna', inCall = false, lastTry = false } = over;
  return humans.noteOutcome(id, { agent, outcome, inCall, again: { ...again, lastTry }, nowMs: NINE + 2 * MINUTE });
};
const stateOf = async (id: string) => (await callbacks.byId(id))?.state;
const outcomes = async (id: string) =>
  (await pool.query('select agent, outcome from callback_attempts where request_id = $1 order by number', [id])).rows;
/** Claimed by Anna, and the person has answered. */
async function talked(over: Partial<typeof wish> = {}): Promise<string> {
  const { id } = await registered(over);
  await claim(id, 'anna');
  await reached(id);
  return id;
}

describe('the list', () => {
  it('shows those a human shall call, in ticket order, also those who are being rung', async () => {
    const late = await registered({ caller: 'late', ticketAtMs: NINE + 2 });
    const early = await registered({ caller: 'early', ticketAtMs: NINE + 1, nextTryAtMs: NINE + MINUTE });
    await registered({ caller: 'menu', kind: 'menu' });
    await talked({ caller: 'served', ticketAtMs: NINE });
    await claim(late.id, 'anna');
    const listed = await humans.waiting(10);
    expect(listed.map(({ request, number }) => [request.caller, request.state, number])).toEqual([
      [early.caller, 'open', wish.number],
      [late.caller, 'dialling', wish.number],
    ]);
    expect(await humans.waiting(1)).toHaveLength(1);
  });

  it('is due by language, so many of each, in ticket order over all of them', async () => {
    for (const [index, language] of (['ru', 'de', 'de', 'en', 'tr'] as const).entries())
      await registered({ caller: `${index} ${language}`, language, ticketAtMs: NINE + index });
    await registered({ caller: 'later', nextTryAtMs: NINE + 1, ticketAtMs: NINE - 1 });
    const due = async (...languages: ('de' | 'en' | 'tr' | 'ru')[]) => (await humans.due(languages, NINE, 1)).map(({ caller }) => caller);
    expect(await due('de', 'ru', 'en')).toEqual(['0 ru', '1 de', '3 en']);
    expect(await due('tr')).toEqual(['4 tr']);
    expect(await due()).toEqual([]);
  });

  it('knows who is being rung without an agent', async () => {
    const [alone, withAgent] = [await registered({ caller: 'a', language: 'tr' }), await registered({ caller: 'b' })];
    await claim(alone.id);
    await claim(withAgent.id, 'anna');
    expect(await humans.rungWithoutAgent()).toEqual(['tr']);
  });
});

describe('a try of an agent', () => {
  it('is told with who has it in hand, and the newest counts', async () => {
    const { id } = await registered();
    expect(await humans.lastTry(id)).toBeUndefined();
    await claim(id, 'anna');
    expect(await humans.lastTry(id)).toMatchObject({ attempt: 1, agent: 'anna', number: wish.number, reached: false });
    await callbacks.tryFailed(id, { attempt: 1, outcome: 'agentMissed', nextTryAtMs: NINE, lastTry: false, uncounted: true, nowMs: NINE });
    await claim(id, 'bert');
    expect(await humans.lastTry(id)).toMatchObject({ attempt: 2, agent: 'bert', request: { attempts: 1 } });
  });

  it('that a dead process left behind is found with its agent', async () => {
    const { id } = await registered();
    await claim(id, 'anna');
    expect(await callbacks.abandonedAttempts(NINE + LEASE + 1)).toMatchObject([{ attempt: 1, agent: 'anna' }]);
  });

  it('reaches the person once, and that settles the promise', async () => {
    const { id } = await registered();
    await claim(id, 'anna');
    const answers = await Promise.all(Array.from({ length: 8 }, () => reached(id)));
    expect(new Set(answers)).toEqual(new Set(['reached']));
    expect(await stateOf(id)).toBe('accepted');
    expect((await pool.query('select result from callback_promises')).rows).toEqual([{ result: 'kept' }]);
    expect(await humans.lastTry(id)).toMatchObject({ reached: true, callSid: 'CA1' });
    expect(await reached(id, 1, 'CA2')).toBe('elsewhere');
  });

  it('is not what brought somebody to us who rang, or was reached by another try', async () => {
    const { id } = await registered();
    await claim(id, 'anna');
    await callbacks.accept(id, NINE);
    expect(await reached(id)).toBe('elsewhere');
    const { id: other } = await registered({ caller: 'other' });
    await claim(other, 'anna');
    await callbacks.tryFailed(other, { attempt: 1, outcome: 'agentMissed', nextTryAtMs: NINE, lastTry: false, nowMs: NINE });
    await claim(other, 'bert');
    expect(await reached(other)).toBe('elsewhere');
    expect(await reached(other, 2)).toBe('reached');
  });

  it('taken for lost while they talked, it is found again', async () => {
    const { id } = await registered();
    await claim(id, 'anna');
    await callbacks.noteCall(id, 'CA1', NINE);
    await callbacks.tryFailed(id, {
      attempt: 1,
      callSid: 'CA1',
      outcome: 'unknown',
      nextTryAtMs: NINE + MINUTE,
      lastTry: false,
      nowMs: NINE,
    });
    expect(await reached(id)).toBe('reached');
    expect(await stateOf(id)).toBe('accepted');
  });
});

describe("the agent's word", () => {
  it('served: stays closed', async () => {
    const id = await talked();
    expect(await says(id, 'served')).toMatchObject({ status: 'noted', request: { state: 'accepted' } });
    expect(await outcomes(id)).toEqual([{ agent: 'anna', outcome: 'served' }]);
  });

  it('unwanted: closed for good, until the agent thinks better of it', async () => {
    const id = await talked();
    expect(await says(id, 'unwanted')).toMatchObject({ request: { state: 'dropped' } });
    expect(await says(id, 'served')).toMatchObject({ request: { state: 'accepted' } });
  });

  it('again: open with its next try, and once more says nothing new', async () => {
    const id = await talked();
    expect(await says(id, 'again')).toMatchObject({
      request: { state: 'open', attempts: 1, nextTryAtMs: again.nextTryAtMs, window: again.window },
    });
    expect(await says(id, 'again')).toMatchObject({ status: 'noted', request: { state: 'open' } });
    await callbacks.claim(id, again.nextTryAtMs, LEASE, 'bert');
    expect(await says(id, 'again')).toEqual({ status: 'notTheirs' });
    expect(await stateOf(id)).toBe('dialling');
  });

  it('again, after the last try: the place is kept as for everybody', async () => {
    const id = await talked();
    expect(await says(id, 'again', { lastTry: true })).toMatchObject({ request: { state: 'missed' } });
  });

  it('again, said while the call is not over, is not undone by its end', async () => {
    const id = await talked();
    await says(id, 'again');
    const end = { callSid: 'CA1', attempt: 1, outcome: 'noKey', nextTryAtMs: NINE, lastTry: true, nowMs: NINE + 3 * MINUTE };
    expect(await callbacks.tryFailed(id, end)).toMatchObject({ state: 'open', attempts: 1, nextTryAtMs: again.nextTryAtMs });
  });

  it('counts only from who made the call, about somebody who was on the line', async () => {
    const id = await talked();
    expect(await says(id, 'served', { agent: 'bert' })).toEqual({ status: 'notTheirs' });
    const { id: open } = await registered({ caller: 'open' });
    expect(await says(open, 'served')).toEqual({ status: 'unknown' });
    await claim(open, 'anna');
    expect(await says(open, 'served')).toEqual({ status: 'notReached' });
    await callbacks.accept(open, NINE);
    expect(await says(open, 'again')).toEqual({ status: 'notReached' });
    expect(await stateOf(open)).toBe('accepted');
  });

  it('where the person was rung first, it is that of the agent they came to', async () => {
    const { id } = await registered();
    await claim(id);
    await callbacks.accept(id, NINE);
    expect(await says(id, 'served')).toEqual({ status: 'notTheirs' });
    expect(await says(id, 'served', { inCall: true })).toMatchObject({ status: 'noted' });
    expect(await outcomes(id)).toEqual([{ agent: 'anna', outcome: 'served' }]);
  });

  it('does not open a second request of a number that has another by now', async () => {
    const id = await talked();
    await registered();
    expect(await says(id, 'again')).toEqual({ status: 'otherOpen' });
    expect(await stateOf(id)).toBe('accepted');
    expect(await says(id, 'served')).toMatchObject({ status: 'noted' });
  });
});
