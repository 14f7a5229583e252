const berlinDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin', year: 'numeric', month: '2-digit', day: '2-digit' });

/** The calendar day in Germany, like 2021-01-25: what is counted "since midnight" belongs to it. */
export function localDay(ms: number): string {
  return berlinDay.format(ms);
}
