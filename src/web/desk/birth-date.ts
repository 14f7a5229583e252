/** A birth date as agents type it while somebody dictates it. */
import { checkBirthDate } from '../../booking/birth-date.ts';

const separated = /^(\d{1,2})[.\s/-]+(\d{1,2})[.\s/-]+(\d{4}|\d{2})\.?$/;
const run = /^(\d{2})(\d{2})(\d{4}|\d{2})$/;

/**
 * `5.3.1938`, `5 3 38`, `5/3/1938` and `05031938` are 1938-03-05; two-digit years are 19xx, as on the telephone's keys.
 * Undefined: no such day, before 1900, or not come yet.
 * @param today ISO date in Germany
 */
export function readBirthDate(typed: string, today: string): string | undefined {
  const [, day = '', month = '', year = ''] = separated.exec(typed.trim()) ?? run.exec(typed.trim()) ?? [];
  const entry = checkBirthDate({ day, month, year }, today, today);
  // Whoever is older than the keys believe is sent to a human: here
  return entry.verdict === 'impossible' ? undefined : entry.birthDate;
}

/** As it is typed: 1938-03-05 is 5.3.1938. */
export function typedBirthDate(birthDate: string): string {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  return `${Number(day)}.${Number(month)}.${year}`;
}

/** Whole years on this day. Both ISO dates. */
export function ageOn(birthDate: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(4) < birthDate.slice(4) ? years - 1 : years;
}
