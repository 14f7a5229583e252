import type { Proposal } from '../../ivr/session.ts';
import type { Parts, Situation } from '../parts.ts';
import { forgottenForNewBooking } from './person.ts';
import type { Turned } from './turned.ts';

/** Works of booking: stock, proposal, hold, confirmation, code. The store decides, never an earlier read. */

/** Nobody is sent off at once: the first appointment is at least this far away. */
const NOTICE_MS = 2 * 3_600_000;
const PEOPLE_PER_CALL = 6;

export async function checkStock({ session, nowMs }: Situation, parts: Parts): Promise<Turned<'checkStock'>> {
  const free = await parts.bookings.hasPairs(session.facts.kreis ?? '', 1, nowMs + NOTICE_MS);
  return { outcome: free ? 'free' : 'none' };
}

export async function propose(situation: Situation, parts: Parts): Promise<Turned<'propose'>> {
  const proposal = await hold(situation, parts, []);
  if (proposal !== 'none') return { outcome: 'proposed', facts: { proposal } };
  const { kreis = '', persons = [] } = situation.session.facts;
  // "All taken" would not be true for two while there are places for one
  const alone = persons.length > 1 && (await parts.bookings.hasPairs(kreis, 1, situation.nowMs + NOTICE_MS));
  return { outcome: alone ? 'noneTogether' : 'none' };
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

async function hold({ event, session, nowMs }: Situation, parts: Parts, avoidMs: number[]): Promise<Proposal | 'none'> {
  const { values } = await parts.thresholds.now();
  return parts.bookings.hold({
    requestKey: `${event.callSid}:${session.turn}`,
    kreis: session.facts.kreis ?? '',
    people: session.facts.persons?.length ?? 1,
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
  const number = event.caller.kind === 'shown' ? event.caller.number : '';
  const confirmed = await parts.bookings.confirm({
    holdId: proposal.holdId,
    persons: persons.map(({ birthDate }, index) => ({
      birthDate,
      plz,
      personHash: parts.hashes.person(birthDate, plz, number + twin(persons, index)),
    })),
    nowMs,
    ...callerOf(situation, parts),
    ...(number ? { number } : {}),
  });
  if (confirmed === 'expired') return { outcome: 'expired', facts: { proposal: undefined } };
  if (confirmed === 'alreadyBooked') {
    await parts.bookings.release(proposal.holdId);
    return { outcome: 'alreadyBooked', facts: { proposal: undefined } };
  }
  return { outcome: 'booked', facts: { codes: confirmed.codes, codesHeard: undefined, bookedPeople: bookedPeople + persons.length } };
}

/** Two people of one birthday at one number are two people all the same. */
function twin(persons: readonly { birthDate: string }[], index: number): string {
  return persons.findIndex(({ birthDate }) => birthDate === persons[index]?.birthDate) < index ? '#2' : '';
}

export async function noteCodeHeard({ session, nowMs }: Situation, parts: Parts): Promise<Turned<'noteCodeHeard'>> {
  if (session.facts.proposal) await parts.bookings.noteHeard(session.facts.proposal.holdId, nowMs);
  return { outcome: 'noted', facts: { codesHeard: true } };
}

export async function startBooking({ session }: Situation): Promise<Turned<'startBooking'>> {
  const full = (session.facts.bookedPeople ?? 0) >= PEOPLE_PER_CALL;
  return full ? { outcome: 'limit' } : { outcome: 'ready', facts: forgottenForNewBooking, forgetVisits: true };
}

export async function findBooking({ event, session }: Situation, parts: Parts): Promise<Turned<'findBooking'>> {
  const who = event.caller.kind === 'shown' ? parts.hashes.caller(event.caller.number) : event.callSid;
  if (!(await parts.codeGuard.allows(who, `${event.callSid}:${session.turn}`))) return { outcome: 'locked', facts: { code: undefined } };
  const found = await parts.bookings.byCode(session.facts.code ?? '');
  if (!found) return { outcome: 'unknown', facts: { code: undefined } };
  const { holdId, firstMs, secondMs, centre } = found;
  return {
    outcome: 'found',
    facts: { code: undefined, centre, codesHeard: true, proposal: { holdId, heldUntilMs: 0, firstMs, secondMs } },
  };
}

function callerOf({ event }: Situation, parts: Parts): { caller?: string } {
  return event.caller.kind === 'shown' ? { caller: parts.hashes.caller(event.caller.number) } : {};
}
