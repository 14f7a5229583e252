import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { isCode } from '../../src/booking/code.ts';
import type { Bookings } from '../../src/calls/ports/booking.ts';
import { closeServices, testDatabase } from '../support/services.ts';
import { addSlots, berlin, faults, held, NINE, person, process, rowsRead, TERM } from './booking-ground.ts';

const clock = { nowMs: NINE };
let url: string;
let pool: pg.Pool;
let bookings: Bookings;

beforeAll(async () => {
  ({ url } = await testDatabase());
  ({ pool, bookings } = process(url, clock));
});
beforeEach(async () => {
  await pool.query('truncate bookings, slots, invitation_pins cascade');
  await addSlots(
    pool,
    { dose: 1, at: [berlin('2021-02-09 14:30')], capacity: 40 },
    { dose: 2, at: [berlin('2021-03-02 14:30')], capacity: 40 },
  );
});
afterAll(async () => {
  await pool.end();
  await closeServices();
});

const confirm = (holdId: string, persons = [person()], nowMs = NINE) =>
  bookings.confirm({ holdId, persons, nowMs, caller: `caller of ${holdId}`, number: '+492214710999' });

describe('confirming', () => {
  it('makes the hold an appointment with a valid code for each, and either code opens both', async () => {
    const { holdId } = await held(bookings, { people: 2 });
    const answer = await confirm(holdId, [person(), person()]);
    if (typeof answer === 'string') throw new Error(answer);
    expect(answer.codes).toHaveLength(2);
    expect(new Set(answer.codes).size).toBe(2);
    expect(answer.codes.every(isCode)).toBe(true);
    const whole = {
      holdId,
      codes: answer.codes,
      kreis: 'Hagen',
      centre: 'Stadthalle Hagen',
      firstMs: [berlin('2021-02-09 14:30'), berlin('2021-02-09 14:30')],
      secondMs: [berlin('2021-03-02 14:30'), berlin('2021-03-02 14:30')],
    };
    expect(await bookings.byHold(holdId)).toEqual({ ...whole, code: answer.codes[0] });
    for (const code of answer.codes) expect(await bookings.byCode(code)).toEqual({ ...whole, code });
    expect(await faults(pool)).toEqual([]);
  });

  it('again, also at the same moment and in two processes, gives the same codes', async () => {
    const other = process(url, clock);
    const { holdId } = await held(bookings);
    const order = { holdId, persons: [person()], nowMs: NINE };
    const answers = await Promise.all([bookings, bookings, other.bookings, other.bookings].map((each) => each.confirm(order)));
    answers.push(await bookings.confirm({ ...order, nowMs: NINE + 10 * TERM }));
    expect(answers[0]).toEqual({ codes: [expect.any(String)] });
    expect(answers).toEqual(answers.map(() => answers[0]));
    expect(other.refusals).toEqual([]);
    await other.pool.end();
  });

  it('again, in the middle of others, gives a couple the same two codes', async () => {
    await addSlots(
      pool,
      { dose: 1, at: [berlin('2021-02-10 14:30')], capacity: 200 },
      { dose: 2, at: [berlin('2021-03-03 14:30')], capacity: 200 },
    );
    for (let round = 0; round < 10; round += 1) {
      const holds = await Promise.all(Array.from({ length: 6 }, () => held(bookings, { people: 2 })));
      const repeated = holds[round % 6]?.holdId;
      const orders = holds.map(({ holdId }) => ({ holdId, persons: [person(), person()], nowMs: NINE }));
      const times = (holdId: string) => (holdId === repeated ? [bookings, bookings] : [bookings]);
      const answers = await Promise.all(orders.map((order) => Promise.all(times(order.holdId).map((each) => each.confirm(order)))));
      for (const [first, again = first] of answers) {
        expect(first).toEqual({ codes: [expect.any(String), expect.any(String)] });
        expect(again).toEqual(first);
      }
    }
  });

  it('after the term is refused, and so is a hold that is gone', async () => {
    const { holdId } = await held(bookings, { people: 2 });
    expect(await confirm(holdId, [person(), person()], NINE + TERM)).toBe('expired');
    await bookings.release(holdId);
    expect(await confirm(holdId, [person(), person()])).toBe('expired');
    expect(await bookings.byHold(holdId)).toBeUndefined();
  });

  it('with another number of people than was held is a fault of ours and books nobody', async () => {
    const { holdId } = await held(bookings, { people: 2 });
    await expect(confirm(holdId, [person()])).rejects.toMatchObject({ code: 'HOLD_PEOPLE' });
    expect(await bookings.byHold(holdId)).toBeUndefined();
  });

  it('keeps personal values sealed', async () => {
    const { holdId } = await held(bookings);
    await confirm(holdId);
    const { rows } = await pool.query('select * from bookings');
    expect(JSON.stringify(rows)).not.toMatch(/1938|2214710/);
  });

  it('remembers when the code was first heard to its end', async () => {
    const { holdId } = await held(bookings);
    await bookings.noteHeard(holdId, NINE);
    await confirm(holdId);
    await bookings.noteHeard(holdId, NINE + 1);
    await bookings.noteHeard(holdId, NINE + 2);
    expect((await pool.query('select heard_at from bookings')).rows).toEqual([{ heard_at: new Date(NINE + 1) }]);
  });

  it('a booked appointment is not touched by release, sweep or a late renewal', async () => {
    const { holdId } = await held(bookings);
    await confirm(holdId);
    await bookings.release(holdId);
    expect(await bookings.sweep(NINE + 100 * TERM)).toBe(0);
    expect(await bookings.renew(holdId, NINE + 101 * TERM, NINE + 100 * TERM)).toBe(true);
    expect(await bookings.byHold(holdId)).toBeDefined();
    expect(await faults(pool)).toEqual([]);
  });
});

describe('one person, one appointment', () => {
  it('a second one is refused, whoever else is booked in the same moment is not hurt', async () => {
    const holds = await Promise.all(Array.from({ length: 12 }, () => held(bookings)));
    const answers = await Promise.all(holds.map(({ holdId }, n) => confirm(holdId, [person(n % 3 === 0 ? 'the same' : `person ${n}`)])));
    expect(answers.filter((answer) => answer === 'alreadyBooked')).toHaveLength(3);
    expect(answers.filter((answer) => typeof answer === 'object')).toHaveLength(9);
    expect(await faults(pool)).toEqual([]);
  });

  it('one of a couple booked already: neither of them is booked anew, and their hold ends as any other', async () => {
    const single = await held(bookings);
    await confirm(single.holdId, [person('she')]);
    const couple = await held(bookings, { people: 2 });
    expect(await confirm(couple.holdId, [person('he'), person('she')])).toBe('alreadyBooked');
    expect(await bookings.byHold(couple.holdId)).toBeUndefined();
    expect(await bookings.sweep(NINE + TERM)).toBe(2);
    expect(await faults(pool)).toEqual([]);
  });
});

describe('the PIN of a letter', () => {
  const letter = async (pinHash: string) => {
    await pool.query("insert into invitation_pins (pin_hash, address_sealed, imported_at) values ($1, 'sealed', now())", [pinHash]);
    return { pinHash };
  };

  it('stands with the appointment of the person it invited, and so does the language of the call', async () => {
    const { holdId } = await held(bookings, { people: 2 });
    const persons = [{ ...person(), ...(await letter('hers')) }, person()];
    expect(await bookings.confirm({ holdId, persons, language: 'tr', nowMs: NINE })).toEqual({
      codes: [expect.any(String), expect.any(String)],
    });
    const { rows } = await pool.query('select person, pin_hash, language from bookings order by person');
    expect(rows).toEqual([
      { person: 1, pin_hash: 'hers', language: 'tr' },
      { person: 2, pin_hash: null, language: 'tr' },
    ]);
  });

  it('serves one appointment, also when several use it in the same moment, crosswise and in two processes', async () => {
    const other = process(url, clock);
    const [one, two] = [await letter('one'), await letter('two')];
    const holds = await Promise.all(Array.from({ length: 12 }, () => held(bookings, { people: 2 })));
    const answers = await Promise.all(
      holds.map(({ holdId }, n) => {
        const persons = [
          { ...person(), ...(n % 2 ? one : two) },
          { ...person(), ...(n % 2 ? two : one) },
        ];
        return (n % 3 ? bookings : other.bookings).confirm({ holdId, persons, nowMs: NINE });
      }),
    );
    expect(answers.filter((answer) => typeof answer === 'object')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'alreadyBooked')).toHaveLength(11);
    expect(other.refusals).toEqual([]);
    expect(await faults(pool)).toEqual([]);
    await other.pool.end();
  });
});

describe('however many holds are out', () => {
  it('confirming one reads the rows of that one, even by a plan that was made for an empty table', async () => {
    await pool.query('analyze bookings');
    const fresh = process(url, clock);
    await fresh.bookings.confirm({ holdId: (await held(fresh.bookings)).holdId, persons: [person()], nowMs: NINE });
    await addSlots(
      pool,
      { dose: 1, at: [berlin('2021-02-10 14:30')], capacity: 1_000 },
      { dose: 2, at: [berlin('2021-03-03 14:30')], capacity: 1_000 },
    );
    const [last] = await Promise.all(Array.from({ length: 500 }, () => held(fresh.bookings)));
    const before = await rowsRead(fresh.pool, 'bookings');
    await fresh.bookings.confirm({ holdId: last?.holdId ?? '', persons: [person()], nowMs: NINE });
    expect((await rowsRead(fresh.pool, 'bookings')) - before).toBeLessThan(20);
    await fresh.pool.end();
  });
});

describe('codes', () => {
  it('are drawn again when chance gives one that is taken', async () => {
    const draws = [1, 1, 1, 1, 1, 1, 2, 2, 2];
    const other = process(url, clock, () => draws.shift() ?? 3);
    const [one, two] = [await held(other.bookings), await held(other.bookings)];
    const first = await other.bookings.confirm({ holdId: one.holdId, persons: [person()], nowMs: NINE });
    const second = await other.bookings.confirm({ holdId: two.holdId, persons: [person()], nowMs: NINE });
    expect([first, second]).toEqual([{ codes: ['00000013'] }, { codes: [expect.stringMatching(/^0000002/)] }]);
    await other.pool.end();
  });

  it('drawn alike for many people in the same moment still end up different', async () => {
    let drawn = 0;
    const other = process(url, clock, () => Math.floor(drawn++ / 4));
    const holds = await Promise.all(Array.from({ length: 20 }, () => held(other.bookings)));
    const answers = await Promise.all(holds.map(({ holdId }) => other.bookings.confirm({ holdId, persons: [person()], nowMs: NINE })));
    const codes = answers.flatMap((answer) => (typeof answer === 'string' ? [] : answer.codes));
    expect(new Set(codes).size).toBe(20);
    await other.pool.end();
  });

  it('run out as a fault that is told, not as a loop', async () => {
    const other = process(url, clock, () => 5);
    const [one, two] = [await held(other.bookings), await held(other.bookings)];
    await other.bookings.confirm({ holdId: one.holdId, persons: [person()], nowMs: NINE });
    const late = other.bookings.confirm({ holdId: two.holdId, persons: [person()], nowMs: NINE });
    await expect(late).rejects.toMatchObject({ code: 'CODES_EXHAUSTED' });
    await other.pool.end();
  });
});
