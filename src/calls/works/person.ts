import { checkBirthDate as judge } from '../../booking/birth-date.ts';
import { MOST_PEOPLE_PER_NUMBER } from '../../booking/people-per-number.ts';
import type { Facts } from '../../ivr/session.ts';
import { localDay } from '../../platform/berlin-time.ts';
import type { CallEvent, Parts, Situation } from '../parts.ts';
import type { Turned } from './turned.ts';

/** Who wants the appointment and where: birth date, entitlement, centre. */

export async function checkBirthDate({ session, nowMs }: Situation, parts: Parts): Promise<Turned<'checkBirthDate'>> {
  const { birthDay: day = '', birthMonth: month = '', birthYear: year = '' } = session.facts;
  const today = localDay(nowMs);
  const judged = judge({ day, month, year }, today, parts.catalogue.bornOnOrBefore(today));
  const facts = { birthDay: undefined, birthMonth: undefined, birthYear: undefined };
  if (judged.verdict === 'impossible' || judged.verdict === 'implausible') return { outcome: judged.verdict, facts };
  return { outcome: 'possible', facts: { ...facts, birthDate: judged.birthDate } };
}

export async function checkEligibility({ session, nowMs }: Situation, parts: Parts): Promise<Turned<'checkEligibility'>> {
  const { birthDate = '', persons = [], partnerAsked, forList, pinHash } = session.facts;
  const bornOnOrBefore = parts.catalogue.bornOnOrBefore(localDay(nowMs));
  // ISO dates compare as text. Whoever was invited by letter is entitled, whatever the age
  const eligible = birthDate !== '' && (pinHash !== undefined || birthDate <= bornOnOrBefore);
  if (!eligible) {
    const outcome = partnerAsked ? (forList ? 'tooYoungForList' : 'partnerTooYoung') : 'tooYoung';
    return { outcome, facts: { bornOnOrBefore, birthDate: undefined, ...(partnerAsked ? { howManyAsked: true as const } : {}) } };
  }
  const person = { birthDate, ...(pinHash === undefined ? {} : { pinHash }) };
  if (partnerAsked) {
    const both = [...persons.slice(0, 1), person];
    return { outcome: forList ? 'partnerOnList' : 'eligiblePartner', facts: { birthDate: undefined, pinHash: undefined, persons: both } };
  }
  return { outcome: 'eligible', facts: { birthDate: undefined, pinHash: undefined, persons: [person] } };
}

export async function goOnAlone({ session }: Situation): Promise<Turned<'goOnAlone'>> {
  return { outcome: 'ready', facts: { persons: session.facts.persons?.slice(0, 1), partnerAsked: undefined, howManyAsked: true } };
}

export async function askForPartner({ session }: Situation): Promise<Turned<'askForPartner'>> {
  const full = (session.facts.bookedPeople ?? 0) + 2 > MOST_PEOPLE_PER_NUMBER;
  return full ? { outcome: 'limit' } : { outcome: 'ready', facts: { partnerAsked: true } };
}

export async function findCentre({ session }: Situation, parts: Parts): Promise<Turned<'findCentre'>> {
  const { plz = '' } = session.facts;
  const found = parts.catalogue.centreOf(plz);
  if (!found) return parts.catalogue.liesElsewhere(plz) ? { outcome: 'elsewhere' } : { outcome: 'unknown', facts: { plz: undefined } };
  if ('rhineland' in found) return { outcome: 'rhineland', facts: { place: found.rhineland } };
  return { outcome: 'found', facts: { kreis: found.kreis, centre: found.name, place: found.place } };
}

/** Only who knows a year of birth in the booking hears it: the number shown can be forged. */
export async function checkYearToHear({ session }: Situation): Promise<Turned<'checkYearToHear'>> {
  const { birthYear = '', persons = [] } = session.facts;
  const year = birthYear.length === 2 ? `19${birthYear}` : birthYear;
  return {
    outcome: persons.some((person) => person.birthDate.startsWith(`${year}-`)) ? 'right' : 'wrong',
    facts: { birthYear: undefined },
  };
}

/**
 * By what the people of a booking are known again, in their order. The calling number is part of it: whoever guesses a birth date
 * and a postcode from another number has another hash and learns nothing. A withheld number is no number: the call stands for it,
 * else all who withhold theirs would share one. Two people of one birthday at one number are two people all the same.
 */
export function hashesOf(
  birthDates: readonly string[],
  plz: string,
  event: Pick<CallEvent, 'callSid' | 'caller'>,
  parts: Pick<Parts, 'hashes'>,
): string[] {
  const from = event.caller.kind === 'shown' ? event.caller.number : event.callSid;
  return birthDates.map((birthDate, index) =>
    parts.hashes.person(birthDate, plz, birthDates.indexOf(birthDate) < index ? from + TWIN : from),
  );
}

/** Marks the second of two people with one birthday. */
export const TWIN = '#2';

/** What a new booking in the same call starts without. */
export const forgottenForNewBooking: { [F in keyof Facts]?: undefined } = {
  birthDate: undefined,
  pin: undefined,
  pinHash: undefined,
  pinMisses: undefined,
  persons: undefined,
  partnerAsked: undefined,
  plz: undefined,
  place: undefined,
  kreis: undefined,
  centre: undefined,
  proposal: undefined,
  howManyAsked: undefined,
  forList: undefined,
  listEntryId: undefined,
  releaseAtMs: undefined,
  nearby: undefined,
  home: undefined,
  kreiseHeard: undefined,
  appointment: undefined,
  refusedMs: undefined,
  codes: undefined,
  codesHeard: undefined,
  wishing: undefined,
};
