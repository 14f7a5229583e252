/** What three entries (day, month, year) say about a caller's right to book. Asks no clock and no store. */

/** Nobody alive is older than this by more than a few years: a person looks at it, the machine does not decide. */
const OLDEST_YEARS = 115;
const FIRST_YEAR = 1900;

export type BirthDateVerdict =
  | { verdict: 'eligible' | 'tooYoung' /** ISO 8601, like 1938-03-05 */; birthDate: string }
  /** No such day, a year before 1900, or a day that has not come yet. */
  | { verdict: 'impossible' }
  /** A real day, but longer ago than people live: leads to a human. */
  | { verdict: 'implausible'; birthDate: string };

export interface BirthDateEntry {
  /** 1-2 digits. */
  day: string;
  /** 1-2 digits. */
  month: string;
  /** 2 digits (19xx) or 4. */
  year: string;
}

/**
 * @param today ISO date at the centres
 * @param bornOnOrBefore ISO date, the last birthday that may book
 */
export function checkBirthDate(entry: BirthDateEntry, today: string, bornOnOrBefore: string): BirthDateVerdict {
  const birthDate = calendarDate(entry);
  if (birthDate === undefined || birthDate > today) return { verdict: 'impossible' };
  if (birthDate < yearsBefore(today, OLDEST_YEARS)) return { verdict: 'implausible', birthDate };
  return { verdict: birthDate <= bornOnOrBefore ? 'eligible' : 'tooYoung', birthDate };
}

function calendarDate({ day, month, year }: BirthDateEntry): string | undefined {
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^(\d{2}|\d{4})$/.test(year)) return undefined;
  const fullYear = year.length === 2 ? `19${year}` : year;
  if (Number(fullYear) < FIRST_YEAR) return undefined;
  const iso = `${fullYear}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  // An impossible month gives no date at all, an impossible day (31.02.) another one
  const ms = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(iso) ? iso : undefined;
}

/** The same day so many years earlier, as a bound to compare with (29 February may stay as it is). */
function yearsBefore(isoDate: string, years: number): string {
  return `${String(Number(isoDate.slice(0, 4)) - years).padStart(4, '0')}${isoDate.slice(4)}`;
}
