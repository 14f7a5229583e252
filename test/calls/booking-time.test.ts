import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Booker, bookAsOldPerson } from '../support/caller-of-eighty.ts';
import { type Line, startLine } from '../support/line.ts';
import { type Seeded, seeded } from '../support/seeded.ts';
import { stockDays } from '../support/walks.ts';

/** Somebody of eighty books with the keys before the hand that holds the telephone gets tired. */

const CALLERS = 41;
const ALONE_SECONDS = 4 * 60;
const COUPLE_SECONDS = 6 * 60;

let line: Line;
let calls = 0;

beforeAll(async () => {
  line = await startLine();
  await line.tune({ callbackHours: '00:00-24:00', admitPerSecond: 1_000, burst: 1_000 });
  await stockDays(line, 'Hagen', [10, 11, 12, 13], ['08:00', '08:15', '15:00', '15:15'], 60);
});
afterAll(() => line.close());

/** Born between 1925 and 1940, no two of a test alike. */
function birth(chance: Seeded): readonly [string, string, string] {
  const two = (number: number) => String(number).padStart(2, '0');
  return [two(1 + chance.below(28)), two(1 + chance.below(12)), String(1925 + chance.below(16))];
}

/** How long these callers are on the line: as people of eighty, and as somebody quick who listens to every word. */
async function durations(people: 1 | 2, seed: number): Promise<{ old: number; patient: number }> {
  const old: number[] = [];
  const patient: number[] = [];
  for (let caller = 0; caller < CALLERS; caller += 1) {
    const chance = seeded(seed + caller);
    calls += 1;
    // Landlines and mobiles: who has a mobile is offered a text message as well
    const from = caller % 2 === 0 ? `+492331207${String(calls).padStart(3, '0')}` : `+4915112345${String(calls).padStart(3, '0')}`;
    const booker: Booker = { births: Array.from({ length: people }, () => birth(chance)), plz: '58095' };
    const phone = await line.call(from);
    old.push(await bookAsOldPerson(phone, booker, chance));
    patient.push(phone.simulatedSeconds);
  }
  return { old: median(old), patient: median(patient) };
}

function median(all: readonly number[]): number {
  return all.toSorted((one, other) => one - other)[Math.floor(all.length / 2)] ?? Number.NaN;
}

async function bookedCalls(): Promise<number> {
  const { rows } = await line.pool.query(`select count(distinct caller_hash)::int as callers from bookings where state = 'booked'`);
  return (rows as { callers: number }[])[0]?.callers ?? 0;
}

describe('a booking by keys, speech and keying together', () => {
  it('takes the median caller alone less than four minutes', async () => {
    const seconds = await durations(1, 1_938);
    expect(await bookedCalls()).toBe(calls);
    expect(seconds.old).toBeLessThan(ALONE_SECONDS);
    expect(seconds.patient).toBeLessThan(ALONE_SECONDS);
  }, 120_000);

  it('takes the median couple less than six minutes', async () => {
    const seconds = await durations(2, 1_936);
    expect(await bookedCalls()).toBe(calls);
    expect(seconds.old).toBeLessThan(COUPLE_SECONDS);
    expect(seconds.patient).toBeLessThan(COUPLE_SECONDS);
  }, 120_000);
});
