import { dialable } from '../../callbacks/phone-number.ts';
import type { Facts, Session } from '../../ivr/session.ts';
import type { Parts, Situation } from '../parts.ts';
import type { BookingWish } from '../ports/booking-wishes.ts';
import { placeOf } from './callback.ts';
import { forgottenForNewBooking, hashesOf } from './person.ts';
import { NOT_DUE_MS, requestIdOf } from './system.ts';
import type { Turned } from './turned.ts';

/** Works for when the booking store does not answer: what is known is kept as a wish for an appointment. */

/**
 * "There are still appointments" is said where the last count says so: while the store is away nobody can take one of them.
 * Of the caller's own centre, where it is known already.
 */
export async function noteCoreDown({ session }: Situation, { stockBoard }: Parts): Promise<Turned<'noteCoreDown'>> {
  const { wishing, kreis } = session.facts;
  if (wishing) return { outcome: 'again' };
  const free = kreis === undefined ? stockBoard.picture()?.byKreis.some((one) => one.free > 0) : (stockBoard.free(kreis) ?? 0) > 0;
  return { outcome: free ? 'stillFree' : 'unknown', facts: { wishing: true } };
}

export async function whatIsMissing({ session }: Situation): Promise<Turned<'whatIsMissing'>> {
  const { persons = [], kreis, plz, howManyAsked } = session.facts;
  if (persons.length === 0 || kreis === undefined || plz === undefined) return { outcome: 'person' };
  return { outcome: howManyAsked || persons.length > 1 ? 'nothing' : 'people' };
}

export async function startWish(): Promise<Turned<'startWish'>> {
  return { outcome: 'ready', facts: { ...forgottenForNewBooking, wishing: true }, forgetVisits: true };
}

/**
 * Writes the wish down, durable before it is spoken, and gives the seat or the place in line back: the ticket keeps the place, and
 * whoever rings again hears of the wish. It is known by the number that will be rung, whoever rings from where.
 */
export async function writeBookingWish(situation: Situation, parts: Parts): Promise<Turned<'writeBookingWish'>> {
  const { event, session, nowMs } = situation;
  const { callbackNumber: number } = session.facts;
  if (!number || !dialable(number)) return { outcome: 'down' };
  const ticketAtMs = await placeOf(number, situation, parts);
  const written = await parts.bookingWishes.write(wishOf(situation, parts, { number, ticketAtMs }));
  if (written.status === 'notDurable') return { outcome: 'down' };
  if (written.status === 'full') return { outcome: 'full' };
  const { status, id, kennzahl } = written;
  await parts.frontDoor.noteCallback(parts.hashes.caller(number), { id, ticketAtMs, dueAtMs: nowMs + NOT_DUE_MS });
  await parts.frontDoor.leave(event.callSid);
  return { outcome: status, facts: { inLine: false, admitted: false, wishing: undefined, kennzahl } };
}

function wishOf({ event, session, nowMs }: Situation, parts: Parts, known: { number: string; ticketAtMs: number }): BookingWish {
  const { persons = [], plz = '', kreis = '', proposal, refusedMs = [] } = session.facts;
  const { number } = known;
  const birthDates = persons.map(({ birthDate }) => birthDate);
  const hashes = hashesOf(birthDates, plz, { callSid: event.callSid, caller: { kind: 'shown', number } }, parts);
  return {
    id: requestIdOf(parts, `booking-wish:${event.callSid}:${session.turn}`),
    caller: parts.hashes.caller(number),
    ...known,
    persons: persons.map((person, index) => ({ ...person, plz, personHash: hashes[index] ?? '' })),
    kreis,
    language: session.language,
    kennzahl: parts.drawKennzahl(),
    atMs: nowMs,
    avoidMs: refusedMs,
    ...(isFor(proposal, persons.length) ? { holdId: proposal.holdId } : {}),
  };
}

function isFor(proposal: Facts['proposal'], people: number): proposal is NonNullable<Facts['proposal']> {
  return proposal?.firstMs.length === people;
}

/** What this caller waits for, to be told when they ring again; of several the one that was written first. */
export async function standingWish(
  caller: string,
  { bookingWishes }: Pick<Parts, 'bookingWishes'>,
): Promise<{ facts: Partial<Facts>; language: Session['language'] } | undefined> {
  const [wish] = await bookingWishes.byCaller(caller);
  return wish && { facts: { kennzahl: wish.kennzahl }, language: wish.language };
}
