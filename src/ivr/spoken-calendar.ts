import { MINUTE_MS, localTime as wallClock } from '../platform/berlin-time.ts';
import { HotlineError } from '../platform/errors.ts';

/** An instant as the calendar and the clock on the wall show it in Westfalen; what all languages speak from. */
export interface LocalTime {
  /** Counts calendar days, 0 is 1970-01-01. */
  day: number;
  year: number;
  /** 1 to 12 */
  month: number;
  dayOfMonth: number;
  /** 0 is Sunday */
  weekday: number;
  /** 0 to 24; 24 only as the end of a day, see `localSpan` */
  hour: number;
  minute: number;
}

const DAY_MS = 86_400_000;

/** Reads the wall clock in Berlin, summer time included; seconds are cut. */
export function localTime(atMs: number): LocalTime {
  const { year, month, day: dayOfMonth, minute } = wallClock(atMs);
  const day = Date.UTC(year, month - 1, dayOfMonth) / DAY_MS;
  // 1970-01-01 was a Thursday
  return { day, year, month, dayOfMonth, weekday: (((day + 4) % 7) + 7) % 7, hour: Math.floor(minute / 60), minute: minute % 60 };
}

/** The same, rounded up to the minute: a promise may come true early, never late. */
export function localTimeUp(atMs: number): LocalTime {
  return localTime(Math.ceil(atMs / MINUTE_MS) * MINUTE_MS);
}

/** Begin and end; an end at midnight is 24 o'clock of the day before, as people say it. */
export function localSpan(fromMs: number, toMs: number): { from: LocalTime; to: LocalTime } {
  const from = localTime(fromMs);
  const to = localTimeUp(toMs);
  if (to.hour !== 0 || to.minute !== 0 || to.day <= from.day) return { from, to };
  return { from, to: { ...localTime(toMs - MINUTE_MS), hour: 24, minute: 0 } };
}

/** Takes an ISO 8601 calendar date apart. Throws `SPEECH_INPUT` unless it is a real day of 1900 to 2099. */
export function calendarDate(iso: string): { year: number; month: number; dayOfMonth: number } {
  const [, year, month, dayOfMonth] = (/^((?:19|20)\d\d)-(\d\d)-(\d\d)$/.exec(iso) ?? []).map(Number);
  if (!year || !month || !dayOfMonth || month > 12 || dayOfMonth > daysIn(year, month))
    throw new HotlineError('SPEECH_INPUT', 'a date to be spoken is not a day between 1900 and 2099');
  return { year, month, dayOfMonth };
}

function daysIn(year: number, month: number): number {
  return (Date.UTC(year, month, 1) - Date.UTC(year, month - 1, 1)) / DAY_MS;
}
