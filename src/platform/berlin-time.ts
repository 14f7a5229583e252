/** Local time in Germany, both ways. Everything a caller hears about hours and days is local. */

/** A point on the wall clock. `minute` counts from midnight; 1440 is the midnight that ends the day. */
export interface LocalTime {
  year: number;
  /** 1-12 */
  month: number;
  day: number;
  minute: number;
}

export const MINUTE_MS = 60_000;
export const DAY_MINUTES = 1_440;

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
});

/** The wall clock at this instant (ms since 1970). */
export function localTime(ms: number): LocalTime {
  const found = new Map(parts.formatToParts(ms).map((part) => [part.type, Number(part.value)]));
  const of = (type: Intl.DateTimeFormatPartTypes) => found.get(type) ?? 0;
  return { year: of('year'), month: of('month'), day: of('day'), minute: of('hour') * 60 + of('minute') };
}

/** The instant at which the wall clock shows this. An hour that summer time leaves out counts as the one after it. */
export function instantOf(local: LocalTime): number {
  const asUtc = Date.UTC(local.year, local.month - 1, local.day, 0, local.minute);
  // Germany is one or two hours ahead of UTC; the later offset that fits wins
  for (const offsetMinutes of [120, 60]) {
    const ms = asUtc - offsetMinutes * MINUTE_MS;
    if (shownAsUtc(ms) === asUtc) return ms;
  }
  return asUtc - 60 * MINUTE_MS;
}

/** The same calendar day, so many days on, at this minute. Day and month roll over. */
export function onDay(local: LocalTime, daysOn: number, minute: number): LocalTime {
  const date = new Date(Date.UTC(local.year, local.month - 1, local.day + daysOn));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), minute };
}

/** 0 = Sunday … 6 = Saturday. */
export function weekday(local: LocalTime): number {
  return new Date(Date.UTC(local.year, local.month - 1, local.day)).getUTCDay();
}

function shownAsUtc(ms: number): number {
  const shown = localTime(ms);
  return Date.UTC(shown.year, shown.month - 1, shown.day, 0, shown.minute);
}

// The Swedish calendar writes dates the ISO 8601 way.
const isoDate = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short' });

/** The calendar date in Germany at this instant (ms since 1970), as ISO 8601: 2021-01-25. */
export function localDay(ms: number): string {
  return isoDate.format(ms);
}
