import { kennzahlOf } from '../booking/list-kennzahl.ts';
import { type CentreLoad, toOffer } from '../booking/list-share.ts';
import { endOfOffer } from '../booking/offer-end.ts';
import { LEAST_NOTICE_MS, type ListTerms, listTerms, OFFER_SLACK_MS, tomorrow } from './list-terms.ts';
import type { Parts } from './parts.ts';
import type { ListEntry, StandingOffer } from './ports/waiting-list.ts';
import { ringAbout } from './ring-about.ts';

export type OfferParts = Pick<Parts, 'waitingList' | 'bookings' | 'callbacks' | 'frontDoor' | 'thresholds' | 'hashes' | 'clock' | 'logger'>;

/** One round looks at so many offers and makes so many; the next one is a second later. */
const MOST_PER_ROUND = 200;

/** A hold that nobody knows of is free again after that. */
const UNNOTED_HOLD_MS = 60_000;

/**
 * One round over the waiting lists: offers that have come to their end free their place, and whoever waits longest where places are
 * free gets one held and is rung. Any number of workers may do it at once, and one that dies in between loses nothing: a hold
 * without an entry ends within a minute, an entry without a hold or without a callback is found by the next round.
 */
export async function offerPlaces(parts: OfferParts): Promise<{ offered: number; ended: number }> {
  const nowMs = parts.clock.nowMs();
  const { values } = await parts.thresholds.now();
  const terms = listTerms(values, nowMs);
  let ended = 0;
  for (const standing of await parts.waitingList.standing(nowMs, MOST_PER_ROUND)) if (await settle(parts, standing, nowMs)) ended += 1;
  let offered = 0;
  // One centre after the other, and each in order of entry: the first one gets the earliest place
  for (const load of await parts.waitingList.loads(nowMs, terms.notBeforeMs))
    offered += await offerAt(parts, load, toOffer(load, values.listShare), terms, nowMs);
  if (offered + ended > 0) parts.logger.info({ offered, ended }, 'places of the waiting lists');
  return { offered, ended };
}

async function offerAt(parts: OfferParts, load: CentreLoad, places: number, terms: ListTerms, nowMs: number): Promise<number> {
  let left = Math.min(places, MOST_PER_ROUND);
  let offered = 0;
  // A couple for whom no two places lie together does not keep the single ones from those behind them
  for (const people of [2, 1]) {
    if (left <= 0) break;
    for (const entry of await parts.waitingList.next(load.kreis, nowMs, { people, entries: left })) {
      const made = left > 0 ? await offerTo(parts, entry, terms, nowMs) : 'nothingFree';
      if (made === 'nothingFree') break;
      if (made === 'overtaken') continue;
      offered += 1;
      left -= entry.persons.length;
    }
  }
  return offered;
}

/** Held for a moment, noted, held for as long as the offer stands, rung; each step finds what the one before has left. `overtaken`: it is not waiting any more. */
async function offerTo(
  parts: OfferParts,
  entry: ListEntry,
  terms: ListTerms,
  nowMs: number,
): Promise<'offered' | 'nothingFree' | 'overtaken'> {
  const held = await parts.bookings.hold({
    // The last hold names this offer: asked again it is the same one, and the next offer is another
    requestKey: `list:${entry.id}:${entry.holdId ?? 'first'}`,
    kreis: entry.kreis,
    people: entry.persons.length,
    notBeforeMs: terms.notBeforeMs,
    avoidMs: [],
    heldUntilMs: nowMs + UNNOTED_HOLD_MS,
    caller: entry.caller,
  });
  if (held === 'none') return 'nothingFree';
  const latest = latestMs(held.firstMs);
  const untilMs = Math.min(terms.untilMs, latest);
  if (await parts.waitingList.noteOffer(entry.id, { holdId: held.holdId, untilMs })) {
    await parts.bookings.renew(held.holdId, untilMs, nowMs);
    await ring(parts, { ...entry, holdId: held.holdId }, latest, nowMs);
    return 'offered';
  }
  const now = await parts.waitingList.byId(entry.id);
  // Another worker was faster with the very same hold, or the person has just left
  if (now?.state !== 'offered' || now.holdId !== held.holdId) await parts.bookings.release(held.holdId);
  return 'overtaken';
}

/** Puts the call on the list; one that the person waits for anyway tells of the place instead, and it is held until then. */
async function ring(parts: OfferParts, entry: ListEntry & { holdId: string }, latest: number, nowMs: number): Promise<void> {
  const { id, number, language, enteredAtMs, holdId } = entry;
  const errand = { kind: 'offer', subject: id, number, language, ticketAtMs: enteredAtMs, nowMs } as const;
  const registered = await ringAbout(parts, { ...errand, id: holdId, kennzahl: kennzahlOf(id) });
  if (registered.status === 'already') await extend(parts, entry, Math.min(registered.request.window.toMs + OFFER_SLACK_MS, latest), nowMs);
  if (registered.status === 'notDialable') {
    parts.logger.error({ code: 'LIST_NOT_DIALABLE', entryId: id }, 'somebody of a waiting list cannot be rung');
    await parts.bookings.release(holdId);
    await parts.waitingList.settle(id, { holdId, as: 'unreached', nowMs });
  }
}

/** Does what has become of an offer. The place is free before the entry is settled: so the next round finds what is left to do. */
async function settle(parts: OfferParts, standing: StandingOffer, nowMs: number): Promise<boolean> {
  const { entry } = standing;
  const { id, holdId } = entry;
  const latest = latestMs([standing.firstMs ?? nowMs]);
  const end = endOfOffer({ ...standing, untilMs: entry.untilMs, latestMs: latest }, nowMs);
  if (end === 'stands') return false;
  if (end === 'ring' || end === 'extend') {
    await (end === 'ring' ? ring(parts, entry, latest, nowMs) : extend(parts, entry, Math.min(nowMs + OFFER_SLACK_MS, latest), nowMs));
    return false;
  }
  if (end === 'booked') return parts.waitingList.settle(id, { holdId, as: 'booked', nowMs });
  await parts.bookings.release(holdId);
  if (standing.callback?.state === 'open') {
    await parts.callbacks.drop(holdId, nowMs);
    await parts.frontDoor.noteCallback(entry.caller, undefined);
  }
  const rest = end === 'rests' ? { restUntilMs: tomorrow(nowMs) } : {};
  return parts.waitingList.settle(id, { holdId, as: end === 'unreached' ? 'unreached' : 'waiting', nowMs, ...rest });
}

/** The place is held as long as the offer stands. A hold that could not be kept is seen by the next round. */
async function extend(
  { waitingList, bookings }: OfferParts,
  { id, holdId }: { id: string; holdId: string },
  untilMs: number,
  nowMs: number,
): Promise<void> {
  await bookings.renew(holdId, untilMs, nowMs);
  await waitingList.extend(id, holdId, untilMs);
}

function latestMs(firstMs: readonly number[]): number {
  return Math.min(...firstMs) - LEAST_NOTICE_MS;
}
