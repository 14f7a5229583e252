import { localTime } from '../platform/berlin-time.ts';

/** Dates, times and codes as they are written on paper, in local time. Paper is in German or English. */

export type PaperLanguage = 'de' | 'en';

/** The language a letter is written in: who was spoken to in another one gets German, which somebody at home reads. */
export function paperLanguage(language: string): PaperLanguage {
  return language === 'en' ? 'en' : 'de';
}

const dates: Record<PaperLanguage, Intl.DateTimeFormat> = { de: longDate('de-DE'), en: longDate('en-GB') };

/** "Dienstag, 9. Februar 2021". */
export function writtenDate(ms: number, language: PaperLanguage): string {
  return dates[language].format(ms);
}

/** "14:30". */
export function writtenTime(ms: number): string {
  const { minute } = localTime(ms);
  return `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;
}

/** "Dienstag, 9. Februar 2021, 14:30 Uhr". */
export function writtenAppointment(ms: number, language: PaperLanguage): string {
  const time = writtenTime(ms);
  return `${writtenDate(ms, language)}, ${language === 'de' ? `${time} Uhr` : time}`;
}

/** "05.03.1938", from an ISO date. */
export function writtenBirthDate(iso: string): string {
  return iso.split('-').reverse().join('.');
}

/** "0800 116 117 02": free numbers in threes as they are advertised, others with the zero in front. @param e164 like +4980011611702 */
export function writtenNumber(e164: string): string {
  const national = e164.startsWith('+49') ? `0${e164.slice(3)}` : e164;
  if (!national.startsWith('0800')) return national;
  return ['0800', ...(national.slice(4).match(/\d{1,3}/g) ?? [])].join(' ');
}

/** "2021-02-09T14:30:00+01:00": for other programs, with the offset that counts on that day. */
export function isoWithOffset(ms: number): string {
  const { year, month, day, minute } = localTime(ms);
  const asUtc = Date.UTC(year, month - 1, day, 0, minute);
  const offsetHours = Math.round((asUtc - ms) / 3_600_000);
  return `${new Date(ms + offsetHours * 3_600_000).toISOString().slice(0, 19)}+${twoDigits(offsetHours)}:00`;
}

function longDate(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { timeZone: 'Europe/Berlin', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
