import { kennzahlOf } from '../../booking/list-kennzahl.ts';
import { tomorrow } from '../list-terms.ts';
import type { Parts, Situation } from '../parts.ts';
import type { CallbackRequest } from '../ports/callbacks.ts';
import type { Offer } from '../ports/waiting-list.ts';
import type { Learnt, Turned } from './turned.ts';

/** Works of the offer: a place is held for somebody of the waiting list, who takes it, waits on, or has not been there in time. */

export async function readOffer(situation: Situation, parts: Parts): Promise<Turned<'readOffer'>> {
  const offer = await standingOffer(situation, parts);
  return offer ? { outcome: 'offered', facts: factsOf(offer) } : { outcome: 'gone', facts: await passedOn(situation, parts) };
}

/** The hold lasts from here on as any caller's does: nobody else is told meanwhile that it is free. */
export async function takeOffer(situation: Situation, parts: Parts): Promise<Turned<'takeOffer'>> {
  const { nowMs } = situation;
  const offer = await standingOffer(situation, parts);
  const { values } = await parts.thresholds.now();
  const heldUntilMs = nowMs + values.holdSeconds * 1_000;
  if (!offer || !(await parts.bookings.renew(offer.proposal.holdId, heldUntilMs, nowMs)))
    return { outcome: 'gone', facts: await passedOn(situation, parts) };
  await endErrand(parts, offer.proposal.holdId, nowMs);
  return { outcome: 'ready', facts: { ...factsOf(offer), admitted: true } };
}

export async function settleOffer({ session, nowMs }: Situation, parts: Parts): Promise<Turned<'settleOffer'>> {
  const { listEntryId, proposal } = session.facts;
  if (listEntryId && proposal) await parts.waitingList.settle(listEntryId, { holdId: proposal.holdId, as: 'booked', nowMs });
  return { outcome: 'noted', facts: { listEntryId: undefined } };
}

/** The place is free first and the entry rests after that: dying in between, the entry is found offered and without a hold. */
export async function declineOffer(situation: Situation, parts: Parts): Promise<Turned<'declineOffer'>> {
  const { session, nowMs } = situation;
  const { listEntryId, proposal, callbackKind } = session.facts;
  if (listEntryId && proposal) {
    await parts.bookings.release(proposal.holdId);
    const rest = { as: 'waiting', restUntilMs: tomorrow(nowMs) } as const;
    await parts.waitingList.settle(listEntryId, { holdId: proposal.holdId, nowMs, ...rest });
    await endErrand(parts, proposal.holdId, nowMs);
  }
  const facts = { admitted: true, listEntryId: undefined, proposal: undefined } as const;
  return { outcome: callbackKind === 'human' ? 'forHuman' : 'declined', facts };
}

/** Somebody rings us, or says "yes" to a callback, while a place is held for them, or was. */
export async function acceptOffer(situation: Situation, parts: Parts, request: CallbackRequest): Promise<Turned<'acceptCallback'>> {
  const { session, nowMs } = situation;
  if (session.line === 'callback') {
    // Of an offer we rang for only "a human, please" leads here
    await endErrand(parts, request.id, nowMs);
    return { outcome: 'acceptedForHuman', facts: { admitted: true } };
  }
  const entry = request.subject ? await parts.waitingList.byId(request.subject) : undefined;
  const facts = { admitted: true, ...(entry ? { listEntryId: entry.id, persons: entry.persons } : {}) };
  // Not closed before they have decided: should the line die, we ring
  if (entry?.state === 'offered') return { outcome: 'offerToProve', facts };
  return { outcome: 'offerGone', facts: { ...facts, ...(await passedOn({ ...situation, session: { ...session, facts } }, parts)) } };
}

/** The call that was to tell of an offer is not needed any more: the person is on the line. Repeatable. */
export async function endErrand(parts: Pick<Parts, 'callbacks' | 'frontDoor'>, callbackId: string, nowMs: number): Promise<void> {
  const request = await parts.callbacks.byId(callbackId);
  if (request?.kind !== 'offer' || (await parts.callbacks.accept(request.id, nowMs)) === 'gone') return;
  await parts.frontDoor.noteCallback(request.caller, undefined);
}

async function standingOffer({ session }: Situation, parts: Parts): Promise<Offer | undefined> {
  const { listEntryId } = session.facts;
  return listEntryId ? parts.waitingList.offer(listEntryId) : undefined;
}

/** Somebody else has the place by now: who could not be reached in time waits again, at the old place in the order. */
async function passedOn({ session, nowMs }: Situation, parts: Parts): Promise<Learnt> {
  const { listEntryId, callbackId } = session.facts;
  if (listEntryId) await parts.waitingList.rejoin(listEntryId);
  if (callbackId) await endErrand(parts, callbackId, nowMs);
  return { proposal: undefined, listEntryId: undefined };
}

function factsOf({ entry, proposal, centre }: Offer): Learnt {
  const { id, persons, plz, kreis } = entry;
  return { listEntryId: id, persons, plz, kreis, centre, proposal, kennzahl: kennzahlOf(id) };
}
