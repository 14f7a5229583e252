import { kennzahlOf } from '../../booking/list-kennzahl.ts';
import type { Nearby } from '../../ivr/session.ts';
import { openPlaces } from '../list-terms.ts';
import type { Parts, Situation } from '../parts.ts';
import { hold, NOTICE_MS } from './booking.ts';
import type { Turned } from './turned.ts';
import { ownEntry } from './waitlist.ts';

/** Works of the centres nearby, where ops allow them. */

export async function mayGoNearby(_situation: Situation, parts: Parts): Promise<Turned<'mayGoNearby'>> {
  return { outcome: (await parts.thresholds.now()).values.neighbourCentres ? 'yes' : 'no' };
}

export async function lookNearby(situation: Situation, parts: Parts): Promise<Turned<'lookNearby'>> {
  const entry = await ownEntry(situation, parts);
  if (entry) return { outcome: 'onList', facts: { listEntryId: entry.id, kennzahl: kennzahlOf(entry.id) } };
  const { values } = await parts.thresholds.now();
  const [nearby] = values.neighbourCentres ? await openNearby(situation, parts) : [];
  return { outcome: nearby ? 'nearby' : 'nothing', facts: { nearby } };
}

export async function goNearby({ session }: Situation): Promise<Turned<'goNearby'>> {
  const { nearby, howManyAsked } = session.facts;
  const facts = nearby ? { ...movedTo(session.facts, nearby), forList: undefined } : {};
  return { outcome: howManyAsked ? 'ready' : 'askHowMany', facts };
}

/** The new one is held before the old one is given back. No centre is proposed twice. */
export async function proposeNearby(situation: Situation, parts: Parts): Promise<Turned<'proposeNearby'>> {
  const { facts } = situation.session;
  for (const nearby of await openNearby(situation, parts)) {
    const proposal = await hold(situation, parts, [], nearby.kreis);
    if (proposal === 'none') continue;
    if (facts.proposal) await parts.bookings.release(facts.proposal.holdId);
    return { outcome: 'proposed', facts: { ...movedTo(facts, nearby), nearby, proposal } };
  }
  return { outcome: 'none' };
}

/** Neighbours of the caller's own Kreis with a pair that the lists there do not claim, earliest first. */
async function openNearby({ session, nowMs }: Situation, parts: Parts): Promise<Nearby[]> {
  const { kreis = '', home, persons = [], kreiseHeard = [] } = session.facts;
  const people = Math.max(1, persons.length);
  const found = await parts.waitingList.nearby(home?.kreis ?? kreis, people, nowMs + NOTICE_MS);
  const fresh = found.filter((nearby) => nearby.kreis !== kreis && !kreiseHeard.includes(nearby.kreis));
  const open = await Promise.all(fresh.map(async (nearby) => (await openPlaces(parts, nearby.kreis, nowMs)) >= people));
  return fresh.filter((_nearby, index) => open[index]);
}

function movedTo({ kreis = '', centre = '', home, kreiseHeard = [] }: Situation['session']['facts'], nearby: Nearby) {
  return {
    home: home ?? { kreis, centre },
    kreis: nearby.kreis,
    centre: `${nearby.centre}, ${nearby.city}`,
    refusedMs: undefined,
    kreiseHeard: [...kreiseHeard, nearby.kreis],
  };
}
