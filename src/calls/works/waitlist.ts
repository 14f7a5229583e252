import { kennzahlOf } from '../../booking/list-kennzahl.ts';
import { MOST_PEOPLE_PER_NUMBER } from '../../booking/people-per-number.ts';
import { tomorrow } from '../list-terms.ts';
import type { Parts, Situation } from '../parts.ts';
import type { ListEntry } from '../ports/waiting-list.ts';
import { endErrand } from './offer.ts';
import { hashesOf } from './person.ts';
import type { Learnt, Turned } from './turned.ts';

/** Works of the waiting list: what to say when nothing is free, on the list, off it. */

export async function lookAtList(situation: Situation, parts: Parts): Promise<Turned<'lookAtList'>> {
  const { facts } = situation.session;
  const atHome = home(situation);
  const entry = await ownEntry(situation, parts);
  if (entry?.state === 'offered') return { outcome: 'offered', facts: { ...atHome, listEntryId: entry.id } };
  const releaseAtMs = parts.stockBoard.nextReleaseMs(atHome.kreis ?? facts.kreis ?? '', situation.nowMs);
  return { outcome: releaseAtMs === undefined ? 'undated' : 'dated', facts: { ...atHome, releaseAtMs } };
}

/** What is held is given back: who waits for another time does not keep this one from others. */
export async function joinList(situation: Situation, parts: Parts): Promise<Turned<'joinList'>> {
  const { proposal, howManyAsked } = situation.session.facts;
  if (proposal) await parts.bookings.release(proposal.holdId);
  return { outcome: howManyAsked ? 'ready' : 'askHowMany', facts: { ...home(situation), proposal: undefined, forList: true } };
}

/** Stored before it is spoken. Whoever has just refused what is free is not offered the same at once. */
export async function enterList({ event, session, nowMs }: Situation, parts: Parts): Promise<Turned<'enterList'>> {
  const { callbackNumber: number = '', persons = [], plz = '', kreis = '', refusedMs = [] } = session.facts;
  const caller = { kind: 'shown', number } as const;
  const birthDates = persons.slice(0, 1).map(({ birthDate }) => birthDate);
  const [personHash = ''] = hashesOf(birthDates, plz, { callSid: event.callSid, caller }, parts);
  const atNumber = parts.hashes.caller(number);
  if (await isOverLimit(parts, atNumber, personHash, persons.length)) return { outcome: 'limit' };
  const { status, entry } = await parts.waitingList.enter({
    kreis,
    persons,
    personHash,
    plz,
    caller: atNumber,
    number,
    language: session.language,
    nowMs,
    ...(refusedMs.length > 0 ? { restUntilMs: tomorrow(nowMs) } : {}),
  });
  return { outcome: status, facts: { listEntryId: entry.id, kennzahl: kennzahlOf(entry.id) } };
}

/** Each place of a list ends in a booking by this number, and somebody who types birth dates must not fill a list. */
async function isOverLimit({ bookings, waitingList }: Parts, atNumber: string, personHash: string, people: number): Promise<boolean> {
  if (await waitingList.ofPerson(personHash)) return false;
  const [booked, waiting] = await Promise.all([bookings.bookedBy(atNumber), waitingList.peopleAt(atNumber)]);
  return booked + waiting + people > MOST_PEOPLE_PER_NUMBER;
}

export async function leaveList({ session, nowMs }: Situation, parts: Parts): Promise<Turned<'leaveList'>> {
  const { listEntryId, callbackId } = session.facts;
  const entry = listEntryId ? await parts.waitingList.leave(listEntryId, nowMs) : undefined;
  if (entry?.state === 'offered' && entry.holdId) {
    await parts.bookings.release(entry.holdId);
    await endErrand(parts, entry.holdId, nowMs);
  }
  if (callbackId) await endErrand(parts, callbackId, nowMs);
  return { outcome: 'left', facts: { listEntryId: undefined, proposal: undefined } };
}

/** The open entry of the person who rings, known again by birth date, postcode and the number shown. */
export async function ownEntry({ event, session }: Situation, parts: Parts): Promise<ListEntry | undefined> {
  const { persons: [first] = [], plz = '' } = session.facts;
  if (event.caller.kind === 'withheld' || !first) return undefined;
  const [hash = ''] = hashesOf([first.birthDate], plz, event, parts);
  return parts.waitingList.ofPerson(hash);
}

/** Back at the caller's own centre, where another one was talked about. */
function home({ session }: Situation): Pick<Learnt, 'kreis' | 'centre' | 'home' | 'nearby'> {
  return session.facts.home ? { ...session.facts.home, home: undefined, nearby: undefined } : {};
}
