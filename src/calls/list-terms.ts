import { isClosed, type Thresholds } from '../admission/thresholds.ts';
import { openToCallers } from '../booking/list-share.ts';
import { nextTry } from '../callbacks/attempts.ts';
import { opening, parseHours } from '../callbacks/calling-hours.ts';
import { instantOf, localTime, MINUTE_MS, onDay } from '../platform/berlin-time.ts';
import type { Parts } from './parts.ts';

/** What the waiting list may be offered, how long an offer lasts, and what is left for those who ring. */

/** From the first ring for it to the appointment: time to be reached, and to come. */
const LIST_NOTICE_MS = 4 * 60 * MINUTE_MS;

/** An offer ends at least so long before its appointment. */
export const LEAST_NOTICE_MS = 2 * 60 * MINUTE_MS;

/** After the last try: the dialling may be behind, and a conversation takes its time. */
export const OFFER_SLACK_MS = 30 * MINUTE_MS;

export interface ListTerms {
  /** Nobody is rung before. */
  ringsFromMs: number;
  /** Earlier appointments are left to those who ring. */
  notBeforeMs: number;
  /** When all tries will have been made. */
  untilMs: number;
}

/** The terms of an offer that is made now. */
export function listTerms(values: Thresholds, nowMs: number): ListTerms {
  const hours = parseHours(values.callbackHours);
  const wishedMs = isClosed(values, nowMs) ? values.closedUntilMs : nowMs;
  const ringsFromMs = Math.max(wishedMs, opening(hours, wishedMs).fromMs);
  const limits = { attempts: values.callbackAttempts, retryMinutes: values.callbackRetryMinutes };
  let atMs = ringsFromMs;
  for (let attempts = 1; attempts < limits.attempts; attempts += 1) atMs = nextTry(hours, { attempts, atMs }, limits).nextTryAtMs;
  return { ringsFromMs, notBeforeMs: ringsFromMs + LIST_NOTICE_MS, untilMs: atMs + OFFER_SLACK_MS };
}

/** Who did not want the place hears of no other on the same day: tomorrow, 0:00 in Germany. */
export function tomorrow(nowMs: number): number {
  return instantOf(onDay(localTime(nowMs), 1, 0));
}

/** For how many people an ordinary caller may be offered a place here. Without a list: as many as there are. */
export async function openPlaces(parts: Pick<Parts, 'listBoard' | 'thresholds'>, kreis: string, nowMs: number): Promise<number> {
  const { values } = await parts.thresholds.now();
  const load = await parts.listBoard.loadOf(kreis, nowMs, listTerms(values, nowMs).notBeforeMs);
  return load ? openToCallers(load, values.listShare) : Number.POSITIVE_INFINITY;
}
