/** When to ring again, when to stop, and what a try's end is called. */
import { MINUTE_MS } from '../platform/berlin-time.ts';
import { type CallingHours, HALF_HOUR_MS, halfHourBefore, type Opening, opening, openingWithRoom } from './calling-hours.ts';
import type { PromisedWindow } from './window.ts';

/** How a try ended without the person. */
export type TryOutcome =
  /** The line was engaged. */
  | 'busy'
  | 'noAnswer'
  /** The network could not connect it. */
  | 'failed'
  | 'canceled'
  /** Somebody or a mailbox answered and pressed nothing. */
  | 'noKey'
  /** The network refuses this number. */
  | 'refused'
  /** No longer one of the numbers we ring. */
  | 'notDialable'
  /** We never learnt what became of it. */
  | 'unknown'
  /** It never reached the network: too fast, or a part of ours was away. */
  | 'notDialled'
  /** The person answered, and a part of ours was away. */
  | 'notServed'
  /** The person is on the line with us. */
  | 'talkingToUs'
  /** The agent whose telephone was to ring first did not take it. */
  | 'agentMissed';

/** The final status the network reports for a call (`completed`: it was answered, and nobody pressed 1). */
export function outcomeOf(finalStatus: 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled'): TryOutcome {
  if (finalStatus === 'completed') return 'noKey';
  return finalStatus === 'no-answer' ? 'noAnswer' : finalStatus;
}

/** What follows a counted try. `attempts` includes it. */
export interface NextTry {
  nextTryAtMs: number;
  /** What a caller hears who asks meanwhile: the two hours after it, within the calling hours. */
  window: PromisedWindow;
  lastTry: boolean;
}

const PARTS_OF_DAY = 3;

/**
 * After the first try the person was perhaps just out of the room: again after `retryMinutes`. After that, somebody who is out in the
 * morning may be in at noon: not before the next third of the calling hours, and never outside them. Where there are no
 * hours (00:00-24:00) the gap alone counts.
 */
export function nextTry(
  hours: CallingHours,
  tried: { attempts: number; atMs: number },
  limits: { attempts: number; retryMinutes: number },
): NextTry {
  const gapMs = tried.atMs + limits.retryMinutes * MINUTE_MS;
  const wishedMs = tried.attempts <= 1 || hours.always ? gapMs : Math.max(gapMs, nextPartOfDay(hours, tried.atMs));
  const open = opening(hours, wishedMs);
  const nextTryAtMs = Math.max(wishedMs, open.fromMs);
  return { nextTryAtMs, window: windowFrom(hours, open, nextTryAtMs), lastTry: tried.attempts >= limits.attempts };
}

/** When somebody is rung again who asked for half an hour. */
export interface PutOff {
  nextTryAtMs: number;
  window: PromisedWindow;
  /** It is in half an hour, and may be spoken so. */
  asAsked: boolean;
}

/** A worker that is busy needs a while to come round: less time than that before closing is no promise. */
const LEAST_ROOM_MS = 15 * MINUTE_MS;

/**
 * In half an hour, and within half an hour from then; where the calling hours end before that, from the next opening on.
 * `notBeforeMs`: the line is closed until then, and nobody is rung.
 */
export function putOff(hours: CallingHours, { nowMs, notBeforeMs = nowMs }: { nowMs: number; notBeforeMs?: number }): PutOff {
  const askedMs = nowMs + HALF_HOUR_MS;
  const wishedMs = Math.max(askedMs, notBeforeMs);
  const open = openingWithRoom(hours, wishedMs, LEAST_ROOM_MS);
  const nextTryAtMs = Math.max(wishedMs, open.fromMs);
  const asAsked = nextTryAtMs === askedMs;
  const asked = { fromMs: askedMs, toMs: Math.min(askedMs + HALF_HOUR_MS, open.toMs) };
  return { nextTryAtMs, window: asAsked ? asked : windowFrom(hours, open, nextTryAtMs), asAsked };
}

/** Two hours, from the half hour at or before the try, within this opening. */
function windowFrom(hours: CallingHours, open: Opening, nextTryAtMs: number): PromisedWindow {
  const fromMs = Math.max(halfHourBefore(nextTryAtMs), hours.always ? 0 : open.fromMs);
  return { fromMs, toMs: Math.min(fromMs + 4 * HALF_HOUR_MS, open.toMs) };
}

/** The start of the third of the calling hours that follows the one this instant lies in. */
function nextPartOfDay(hours: CallingHours, ms: number): number {
  const open = opening(hours, ms);
  if (ms < open.fromMs) return open.fromMs;
  const thirdMs = (open.toMs - open.fromMs) / PARTS_OF_DAY;
  const part = Math.floor((ms - open.fromMs) / thirdMs) + 1;
  return part >= PARTS_OF_DAY ? opening(hours, open.toMs).fromMs : Math.ceil(open.fromMs + part * thirdMs);
}
