import type { Facts, Session } from '../../ivr/session.ts';
import type { Parts, Situation } from '../parts.ts';
import { forgottenForNewBooking } from './person.ts';
import type { Turned } from './turned.ts';

/** A call that broke off before anything was fixed: the next one of this number goes on with what was entered, or begins anew. */

/** What the next call needs to go on; that it was about a list or a wish follows again from how things stand by then. */
const CARRIED = [
  'persons',
  'partnerAsked',
  'howManyAsked',
  'plz',
  'place',
  'kreis',
  'centre',
  'home',
  'kreiseHeard',
  'proposal',
  'refusedMs',
  'bookedPeople',
] as const satisfies readonly (keyof Facts)[];

/** The booking that this call was in the middle of. undefined: it was about something else, has come to its end, or nobody had been named yet. */
export function brokenOffBooking({ outcome = 'abandoned', facts }: Session): Partial<Facts> | undefined {
  // Who was told something on the way, like another line's number, went on all the same
  const unsettled = outcome === 'abandoned' || outcome === 'informed';
  const { persons = [], appointment, codes, listEntryId, agent } = facts;
  if (!unsettled || persons.length === 0 || appointment || codes || listEntryId || agent) return undefined;
  return Object.fromEntries(CARRIED.flatMap((fact) => (facts[fact] === undefined ? [] : [[fact, facts[fact]]])));
}

/** The next question that is open. A pair that is still held is held on; one that is not is never read out as if it were. */
export async function resume({ session, nowMs }: Situation, parts: Parts): Promise<Turned<'resume'>> {
  const { persons = [], partnerAsked, howManyAsked, kreis, proposal } = session.facts;
  if (kreis === undefined) return { outcome: 'postcode' };
  const decided = howManyAsked || persons.length > 1;
  if (!decided) return { outcome: partnerAsked ? 'partner' : 'place' };
  if (proposal?.firstMs.length !== persons.length) return { outcome: 'propose', facts: { proposal: undefined } };
  const { values } = await parts.thresholds.now();
  const heldUntilMs = nowMs + values.holdSeconds * 1_000;
  const held = await parts.bookings.renew(proposal.holdId, heldUntilMs, nowMs);
  return held
    ? { outcome: 'proposal', facts: { proposal: { ...proposal, heldUntilMs } } }
    : { outcome: 'propose', facts: { proposal: undefined } };
}

export async function beginAnew({ session }: Situation, parts: Parts): Promise<Turned<'beginAnew'>> {
  const { proposal } = session.facts;
  if (proposal) await parts.bookings.release(proposal.holdId);
  return { outcome: 'ready', facts: forgottenForNewBooking };
}
