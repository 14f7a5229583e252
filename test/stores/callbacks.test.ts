import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { createCallbacks } from '../../src/callbacks/pg-callbacks.ts';
import type { Callbacks } from '../../src/calls/ports/callbacks.ts';
import { Cipher } from '../../src/platform/ids.ts';
import { closeServices, testDatabase } from '../support/services.ts';

const NINE = Date.UTC(2021, 0, 25, 8);
const MINUTE = 60_000;
const LEASE = 5 * MINUTE;
const wish: Parameters<Callbacks['register']>[0] = {
  caller: 'caller-1',
  number: '+492311234567',
  kind: 'menu',
  language: 'de',
  ticketAtMs: NINE,
  window: { fromMs: NINE, toMs: NINE + 120 * MINUTE },
  nextTryAtMs: NINE,
  nowMs: NINE,
};

const cipher = new Cipher(Buffer.alloc(32, 7).toString('base64'));

let pool: Pool;
let callbacks: Callbacks;
let nowMs = NINE;

beforeAll(async () => {
  ({ pool } = await testDatabase());
  callbacks = createCallbacks({
    pool,
    cipher,
    draw: () => 7,
    clock: { nowMs: () => nowMs, offsetMs: () => 0 },
  });
});
beforeEach(async () => {
  nowMs = NINE;
  await pool.query('truncate callback_requests, callback_attempts, callback_promises');
});
afterAll(closeServices);

const registered = async (over: Partial<typeof wish> = {}) => (await callbacks.register({ ...wish, ...over })).request;
const claim = (id: string, atMs = NINE) => callbacks.claim(id, atMs, LEASE);
const fail = (id: string, over: Partial<Parameters<Callbacks['tryFailed']>[1]> = {}) =>
  callbacks.tryFailed(id, { outcome: 'noAnswer', nextTryAtMs: NINE + 30 * MINUTE, lastTry: false, nowMs: NINE, ...over });

describe('registering', () => {
  it('fifty wishes of one number at once are one request', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => callbacks.register(wish)));
    expect(answers.filter(({ status }) => status === 'registered')).toHaveLength(1);
    expect(new Set(answers.map(({ request }) => request.id)).size).toBe(1);
    expect((await pool.query('select 1 from callback_requests')).rowCount).toBe(1);
  });

  it('keeps what was promised: window, ticket, Kennzahl of two digits', async () => {
    const request = await registered();
    expect(request).toEqual({
      id: expect.any(String),
      caller: 'caller-1',
      kind: 'menu',
      language: 'de',
      kennzahl: '07',
      ticketAtMs: NINE,
      window: wish.window,
      state: 'open',
      attempts: 0,
      nextTryAtMs: NINE,
    });
    expect(await callbacks.byId(request.id)).toEqual(request);
  });

  it('the number is nowhere readable, and the worker gets it back', async () => {
    const request = await registered();
    const { rows } = await pool.query('select * from callback_requests');
    expect(JSON.stringify(rows)).not.toContain('1234567');
    expect((await claim(request.id))?.number).toBe('+492311234567');
  });

  it('one that is being dialled is still the open one; a closed one leaves room', async () => {
    const { id } = await registered();
    await claim(id);
    expect(await callbacks.register(wish)).toMatchObject({ status: 'already', request: { id } });
    await callbacks.accept(id, NINE);
    expect((await callbacks.register(wish)).status).toBe('registered');
  });
});

describe('who is next', () => {
  it('is due in ticket order, not in order of registration, and not before its time', async () => {
    await registered({ caller: 'late', ticketAtMs: NINE + 3 });
    await registered({ caller: 'early', ticketAtMs: NINE + 1 });
    await registered({ caller: 'human', ticketAtMs: NINE + 2, kind: 'human' });
    await registered({ caller: 'later today', nextTryAtMs: NINE + 1 });
    const callers = async (...args: Parameters<Callbacks['due']>) => (await callbacks.due(...args)).map(({ caller }) => caller);
    expect(await callers(NINE, 10)).toEqual(['early', 'human', 'late']);
    expect(await callers(NINE, 10, 'menu')).toEqual(['early', 'late']);
    expect(await callers(NINE, 1, 'human')).toEqual(['human']);
  });

  it('counts those ahead by ticket, of the same kind, while they are open', async () => {
    const first = await registered({ caller: 'a', ticketAtMs: NINE + 1 });
    await registered({ caller: 'b', ticketAtMs: NINE + 2 });
    await registered({ caller: 'c', ticketAtMs: NINE + 3, kind: 'human' });
    expect(await callbacks.countAhead(NINE + 10)).toBe(2);
    expect(await callbacks.countAhead(NINE + 2)).toBe(1);
    expect(await callbacks.countAhead(NINE + 10, 'human')).toBe(1);
    await callbacks.drop(first.id, NINE);
    expect(await callbacks.countAhead(NINE + 10)).toBe(1);
  });
});

it('a long line is counted by the minute, never shorter than it is', async () => {
  await pool.query(
    `insert into callback_requests (id, caller_hash, number_sealed, kind, language, kennzahl, ticket_at, window_from, window_to, state, next_try_at, created_at)
     select gen_random_uuid(), 'caller ' || i, '', case when i % 10 = 0 then 'human' else 'menu' end, 'de', '07',
            to_timestamp($1::float8 / 1000) + i * interval '1 second', now(), now(), 'open', now(), now()
       from generate_series(0, 5999) i`,
    [NINE],
  );
  // A count made before may still be fresh
  const counting = createCallbacks({ pool, cipher, draw: () => 7, clock: { nowMs: () => nowMs, offsetMs: () => 0 } });
  expect(await counting.countAhead(NINE)).toBe(0);
  expect(await counting.countAhead(NINE + 90_000)).toBe(108);
  expect(await counting.countAhead(NINE + 90_000, 'human')).toBe(12);
  expect(await counting.countAhead(NINE + 6_000_000)).toBe(5_400);
});

describe('a try', () => {
  it('is claimed by one of twenty workers', async () => {
    const { id } = await registered();
    const claims = await Promise.all(Array.from({ length: 20 }, () => claim(id)));
    expect(claims.filter((taken) => taken !== undefined)).toHaveLength(1);
    expect(await callbacks.byId(id)).toMatchObject({ state: 'dialling', attempts: 1 });
  });

  it('is not begun before its time', async () => {
    const { id } = await registered({ nextTryAtMs: NINE + 1 });
    expect(await claim(id)).toBeUndefined();
    expect(await claim(id, NINE + 1)).toBeDefined();
  });

  it('that fails leaves the place and its ticket, and comes again', async () => {
    const { id } = await registered();
    await claim(id);
    await callbacks.noteCall(id, 'CA1');
    const after = await fail(id, { callSid: 'CA1' });
    expect(after).toMatchObject({ state: 'open', attempts: 1, ticketAtMs: NINE, nextTryAtMs: NINE + 30 * MINUTE });
    expect(await callbacks.due(NINE + 30 * MINUTE, 1)).toHaveLength(1);
  });

  it('is ended once, however often its end is told', async () => {
    const { id } = await registered();
    await claim(id);
    await callbacks.noteCall(id, 'CA1');
    await fail(id, { callSid: 'CA1' });
    await claim(id, NINE + 30 * MINUTE);
    // The same end again, while the second try runs: with and without the note of its CallSid
    await fail(id, { callSid: 'CA1' });
    await callbacks.noteCall(id, 'CA2');
    expect(await fail(id, { callSid: 'CA1' })).toMatchObject({ state: 'dialling', attempts: 2 });
  });

  it('may end before the network told its CallSid', async () => {
    const { id } = await registered();
    await claim(id);
    expect(await fail(id, { callSid: 'CA1' })).toMatchObject({ state: 'open', attempts: 1 });
    await callbacks.noteCall(id, 'CA1');
    expect(await callbacks.byId(id)).toMatchObject({ state: 'open' });
    await claim(id, NINE + 30 * MINUTE);
    expect(await fail(id, { callSid: 'CA1' })).toMatchObject({ state: 'dialling' });
  });

  it('that was the last makes it missed, and still to be redeemed', async () => {
    const { id } = await registered();
    await claim(id);
    expect(await fail(id, { lastTry: true })).toMatchObject({ state: 'missed' });
    expect(await claim(id, NINE + 60 * MINUTE)).toBeUndefined();
    expect(await callbacks.accept(id, NINE)).toBe('accepted');
  });

  it('that never rang does not count', async () => {
    const { id } = await registered();
    const claimed = await claim(id);
    const after = await fail(id, { attempt: claimed?.attempt ?? 0, outcome: 'notDialled', uncounted: true, lastTry: true });
    expect(after).toMatchObject({ state: 'open', attempts: 0 });
  });

  it('of a worker that lost its claim cannot end its successor’s', async () => {
    const { id } = await registered();
    const slow = await claim(id);
    await fail(id, { attempt: slow?.attempt ?? 0, outcome: 'unknown', uncounted: true, nextTryAtMs: NINE });
    const next = await claim(id);
    expect(await fail(id, { attempt: slow?.attempt ?? 0 })).toMatchObject({ state: 'dialling' });
    expect(await fail(id, { attempt: next?.attempt ?? 0 })).toMatchObject({ state: 'open' });
  });

  it('of unknown outcome is told to every following one until a call is known', async () => {
    const { id } = await registered();
    expect((await claim(id))?.unknownSinceMs).toBeUndefined();
    await fail(id, { outcome: 'unknown', uncounted: true, nextTryAtMs: NINE });
    expect((await claim(id, NINE + 1))?.unknownSinceMs).toBe(NINE);
    await fail(id, { outcome: 'notDialled', uncounted: true, nextTryAtMs: NINE });
    expect((await claim(id, NINE + 2))?.unknownSinceMs).toBe(NINE);
    await callbacks.noteCall(id, 'CA1');
    await fail(id, { callSid: 'CA1', nextTryAtMs: NINE });
    expect((await claim(id, NINE + 3))?.unknownSinceMs).toBeUndefined();
  });

  it('left behind by a dead worker is found when its lease is over, with its CallSid', async () => {
    const { id } = await registered();
    await claim(id);
    expect(await callbacks.abandonedAttempts(NINE + LEASE)).toEqual([]);
    expect(await callbacks.abandonedAttempts(NINE + LEASE + 1)).toEqual([{ request: expect.objectContaining({ id }), attempt: 1 }]);
    await callbacks.noteCall(id, 'CA1');
    expect(await callbacks.abandonedAttempts(NINE + LEASE + 1)).toMatchObject([{ callSid: 'CA1' }]);
  });
});

describe('the person decides', () => {
  it('pressing 1 twice is one acceptance, and its late final status changes nothing', async () => {
    const { id } = await registered();
    await claim(id);
    await callbacks.noteCall(id, 'CA1');
    expect(await callbacks.accept(id, NINE)).toBe('accepted');
    expect(await callbacks.accept(id, NINE + 1)).toBe('accepted');
    expect(await fail(id, { callSid: 'CA1' })).toMatchObject({ state: 'accepted' });
  });

  it('whoever rings us meanwhile is not rung: an accepted one cannot be claimed', async () => {
    const { id } = await registered();
    await callbacks.accept(id, NINE);
    expect(await claim(id)).toBeUndefined();
  });

  it('later means later, and the try does not count', async () => {
    const { id } = await registered();
    await claim(id);
    await callbacks.noteCall(id, 'CA1');
    await callbacks.snooze(id, NINE + 30 * MINUTE);
    expect(await callbacks.byId(id)).toMatchObject({ state: 'open', attempts: 0, nextTryAtMs: NINE + 30 * MINUTE });
    // The call that was put off ends
    await fail(id, { callSid: 'CA1', nextTryAtMs: NINE + 1 });
    expect(await callbacks.byId(id)).toMatchObject({ attempts: 0, nextTryAtMs: NINE + 30 * MINUTE });
    await callbacks.snooze(id, NINE + 40 * MINUTE);
    expect(await callbacks.byId(id)).toMatchObject({ attempts: 0, nextTryAtMs: NINE + 40 * MINUTE });
  });

  it('dropping is for good', async () => {
    const { id } = await registered();
    await callbacks.drop(id, NINE);
    await callbacks.snooze(id, NINE);
    expect(await callbacks.accept(id, NINE)).toBe('gone');
    expect(await callbacks.byId(id)).toMatchObject({ state: 'dropped' });
    expect(await callbacks.accept('00000000-0000-4000-8000-000000000000', NINE)).toBe('gone');
  });
});

it('the ledger tells kept, early and late promises of today by the first real try', async () => {
  const rung = async (caller: string, window: { fromMs: number; toMs: number }, atMs: number) => {
    const { id } = await registered({ caller, window });
    await claim(id, atMs);
    await callbacks.noteCall(id, `CA-${caller}`, atMs);
    await fail(id, { callSid: `CA-${caller}`, nextTryAtMs: NINE + 600 * MINUTE });
  };
  const window = { fromMs: NINE, toMs: NINE + 60 * MINUTE };
  await rung('kept', window, NINE + 10 * MINUTE);
  await rung('early', { fromMs: NINE + 30 * MINUTE, toMs: NINE + 60 * MINUTE }, NINE + 10 * MINUTE);
  await rung('late', window, NINE + 70 * MINUTE);
  await registered({ caller: 'not rung at all', window });
  await callbacks.drop((await registered({ caller: 'no longer wanted', window })).id, NINE);
  nowMs = NINE + 80 * MINUTE;
  expect(await callbacks.counts()).toEqual({ open: 4, due: 1, kept: 1, early: 1, late: 2, requoted: 0 });
  nowMs = NINE + 24 * 60 * MINUTE;
  expect(await callbacks.counts()).toMatchObject({ kept: 0, early: 0, late: 0 });
});
