import { terms } from './terms.ts';

/**
 * What callbacks will take from those on hold, known ahead because their times are promised: the oracle for foresee.lua. A line told
 * by its pace of now alone would break its word to everybody in it whenever many callbacks fall due.
 */
export interface Foresight {
  spanMs: number;
  /** Number of the first span, counted from 1970. */
  firstSpan: number;
  /** Callbacks that will be dialled, span by span; empty when none will be. */
  wanting: readonly number[];
}

/** A time in which the line moves at one pace. */
export interface Stretch {
  seconds: number;
  letInPerSecond: number;
}

/**
 * Open callbacks by the span in which they will be dialled, as far ahead as waits are offered. The network takes no more of them than
 * `dialPerSecond`, so those that fall due at one time are spread. What is due already counts only while it claims its share:
 * the rest may be being rung, or waits for something else than capacity.
 */
export function foresee(
  dueAtMs: Iterable<number>,
  limits: { maxWaitSeconds: number; dialPerSecond: number },
  { nowMs, claiming }: { nowMs: number; claiming: boolean },
): Foresight {
  const { FORESIGHT_SPANS, FORESIGHT_LEAST_MS } = terms;
  const spanMs =
    FORESIGHT_LEAST_MS * Math.max(1, Math.ceil((limits.maxWaitSeconds * 1_000) / (FORESIGHT_LEAST_MS * (FORESIGHT_SPANS - 1))));
  const firstSpan = Math.floor(nowMs / spanMs);
  const wanting = new Array<number>(FORESIGHT_SPANS).fill(0);
  for (const due of dueAtMs) {
    const index = due > nowMs ? Math.floor(due / spanMs) - firstSpan : 0;
    if (index < wanting.length && (due > nowMs || claiming)) wanting[index] = (wanting[index] ?? 0) + 1;
  }
  let left = 0;
  for (const [index, falling] of wanting.entries()) {
    left += falling;
    const dialled = Math.min(left, limits.dialPerSecond * secondsOf(firstSpan + index, spanMs, nowMs));
    wanting[index] = dialled;
    left -= dialled;
  }
  return { spanMs, firstSpan, wanting: wanting.some((dialled) => dialled > 0) ? wanting : [] };
}

/**
 * The paces at which calls will be let in, one after the other. Both sides together are let in as fast as measured; callbacks take
 * what they want of it, and never more than their share. Nobody is told of relief before it is measured.
 */
export function stretchesOf(
  { spanMs, firstSpan, wanting }: Foresight,
  { callsPerSecond, bothPerSecond }: { callsPerSecond: number; bothPerSecond: number },
  callbackShare: number,
  nowMs: number,
): Stretch[] {
  const stretches: Stretch[] = [];
  let left = 0;
  for (const [index, dialled] of wanting.entries()) {
    left += dialled;
    const seconds = secondsOf(firstSpan + index, spanMs, nowMs);
    if (seconds <= 0) continue;
    const taken = Math.min(left, callbackShare * bothPerSecond * seconds);
    left -= taken;
    const letInPerSecond = Math.min(callsPerSecond, Math.max(0, bothPerSecond - taken / seconds));
    const last = stretches.at(-1);
    if (last?.letInPerSecond === letInPerSecond) last.seconds += seconds;
    else stretches.push({ seconds, letInPerSecond });
  }
  return stretches;
}

/** How much of a span is still to come; below zero when it is over. */
function secondsOf(span: number, spanMs: number, nowMs: number): number {
  const untilMs = (span + 1) * spanMs;
  return (untilMs - Math.max(nowMs, untilMs - spanMs)) / 1_000;
}
