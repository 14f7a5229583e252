import type { Language } from '../../../flows/vocabulary.ts';
import { endErrand } from '../works/offer.ts';
import { currentCall, type DeskCall } from './current-call.ts';
import { type Agent, type DeskParts, fault, isRefused, type Refused, refuse } from './desk-parts.ts';
import { closeHold, findHold, giveBack } from './hold.ts';
import { noteWork, workWith } from './note-work.ts';
import { checkPeople, type People, type PeopleInput } from './people.ts';
import { type AppointmentView, appointmentView } from './views.ts';

export interface BookInput extends PeopleInput {
  holdId: string;
  language?: Language;
}

/**
 * Makes what is held an appointment for one or two people, by the rules of the keys: entitled by birth date, not more people per number
 * than one number may have, the centre of their own Kreis. The same request again answers the same appointment and counts once.
 */
export async function book(parts: DeskParts, agent: Agent, input: BookInput): Promise<AppointmentView | Refused> {
  const call = await currentCall(parts, agent);
  if (!call) return refuse('notYourCall');
  const hold = await findHold(parts, call, input.holdId);
  if (!hold) return refuse('holdExpired');
  if (hold.firstMs.length !== input.persons.length) return fault('persons', `the pair is held for ${hold.firstMs.length}`);
  const people = checkPeople(parts, call, input, { toBeRung: false });
  if (isRefused(people)) return people;
  if (people.centre.kreis !== hold.kreis && !(await mayGoElsewhere(parts))) return refuse('otherKreis');
  const language = input.language ?? call.language;
  const booked = await confirm(parts, call, people, { holdId: hold.holdId, language });
  if (booked === 'expired') {
    await closeHold(parts, call, hold);
    return refuse('holdExpired');
  }
  if (isRefused(booked)) return booked;
  const [code = ''] = booked.codes;
  const appointment = await parts.changes.findByCode(code);
  // It was used for others before: they have it, and nobody else gets their code
  if (appointment?.state !== 'booked' || !isFor(appointment, people)) return refuse('holdExpired');
  await closeHold(parts, call, hold);
  await settleList(parts, call, hold.holdId);
  const audited = { what: 'appointment booked', details: { holdId: hold.holdId } } as const;
  const work = workWith('booked', appointment);
  await noteWork(parts, call, { name: `booked:${hold.holdId}`, audited, counts: 'booked', work });
  return appointmentView(appointment, language);
}

/** Whose hold is refused for good gives it back. */
async function confirm(
  parts: DeskParts,
  call: DeskCall,
  { persons, number }: People,
  { holdId, language }: { holdId: string; language: Language },
): Promise<{ codes: string[] } | 'expired' | Refused> {
  const caller = parts.hashes.caller(number);
  const answer = await parts.bookings.confirm({ holdId, persons, caller, number, language, nowMs: parts.clock.nowMs() });
  if (answer !== 'alreadyBooked' && answer !== 'limit') return answer;
  await giveBack(parts, call, holdId);
  return refuse(answer);
}

/** May people be booked at the centre of another Kreis than their own? */
export async function mayGoElsewhere({ thresholds }: Pick<DeskParts, 'thresholds'>): Promise<boolean> {
  return (await thresholds.now()).values.neighbourCentres;
}

function isFor(booked: { birthDates: string[]; plz: string }, { persons }: People): boolean {
  return (
    persons.length === booked.birthDates.length &&
    persons.every(({ birthDate, plz }, index) => booked.birthDates[index] === birthDate && booked.plz === plz)
  );
}

/** The place was being offered to them from the waiting list: they have it, and are not rung for it. */
async function settleList(parts: DeskParts, { session }: DeskCall, holdId: string): Promise<void> {
  const { listEntryId } = session?.facts ?? {};
  if (!listEntryId) return;
  const nowMs = parts.clock.nowMs();
  if (await parts.waitingList.settle(listEntryId, { holdId, as: 'booked', nowMs })) await endErrand(parts, holdId, nowMs);
}
