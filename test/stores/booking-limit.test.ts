import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { MOST_PEOPLE_PER_NUMBER } from '../../src/booking/people-per-number.ts';
import type { Bookings } from '../../src/calls/ports/booking.ts';
import { closeServices, testDatabase } from '../support/services.ts';
import { addSlots, berlin, faults, held, MINUTE, NINE, person, process, rowsRead } from './booking-ground.ts';

/** How many people one number may stand for: the database decides, whoever books for it at the same time. */

const clock = { nowMs: NINE };
let processes: ReturnType<typeof process>[];
let early: ReturnType<typeof process>;

beforeAll(async () => {
  const { url } = await testDatabase();
  early = process(url, clock);
  await early.pool.query('analyze');
  // Planned while there is nothing
  await early.bookings.confirm({ holdId: randomUUID(), persons: [person()], caller: 'nobody', nowMs: NINE });
  processes = [early, ...Array.from({ length: 3 }, () => process(url, clock))];
  const times = (from: string) => Array.from({ length: 500 }, (_, n) => berlin(from) + n * 15 * MINUTE);
  await addSlots(
    early.pool,
    { dose: 1, at: times('2021-02-09 00:00'), capacity: 4 },
    { dose: 2, at: times('2021-03-02 00:00'), capacity: 4 },
  );
});
afterEach(async () => expect(await faults(early.pool)).toEqual([]));
afterAll(async () => {
  await Promise.all(processes.map(({ pool }) => pool.end()));
  await closeServices();
});

const at = (n: number): Bookings => (processes[n % processes.length] ?? early).bookings;
const people = (many: number) => Array.from({ length: many }, () => person());

/** Holds are there already when everybody confirms in the same moment. */
async function confirmAtOnce(caller: string, sizes: readonly number[]) {
  const holds = await Promise.all(sizes.map((many) => held(early.bookings, { people: many })));
  const orders = holds.map(({ holdId }, n) => ({ holdId, persons: people(sizes[n] ?? 1), caller, nowMs: NINE }));
  return { orders, answers: await Promise.all(orders.map((order, n) => at(n).confirm(order))) };
}

const refused = (answers: readonly unknown[]) => answers.filter((answer) => answer === 'limit').length;

describe('one number', () => {
  it('stands for six people and no more, however many desks and processes book for it at once', async () => {
    const rounds = Array.from({ length: 8 }, (_, n) => `caller ${n}`);
    const all = await Promise.all(
      rounds.map((caller) =>
        confirmAtOnce(
          caller,
          Array.from({ length: 12 }, () => 1),
        ),
      ),
    );
    for (const [n, caller] of rounds.entries()) {
      expect(await early.bookings.bookedBy(caller)).toBe(MOST_PEOPLE_PER_NUMBER);
      expect(refused(all[n]?.answers ?? [])).toBe(6);
    }
  });

  it('in couples too: never a seventh, and whoever still fits is booked', async () => {
    const { answers } = await confirmAtOnce('couples', [2, 2, 2, 2, 2]);
    expect(refused(answers)).toBe(2);
    await confirmAtOnce('five', [2, 2, 1]);
    expect((await confirmAtOnce('five', [2])).answers).toEqual(['limit']);
    expect((await confirmAtOnce('five', [1])).answers).toEqual([{ codes: [expect.any(String)] }]);
    expect(await early.bookings.bookedBy('five')).toBe(MOST_PEOPLE_PER_NUMBER);
  });

  it('a full one gets the same codes for the same holds again', async () => {
    const { orders, answers } = await confirmAtOnce('again', [2, 2, 2]);
    const again = await Promise.all([...orders, ...orders].map((order, n) => at(n).confirm(order)));
    expect(again).toEqual([...answers, ...answers]);
  });

  it('of which nobody knows whose it is has no limit here', async () => {
    const holds = await Promise.all(Array.from({ length: 8 }, () => held(early.bookings)));
    const answers = await Promise.all(holds.map(({ holdId }, n) => at(n).confirm({ holdId, persons: people(1), nowMs: NINE })));
    expect(refused(answers)).toBe(0);
  });

  it('beside others in one batch keeps nobody else from booking', async () => {
    await confirmAtOnce('full', [2, 2, 2]);
    const [one, other] = await Promise.all([held(early.bookings), held(early.bookings)]);
    const answers = await Promise.all([
      early.bookings.confirm({ holdId: one.holdId, persons: people(1), caller: 'full', nowMs: NINE }),
      early.bookings.confirm({ holdId: other.holdId, persons: people(1), caller: 'another', nowMs: NINE }),
    ]);
    expect(answers).toEqual(['limit', { codes: [expect.any(String)] }]);
  });

  it('is counted by the rows in hand among many, by a plan made before the first of them', async () => {
    const holds = await Promise.all(Array.from({ length: 300 }, () => held(at(1))));
    await Promise.all(holds.map(({ holdId }, n) => at(1).confirm({ holdId, persons: people(1), caller: `many ${n}`, nowMs: NINE })));
    const { holdId } = await held(at(1));
    const before = await rowsRead(early.pool, 'bookings');
    await early.bookings.confirm({ holdId, persons: people(1), caller: 'many 7', nowMs: NINE });
    expect((await rowsRead(early.pool, 'bookings')) - before).toBeLessThan(25);
  });
});
