import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type pg from 'pg';
import type { Bookings } from '../../src/calls/ports/booking.ts';
import { closeServices, testDatabase } from '../support/services.ts';
import { addSlots, berlin, faults, held, MINUTE, NINE, person, process, TERM, wish } from './booking-ground.ts';

const clock = { nowMs: NINE };
let pool: pg.Pool;
let processes: ReturnType<typeof process>[];

beforeAll(async () => {
  const { url } = await testDatabase();
  processes = [process(url, clock), process(url, clock)];
  pool = processes[0]?.pool as pg.Pool;
});
beforeEach(async () => {
  clock.nowMs = NINE;
  await pool.query('truncate bookings, slots cascade');
  for (const { refusals } of processes) refusals.length = 0;
});
afterAll(async () => {
  for (const { pool } of processes) await pool.end();
  await closeServices();
});

const one = (n: number): Bookings => processes[n % processes.length]?.bookings as Bookings;
const quarters = (from: string, count: number) => Array.from({ length: count }, (_, n) => berlin(from) + n * 15 * MINUTE);
const DEADLOCK = '40P01';
const refusals = () => processes.flatMap(({ refusals }) => refusals);
const isBooked = (answer: unknown): answer is { codes: string[] } => typeof answer === 'object';

/** Somebody else has the centre until the answer is called. */
async function lockCentre(kreis: string): Promise<() => Promise<void>> {
  const other = await pool.connect();
  await other.query('begin');
  await other.query('select lock_centres($1)', [[kreis]]);
  return async () => {
    await other.query('commit');
    other.release();
  };
}

/** At least so many statements wait for a centre. */
async function untilWaiting(statements: number): Promise<void> {
  const waiting = `select count(*)::int as n from pg_locks join pg_database d on d.oid = database
    where d.datname = current_database() and locktype = 'advisory' and not granted`;
  while (((await pool.query<{ n: number }>(waiting)).rows[0]?.n ?? 0) < statements);
}

/** Holds and confirms as a caller does; answers what came of it. */
async function book(bookings: Bookings, kreis: string, people: number) {
  const proposal = await bookings.hold(wish({ kreis, people }));
  if (proposal === 'none') return proposal;
  return bookings.confirm({ holdId: proposal.holdId, persons: Array.from({ length: people }, () => person()), nowMs: NINE });
}

describe('many at once', () => {
  it('64 callers on 10 places of one centre, over two processes: exactly 10 whole pairs are sold', async () => {
    await addSlots(pool, { dose: 1, at: quarters('2021-02-09 14:00', 5), capacity: 2 }, { dose: 2, at: quarters('2021-03-02 14:00', 10) });
    const answers = await Promise.all(Array.from({ length: 64 }, (_, n) => book(one(n), 'Hagen', 1)));
    expect(answers.filter(isBooked)).toHaveLength(10);
    expect(answers.filter((answer) => answer === 'none')).toHaveLength(54);
    expect(await faults(pool)).toEqual([]);
    expect((await pool.query("select 1 from bookings where state = 'booked'")).rowCount).toBe(10);
    expect(await one(0).hasPairs('Hagen', 1, NINE)).toBe(false);
  });

  it('couples and single people on the same last places: nobody half, nothing sold twice, nothing left that would have fitted', async () => {
    await addSlots(pool, { dose: 1, at: quarters('2021-02-09 14:00', 7) }, { dose: 2, at: quarters('2021-03-02 14:00', 7) });
    const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => book(one(n), 'Hagen', (n % 2) + 1)));
    const people = answers.filter(isBooked).reduce((sum, { codes }) => sum + codes.length, 0);
    expect(people).toBe(7);
    expect(await faults(pool)).toEqual([]);
  });

  it('callers of all centres in both processes never wait for each other in a ring', async () => {
    const { rows } = await pool.query<{ kreis: string }>('select kreis from centres order by kreis');
    for (const { kreis } of rows)
      await addSlots(
        pool,
        { kreis, dose: 1, at: quarters('2021-02-09 14:00', 3), capacity: 3 },
        { kreis, dose: 2, at: quarters('2021-03-02 14:00', 3), capacity: 3 },
      );
    for (const { kreis } of rows.slice(0, 4)) {
      // Whoever has one centre makes both processes stop in the middle of locking all of theirs
      const release = await lockCentre(kreis);
      const wishes = Array.from({ length: 54 }, (_, n) => book(one(n), rows[(n * 7) % rows.length]?.kreis ?? '', 1));
      await untilWaiting(2);
      await release();
      expect((await Promise.all(wishes)).filter(isBooked)).toHaveLength(54);
    }
    expect(refusals()).toEqual([]);
    expect(await faults(pool)).toEqual([]);
  });

  it('people who book crosswise in two processes are refused, not locked', async () => {
    await addSlots(
      pool,
      { dose: 1, at: quarters('2021-02-09 14:00', 8), capacity: 40 },
      { dose: 2, at: quarters('2021-03-02 14:00', 8), capacity: 40 },
    );
    const names = Array.from({ length: 20 }, (_, n) => `person ${n}`);
    for (let round = 0; round < 5; round += 1) {
      const holds = await Promise.all(Array.from({ length: 40 }, () => held(one(0))));
      const answers = await Promise.all(
        holds.map(({ holdId }, n) => {
          const name = n < 20 ? names[n] : names[39 - n];
          return one(n < 20 ? 0 : 1).confirm({ holdId, persons: [person(`${name} ${round}`)], nowMs: NINE });
        }),
      );
      expect(answers.filter(isBooked)).toHaveLength(20);
      expect(answers.filter((answer) => answer === 'alreadyBooked')).toHaveLength(20);
    }
    expect(refusals()).not.toContain(DEADLOCK);
  });

  it('a confirmation in the moment of the sweep is either booked and kept, or refused and freed', async () => {
    await addSlots(
      pool,
      { dose: 1, at: quarters('2021-02-09 14:00', 8), capacity: 20 },
      { dose: 2, at: quarters('2021-03-02 14:00', 8), capacity: 20 },
    );
    const holds = await Promise.all(Array.from({ length: 60 }, (_, n) => one(n).hold(wish({ people: (n % 2) + 1 }))));
    const confirmed = holds.map((proposal, n) => {
      if (proposal === 'none') throw new Error('stock for all was expected');
      // Its process still has a clock just before the term, the sweeper's is just after it
      return one(n).confirm({ holdId: proposal.holdId, persons: proposal.firstMs.map(() => person()), nowMs: NINE + TERM - 1 });
    });
    const sweeps = Array.from({ length: 6 }, (_, n) => one(n).sweep(NINE + TERM));
    const answers = await Promise.all(confirmed);
    await Promise.all(sweeps);
    const { rows } = await pool.query<{ n: number }>("select count(*)::int as n from bookings where state = 'booked'");
    expect(rows[0]?.n).toBe(answers.filter(isBooked).reduce((sum, { codes }) => sum + codes.length, 0));
    expect(answers.every((answer) => isBooked(answer) || answer === 'expired')).toBe(true);
    await one(0).sweep(NINE + TERM);
    expect(await faults(pool)).toEqual([]);
  });
});

describe('the sweep', () => {
  beforeEach(() =>
    addSlots(
      pool,
      { dose: 1, at: quarters('2021-02-09 14:00', 1), capacity: 2 },
      { dose: 2, at: quarters('2021-03-02 14:00', 1), capacity: 2 },
    ),
  );

  it('passes over a hold that is being confirmed: it neither waits for it nor halves it', async () => {
    const { holdId } = await held(one(0), { people: 2 });
    const persons = ['12345678', '87654321'].map((code) => ({ birthDate: 'sealed', hash: code, plz: '58095', codes: [code] }));
    const other = await pool.connect();
    await other.query('begin');
    await other.query('select confirm_holds($1, from_ms($2))', [JSON.stringify([{ holdId, persons }]), NINE + TERM - 1]);
    expect(await one(1).sweep(NINE + TERM)).toBe(0);
    await other.query('commit');
    other.release();
    expect(await one(1).sweep(NINE + TERM)).toBe(0);
    expect((await one(0).byHold(holdId))?.codes).toEqual(['12345678', '87654321']);
  });

  it('leaves a hold alone that was renewed while the sweep waited for its centre', async () => {
    const { holdId } = await held(one(0), { people: 2 });
    const release = await lockCentre('Hagen');
    const sweeping = one(1).sweep(NINE + TERM);
    await untilWaiting(1);
    expect(await one(0).renew(holdId, NINE + 2 * TERM, NINE + TERM - 1)).toBe(true);
    await release();
    expect(await sweeping).toBe(0);
    expect(await one(0).hasPairs('Hagen', 1, NINE)).toBe(false);
  });
});

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('hold' as const),
      people: fc.integer({ min: 1, max: 2 }),
      kreis: fc.constantFrom('Hagen', 'Hamm'),
      key: fc.nat(12),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('confirm' as const, 'release' as const, 'renew' as const),
      which: fc.nat(20),
      hash: fc.nat(6),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sweep' as const), later: fc.integer({ min: 0, max: 2 * TERM }) }) },
);

describe('any history', () => {
  it('of holds, confirmations, releases, renewals and sweeps, several at a time in two processes, keeps every place counted right', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 8 }), async (rounds) => {
        await pool.query('truncate bookings, slots cascade');
        clock.nowMs = NINE;
        for (const kreis of ['Hagen', 'Hamm'])
          await addSlots(
            pool,
            { kreis, dose: 1, at: quarters('2021-02-09 14:00', 3), capacity: 2 },
            { kreis, dose: 2, at: quarters('2021-03-02 14:00', 4) },
          );
        const holds: { holdId: string; people: number }[] = [];
        const run = async (todo: (typeof rounds)[number][number], n: number): Promise<void> => {
          if (todo.do === 'sweep') {
            clock.nowMs += todo.later;
            await one(n).sweep(clock.nowMs);
          } else if (todo.do === 'hold') {
            const request = { requestKey: `${todo.kreis} ${todo.people} ${todo.key}`, kreis: todo.kreis, people: todo.people };
            const proposal = await one(n).hold(wish({ ...request, heldUntilMs: clock.nowMs + TERM }));
            if (proposal !== 'none') holds.push({ holdId: proposal.holdId, people: proposal.firstMs.length });
          } else {
            const hold = holds[todo.which % Math.max(1, holds.length)];
            if (hold === undefined) return;
            const persons = Array.from({ length: hold.people }, (_, index) => person(`person ${todo.hash} ${index}`));
            if (todo.do === 'confirm') await one(n).confirm({ holdId: hold.holdId, persons, nowMs: clock.nowMs });
            else if (todo.do === 'release') await one(n).release(hold.holdId);
            else await one(n).renew(hold.holdId, clock.nowMs + TERM, clock.nowMs);
          }
        };
        for (const round of rounds) {
          await Promise.all(round.map(run));
          expect(await faults(pool)).toEqual([]);
        }
      }),
      { numRuns: 30 },
    );
  }, 60_000);
});
