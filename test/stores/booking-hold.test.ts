import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import type { Bookings } from '../../src/calls/ports/booking.ts';
import { closeServices, testDatabase } from '../support/services.ts';
import { addSlots, berlin, faults, held, MINUTE, NINE, process, rowsRead, TERM, wish } from './booking-ground.ts';

const clock = { nowMs: NINE };
let url: string;
let pool: pg.Pool;
let bookings: Bookings;

beforeAll(async () => {
  ({ url } = await testDatabase());
  ({ pool, bookings } = process(url, clock));
});
beforeEach(async () => {
  clock.nowMs = NINE;
  await pool.query('truncate bookings, slots cascade');
});
afterAll(async () => {
  await pool.end();
  await closeServices();
});

describe('one person', () => {
  it('gets the earliest first appointment and the second one three weeks later at the same time of day', async () => {
    await addSlots(pool, { dose: 1, at: [berlin('2021-02-09 15:00'), berlin('2021-02-09 14:30')] });
    await addSlots(pool, { dose: 2, at: [berlin('2021-03-02 14:00'), berlin('2021-03-02 14:30'), berlin('2021-03-02 15:00')] });
    expect(await held(bookings)).toEqual({
      holdId: expect.any(String),
      heldUntilMs: NINE + TERM,
      firstMs: [berlin('2021-02-09 14:30')],
      secondMs: [berlin('2021-03-02 14:30')],
    });
  });

  it('gets the nearest time of day when the same one is full, and the next days only when the day is', async () => {
    await addSlots(pool, { dose: 1, at: [berlin('2021-02-09 14:30')], capacity: 3 });
    await addSlots(pool, { dose: 2, at: [berlin('2021-03-02 19:00'), berlin('2021-03-02 16:00'), berlin('2021-03-04 14:30')] });
    expect((await held(bookings)).secondMs).toEqual([berlin('2021-03-02 16:00')]);
    expect((await held(bookings)).secondMs).toEqual([berlin('2021-03-02 19:00')]);
    expect((await held(bookings)).secondMs).toEqual([berlin('2021-03-04 14:30')]);
  });

  it('gets nothing, and takes nothing, when the second dose would be too early or too late', async () => {
    await addSlots(pool, { dose: 1, at: [berlin('2021-02-09 14:30')] });
    await addSlots(pool, { dose: 2, at: [berlin('2021-03-01 14:30'), berlin('2021-03-06 14:30')] });
    expect(await bookings.hold(wish())).toBe('none');
    expect(await bookings.hasPairs('Hagen', 1, NINE)).toBe(false);
    expect((await pool.query('select sum(taken)::int as taken from slots')).rows).toEqual([{ taken: 0 }]);
  });

  it('is passed on to a later first appointment when the second doses of the early ones are gone', async () => {
    const days = (from: string, count: number) => Array.from({ length: count }, (_, day) => berlin(from) + day * 24 * 60 * MINUTE);
    await addSlots(pool, { dose: 1, at: [...days('2021-02-09 14:00', 10), ...days('2021-02-09 14:15', 10)], capacity: 6 });
    await addSlots(pool, { dose: 2, at: [berlin('2021-03-10 18:00')], capacity: 2 });
    expect(await held(bookings)).toMatchObject({ firstMs: [berlin('2021-02-14 14:00')], secondMs: [berlin('2021-03-10 18:00')] });
  });

  it('gets the same vaccine twice, with the interval of that vaccine', async () => {
    await addSlots(pool, { dose: 1, at: [berlin('2021-02-09 14:30')], vaccine: 'moderna' });
    await addSlots(pool, { dose: 2, at: [berlin('2021-03-02 14:30'), berlin('2021-03-09 14:30')] });
    expect(await bookings.hold(wish())).toBe('none');
    await addSlots(pool, { dose: 2, at: [berlin('2021-03-09 14:30')], vaccine: 'moderna' });
    expect((await held(bookings)).secondMs).toEqual([berlin('2021-03-09 14:30')]);
  });

  it('gets both at the centre asked for and no other', async () => {
    await addSlots(pool, { dose: 1, at: [berlin('2021-02-09 14:30')] }, { dose: 2, at: [berlin('2021-03-02 14:30')], kreis: 'Hamm' });
    expect(await bookings.hold(wish())).toBe('none');
    expect(await bookings.hold(wish({ kreis: 'Nirgendwo' }))).toBe('none');
  });

  it('gets nothing before the instant asked for', async () => {
    await addSlots(pool, { dose: 1, at: [berlin('2021-02-09 14:30'), berlin('2021-02-09 14:45')] });
    await addSlots(pool, { dose: 2, at: [berlin('2021-03-02 14:30')], capacity: 2 });
    expect((await held(bookings, { notBeforeMs: berlin('2021-02-09 14:30') + 1 })).firstMs).toEqual([berlin('2021-02-09 14:45')]);
    expect((await held(bookings, { notBeforeMs: berlin('2021-02-09 14:30') })).firstMs).toEqual([berlin('2021-02-09 14:30')]);
  });
});

describe('another proposal', () => {
  it('is on no half-day that was refused', async () => {
    const first = ['2021-02-09 09:00', '2021-02-09 12:45', '2021-02-09 13:00', '2021-02-09 19:45', '2021-02-10 09:00'].map((at) =>
      berlin(at),
    );
    await addSlots(pool, { dose: 1, at: first }, { dose: 2, at: [berlin('2021-03-02 14:30'), berlin('2021-03-03 14:30')], capacity: 9 });
    const starts: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const proposal = await held(bookings, { avoidMs: starts });
      await bookings.release(proposal.holdId);
      starts.push(...proposal.firstMs);
    }
    expect(starts).toEqual([first[0], first[2], first[4]]);
    expect(await bookings.hold(wish({ avoidMs: starts }))).toBe('none');
  });
});

describe('days of the clock change', () => {
  it('keeps the wall clock: 14:30 in winter time is followed by 14:30 in summer time', async () => {
    await addSlots(pool, { dose: 1, at: [berlin('2021-03-15 14:30')] });
    await addSlots(pool, { dose: 2, at: [berlin('2021-04-05 13:30', 2), berlin('2021-04-05 14:30', 2), berlin('2021-04-05 15:30', 2)] });
    expect((await held(bookings)).secondMs).toEqual([berlin('2021-04-05 14:30', 2)]);
  });

  it('the short day and the long day end at their own midnight', async () => {
    // 28 March 2021 has 23 hours, 31 October 2021 has 25
    await addSlots(pool, { dose: 1, at: [berlin('2021-03-07 23:30'), berlin('2021-10-10 23:30', 2)] });
    await addSlots(pool, { dose: 2, at: [berlin('2021-03-28 23:45', 2), berlin('2021-10-31 23:45', 1)] });
    expect((await held(bookings)).secondMs).toEqual([berlin('2021-03-28 23:45', 2)]);
    expect((await held(bookings)).secondMs).toEqual([berlin('2021-10-31 23:45', 1)]);
    expect(await faults(pool)).toEqual([]);
  });
});

describe('two people', () => {
  const couple = { people: 2 };

  it('share a time where two places are free, in both doses', async () => {
    await addSlots(
      pool,
      { dose: 1, at: [berlin('2021-02-09 14:30')], capacity: 2 },
      { dose: 2, at: [berlin('2021-03-02 14:30')], capacity: 2 },
    );
    expect(await held(bookings, couple)).toMatchObject({
      firstMs: [berlin('2021-02-09 14:30'), berlin('2021-02-09 14:30')],
      secondMs: [berlin('2021-03-02 14:30'), berlin('2021-03-02 14:30')],
    });
  });

  it('get neighbouring times, at most 15 minutes apart, where only one place is left at each', async () => {
    await addSlots(pool, { dose: 1, at: [berlin('2021-02-09 14:00'), berlin('2021-02-09 14:20'), berlin('2021-02-09 14:35')] });
    await addSlots(pool, { dose: 2, at: [berlin('2021-03-02 14:00'), berlin('2021-03-02 15:00'), berlin('2021-03-02 15:15')] });
    expect(await held(bookings, couple)).toMatchObject({
      firstMs: [berlin('2021-02-09 14:20'), berlin('2021-02-09 14:35')],
      secondMs: [berlin('2021-03-02 15:00'), berlin('2021-03-02 15:15')],
    });
  });

  it('get nothing, and take nothing, where only one of them fits in one of the doses', async () => {
    await addSlots(pool, { dose: 1, at: [berlin('2021-02-09 14:30')], capacity: 2 });
    await addSlots(pool, { dose: 2, at: [berlin('2021-03-02 14:30'), berlin('2021-03-02 14:46')] });
    expect(await bookings.hold(wish(couple))).toBe('none');
    expect(await bookings.hasPairs('Hagen', 2, NINE)).toBe(false);
    expect(await bookings.hasPairs('Hagen', 1, NINE)).toBe(true);
    expect((await pool.query('select sum(taken)::int as taken from slots')).rows).toEqual([{ taken: 0 }]);
  });

  it('more than two are refused as a fault of ours', async () => {
    await expect(bookings.hold(wish({ people: 3 }))).rejects.toMatchObject({ code: 'PEOPLE' });
  });
});

describe('people who ask in the same moment', () => {
  it('each get what fits their own question, whoever else asks', async () => {
    const mornings = (day: string) => [berlin(`${day} 09:00`), berlin(`${day} 09:15`)];
    await addSlots(pool, { dose: 1, at: [...mornings('2021-02-09'), ...mornings('2021-02-10')], capacity: 4 });
    await addSlots(pool, { dose: 2, at: [...mornings('2021-03-02'), berlin('2021-03-03 18:00')], capacity: 4 });
    const refused = [berlin('2021-02-09 09:00')];
    const [first, afterRefusal, couple, otherCentre, late, second] = await Promise.all([
      bookings.hold(wish()),
      bookings.hold(wish({ avoidMs: refused })),
      bookings.hold(wish({ people: 2 })),
      bookings.hold(wish({ kreis: 'Hamm' })),
      bookings.hold(wish({ notBeforeMs: berlin('2021-02-10 09:10') })),
      bookings.hold(wish()),
    ]);
    const easy = { firstMs: [berlin('2021-02-09 09:00')], secondMs: [berlin('2021-03-02 09:00')] };
    expect([first, second]).toEqual([expect.objectContaining(easy), expect.objectContaining(easy)]);
    expect(afterRefusal).toMatchObject({ firstMs: [berlin('2021-02-10 09:00')], secondMs: [berlin('2021-03-03 18:00')] });
    expect(couple).toMatchObject({ firstMs: [berlin('2021-02-09 09:00'), berlin('2021-02-09 09:00')] });
    expect(otherCentre).toBe('none');
    expect(late).toMatchObject({ firstMs: [berlin('2021-02-10 09:15')], secondMs: [berlin('2021-03-03 18:00')] });
    expect(await faults(pool)).toEqual([]);
  });
});

describe('however many places there are', () => {
  it.each([
    { people: 1, most: 20 },
    { people: 2, most: 500 },
  ])('$people are found theirs by reading few, even by a plan that was made for an empty table', async ({ people, most }) => {
    await pool.query('analyze slots');
    const fresh = process(url, clock);
    expect(await fresh.bookings.hold(wish({ people }))).toBe('none');
    const quarters = (from: string) => Array.from({ length: 1_500 }, (_, n) => berlin(from) + n * 15 * MINUTE);
    await addSlots(
      pool,
      { dose: 1, at: quarters('2021-02-09 09:00'), capacity: 3 },
      { dose: 2, at: quarters('2021-03-02 09:00'), capacity: 3 },
    );
    const before = await rowsRead(fresh.pool, 'slots');
    await held(fresh.bookings, { people });
    expect((await rowsRead(fresh.pool, 'slots')) - before).toBeLessThan(most);
    await fresh.pool.end();
  });
});

describe('a hold', () => {
  beforeEach(() => addSlots(pool, { dose: 1, at: [berlin('2021-02-09 14:30')] }, { dose: 2, at: [berlin('2021-03-02 14:30')] }));

  it('is found again by the same request, also twice at the same moment', async () => {
    const request = wish();
    const answers = await Promise.all(Array.from({ length: 8 }, () => bookings.hold(request)));
    answers.push(await bookings.hold(request));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).not.toBe('none');
    expect(await faults(pool)).toEqual([]);
  });

  it('gives its places back when it is released, once, however often', async () => {
    const { holdId } = await held(bookings);
    await Promise.all([bookings.release(holdId), bookings.release(holdId), bookings.release(holdId)]);
    expect(await faults(pool)).toEqual([]);
    expect(await bookings.hasPairs('Hagen', 1, NINE)).toBe(true);
    await bookings.release(holdId);
  });

  it('is nobody’s any more when its term is over, even before anybody sweeps', async () => {
    const first = await held(bookings);
    clock.nowMs = NINE + TERM - 1;
    expect(await bookings.hold(wish())).toBe('none');
    clock.nowMs = NINE + TERM;
    const next = await held(bookings, { heldUntilMs: clock.nowMs + TERM });
    expect(next.holdId).not.toBe(first.holdId);
    expect(await bookings.renew(first.holdId, clock.nowMs + TERM, clock.nowMs)).toBe(false);
    expect(await faults(pool)).toEqual([]);
  });

  it('lives on as long as it is renewed in time, and never shorter than promised', async () => {
    const { holdId } = await held(bookings);
    expect(await bookings.renew(holdId, NINE + 2 * TERM, NINE + TERM - 1)).toBe(true);
    expect(await bookings.renew(holdId, NINE, NINE + TERM)).toBe(true);
    expect(await bookings.sweep(NINE + 2 * TERM - 1)).toBe(0);
    expect(await bookings.sweep(NINE + 2 * TERM)).toBe(1);
    expect(await bookings.sweep(NINE + 2 * TERM)).toBe(0);
    expect(await bookings.hasPairs('Hagen', 1, NINE)).toBe(true);
  });
});
