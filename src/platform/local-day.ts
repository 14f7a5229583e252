// The Swedish calendar writes dates the ISO 8601 way.
const isoDate = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short' });

/** The calendar date in Germany at this instant (ms since 1970), as ISO 8601: 2021-01-25. */
export function localDay(ms: number): string {
  return isoDate.format(ms);
}
