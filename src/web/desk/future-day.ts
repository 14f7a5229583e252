/** A day to come, as agents type it. */

const written = /^(\d{1,2})\.\s*(\d{1,2})\.?\s*(\d{4}|\d{2})?$/;

/**
 * `1.12.` is the next first of December, `1.12.2026` and `1.12.26` that very one. Undefined: no such day, or it is over.
 * @param today ISO date in Germany
 */
export function readFutureDay(typed: string, today: string): string | undefined {
  const [, day = '', month = '', year] = written.exec(typed.trim()) ?? [];
  if (day === '') return undefined;
  const thisYear = Number(today.slice(0, 4));
  if (year !== undefined) return notBefore(today, isoDay(Number(year) + (year.length === 2 ? 2000 : 0), month, day));
  return notBefore(today, isoDay(thisYear, month, day)) ?? isoDay(thisYear + 1, month, day);
}

function notBefore(today: string, day: string | undefined): string | undefined {
  return day !== undefined && day >= today ? day : undefined;
}

function isoDay(year: number, month: string, day: string): string | undefined {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  // An impossible month gives no date at all, an impossible day (31.2.) another one
  const ms = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(iso) ? iso : undefined;
}
