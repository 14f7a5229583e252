import { kennzahlOf } from '../../booking/list-kennzahl.ts';
import type { Parts, Situation } from '../parts.ts';
import type { OpeningTry } from '../ports/booking.ts';
import type { StandingAppointment } from '../ports/booking-changes.ts';
import type { ListEntry } from '../ports/waiting-list.ts';
import { hashesOf, TWIN } from './person.ts';
import type { Learnt, Turned } from './turned.ts';

/** Opening an appointment that exists: by its code, or by birth date, postcode and calling number. Every try is counted. */

type Needed = Pick<Parts, 'codeGuard' | 'changes' | 'hashes'>;

export async function findBooking(situation: Situation, parts: Needed): Promise<Turned<'findBooking'>> {
  const { code = '' } = situation.session.facts;
  const forgotten = { code: undefined };
  const attempt = tryOf(situation, parts, 'code', parts.hashes.code(code));
  const allowed = await parts.codeGuard.allows(attempt);
  if (allowed === 'refused') return { outcome: 'locked', facts: forgotten };
  const found = await parts.changes.findByCode(code);
  // While codes are being guessed by the hundred, right and wrong ones of strangers get the same answer
  if (allowed === 'ownOnly' && found?.caller !== attempt.by) return { outcome: 'locked', facts: forgotten };
  if (!found) return { outcome: 'unknown', facts: forgotten };
  await parts.codeGuard.wasRight(attempt);
  if (found.state === 'cancelled') return { outcome: 'cancelled', facts: forgotten };
  return { outcome: 'found', facts: { ...forgotten, ...opened(found) } };
}

export async function checkNumberShown({ event }: Situation): Promise<Turned<'checkNumberShown'>> {
  return { outcome: event.caller.kind };
}

/**
 * Whose birth date was keyed in: the one just typed, or those of the booking that met an existing one. Somebody who waits for a place
 * asks the same question; the same three things prove it.
 */
export async function findByPerson(situation: Situation, parts: Needed & Pick<Parts, 'waitingList'>): Promise<Turned<'findByPerson'>> {
  const { event, session } = situation;
  const { birthDate, persons = [], plz = '' } = session.facts;
  const forgotten = { birthDate: undefined, plz: undefined };
  if (event.caller.kind === 'withheld') return { outcome: 'unknown', facts: forgotten };
  const birthDates = birthDate === undefined ? persons.map((person) => person.birthDate) : [birthDate];
  const attempt = tryOf(situation, parts, 'person', parts.hashes.person(birthDates[0] ?? '', plz, ''));
  if ((await parts.codeGuard.allows(attempt)) === 'refused') return { outcome: 'locked', facts: forgotten };
  const { number } = event.caller;
  const hashes = birthDates.flatMap((day) => [parts.hashes.person(day, plz, number), parts.hashes.person(day, plz, number + TWIN)]);
  const found = await parts.changes.findByPerson(hashes);
  if (found) {
    await parts.codeGuard.wasRight(attempt);
    return { outcome: 'found', facts: { ...forgotten, ...opened(found) } };
  }
  const entry = await parts.waitingList.ofPerson(hashes[0] ?? '');
  if (!entry) return { outcome: 'unknown', facts: forgotten };
  await parts.codeGuard.wasRight(attempt);
  return { outcome: entry.state === 'offered' ? 'offered' : 'onList', facts: { ...forgotten, ...waitingFor(entry) } };
}

/** Before anything is offered: has this person an appointment from this number? Who withholds the number is never told. */
export async function checkKnown(situation: Situation, parts: Needed): Promise<Turned<'checkKnown'>> {
  const { event, session } = situation;
  const { persons = [], plz = '' } = session.facts;
  if (event.caller.kind === 'withheld') return { outcome: 'new' };
  const [hash = ''] = hashesOf(
    persons.map(({ birthDate }) => birthDate),
    plz,
    event,
    parts,
  );
  if ((await parts.codeGuard.allows(tryOf(situation, parts, 'booking', hash))) === 'refused') return { outcome: 'locked' };
  return { outcome: (await parts.changes.findByPerson([hash])) ? 'booked' : 'new' };
}

/** What the call knows of a place in a waiting list. */
function waitingFor({ id, persons, plz, kreis }: ListEntry): Learnt {
  return { listEntryId: id, kennzahl: kennzahlOf(id), persons, plz, kreis };
}

function tryOf({ event, session }: Situation, parts: Needed, way: OpeningTry['way'], at: string): OpeningTry {
  const by = event.caller.kind === 'shown' ? parts.hashes.caller(event.caller.number) : event.callSid;
  return { way, by, at, id: `${event.callSid}:${session.turn}` };
}

/** What the call knows of an appointment that it may hear and change. The birth dates let the next call ask for the year. */
export function opened(found: StandingAppointment): Learnt {
  const { holdId, code, codes, kreis, centre, firstMs, secondMs, birthDates } = found;
  return {
    appointment: { holdId, code, codes, kreis, firstMs, secondMs },
    proposal: { holdId, heldUntilMs: 0, firstMs, secondMs },
    persons: birthDates.map((birthDate) => ({ birthDate })),
    codes,
    codesHeard: true,
    kreis,
    centre,
    refusedMs: undefined,
  };
}
