import { dialable, parseCallerId } from '../../callbacks/phone-number.ts';
import { localDay } from '../../platform/berlin-time.ts';
import type { BookedPerson, Centre } from '../ports/booking.ts';
import { hashesOf } from '../works/person.ts';
import type { DeskCall } from './current-call.ts';
import { type DeskFault, type DeskParts, fault, isRefused, type Refused } from './desk-parts.ts';

/** Who is to be vaccinated, where they live and how they are reached, checked by the rules of the keys; every fault at once. */

export interface PeopleInput {
  /** ISO 8601. */
  persons: readonly { birthDate: string }[];
  plz: string;
  /** As typed; the caller's own where not given. */
  number?: string;
}

export interface People {
  persons: BookedPerson[];
  centre: Centre;
  /** E.164: this number stands for them. */
  number: string;
}

/** Nobody alive was born before. */
const FIRST_BIRTHDAY = '1900-01-01';

type Needed = Pick<DeskParts, 'catalogue' | 'clock' | 'hashes'>;

/** @param options.toBeRung the number must be one that we may ring, too */
export function checkPeople(parts: Needed, call: DeskCall, input: PeopleInput, options: { toBeRung: boolean }): People | Refused {
  const centre = centreOf(parts, input.plz);
  const number = numberOf(call, input.number, options);
  const tooYoung = input.persons.flatMap(({ birthDate }, index) => ageFault(parts, call, birthDate, index));
  const faults = [
    ...input.persons.flatMap(({ birthDate }, index) => birthFault(parts, birthDate, index)),
    ...[centre, number].flatMap((checked) => (isRefused(checked) ? faultsOf(checked) : [])),
  ];
  if (faults.length > 0 || isRefused(centre) || isRefused(number)) return { refused: { faults: [...faults, ...tooYoung] } };
  if (tooYoung.length > 0) return { refused: { faults: tooYoung, notEligible: true } };
  const birthDates = input.persons.map(({ birthDate }) => birthDate);
  const { callId: callSid } = call.conversation;
  const hashes = hashesOf(birthDates, input.plz, { callSid, caller: { kind: 'shown', ...number } }, parts);
  const persons = birthDates.map((birthDate, index) => {
    const pinHash = letterOf(call, birthDate);
    return { birthDate, plz: input.plz, personHash: hashes[index] ?? '', ...(pinHash === undefined ? {} : { pinHash }) };
  });
  return { persons, centre, ...number };
}

/** Where people of this postcode are vaccinated. */
export function centreOf({ catalogue }: Pick<DeskParts, 'catalogue'>, plz: string): Centre | Refused {
  const found = catalogue.centreOf(plz);
  if (found === undefined) return fault('plz', 'is no postcode of Westfalen-Lippe', 'Ask for the postcode of the home address.');
  if ('rhineland' in found) return fault('plz', `belongs to the Rhineland (${found.rhineland})`, 'The Rhineland has a line of its own.');
  return found;
}

/** The number that stands for the caller: the one given, else their own. */
export function numberOf(call: DeskCall, given: string | undefined, { toBeRung }: { toBeRung: boolean }): { number: string } | Refused {
  if (given === undefined) {
    if (call.caller.kind === 'withheld') return fault('number', "the caller's number is withheld", 'Ask for a number with its area code.');
    const { number } = call.caller;
    return toBeRung && !dialable(number)
      ? fault('number', "the caller's own number cannot be rung", 'Ask for a German number.')
      : { number };
  }
  const read = parseCallerId(given);
  if (read.kind === 'withheld' || !dialable(read.number))
    return fault('number', 'is no German landline or mobile number', 'With its area code, like 02331 207 3000.');
  return { number: read.number };
}

function birthFault({ clock }: Needed, birthDate: string, index: number): DeskFault[] {
  // ISO dates compare as text
  const possible = birthDate <= localDay(clock.nowMs()) && birthDate >= FIRST_BIRTHDAY;
  return possible ? [] : [{ field: `persons.${index}.birthDate`, fault: 'nobody alive was born on this day' }];
}

function ageFault({ catalogue, clock }: Needed, call: DeskCall, birthDate: string, index: number): DeskFault[] {
  const bornOnOrBefore = catalogue.bornOnOrBefore(localDay(clock.nowMs()));
  if (birthDate <= bornOnOrBefore || letterOf(call, birthDate) !== undefined) return [];
  return [{ field: `persons.${index}.birthDate`, fault: `only who was born on or before ${bornOnOrBefore} is entitled` }];
}

/** The invitation letter whose PIN was keyed in for this person: it entitles at any age. */
function letterOf({ session }: DeskCall, birthDate: string): string | undefined {
  return session?.facts.persons?.find((person) => person.birthDate === birthDate && person.pinHash !== undefined)?.pinHash;
}

function faultsOf({ refused }: Refused): DeskFault[] {
  return typeof refused === 'object' ? refused.faults : [];
}
