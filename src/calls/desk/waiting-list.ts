import type { Language } from '../../../flows/vocabulary.ts';
import { kennzahlOf } from '../../booking/list-kennzahl.ts';
import { MOST_PEOPLE_PER_NUMBER } from '../../booking/people-per-number.ts';
import { mayGoElsewhere } from './book.ts';
import { currentCall } from './current-call.ts';
import { type Agent, type DeskParts, fault, isRefused, type Refused, refuse } from './desk-parts.ts';
import { noteWork } from './note-work.ts';
import { checkPeople, type People, type PeopleInput } from './people.ts';

export interface ListInput extends PeopleInput {
  language?: Language;
  /** Another centre than that of the postcode. */
  kreis?: string;
}

export type ListAnswer = { status: 'entered' | 'already'; kennzahl: string };

/** Puts one or two people on a centre's waiting list, once for each first person; stored before it is told. */
export async function enterList(parts: DeskParts, agent: Agent, input: ListInput): Promise<ListAnswer | Refused> {
  const call = await currentCall(parts, agent);
  if (!call) return refuse('notYourCall');
  const people = checkPeople(parts, call, input, { toBeRung: true });
  if (isRefused(people)) return people;
  const { kreis = people.centre.kreis } = input;
  if (!parts.catalogue.centres().some((centre) => centre.kreis === kreis)) return fault('kreis', 'has no centre');
  if (kreis !== people.centre.kreis && !(await mayGoElsewhere(parts))) return refuse('otherKreis');
  const caller = parts.hashes.caller(people.number);
  if (await isOverLimit(parts, caller, people)) return refuse('limit');
  const { status, entry } = await parts.waitingList.enter({
    ...{ kreis, caller, number: people.number, plz: input.plz },
    persons: people.persons.map(({ birthDate, pinHash }) => (pinHash === undefined ? { birthDate } : { birthDate, pinHash })),
    personHash: people.persons[0]?.personHash ?? '',
    language: input.language ?? call.language,
    nowMs: parts.clock.nowMs(),
  });
  const kennzahl = kennzahlOf(entry.id);
  const audited = { what: 'put on the waiting list', details: { entryId: entry.id } } as const;
  await noteWork(parts, call, { name: `listed:${entry.id}`, audited, work: { outcome: 'waitlisted', facts: { kennzahl } } });
  return { status, kennzahl };
}

/** Who waits already keeps the place, whatever the limit says. */
async function isOverLimit({ bookings, waitingList }: DeskParts, caller: string, { persons }: People): Promise<boolean> {
  if (await waitingList.ofPerson(persons[0]?.personHash ?? '')) return false;
  const [booked, waiting] = await Promise.all([bookings.bookedBy(caller), waitingList.peopleAt(caller)]);
  return booked + waiting + persons.length > MOST_PEOPLE_PER_NUMBER;
}
