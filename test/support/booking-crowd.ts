import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { createBookings } from '../../src/booking/pg-bookings.ts';
import type { BookedPerson, Bookings } from '../../src/calls/ports/booking.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { DependencyDown, messageOf } from '../../src/platform/errors.ts';
import { Cipher } from '../../src/platform/ids.ts';
import { connectPostgres } from '../../src/platform/postgres.ts';
import { journalAt, readJournal } from './booking-journal.ts';
import { type Seeded, seeded } from './seeded.ts';

/**
 * A process of the product with callers who book as fast as they find places, until it is killed.
 * Started by a test as `booking-crowd.ts DATABASE_URL JOURNAL SEED CALLERS HOT_CENTRE TERM_MS`; the same journal again is the same process restarted.
 */
const [, , databaseUrl = '', journalPath = '', seed = '', callers = '', hotCentre = '', term = ''] = process.argv;
const TERM_MS = Number(term);
/** How many callers do what. The hesitant answer in the moment their hold's term ends, give or take the edge. */
const SHARES = { hot: 0.5, couple: 0.3, ringsOff: 0.05, refuses: 0.1, renews: 0.1, hesitates: 0.1, againAtOnce: 0.1, sameFewPeople: 0.05 };
const EDGE_MS = 10;
const PAUSE_MS = 60;
const SWEEP_EVERY_MS = 1_000;

const random = seeded(Number(seed));
const clock = new SystemClock();
const pool = connectPostgres(databaseUrl);
const cipher = new Cipher(Buffer.alloc(32, 7).toString('base64'));
const bookings = createBookings({ pool, cipher, clock });
const write = journalAt(journalPath);

/** As the telephone network does: asks again until somebody answers. */
async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (thrown) {
      if (!(thrown instanceof DependencyDown)) throw thrown;
      await wait(PAUSE_MS);
    }
  }
}

async function confirm(holdId: string, persons: BookedPerson[], odds: Seeded): Promise<void> {
  const ask = () => untilAnswered(() => bookings.confirm({ holdId, persons, caller: `caller ${holdId}`, nowMs: clock.nowMs() }));
  const answers = await Promise.all(odds.next() < SHARES.againAtOnce ? [ask(), ask()] : [ask()]);
  for (const answer of answers)
    write(typeof answer === 'string' ? { what: 'refused', holdId, why: answer } : { what: 'hears', holdId, codes: answer.codes });
}

function people(count: number, odds: Seeded): BookedPerson[] {
  return Array.from({ length: count }, () => {
    const personHash = odds.next() < SHARES.sameFewPeople ? `one of few ${odds.below(5)}` : randomUUID();
    return { birthDate: '1938-03-05', personHash, plz: '58095' };
  });
}

async function call(kreise: readonly string[], odds: Seeded): Promise<void> {
  const count = odds.next() < SHARES.couple ? 2 : 1;
  const wish = (avoidMs: number[]): Parameters<Bookings['hold']>[0] => ({
    requestKey: randomUUID(),
    kreis,
    people: count,
    notBeforeMs: clock.nowMs(),
    avoidMs,
    heldUntilMs: clock.nowMs() + TERM_MS,
  });
  const kreis = odds.next() < SHARES.hot ? hotCentre : (kreise[odds.below(kreise.length)] ?? '');
  const hold = (asked: ReturnType<typeof wish>) => untilAnswered(() => bookings.hold(asked));
  let proposal = await hold(wish([]));
  if (proposal !== 'none' && odds.next() < SHARES.refuses) {
    const refused = proposal;
    proposal = await hold(wish(refused.firstMs));
    await untilAnswered(() => bookings.release(refused.holdId));
  }
  if (proposal === 'none' || odds.next() < SHARES.ringsOff) return;
  const { holdId, heldUntilMs } = proposal;
  if (odds.next() < SHARES.renews) {
    await wait(PAUSE_MS);
    if (!(await untilAnswered(() => bookings.renew(holdId, clock.nowMs() + TERM_MS, clock.nowMs())))) return;
  } else if (odds.next() < SHARES.hesitates) await wait(Math.max(0, heldUntilMs - clock.nowMs() + (odds.next() * 2 - 1) * EDGE_MS));
  const persons = people(count, odds);
  write({ what: 'asks', holdId, persons });
  await confirm(holdId, persons, odds);
}

async function forEver(work: () => Promise<void>, pauseMs: () => number): Promise<never> {
  for (;;) {
    await work().catch((thrown: unknown) => write({ what: 'fault', message: messageOf(thrown) }));
    await wait(pauseMs());
  }
}

const { rows } = await untilAnswered(() => pool.query<{ kreis: string }>('select kreis from centres order by kreis').catch(asDown));
const kreise = rows.map((row) => row.kreis);
void forEver(
  () => untilAnswered(async () => void (await bookings.sweep(clock.nowMs()))),
  () => SWEEP_EVERY_MS,
);
// Calls that a killed process left behind go on here, as their next webhook would
for (const [holdId, persons] of readJournal(journalPath).open)
  void confirm(holdId, persons, random).catch((thrown: unknown) => write({ what: 'fault', message: messageOf(thrown) }));
for (let caller = 0; caller < Number(callers); caller += 1) {
  const odds = seeded(random.below(2 ** 31));
  void forEver(
    () => call(kreise, odds),
    () => odds.exponential(PAUSE_MS),
  );
}

function asDown(thrown: unknown): never {
  throw new DependencyDown('postgres', thrown);
}
