import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Bookings } from '../../src/calls/ports/booking.ts';
import { closeServices, testDatabase } from '../support/services.ts';
import { addSlots, berlin, faults, held, MINUTE, NINE, person, process, rowsRead, TERM } from './booking-ground.ts';

/**
 * A connection plans a statement once, often on the first morning when nothing is booked yet. Such a plan must still look at the rows
 * in hand only when thousands are there: nothing but `analyze` would make it anew.
 */

const clock = { nowMs: NINE };
let early: ReturnType<typeof process>;
let later: ReturnType<typeof process>;
/** A person who has an appointment. */
const known = person();

beforeAll(async () => {
  const { url } = await testDatabase();
  [early, later] = [process(url, clock), process(url, clock)];
  await early.pool.query('analyze');
  await planEverything(early.bookings);
  const quarters = (from: string) => Array.from({ length: 1_000 }, (_, n) => berlin(from) + n * 15 * MINUTE);
  await addSlots(
    early.pool,
    { dose: 1, at: quarters('2021-02-09 00:00'), capacity: 3 },
    { dose: 2, at: quarters('2021-03-02 00:00'), capacity: 3 },
  );
  const booked = await Promise.all(Array.from({ length: 600 }, () => held(later.bookings)));
  await Promise.all(booked.map(({ holdId }, n) => confirm(later.bookings, holdId, n === 0 ? known : person())));
  await Promise.all(Array.from({ length: 300 }, () => held(later.bookings)));
}, 60_000);
afterAll(async () => {
  expect(await faults(later.pool)).toEqual([]);
  await Promise.all([early.pool.end(), later.pool.end()]);
  await closeServices();
});

const confirm = (bookings: Bookings, holdId: string, ...persons: ReturnType<typeof person>[]) =>
  bookings.confirm({ holdId, persons, nowMs: NINE });
const move = (booking: string, hold: string, firstMs: readonly number[], secondMs: readonly number[]) =>
  early.pool.query<{ answer: string }>('select move_booking($1, $2, $3, $4, from_ms($5)) as answer', [
    booking,
    hold,
    firstMs,
    secondMs,
    NINE,
  ]);
const cancel = (booking: string) =>
  early.pool.query<{ answer: string }>('select cancel_booking($1, null, from_ms($2)) as answer', [booking, NINE]);

/** Everything that the tests ask for, once before there is anything. */
async function planEverything(bookings: Bookings): Promise<void> {
  await bookings.hasPairs('Hagen', 1, NINE);
  for (const people of [1, 2]) await expect(held(bookings, { people })).rejects.toThrow('nothing was free');
  await confirm(bookings, randomUUID(), person());
  await bookings.renew(randomUUID(), NINE + TERM, NINE);
  await bookings.release(randomUUID());
  await bookings.sweep(NINE);
  await move(randomUUID(), randomUUID(), [NINE], [NINE]);
  await cancel(randomUUID());
}

describe('among 600 appointments and 300 holds, by plans that were made before the first of them', () => {
  /** A search for a couple looks at the times of one day; everything else at a handful. */
  async function readsFew(work: () => Promise<unknown>): Promise<void> {
    const before = [await rowsRead(early.pool, 'bookings'), await rowsRead(early.pool, 'slots')] as const;
    await work();
    expect((await rowsRead(early.pool, 'bookings')) - before[0]).toBeLessThan(25);
    expect((await rowsRead(early.pool, 'slots')) - before[1]).toBeLessThan(400);
  }

  it.each([1, 2])('holding for %d reads few rows', (people) => readsFew(() => held(early.bookings, { people })));

  it('holding while another hold is over reads few rows', async () => {
    await held(later.bookings, { heldUntilMs: NINE - 1 });
    await readsFew(() => held(early.bookings));
  });

  it('confirming reads few rows, also for a couple and for somebody who has an appointment', async () => {
    const alone = await held(later.bookings);
    const couple = await held(later.bookings, { people: 2 });
    const again = await held(later.bookings);
    await readsFew(async () => expect(await confirm(early.bookings, alone.holdId, person())).toHaveProperty('codes'));
    await readsFew(async () => expect(await confirm(early.bookings, couple.holdId, person(), person())).toHaveProperty('codes'));
    await readsFew(async () => expect(await confirm(early.bookings, again.holdId, known)).toBe('alreadyBooked'));
  });

  it('renewing, releasing and sweeping read few rows', async () => {
    const [one, two] = [await held(later.bookings), await held(later.bookings, { heldUntilMs: NINE + TERM })];
    await readsFew(async () => expect(await early.bookings.renew(one.holdId, NINE + 2 * TERM, NINE)).toBe(true));
    await readsFew(() => early.bookings.release(two.holdId));
    await held(later.bookings, { heldUntilMs: NINE - 1 });
    await readsFew(async () => expect(await early.bookings.sweep(NINE)).toBe(1));
  });

  it('moving and cancelling read few rows', async () => {
    const booking = await held(later.bookings);
    await confirm(later.bookings, booking.holdId, person());
    const to = await held(later.bookings, { avoidMs: booking.firstMs });
    await readsFew(async () =>
      expect((await move(booking.holdId, to.holdId, to.firstMs, to.secondMs)).rows).toEqual([{ answer: 'moved' }]),
    );
    await readsFew(async () => expect((await cancel(booking.holdId)).rows).toEqual([{ answer: 'cancelled' }]));
  });
});
