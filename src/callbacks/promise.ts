/** What becomes of a promised window, and when it is to be replaced by an honest one before it passes. */

import { MINUTE_MS } from '../platform/berlin-time.ts';
import { afterOpenTime, type CallingHours } from './calling-hours.ts';
import { type Backlog, type PromisedWindow, promisedWindow, waitingMs } from './window.ts';

export type RungResult = 'kept' | 'early' | 'late';

/** A promise that nothing has become of yet. */
export interface StandingPromise {
  window: PromisedWindow;
  /** When the person last heard of another time, also if that promise was decided since. */
  requotedAtMs?: number;
  /** Not rung before this. */
  nextTryAtMs: number;
}

/** So far ahead the line is looked at: what ends later may still be caught up with. */
export const LOOK_AHEAD_MS = 120 * MINUTE_MS;

/** Nobody hears of a new time twice within an hour. */
export const REQUOTE_GAP_MS = 60 * MINUTE_MS;

/** Whoever is to be rung in the last minutes of a window counts as too late: the worker looks once a minute. */
const LAST_MINUTES_MS = 2 * MINUTE_MS;

/** The first ring decides. Both ends of the window belong to it. */
export function resultOf(window: PromisedWindow, rungAtMs: number): RungResult {
  if (rungAtMs < window.fromMs) return 'early';
  return rungAtMs <= window.toMs ? 'kept' : 'late';
}

/**
 * The window to promise instead, or undefined while the standing one can be kept, or when the person heard of a new time less than an
 * hour ago. The new one ends later than the old one, and begins no earlier than the person may be rung.
 */
export function requotedWindow(hours: CallingHours, promise: StandingPromise, backlog: Backlog): PromisedWindow | undefined {
  const { nowMs } = backlog;
  if (promise.requotedAtMs !== undefined && nowMs - promise.requotedAtMs < REQUOTE_GAP_MS) return undefined;
  const notBeforeMs = Math.max(nowMs, backlog.notBeforeMs ?? nowMs, promise.nextTryAtMs);
  // Ten per cent for tries that fail; the caution of a new promise would give up windows that can be kept
  const expectedMs = afterOpenTime(hours, notBeforeMs, waitingMs(backlog) * 1.1);
  if (expectedMs <= promise.window.toMs - LAST_MINUTES_MS) return undefined;
  const window = promisedWindow(hours, { ...backlog, notBeforeMs });
  return window.toMs > promise.window.toMs ? window : undefined;
}
