import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createMessages } from '../../src/booking/pg-messages.ts';
import { createReminders } from '../../src/booking/pg-reminders.ts';
import { createCallbacks } from '../../src/callbacks/pg-callbacks.ts';
import { type RemindParts, remind } from '../../src/calls/remind.ts';
import { Cipher, drawBelow, LookupHash } from '../../src/platform/ids.ts';
import { closeServices, testDatabase } from '../support/services.ts';
import { addSlots, berlin } from './booking-ground.ts';

/** Reminders of the day before, on the real database; every odd number is a landline. */
const KEY = Buffer.alloc(32, 7).toString('base64');
const NOON = berlin('2021-01-25 12:00');
const TOMORROW = berlin('2021-01-26 14:00');
const cipher = new Cipher(KEY);
let pool: pg.Pool;
let nowMs: number;
let parts: RemindParts;

beforeAll(async () => {
  ({ pool } = await testDatabase());
  const clock = { nowMs: () => nowMs, offsetMs: () => 0 };
  const lookup = new LookupHash(KEY);
  parts = {
    clock,
    numbers: { hotline: '+4980011611702', medical: '+492311161170', specialist: '+492311161171' },
    drawKennzahl: () => '47',
    hashes: { caller: (number) => lookup.of('caller', number), person: () => '', code: () => '' },
    callbacks: createCallbacks({ pool, cipher, draw: drawBelow, clock }),
    messages: createMessages({ pool, cipher }),
    reminders: createReminders({ pool, cipher }),
  };
});
beforeEach(async () => {
  nowMs = NOON;
  await pool.query('truncate bookings, slots, messages, callback_requests, callback_attempts, callback_promises cascade');
});
afterAll(closeServices);

const numberOf = (nr: number) => (nr % 2 === 0 ? `+49151${10_000_000 + nr}` : `+49233${1_000_000 + nr}`);

/** So many people with an appointment tomorrow, booked last week. */
async function booked(people: number): Promise<void> {
  await addSlots(pool, { dose: 1, at: [TOMORROW], capacity: people }, { dose: 2, at: [berlin('2021-02-16 14:00')], capacity: people });
  const numbers = Array.from({ length: people }, (_, nr) => cipher.seal(numberOf(nr)));
  await pool.query(
    `insert into bookings (hold_id, request_key, person, kreis, first_slot, second_slot, state, code, birth_date_sealed, person_hash,
       number_sealed, plz, created_at, booked_at)
     select gen_random_uuid(), 'r' || nr, 1, 'Hagen', (select id from slots where dose = 1), (select id from slots where dose = 2), 'booked',
       lpad(nr::text, 8, '0'), 'sealed', 'p' || nr, sealed, '58095', $2::timestamptz, $2::timestamptz + nr * interval '1 second'
     from unnest($1::text[]) with ordinality as t (sealed, nr)`,
    [numbers, new Date(NOON - 7 * 86_400_000)],
  );
}

/** How often each number is told, by text or by call. */
async function told(): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ sealed: string }>(
    'select to_sealed as sealed from messages union all select number_sealed from callback_requests',
  );
  const times = new Map<string, number>();
  for (const { sealed } of rows) times.set(cipher.open(sealed), (times.get(cipher.open(sealed)) ?? 0) + 1);
  return times;
}

const dies = () => Promise.reject(new Error('killed'));

describe('people with an appointment tomorrow', () => {
  it('are reminded all in one round, however many they are, and once', async () => {
    await booked(1_000);
    expect(await remind(parts)).toBe(1_000);
    const times = await told();
    expect(times.size).toBe(1_000);
    expect([...times.values()].every((count) => count === 1)).toBe(true);
    expect(await remind(parts)).toBe(0);
    nowMs += 60_000;
    expect(await remind(parts)).toBe(0);
  });

  it('are all reminded when the worker dies in the middle of telling them', async () => {
    await booked(20);
    let owed = 0;
    const messages: RemindParts['messages'] = { ...parts.messages, owe: (one) => (++owed > 5 ? dies() : parts.messages.owe(one)) };
    await expect(remind({ ...parts, messages })).rejects.toThrow('killed');
    expect((await told()).size).toBeLessThan(20);
    expect(await remind(parts)).toBe(20);
    expect([...(await told()).values()]).toEqual(Array.from({ length: 20 }, () => 1));
  });

  it('are not told twice when it dies before it notes them, though they were rung meanwhile', async () => {
    await booked(20);
    await expect(remind({ ...parts, reminders: { ...parts.reminders, note: dies } })).rejects.toThrow('killed');
    await pool.query(`update callback_requests set state = 'accepted', closed_at = now()`);
    nowMs += 600_000;
    expect(await remind(parts)).toBe(20);
    expect([...(await told()).values()]).toEqual(Array.from({ length: 20 }, () => 1));
  });

  it('are told once by several workers at a time', async () => {
    await booked(60);
    await Promise.all([remind(parts), remind(parts), remind(parts)]);
    expect([...(await told()).values()]).toEqual(Array.from({ length: 60 }, () => 1));
  });

  it('are reminded of the new date when it is moved after they were looked at', async () => {
    await booked(1);
    const { due } = parts.reminders;
    const moving: RemindParts['reminders'] = {
      ...parts.reminders,
      async due(day, limit) {
        const found = await due(day, limit);
        await pool.query('update bookings set moves = moves + 1, reminded_at = null');
        return found;
      },
    };
    await remind({ ...parts, reminders: moving });
    expect(await remind(parts)).toBe(1);
    expect((await told()).get(numberOf(0))).toBe(2);
  });
});
