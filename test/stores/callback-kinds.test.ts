import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { createCallbacks } from '../../src/callbacks/pg-callbacks.ts';
import type { Callbacks } from '../../src/calls/ports/callbacks.ts';
import { Cipher } from '../../src/platform/ids.ts';
import { closeServices, testDatabase } from '../support/services.ts';

const NINE = Date.UTC(2021, 0, 25, 8);
const MINUTE = 60_000;
type Wish = Parameters<Callbacks['register']>[0];
const asked: Wish = {
  caller: 'caller-1',
  number: '+492311234567',
  kind: 'menu',
  language: 'de',
  ticketAtMs: NINE,
  window: { fromMs: NINE, toMs: NINE + 120 * MINUTE },
  nextTryAtMs: NINE,
  nowMs: NINE,
};
const errand: Wish = { ...asked, kind: 'offer', subject: randomUUID(), promised: false };

let pool: Pool;
let callbacks: Callbacks;

beforeAll(async () => {
  ({ pool } = await testDatabase());
  const clock = { nowMs: () => NINE, offsetMs: () => 0 };
  callbacks = createCallbacks({ pool, cipher: new Cipher(Buffer.alloc(32, 7).toString('base64')), draw: () => 7, clock });
});
beforeEach(async () => {
  await pool.query('truncate callback_requests, callback_attempts, callback_promises');
});
afterAll(closeServices);

const promises = async () => (await pool.query('select number, cause, window_from from callback_promises')).rows;

describe('an errand of ours', () => {
  it('says what it is about, and makes no promise: it is neither kept nor late', async () => {
    const { request } = await callbacks.register(errand);
    expect(request).toMatchObject({ kind: 'offer', subject: errand.subject, state: 'open' });
    await callbacks.claim(request.id, NINE, MINUTE);
    await callbacks.noteCall(request.id, 'CA1', NINE + 180 * MINUTE);
    await callbacks.accept(request.id, NINE + 180 * MINUTE);
    expect(await promises()).toEqual([]);
    expect(await callbacks.counts()).toMatchObject({ kept: 0, early: 0, late: 0 });
  });

  it('waits in the line of the menu, in ticket order, and never in that for humans', async () => {
    for (const [index, kind] of (['reminder', 'menu', 'result', 'offer', 'human'] as const).entries()) {
      const promised = kind === 'menu' || kind === 'human' ? {} : { promised: false as const };
      await callbacks.register({ ...asked, ...promised, kind, caller: kind, ticketAtMs: NINE + index });
    }
    const kinds = async (line?: 'menu' | 'human') => (await callbacks.due(NINE, 10, line)).map(({ kind }) => kind);
    expect(await kinds('menu')).toEqual(['reminder', 'menu', 'result', 'offer']);
    expect(await kinds('human')).toEqual(['human']);
    expect(await callbacks.countAhead(NINE + 10)).toBe(4);
    expect(await callbacks.countAhead(NINE + 10, 'human')).toBe(1);
  });

  it('asked for twice under its name is one', async () => {
    const named = { ...errand, id: randomUUID() };
    const answers = await Promise.all(Array.from({ length: 20 }, () => callbacks.register(named)));
    expect(answers.filter(({ status }) => status === 'registered')).toHaveLength(1);
    expect(new Set(answers.map(({ request }) => request.id))).toEqual(new Set([named.id]));
  });

  it('rides on a call that the person asked for', async () => {
    const { request } = await callbacks.register(asked);
    expect(await callbacks.register(errand)).toMatchObject({ status: 'already', request: { id: request.id, kind: 'menu' } });
    expect(await promises()).toHaveLength(1);
  });
});

describe('a person who asks for a call while an errand of ours is open', () => {
  const wish = {
    ...asked,
    kind: 'human',
    window: { fromMs: NINE + 60 * MINUTE, toMs: NINE + 180 * MINUTE },
    nextTryAtMs: NINE + 60 * MINUTE,
  } as const;

  it('gets it: with its own time, and in the ledger', async () => {
    const { request } = await callbacks.register(errand);
    const taken = await callbacks.register(wish);
    expect(taken).toMatchObject({
      status: 'registered',
      request: { id: request.id, kind: 'human', subject: errand.subject, window: wish.window, nextTryAtMs: wish.nextTryAtMs },
    });
    expect(await promises()).toEqual([{ number: 1, cause: 'asked', window_from: new Date(wish.window.fromMs) }]);
    expect(await callbacks.register(wish)).toMatchObject({ status: 'already' });
  });

  it('while it rings already: that call is it', async () => {
    const { request } = await callbacks.register(errand);
    await callbacks.claim(request.id, NINE, MINUTE);
    expect(await callbacks.register(wish)).toMatchObject({ status: 'already', request: { kind: 'offer' } });
    expect(await promises()).toEqual([]);
  });
});
