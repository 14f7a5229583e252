/** How many minutes of calls we place in an hour at most, whoever registers how many numbers. */

/**
 * Calls a second that ops allow times an hour, at an average of 100 s: 6,000 minutes at one call a second. An honest hour stays below it
 * (most tries are not answered and cost nothing but their first minute here); numbers that keep the line open to earn by it do not. It grows
 * with the rate ops have chosen, because a fixed sum would stop a large hotline and not protect a small one; below one call a second it
 * stays as it is.
 */
const MINUTES_PER_HOUR_AT_ONE_A_SECOND = 6_000;

/** Counted for every call when it is placed: what it costs is not known yet. */
export const MINUTES_IN_ADVANCE = 1;

/** The most dial minutes in a clock hour. When they are spent, dialling pauses until the next one. */
export function spendCapMinutes(dialPerSecond: number): number {
  return Math.ceil(MINUTES_PER_HOUR_AT_ONE_A_SECOND * Math.max(1, dialPerSecond));
}

/** What to count when a call has ended, besides the minute counted in advance. Begun minutes are paid for. */
export function minutesToAdd(durationSeconds: number): number {
  return Math.max(0, Math.ceil(durationSeconds / 60) - MINUTES_IN_ADVANCE);
}
