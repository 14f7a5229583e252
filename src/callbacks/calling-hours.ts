/** When we ring people: from `HH:MM` to `HH:MM` local time, not on Sundays and holidays, or at all times. */

import { DAY_MINUTES, instantOf, type LocalTime, localTime, MINUTE_MS, onDay, weekday } from '../platform/berlin-time.ts';
import { HotlineError } from '../platform/errors.ts';
import { isHoliday } from './holidays.ts';

export interface CallingHours {
  /** Minutes from local midnight. */
  from: number;
  to: number;
  /** 00:00-24:00: Sundays and holidays too. */
  always: boolean;
}

/** One opening, from `fromMs` on and before `toMs`. */
export interface Opening {
  fromMs: number;
  toMs: number;
}

/** Days to look ahead for an open one; Christmas and a Sunday close four in a row at most. */
const LOOK_AHEAD_DAYS = 10;

/** Reads `HH:MM-HH:MM`. Throws `CALLING_HOURS` for anything else: thresholds are checked before they are published. */
export function parseHours(text: string): CallingHours {
  const found = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(text);
  const [from, to] = [minutes(found?.[1], found?.[2]), minutes(found?.[3], found?.[4])];
  if (from === undefined || to === undefined || from >= to)
    throw new HotlineError('CALLING_HOURS', `not HH:MM-HH:MM within one day: ${text}`);
  return { from, to, always: from === 0 && to === DAY_MINUTES };
}

/** May we ring people at this instant? */
export function isOpen(hours: CallingHours, ms: number): boolean {
  return opening(hours, ms).fromMs <= ms;
}

/** The opening this instant lies in, or the next one. */
export function opening(hours: CallingHours, ms: number): Opening {
  if (hours.always) return { fromMs: ms, toMs: Number.POSITIVE_INFINITY };
  const today = localTime(ms);
  for (let daysOn = 0; daysOn <= LOOK_AHEAD_DAYS; daysOn += 1) {
    const day = onDay(today, daysOn, 0);
    if (!isWorkday(day)) continue;
    const found = { fromMs: instantOf({ ...day, minute: hours.from }), toMs: instantOf({ ...day, minute: hours.to }) };
    if (ms < found.toMs) return found;
  }
  throw new HotlineError('CALLING_HOURS', 'no open day found');
}

/** As `opening`, or the one after it where less than so much of it is left. An opening that is shorter from the start is taken as it is. */
export function openingWithRoom(hours: CallingHours, ms: number, leastMs: number): Opening {
  const found = opening(hours, ms);
  const leftMs = found.toMs - Math.max(ms, found.fromMs);
  return leftMs >= leastMs || found.toMs - found.fromMs < leastMs ? found : opening(hours, found.toMs);
}

/** The instant at which so much open time (ms) will have passed, counted from `ms`. */
export function afterOpenTime(hours: CallingHours, ms: number, openMs: number): number {
  if (hours.always) return ms + openMs;
  let left = openMs;
  let found = opening(hours, ms);
  let at = Math.max(ms, found.fromMs);
  while (at + left > found.toMs) {
    left -= found.toMs - at;
    found = opening(hours, found.toMs);
    at = found.fromMs;
  }
  return at + left;
}

/** The full or half hour at or before this instant; offsets of Germany are whole hours. */
export function halfHourBefore(ms: number): number {
  return Math.floor(ms / HALF_HOUR_MS) * HALF_HOUR_MS;
}

export const HALF_HOUR_MS = 30 * MINUTE_MS;

function isWorkday(day: LocalTime): boolean {
  return weekday(day) !== 0 && !isHoliday(day.year, day.month, day.day);
}

function minutes(hour: string | undefined, minute: string | undefined): number | undefined {
  const total = Number(hour) * 60 + Number(minute);
  return Number(minute) < 60 && total <= DAY_MINUTES ? total : undefined;
}
