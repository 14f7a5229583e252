import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { migrationsFolder } from '../../db/check-journal.ts';
import { createCallbacks } from '../../src/callbacks/pg-callbacks.ts';
import { createPromises } from '../../src/callbacks/pg-promises.ts';
import type { Callbacks } from '../../src/calls/ports/callbacks.ts';
import type { Promises } from '../../src/calls/ports/promises.ts';
import { Cipher } from '../../src/platform/ids.ts';
import { closeServices, testDatabase } from '../support/services.ts';

const NINE = Date.UTC(2021, 0, 25, 8);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const cipher = new Cipher(Buffer.alloc(32, 7).toString('base64'));
const window = { fromMs: NINE, toMs: NINE + 2 * HOUR };
const later = { fromMs: NINE + 2 * HOUR, toMs: NINE + 5 * HOUR };

let pool: Pool;
let callbacks: Callbacks;
let promises: Promises;
let nowMs = NINE;

beforeAll(async () => {
  ({ pool } = await testDatabase());
  const clock = { nowMs: () => nowMs, offsetMs: () => 0 };
  callbacks = createCallbacks({ pool, cipher, draw: () => 7, clock });
  promises = createPromises({ pool, cipher });
});
beforeEach(async () => {
  nowMs = NINE;
  await pool.query('truncate callback_requests, callback_attempts, callback_promises');
});
afterAll(closeServices);

const wish = { number: '+4915112345678', kind: 'menu', language: 'de', ticketAtMs: NINE, window, nextTryAtMs: NINE, nowMs: NINE } as const;
const registered = async (caller = 'caller', over: Partial<Parameters<Callbacks['register']>[0]> = {}) =>
  (await callbacks.register({ ...wish, caller, ...over })).request.id;
const ledger = async (id: string) =>
  (
    await pool.query<{ line: string }>(
      `select concat_ws(' ', number, cause, coalesce(result, case when superseded_at is null then 'stands' else 'superseded' end), notice) as line
         from callback_promises where request_id = $1 order by number`,
      [id],
    )
  ).rows.map(({ line }) => line);
/** Claimed and rung; ends without the person where the test says so. */
async function rung(id: string, atMs: number, callSid = 'CA1'): Promise<void> {
  nowMs = atMs;
  await callbacks.claim(id, atMs, 5 * MINUTE);
  await callbacks.noteCall(id, callSid);
}
const unanswered = (id: string, callSid = 'CA1', over = {}) =>
  callbacks.tryFailed(id, { callSid, outcome: 'noAnswer', nextTryAtMs: nowMs + 30 * MINUTE, lastTry: false, nowMs, ...over });

describe('a promise in the ledger', () => {
  it('is made with the request, once for all who ask at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, () => registered()));
    expect((await pool.query('select count(*)::int as n from callback_promises')).rows).toEqual([{ n: 1 }]);
  });

  it('is decided by the first ring, and by no later one', async () => {
    const id = await registered();
    await rung(id, NINE + HOUR);
    expect(await ledger(id)).toEqual(['1 asked kept']);
    await unanswered(id, 'CA1', { window: later });
    expect(await callbacks.byId(id)).toMatchObject({ window: later });
    await rung(id, NINE + 3 * HOUR, 'CA2');
    expect(await ledger(id)).toEqual(['1 asked kept']);
  });

  it('is decided by the end of a call whose beginning was not noted', async () => {
    const id = await registered();
    await callbacks.claim(id, NINE + HOUR, 5 * MINUTE);
    nowMs = NINE + 3 * HOUR;
    await unanswered(id);
    expect(await ledger(id)).toEqual(['1 asked kept']);
  });

  it('stands while nobody was rung, and is late when nobody will be any more', async () => {
    const id = await registered();
    await callbacks.claim(id, NINE, 5 * MINUTE);
    await callbacks.tryFailed(id, { outcome: 'refused', nextTryAtMs: NINE, lastTry: false, nowMs: NINE });
    expect(await ledger(id)).toEqual(['1 asked stands']);
    await callbacks.claim(id, NINE, 5 * MINUTE);
    await callbacks.tryFailed(id, { outcome: 'refused', nextTryAtMs: NINE, lastTry: true, nowMs: NINE });
    expect(await ledger(id)).toEqual(['1 asked late']);
  });

  it('is withdrawn by whoever wants no call any more, unless it was too late by then', async () => {
    const [soon, tooLate] = [await registered('one'), await registered('other')];
    await callbacks.drop(soon, NINE + HOUR);
    await callbacks.drop(tooLate, NINE + 3 * HOUR);
    expect([await ledger(soon), await ledger(tooLate)]).toEqual([['1 asked withdrawn'], ['1 asked late']]);
  });

  it('is kept when the person rings us within the window and is served', async () => {
    const id = await registered();
    await callbacks.accept(id, NINE + HOUR);
    expect(await ledger(id)).toEqual(['1 asked kept']);
  });

  it('is followed by another one when the person puts us off, which the end of that call does not decide', async () => {
    const id = await registered();
    await rung(id, NINE + HOUR);
    const putOff = { fromMs: nowMs + 30 * MINUTE, toMs: nowMs + HOUR };
    await callbacks.snooze(id, putOff.fromMs, putOff);
    await unanswered(id);
    expect(await ledger(id)).toEqual(['1 asked kept', '2 snoozed stands']);
    expect(await callbacks.byId(id)).toMatchObject({ window: putOff, nextTryAtMs: putOff.fromMs, attempts: 0 });
    await rung(id, putOff.fromMs, 'CA2');
    expect(await ledger(id)).toEqual(['1 asked kept', '2 snoozed kept']);
  });
});

describe('a call whose order counted as lost', () => {
  const lost = async (id: string) => {
    await callbacks.claim(id, nowMs, 5 * MINUTE);
    await callbacks.tryFailed(id, { outcome: 'unknown', uncounted: true, nextTryAtMs: nowMs + MINUTE, lastTry: false, nowMs });
  };

  it('is a try once its end is told, and nobody looks for it again', async () => {
    const id = await registered();
    await lost(id);
    nowMs += 40_000;
    expect(await unanswered(id)).toMatchObject({ state: 'open', attempts: 1, nextTryAtMs: nowMs + 30 * MINUTE });
    expect(await ledger(id)).toEqual(['1 asked kept']);
    // Told again
    expect(await unanswered(id)).toMatchObject({ attempts: 1 });
    expect((await callbacks.claim(id, NINE + HOUR, 5 * MINUTE))?.unknownSinceMs).toBeUndefined();
  });

  it('and in which the person put us off keeps to that time, and the next ring decides the new promise', async () => {
    const id = await registered();
    await lost(id);
    nowMs += 20_000;
    const putOff = { fromMs: nowMs + 30 * MINUTE, toMs: nowMs + HOUR };
    await callbacks.snooze(id, putOff.fromMs, putOff);
    nowMs += 10_000;
    expect(await unanswered(id)).toMatchObject({ attempts: 0, nextTryAtMs: putOff.fromMs, window: putOff });
    const claim = await callbacks.claim(id, putOff.fromMs, 5 * MINUTE);
    expect(claim?.unknownSinceMs).toBeUndefined();
    await callbacks.noteCall(id, 'CA2', putOff.fromMs);
    expect((await ledger(id)).at(-1)).toBe('2 snoozed kept');
  });
});

describe('replacing a promise', () => {
  const change = { over: 1, window: later, byText: true, nowMs: NINE + HOUR };

  it('by ten workers at once happens once, and the person is not rung before the new window', async () => {
    const id = await registered();
    const answers = await Promise.all(Array.from({ length: 10 }, () => promises.requote(id, change)));
    expect(answers.filter((answer) => answer !== undefined)).toHaveLength(1);
    expect(await ledger(id)).toEqual(['1 asked superseded', '2 requoted stands owed']);
    expect(await callbacks.byId(id)).toMatchObject({ window: later, nextTryAtMs: later.fromMs });
    await rung(id, NINE + 3 * HOUR);
    nowMs = NINE + 4 * HOUR;
    expect(await callbacks.counts()).toMatchObject({ kept: 1, early: 0, late: 0, requoted: 1 });
  });

  it('that has passed already makes it late, not replaced', async () => {
    const id = await registered();
    await promises.requote(id, { ...change, nowMs: NINE + 3 * HOUR });
    expect(await ledger(id)).toEqual(['1 asked late', '2 requoted stands owed']);
  });

  it('is refused while the person is being rung, and when it was decided meanwhile', async () => {
    const [ringing, decided] = [await registered('one'), await registered('other')];
    await callbacks.claim(ringing, NINE, 5 * MINUTE);
    await callbacks.accept(decided, NINE);
    expect(await promises.requote(ringing, change)).toBeUndefined();
    expect(await promises.requote(decided, change)).toBeUndefined();
  });
});

describe('looking ahead', () => {
  it('finds promises that end soon, with those who are rung before them; not the ones that are decided', async () => {
    await registered('ahead', { ticketAtMs: NINE - 2, window: { ...window, toMs: NINE + 9 * HOUR } });
    await registered('ahead, but only to be rung in the evening', { ticketAtMs: NINE - 1, nextTryAtMs: NINE + 8 * HOUR });
    await registered('human', { kind: 'human', ticketAtMs: NINE - 3 });
    const id = await registered();
    await callbacks.accept(await registered('decided'), NINE);
    const ending = await promises.ending(NINE + 3 * HOUR, 10);
    expect(ending.find(({ request }) => request.id === id)).toEqual({
      request: expect.objectContaining({ id }),
      number: 1,
      ahead: 1,
      to: wish.number,
    });
    expect(ending.map(({ request }) => request.caller).sort()).toEqual(['ahead, but only to be rung in the evening', 'caller', 'human']);
    expect(await promises.ending(NINE + HOUR, 10)).toEqual([]);
  });

  it('knows when the person last heard of another time, also after that promise was decided', async () => {
    const id = await registered();
    await promises.requote(id, { over: 1, window: later, byText: false, nowMs: NINE + 7 });
    await rung(id, NINE + 3 * HOUR);
    const putOff = { fromMs: nowMs + 30 * MINUTE, toMs: nowMs + HOUR };
    await callbacks.snooze(id, putOff.fromMs, putOff);
    expect(await promises.ending(NINE + 5 * HOUR, 10)).toMatchObject([{ number: 3, requotedAtMs: NINE + 7 }]);
  });

  it('measures the pace of each kind: what rang in ten minutes, and whether somebody was due all the time', async () => {
    const span = (kind: 'menu' | 'human') => callbacks.measuredPace(kind, nowMs);
    const id = await registered('rung');
    await registered('not yet rung', { nextTryAtMs: NINE + 5 * MINUTE });
    await rung(id, NINE + 9 * MINUTE);
    nowMs = NINE + 14 * MINUTE;
    expect(await span('menu')).toEqual({ rings: 1, spanMs: 10 * MINUTE, pressed: false });
    nowMs = NINE + 16 * MINUTE;
    expect(await span('menu')).toMatchObject({ rings: 1, pressed: true });
    expect(await span('human')).toMatchObject({ rings: 0, pressed: false });
  });
});

describe('a text message that is owed', () => {
  it('is handed over by one of ten workers, and not owed any more', async () => {
    const id = await registered();
    await promises.requote(id, { over: 1, window: later, byText: true, nowMs: NINE });
    expect(await promises.owedNotices(10)).toMatchObject([{ request: { id }, number: 2, to: wish.number }]);
    const taken = await Promise.all(Array.from({ length: 10 }, () => promises.noteNotice(id, 2, 'handedOver')));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await promises.owedNotices(10)).toEqual([]);
    await promises.noteNotice(id, 2, 'owed');
    expect(await promises.owedNotices(10)).toHaveLength(1);
    await callbacks.drop(id, NINE);
    expect(await promises.owedNotices(10)).toEqual([]);
  });
});

it('promises made before there was a ledger are entered with what became of them', async () => {
  const states = {
    kept: async (id: string) => rung(id, NINE + HOUR),
    early: async (id: string) => rung(id, NINE - 1),
    late: async (id: string) => rung(id, NINE + 3 * HOUR),
    withdrawn: async (id: string) => callbacks.drop(id, NINE),
    stands: async () => undefined,
  };
  const ids: Record<string, string> = {};
  for (const [name, live] of Object.entries(states)) {
    ids[name] = await registered(name, { nextTryAtMs: NINE - HOUR });
    await live(ids[name]);
  }
  await pool.query('truncate callback_promises');
  const statements = readFileSync(new URL('0002_callback_promises.sql', migrationsFolder), 'utf8').split('--> statement-breakpoint');
  await pool.query(statements.at(-1) ?? '');
  for (const [name, id] of Object.entries(ids)) expect(await ledger(id)).toEqual([`1 asked ${name}`]);
});
