import { localDay } from '../platform/berlin-time.ts';
import { openPlaces } from './list-terms.ts';
import type { Parts } from './parts.ts';
import type { BookingWish } from './ports/booking-wishes.ts';
import { NOTICE_MS } from './works/booking.ts';

/** How a wish came to its end. `existing`: these people have an appointment already. `cannot`: a person has to look at it. */
export type WishEnd =
  | { end: 'booked' | 'existing'; holdId: string }
  | { end: 'cannot'; why: 'tooYoung' | 'limit' | 'noStock' | 'partlyBooked' | 'gone' };

type Needed = Pick<Parts, 'bookings' | 'changes' | 'catalogue' | 'listBoard' | 'thresholds'>;

/** A hold made a moment ago that is over already was given up by somebody else, or this process was held up: one more try. */
const TRIES = 2;

/**
 * Books what is wished for: the proposal the caller had wanted, where it is still held, else the earliest for everybody together.
 * The wish names its hold, so doing it again, also after a crash at any point, finds what was booked. Throws `POSTGRES_DOWN`.
 */
export async function bookWish(parts: Needed, wish: BookingWish, nowMs: number): Promise<WishEnd> {
  const bornOnOrBefore = parts.catalogue.bornOnOrBefore(localDay(nowMs));
  // An invitation letter entitles at any age
  if (wish.persons.some(({ birthDate, pinHash }) => birthDate > bornOnOrBefore && pinHash === undefined))
    return { end: 'cannot', why: 'tooYoung' };
  const wanted = wish.holdId === undefined ? 'expired' : await confirm(parts, wish, wish.holdId, nowMs);
  if (wanted !== 'expired') return wanted;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const held = await holdEarliest(parts, wish, nowMs);
    if (held === 'none') return (await findExisting(parts, wish)) ?? { end: 'cannot', why: 'noStock' };
    const end = await confirm(parts, wish, held.holdId, nowMs);
    if (end !== 'expired') return end;
  }
  return { end: 'cannot', why: 'gone' };
}

/** As for those who ring, what the waiting list claims is not for wishes. */
async function holdEarliest(parts: Needed, wish: BookingWish, nowMs: number) {
  if ((await openPlaces(parts, wish.kreis, nowMs)) < wish.persons.length) return 'none';
  const { values } = await parts.thresholds.now();
  return parts.bookings.hold({
    requestKey: `wish:${wish.id}`,
    kreis: wish.kreis,
    people: wish.persons.length,
    notBeforeMs: nowMs + NOTICE_MS,
    avoidMs: wish.avoidMs,
    heldUntilMs: nowMs + values.holdSeconds * 1_000,
    caller: wish.caller,
  });
}

async function confirm(parts: Needed, wish: BookingWish, holdId: string, nowMs: number): Promise<WishEnd | 'expired'> {
  const { bookings } = parts;
  const { persons, caller, number, language } = wish;
  const confirmed = await bookings.confirm({ holdId, persons, caller, number, language, nowMs });
  if (confirmed === 'expired') return 'expired';
  if (typeof confirmed === 'object') return { end: 'booked', holdId };
  await bookings.release(holdId);
  if (confirmed === 'limit') return { end: 'cannot', why: 'limit' };
  return (await findExisting(parts, wish)) ?? { end: 'cannot', why: 'partlyBooked' };
}

/** The appointment of both of a couple, or of the one person; half of it is no answer to the wish. */
async function findExisting({ changes }: Needed, { persons }: BookingWish): Promise<WishEnd | undefined> {
  const existing = await changes.findByPerson(persons.map(({ personHash }) => personHash));
  const whole = existing !== undefined && persons.every(({ birthDate }) => existing.birthDates.includes(birthDate));
  return whole ? { end: 'existing', holdId: existing.holdId } : undefined;
}
