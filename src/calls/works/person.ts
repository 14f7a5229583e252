import { checkBirthDate as judge } from '../../booking/birth-date.ts';
import type { Facts } from '../../ivr/session.ts';
import { localDay } from '../../platform/berlin-time.ts';
import type { Parts, Situation } from '../parts.ts';
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
  const { birthDate = '', persons = [], partnerAsked } = session.facts;
  const bornOnOrBefore = parts.catalogue.bornOnOrBefore(localDay(nowMs));
  // ISO dates compare as text
  const eligible = birthDate !== '' && birthDate <= bornOnOrBefore;
  if (!eligible) return { outcome: partnerAsked ? 'partnerTooYoung' : 'tooYoung', facts: { bornOnOrBefore, birthDate: undefined } };
  const person = { birthDate };
  if (partnerAsked) return { outcome: 'eligiblePartner', facts: { birthDate: undefined, persons: [...persons.slice(0, 1), person] } };
  return { outcome: 'eligible', facts: { birthDate: undefined, persons: [person] } };
}

export async function goOnAlone({ session }: Situation): Promise<Turned<'goOnAlone'>> {
  return { outcome: 'ready', facts: { persons: session.facts.persons?.slice(0, 1), partnerAsked: undefined } };
}

export async function askForPartner(): Promise<Turned<'askForPartner'>> {
  return { outcome: 'ready', facts: { partnerAsked: true } };
}

export async function findCentre({ session }: Situation, parts: Parts): Promise<Turned<'findCentre'>> {
  const found = parts.catalogue.centreOf(session.facts.plz ?? '');
  if (!found) return { outcome: 'unknown', facts: { plz: undefined } };
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

/** What a new booking in the same call starts without. */
export const forgottenForNewBooking: { [F in keyof Facts]?: undefined } = {
  birthDate: undefined,
  persons: undefined,
  partnerAsked: undefined,
  plz: undefined,
  place: undefined,
  kreis: undefined,
  centre: undefined,
  proposal: undefined,
  refusedMs: undefined,
  codes: undefined,
  codesHeard: undefined,
};
