/** Every Redis key of the counters and of the test clock. */
const tag = '{tally}';

/** Hash of one local day: `outcome:booked` and the like → how often. */
export function dayKey(day: string): string {
  return `${tag}:day:${day}`;
}

/** Calls that came in during one second since 1970. */
export function secondKey(second: number): string {
  return `${tag}:second:${second}`;
}

/** The one offset, in ms, that demos and tests add to the time. */
export const CLOCK_KEY = 'clock:offset';
