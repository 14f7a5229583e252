/** Dates and times as people in Germany read them: always Europe/Berlin, whatever the computer is set to. */
import type { Language } from './texts.ts';

const locales: Record<Language, string> = { de: 'de-DE', en: 'en-GB' };
const timeZone = 'Europe/Berlin';
const known = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}${JSON.stringify(options)}`;
  const made = known.get(key) ?? new Intl.DateTimeFormat(locales[language], { timeZone, ...options });
  known.set(key, made);
  return made;
}

/** Dienstag, 9. Februar 2027 */
export function dayInWords(at: string, language: Language): string {
  return format(language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(at));
}

/** Di., 9. Februar */
export function dayShort(at: string, language: Language): string {
  return format(language, { weekday: 'short', day: 'numeric', month: 'long' }).format(new Date(at));
}

/** 14:30 */
export function timeOfDay(at: string, language: Language): string {
  return format(language, { hour: '2-digit', minute: '2-digit' }).format(new Date(at));
}

/** 9.2.2027, 14:30 */
export function dayAndTime(at: string, language: Language): string {
  return format(language, { day: 'numeric', month: 'numeric', year: 'numeric', hour: '2-digit', minute: '2-digit' }).format(new Date(at));
}

/** 5. März 1938. A calendar day, in no time zone. */
export function birthDateInWords(day: string, language: Language): string {
  return format(language, { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(`${day}T12:00:00Z`));
}

/** The calendar day in Germany, ISO 8601. The Swedish write dates that way. */
const isoDay = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
export function dayOf(ms: number): string {
  return isoDay.format(ms);
}

/** 3:07, or 1:03:07 from an hour on. Never below zero. */
export function clockOf(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = `${String(rest).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}
