import { MOST_PEOPLE_PER_NUMBER } from '../../booking/people-per-number.ts';
import type { Proposal } from '../../ivr/session.ts';
import { openPlaces } from '../list-terms.ts';
import type { Parts, Situation } from '../parts.ts';
import { forgottenForNewBooking, hashesOf } from './person.ts';
import type { Turned } from './turned.ts';

/** Works of booking: stock, proposal, hold, confirmation, code. The store decides, never an earlier read. */

/** Nobody is sent off at once: the first appointment is at least this far away. */
export const NOTICE_MS = 2 * 3_600_000;

export async function checkStock({ session, nowMs }: Situation, parts: Parts): Promise<Turned<'checkStock'>> {
  return { outcome: (await hasPairs(session.facts.kreis ?? '', 1, nowMs, parts)) ? 'free' : 'none' };
}

/** Free, and not claimed by the centre's waiting list. */
async function hasPairs(kreis: string, people: number, nowMs: number, parts: Parts): Promise<boolean> {
  return (await openPlaces(parts, kreis, nowMs)) >= people && parts.bookings.hasPairs(kreis, people, nowMs + NOTICE_MS);
}

export async function propose(situation: Situation, parts: Parts): Promise<Turned<'propose'>> {
  const proposal = await hold(situation, parts, []);
  if (proposal !== 'none') return { outcome: 'proposed', facts: { proposal, howManyAsked: true } };
  const { kreis = '', persons = [] } = situation.session.facts;
  // "All taken" would not be true for two while there are places for one
  const alone = persons.length > 1 && (await hasPairs(kreis, 1, situation.nowMs, parts));
  return { outcome: alone ? 'noneTogether' : 'none', facts: { howManyAsked: true } };
}

/** The new one is held before the old one is given back, so that nobody ends with nothing. */
export async function proposeAnother(situation: Situation, parts: Parts): Promise<Turned<'proposeAnother'>> {
  const { proposal: former, refusedMs = [] } = situation.session.facts;
  const refused = [...refusedMs, ...(former?.firstMs.slice(0, 1) ?? [])];
  const proposal = await hold(situation, parts, refused);
  if (proposal === 'none') return { outcome: 'none' };
  if (former) await parts.bookings.release(former.holdId);
  return { outcome: 'proposed', facts: { proposal, refusedMs: refused } };
}

/** What the waiting list claims is not held for those who ring. */
export async function hold(
  { event, session, nowMs }: Situation,
  parts: Parts,
  avoidMs: number[],
  kreis = session.facts.kreis ?? '',
): Promise<Proposal | 'none'> {
  const people = session.facts.persons?.length ?? 1;
  if ((await openPlaces(parts, kreis, nowMs)) < people) return 'none';
  const { values } = await parts.thresholds.now();
  return parts.bookings.hold({
    requestKey: `${event.callSid}:${session.turn}`,
    kreis,
    people,
    notBeforeMs: nowMs + NOTICE_MS,
    avoidMs,
    heldUntilMs: nowMs + values.holdSeconds * 1_000,
    ...callerOf({ event, session, nowMs }, parts),
  });
}

export async function keepHold({ session, nowMs }: Situation, parts: Parts): Promise<Turned<'keepHold'>> {
  const { proposal } = session.facts;
  const { values } = await parts.thresholds.now();
  const heldUntilMs = nowMs + values.holdSeconds * 1_000;
  if (!proposal || !(await parts.bookings.renew(proposal.holdId, heldUntilMs, nowMs)))
    return { outcome: 'expired', facts: { proposal: undefined } };
  return { outcome: 'held', facts: { proposal: { ...proposal, heldUntilMs } } };
}

export async function confirm(situation: Situation, parts: Parts): Promise<Turned<'confirm'>> {
  const { event, session, nowMs } = situation;
  const { proposal, persons = [], plz = '', bookedPeople = 0 } = session.facts;
  if (!proposal) return { outcome: 'expired' };
  const hashes = hashesOf(
    persons.map(({ birthDate }) => birthDate),
    plz,
    event,
    parts,
  );
  const order = {
    holdId: proposal.holdId,
    persons: persons.map((person, index) => ({ ...person, plz, personHash: hashes[index] ?? '' })),
    language: session.language,
    nowMs,
    ...callerOf(situation, parts),
    ...(event.caller.kind === 'shown' ? { number: event.caller.number } : {}),
  };
  // The store knows the numbers that are shown; a withheld one is only known in this call
  const tooMany = event.caller.kind === 'withheld' && bookedPeople + persons.length > MOST_PEOPLE_PER_NUMBER;
  const confirmed = tooMany ? 'limit' : await parts.bookings.confirm(order);
  if (confirmed === 'expired') return { outcome: 'expired', facts: { proposal: undefined } };
  if (confirmed === 'alreadyBooked' || confirmed === 'limit') {
    await parts.bookings.release(proposal.holdId);
    return { outcome: confirmed, facts: { proposal: undefined } };
  }
  return { outcome: 'booked', facts: { codes: confirmed.codes, codesHeard: undefined, bookedPeople: bookedPeople + persons.length } };
}

export async function noteCodeHeard({ session, nowMs }: Situation, parts: Parts): Promise<Turned<'noteCodeHeard'>> {
  if (session.facts.proposal) await parts.bookings.noteHeard(session.facts.proposal.holdId, nowMs);
  return { outcome: 'noted', facts: { codesHeard: true } };
}

export async function startBooking(situation: Situation, parts: Parts): Promise<Turned<'startBooking'>> {
  const bookedPeople = await bookedBefore(situation, parts);
  if (bookedPeople >= MOST_PEOPLE_PER_NUMBER) return { outcome: 'limit' };
  return { outcome: 'ready', facts: { ...forgottenForNewBooking, bookedPeople }, forgetVisits: true };
}

/** For how many people the calling number has booked, in all its calls; a withheld one is only known in this call. */
async function bookedBefore(situation: Situation, parts: Parts): Promise<number> {
  const { caller } = callerOf(situation, parts);
  if (caller === undefined) return situation.session.facts.bookedPeople ?? 0;
  return parts.bookings.bookedBy(caller);
}

/** The calling number's hash, where one is shown. */
function callerOf({ event }: Situation, parts: Parts): { caller?: string } {
  return event.caller.kind === 'shown' ? { caller: parts.hashes.caller(event.caller.number) } : {};
}
