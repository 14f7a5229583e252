/** The time span in which we promise to ring. A promise is rounded so that we can keep it. */
import { afterOpenTime, type CallingHours, HALF_HOUR_MS, halfHourBefore, openingWithRoom } from './calling-hours.ts';

/** What is known about the line of callbacks when somebody joins it. */
export interface Backlog {
  /** Requests that will be rung before this one. */
  ahead: number;
  /** Requests really served in a second of calling time. */
  perSecond: number;
  nowMs: number;
  /** Nobody is rung before this: the line is closed, or the network does not answer. */
  notBeforeMs?: number;
}

/** How this kind of callback was rung in the last minutes. */
export interface MeasuredPace {
  /** Calls that reached the network. */
  rings: number;
  spanMs: number;
  /** Somebody was due all the time, so it was as fast as we can. */
  pressed: boolean;
}

export interface PromisedWindow {
  fromMs: number;
  toMs: number;
}

/** Some are rung twice, some thrice, and calm hours are followed by busy ones: the estimate is a quarter worse than the figures. */
const CAUTION = 1.25;

/** Slowest pace we reckon with; a share of zero would promise a call in a hundred years. */
const LEAST_PER_SECOND = 0.01;

const USUAL_LENGTH_MS = 4 * HALF_HOUR_MS;

/** Shorter spans before the closing hour are moved to the next day. */
const SHORTEST_MS = 2 * HALF_HOUR_MS;

/**
 * Callbacks a second: what the front door leaves them while people hold (unused share passes over at once, so it
 * can only be faster), and never more than the network takes.
 */
export function callbackPace(thresholds: { admitPerSecond: number; callbackShare: number; dialPerSecond: number }): number {
  return Math.max(LEAST_PER_SECOND, Math.min(thresholds.admitPerSecond * thresholds.callbackShare, thresholds.dialPerSecond));
}

/** Fewer rings than that in the measured span say little about the next hours. */
const ENOUGH_RINGS = 20;

/** What a small sample is trusted with at most, as a part of the configured pace. */
const SMALL_SAMPLE_SHARE = 0.2;

/**
 * What was measured counts more than what was configured, but only where it shows how fast we can be: while somebody was due all the
 * time. `stalled`: somebody was, and nobody was rung, so nobody knows when it goes on.
 */
export function paceNow(configuredPerSecond: number, measured: MeasuredPace | undefined): { perSecond: number; stalled: boolean } {
  if (!measured?.pressed) return { perSecond: configuredPerSecond, stalled: false };
  if (measured.rings === 0) return { perSecond: configuredPerSecond, stalled: true };
  const perSecond = (measured.rings * 1_000) / measured.spanMs;
  const least = measured.rings < ENOUGH_RINGS ? configuredPerSecond * SMALL_SAMPLE_SHARE : 0;
  return { perSecond: Math.max(perSecond, least), stalled: false };
}

/** Open time (ms) until those ahead are rung. */
export function waitingMs({ ahead, perSecond }: Backlog): number {
  return (ahead / Math.max(perSecond, LEAST_PER_SECOND / 10)) * 1_000;
}

/** Callbacks a second that people can take: so many of them, each busy for so long with one call. */
export function humanPace(agents: number, secondsPerCall: number): number {
  return Math.max(LEAST_PER_SECOND / 10, agents / secondsPerCall);
}

/**
 * The window for somebody with so many people ahead: it starts at the half hour at or before the estimate, lasts two hours,
 * longer by a quarter of the wait when the line is long, and lies within one opening. A window that would begin less than an hour before
 * closing time is given for the next open day.
 */
export function promisedWindow(hours: CallingHours, backlog: Backlog): PromisedWindow {
  const waitMs = waitingMs(backlog) * CAUTION;
  const estimateMs = afterOpenTime(hours, Math.max(backlog.nowMs, backlog.notBeforeMs ?? backlog.nowMs), waitMs);
  const open = openingWithRoom(hours, estimateMs, SHORTEST_MS);
  const startMs = Math.max(halfHourBefore(Math.max(estimateMs, open.fromMs)), hours.always ? 0 : open.fromMs);
  const lengthMs = USUAL_LENGTH_MS + Math.ceil(waitMs / 4 / HALF_HOUR_MS) * HALF_HOUR_MS;
  return { fromMs: startMs, toMs: Math.min(startMs + lengthMs, open.toMs) };
}
