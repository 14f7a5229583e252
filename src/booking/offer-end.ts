/** What becomes of an offer to somebody of the waiting list, from how its hold and its callback stand. */

export interface OfferSigns {
  hold: 'held' | 'booked' | 'gone';
  /** undefined: nobody has been asked to ring for it, or the ring was to ride on another callback. */
  callback?: { state: 'open' | 'dialling' | 'accepted' | 'dropped' | 'missed'; attempts: number; closedAtMs?: number };
  untilMs: number;
  /** The offer may last as long as this: the appointment is near. */
  latestMs: number;
}

export type OfferEnd =
  | 'stands'
  /** Nobody will ring: the callback has to be put on the list. */
  | 'ring'
  /** Over, but the person has not been tried, or is on the line: lasts a while longer. */
  | 'extend'
  | 'booked'
  /** The entry waits on; `rests`: it had its chance, and the place goes to the next one. */
  | 'putBack'
  | 'rests'
  /** All tries were in vain. */
  | 'unreached';

/** Somebody who asked for a human, or whose line broke, has not decided; after this long the place goes on. */
export const UNDECIDED_MS = 3_600_000;

export function endOfOffer({ hold, callback, untilMs, latestMs }: OfferSigns, nowMs: number): OfferEnd {
  if (hold === 'booked') return 'booked';
  if (hold === 'gone') return 'putBack';
  if (callback?.state === 'missed') return 'unreached';
  if (callback?.state === 'dropped') return 'rests';
  if (callback?.state === 'accepted' && nowMs - (callback.closedAtMs ?? 0) >= UNDECIDED_MS) return 'rests';
  if (nowMs < untilMs) return callback === undefined ? 'ring' : 'stands';
  const untried = callback?.state === 'dialling' || (callback?.state === 'open' && callback.attempts === 0);
  if (untried && untilMs < latestMs) return 'extend';
  // Never rung is not refused: the next place is this person's again
  return callback?.state === 'open' && callback.attempts === 0 ? 'putBack' : 'rests';
}
