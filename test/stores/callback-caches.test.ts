import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { createCallbacks } from '../../src/callbacks/pg-callbacks.ts';
import type { Callbacks } from '../../src/calls/ports/callbacks.ts';
import { Cipher } from '../../src/platform/ids.ts';
import { closeServices, testDatabase } from '../support/services.ts';

/** Everybody in a wave asks how long the line is and how fast it moves: one look serves five seconds, by the clock of the calls. */
const NINE = Date.UTC(2021, 0, 25, 8);
const cipher = new Cipher(Buffer.alloc(32, 7).toString('base64'));

let pool: Pool;
let callbacks: Callbacks;
let nowMs: number;

beforeAll(async () => {
  ({ pool } = await testDatabase());
});
beforeEach(async () => {
  nowMs = NINE;
  await pool.query('truncate callback_requests, callback_attempts, callback_promises');
  callbacks = createCallbacks({ pool, cipher, draw: () => 7, clock: { nowMs: () => nowMs, offsetMs: () => 0 } });
});
afterAll(closeServices);

/** So many more on the list, all with a ticket of nine o'clock and due since then. */
async function listed(count: number): Promise<void> {
  await pool.query(
    `insert into callback_requests (id, caller_hash, number_sealed, kind, language, kennzahl, ticket_at, window_from, window_to, state, next_try_at, created_at)
     select gen_random_uuid(), gen_random_uuid()::text, '', 'menu', 'de', '07', t, t, t, 'open', t, t
       from generate_series(1, $2), to_timestamp($1::float8 / 1000) t`,
    [NINE, count],
  );
}

it('the count of a long line is taken anew after five seconds, and also by a clock that was set back', async () => {
  const ahead = () => callbacks.countAhead(NINE + 60_000);
  await listed(6_000);
  expect(await ahead()).toBe(6_000);
  await listed(10);
  nowMs += 5_000;
  expect(await ahead()).toBe(6_000);
  nowMs += 1;
  expect(await ahead()).toBe(6_010);
  await listed(10);
  nowMs -= 3_600_000;
  expect(await ahead()).toBe(6_020);
});

it('the measured pace is measured anew after five seconds, and also by a clock that was set back', async () => {
  const pressed = async () => (await callbacks.measuredPace('menu', nowMs)).pressed;
  nowMs = NINE + 3_600_000;
  expect(await pressed()).toBe(false);
  await listed(1);
  nowMs += 4_999;
  expect(await pressed()).toBe(false);
  nowMs += 1;
  expect(await pressed()).toBe(true);
  nowMs = NINE;
  expect(await pressed()).toBe(false);
});
