import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createChanges } from '../../src/booking/pg-changes.ts';
import type { Bookings } from '../../src/calls/ports/booking.ts';
import type { Changes, StandingAppointment } from '../../src/calls/ports/booking-changes.ts';
import type { Proposal } from '../../src/ivr/session.ts';
import { Cipher } from '../../src/platform/ids.ts';
import { closeServices, testDatabase } from '../support/services.ts';
import { addSlots, berlin, faults, held, MINUTE, NINE, person, process, TERM } from './booking-ground.ts';

/** Moving and cancelling on the real database: all or nothing, once, and beside everything else that goes on. */

let pool: pg.Pool;
let bookings: Bookings;
let changes: Changes;
const clock = { nowMs: NINE };
const closers: (() => Promise<void>)[] = [];

const cipher = new Cipher(Buffer.alloc(32, 7).toString('base64'));
const FIRST = [9, 10, 11].map((day) => berlin(`2021-02-${String(day).padStart(2, '0')} 14:30`));
const SECOND = [2, 3, 4].map((day) => berlin(`2021-03-0${day} 14:30`));

beforeAll(async () => {
  const database = await testDatabase();
  const own = process(database.url, clock);
  ({ pool, bookings } = own);
  closers.push(() => own.pool.end());
  changes = createChanges({ pool, cipher });
});
beforeEach(async () => {
  await pool.query('delete from bookings; delete from slots');
});
afterAll(async () => {
  for (const close of closers) await close();
  await closeServices();
});

async function booked(people: 1 | 2 = 1): Promise<Proposal & { codes: string[]; hashes: string[] }> {
  const proposal = await held(bookings, { people });
  const hashes = Array.from({ length: people }, () => randomUUID());
  const order = { holdId: proposal.holdId, persons: hashes.map((hash) => person(hash)), number: '+491701234567', caller: 'caller' };
  const confirmed = await bookings.confirm({ ...order, nowMs: NINE });
  if (typeof confirmed === 'string') throw new Error(confirmed);
  return { ...proposal, ...confirmed, hashes };
}

const another = (from: Proposal, people = 1) => held(bookings, { people, avoidMs: from.firstMs });
const taken = async () => (await pool.query<{ n: number }>('select sum(taken)::int as n from slots')).rows[0]?.n;
const states = async () =>
  (await pool.query<{ state: string }>('select state from bookings order by state')).rows.map(({ state }) => state);

describe('moving', () => {
  beforeEach(() => addSlots(pool, { dose: 1, at: FIRST, capacity: 2 }, { dose: 2, at: SECOND, capacity: 2 }));

  it.each([1, 2] as const)('puts %d onto the held pair, frees the old places and keeps the codes', async (people) => {
    const before = await booked(people);
    await bookings.noteHeard(before.holdId, NINE);
    const to = await another(before, people);
    const moved = (await changes.move({ holdId: before.holdId, to, nowMs: NINE })) as StandingAppointment;
    expect(moved).toMatchObject({ holdId: before.holdId, codes: before.codes, firstMs: to.firstMs, secondMs: to.secondMs, moves: 1 });
    expect(moved).toMatchObject({ number: '+491701234567', caller: 'caller', language: 'de', plz: '58095' });
    expect(await taken()).toBe(2 * people);
    const { rows } = await pool.query('select distinct heard_at, reminded_at from bookings');
    expect(rows).toEqual([{ heard_at: null, reminded_at: null }]);
    expect(await faults(pool)).toEqual([]);
  });

  it('the same order again, also twenty times at once, moves once', async () => {
    const before = await booked();
    const to = await another(before);
    const order = { holdId: before.holdId, to, nowMs: NINE };
    const answers = await Promise.all(Array.from({ length: 20 }, () => changes.move(order)));
    answers.push(await changes.move({ ...order, nowMs: NINE + 10 * TERM }));
    for (const answer of answers) expect(answer).toMatchObject({ firstMs: to.firstMs, moves: 1 });
    expect(await states()).toEqual(['booked']);
    expect(await faults(pool)).toEqual([]);
  });

  it('a pair that is not held any more changes nothing', async () => {
    const before = await booked();
    const to = await another(before);
    expect(await changes.move({ holdId: before.holdId, to, nowMs: NINE + TERM })).toBe('expired');
    await bookings.release(to.holdId);
    expect(await changes.move({ holdId: before.holdId, to, nowMs: NINE })).toBe('expired');
    expect(await changes.findByCode(before.codes[0] ?? '')).toMatchObject({ firstMs: before.firstMs, moves: 0 });
    expect(await faults(pool)).toEqual([]);
  });

  it('a booking that somebody cancelled meanwhile stays cancelled, and the hold stays a hold', async () => {
    const before = await booked();
    const to = await another(before);
    await changes.cancel({ holdId: before.holdId, nowMs: NINE });
    expect(await changes.move({ holdId: before.holdId, to, nowMs: NINE })).toBe('changed');
    expect(await states()).toEqual(['cancelled', 'held']);
  });

  it('one of a couple cancelled meanwhile: the pair held for two is not taken by one', async () => {
    const before = await booked(2);
    const to = await another(before, 2);
    await changes.cancel({ holdId: before.holdId, code: before.codes[0] ?? '', nowMs: NINE });
    expect(await changes.move({ holdId: before.holdId, to, nowMs: NINE })).toBe('changed');
    const alone = await another(before);
    expect(await changes.move({ holdId: before.holdId, to: alone, nowMs: NINE })).toMatchObject({ firstMs: alone.firstMs, moves: 1 });
    expect(await faults(pool)).toEqual([]);
  });
});

describe('cancelling', () => {
  beforeEach(() => addSlots(pool, { dose: 1, at: FIRST, capacity: 1 }, { dose: 2, at: SECOND, capacity: 1 }));

  it('the places are free at once, the code tells it, and the person may book again', async () => {
    const before = await booked();
    expect(await changes.cancel({ holdId: before.holdId, nowMs: NINE })).toMatchObject({ before: { codes: before.codes } });
    expect(await taken()).toBe(0);
    expect(await changes.findByCode(before.codes[0] ?? '')).toMatchObject({ state: 'cancelled', caller: 'caller' });
    expect(await changes.findByPerson(before.hashes)).toBeUndefined();
    expect(await bookings.byHold(before.holdId)).toBeUndefined();
    const { rows } = await pool.query('select cancelled_at from bookings');
    expect(rows).toEqual([{ cancelled_at: new Date(NINE) }]);
    const again = await held(bookings);
    expect(again.firstMs).toEqual(before.firstMs);
    const confirmed = await bookings.confirm({ holdId: again.holdId, persons: before.hashes.map((hash) => person(hash)), nowMs: NINE });
    expect(confirmed).toMatchObject({ codes: [expect.any(String)] });
    expect(await faults(pool)).toEqual([]);
  });

  it('again and again frees the places once', async () => {
    const before = await booked();
    const order = { holdId: before.holdId, nowMs: NINE };
    const answers = await Promise.all(Array.from({ length: 20 }, () => changes.cancel(order)));
    answers.push(await changes.cancel({ ...order, nowMs: NINE + MINUTE }));
    expect(answers).not.toContain('unknown');
    expect(await taken()).toBe(0);
    expect(await faults(pool)).toEqual([]);
  });

  it('only one of a couple: the other appointment stands and is found by both ways of asking', async () => {
    await pool.query('delete from slots');
    await addSlots(pool, { dose: 1, at: FIRST, capacity: 2 }, { dose: 2, at: SECOND, capacity: 2 });
    const before = await booked(2);
    const [his = '', hers = ''] = before.codes;
    const answer = await changes.cancel({ holdId: before.holdId, code: his, nowMs: NINE });
    expect(answer).toMatchObject({ before: { code: his }, left: { codes: [hers] } });
    expect(await taken()).toBe(2);
    expect(await changes.findByCode(his)).toMatchObject({ state: 'cancelled' });
    expect(await changes.findByCode(hers)).toMatchObject({ state: 'booked', codes: [hers], birthDates: ['1938-03-05'] });
    expect(await changes.findByPerson([before.hashes[1] ?? ''])).toMatchObject({ code: hers });
    expect(await faults(pool)).toEqual([]);
  });

  it('what was never booked is not cancelled: a hold, and nothing at all', async () => {
    const hold = await held(bookings);
    expect(await changes.cancel({ holdId: hold.holdId, nowMs: NINE })).toBe('unknown');
    expect(await changes.cancel({ holdId: randomUUID(), nowMs: NINE })).toBe('unknown');
    expect(await states()).toEqual(['held']);
  });
});

describe('finding', () => {
  beforeEach(() => addSlots(pool, { dose: 1, at: FIRST, capacity: 9 }, { dose: 2, at: SECOND, capacity: 9 }));

  it('either code opens both, and says whose it is', async () => {
    const { codes } = await booked(2);
    for (const code of codes) expect(await changes.findByCode(code)).toMatchObject({ code, codes });
  });

  it('an unknown code and unknown people are nothing, and a hold is found by nobody', async () => {
    await held(bookings);
    expect(await changes.findByCode('00000000')).toBeUndefined();
    expect(await changes.findByPerson([randomUUID()])).toBeUndefined();
    expect(await changes.findByPerson([])).toBeUndefined();
  });

  it('counts for how many people a number has booked: cancelled ones do not count', async () => {
    const [, two] = [await booked(), await booked(2)];
    expect(await bookings.bookedBy('caller')).toBe(3);
    await changes.cancel({ holdId: two.holdId, nowMs: NINE });
    expect(await bookings.bookedBy('caller')).toBe(1);
    expect(await bookings.bookedBy('somebody else')).toBe(0);
  });
});

it('moves, cancellations, bookings and the sweep on two centres at once: nothing waits in a circle, every place is counted', async () => {
  const days = (month: string) => Array.from({ length: 12 }, (_, i) => berlin(`2021-${month}-${String(i + 8).padStart(2, '0')} 14:30`));
  for (const kreis of ['Hagen', 'Herne'])
    await addSlots(pool, { kreis, dose: 1, at: days('02'), capacity: 3 }, { kreis, dose: 2, at: days('03'), capacity: 3 });
  const busy = async (worker: number) => {
    for (let round = 0; round < 12; round += 1) {
      const kreis = (worker + round) % 2 === 0 ? 'Hagen' : 'Herne';
      const hold = await bookings.hold({
        requestKey: randomUUID(),
        kreis,
        people: 1,
        notBeforeMs: NINE,
        avoidMs: [],
        heldUntilMs: NINE + TERM,
      });
      if (hold === 'none') continue;
      await bookings.confirm({ holdId: hold.holdId, persons: [person()], nowMs: NINE });
      const to = await bookings.hold({
        requestKey: randomUUID(),
        // Also to the other centre: two centres' locks at once
        kreis: round % 3 === 0 ? 'Herne' : 'Hagen',
        people: 1,
        notBeforeMs: NINE,
        avoidMs: hold.firstMs,
        // Some are over at once and in the sweep's hands
        heldUntilMs: round % 4 === 0 ? NINE - 1 : NINE + TERM,
      });
      await Promise.all([
        to === 'none' ? undefined : changes.move({ holdId: hold.holdId, to, nowMs: NINE }),
        round % 2 === 0 ? changes.cancel({ holdId: hold.holdId, nowMs: NINE }) : undefined,
        bookings.sweep(NINE),
      ]);
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, worker) => busy(worker)));
  await bookings.sweep(NINE + 2 * TERM);
  expect(await faults(pool)).toEqual([]);
});
