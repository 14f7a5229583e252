import { instantOf, onDay } from '../platform/berlin-time.ts';
import { readInstant } from './slot-values.ts';

/** From one moment (included) to another (excluded), ms since 1970. */
export interface Span {
  fromMs: number;
  toMs: number;
}

type Read = { value: number } | { reason: string };

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;

/** Reads what is exported: from a day or moment, to a day (its end) or a moment (itself). Days are those of the centres. */
export function readSpan(from: string, to: string): Span | { fault: string } {
  const begin = readDay(from, 0) ?? readInstant(from);
  const end = readDay(to, 1) ?? readInstant(to);
  if (!('value' in begin)) return { fault: `the beginning, ${from}: ${begin.reason}, or a day like 2026-12-01` };
  if (!('value' in end)) return { fault: `the end, ${to}: ${end.reason}, or a day like 2026-12-01` };
  if (end.value <= begin.value) return { fault: `nothing lies between ${from} and ${to}` };
  return { fromMs: begin.value, toMs: end.value };
}

/** One whole day at the centres. */
export function daySpan(day: string): Span | { fault: string } {
  return DAY.test(day) ? readSpan(day, day) : { fault: `${day} is not a day like 2026-12-01` };
}

/** The instant at which this day, or one of the next, begins; undefined when the text is no day at all. */
function readDay(text: string, daysOn: number): Read | undefined {
  const [, year, month, day] = (DAY.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const asUtc = Date.UTC(year, month - 1, day);
  const exists = !Number.isNaN(asUtc) && new Date(asUtc).toISOString().startsWith(text);
  return exists ? { value: instantOf(onDay({ year, month, day, minute: 0 }, daysOn, 0)) } : { reason: 'there is no such day' };
}
