import type { Language } from '../../flows/vocabulary.ts';
import { codeInPairs } from './code.ts';

/** The words of text messages about an appointment. They stand alone: who we are, what holds, where to ring. */

export interface AppointmentToTell {
  centre: string;
  /** One entry per person, in order; ms since 1970. */
  firstMs: readonly number[];
  secondMs: readonly number[];
  codes: readonly string[];
  /** Where to move or cancel, as people dial it. */
  hotline: string;
}

/** What happened to the appointment. */
export type AppointmentNews = 'confirmation' | 'moved' | 'cancelled' | 'reminder';

interface Words {
  locale: string;
  opening: Record<AppointmentNews, string>;
  first: string;
  second: string;
  code: string;
  bring: string;
  call: string;
}

const WORDS: Record<Language, Words> = {
  de: {
    locale: 'de-DE',
    opening: {
      confirmation: 'Ihr Impftermin ist fest',
      moved: 'Ihr Impftermin ist verlegt',
      cancelled: 'Ihr Impftermin ist abgesagt',
      reminder: 'Erinnerung an Ihren Impftermin',
    },
    first: '1. Impfung',
    second: '2. Impfung',
    code: 'Terminnummer',
    bring: 'Ausweis und Versichertenkarte mitbringen.',
    call: 'Verlegen, absagen:',
  },
  en: {
    locale: 'en-GB',
    opening: {
      confirmation: 'Your vaccination is booked',
      moved: 'Your vaccination has been moved',
      cancelled: 'Your vaccination is cancelled',
      reminder: 'Reminder of your vaccination',
    },
    first: '1st dose',
    second: '2nd dose',
    code: 'Booking number',
    bring: 'Bring your ID and insurance card.',
    call: 'To move or cancel:',
  },
  // Needs a check by a native speaker
  tr: {
    locale: 'tr-TR',
    opening: {
      confirmation: 'Aşı randevunuz kesinleşti',
      moved: 'Aşı randevunuz değişti',
      cancelled: 'Aşı randevunuz iptal edildi',
      reminder: 'Aşı randevunuzu hatırlatırız',
    },
    first: '1. doz',
    second: '2. doz',
    code: 'Randevu numarası',
    bring: 'Kimlik ve sigorta kartınızı getirin.',
    call: 'Değiştirme, iptal:',
  },
  // Needs a check by a native speaker
  ru: {
    locale: 'ru-RU',
    opening: {
      confirmation: 'Вы записаны на прививку',
      moved: 'Запись на прививку перенесена',
      cancelled: 'Запись на прививку отменена',
      reminder: 'Напоминание о прививке',
    },
    first: '1-я доза',
    second: '2-я доза',
    code: 'Номер записи',
    bring: 'Возьмите паспорт и карту страховки.',
    call: 'Перенести, отменить:',
  },
};

/** The message, without a word that is only true today ("tomorrow"): it may arrive late. */
export function appointmentText(news: AppointmentNews, language: Language, told: AppointmentToTell): string {
  const words = WORDS[language];
  if (news === 'cancelled') return `${words.opening.cancelled} (${words.code} ${codes(told)}). ${told.hotline}`;
  return [
    `${words.opening[news]}: ${told.centre}.`,
    `${words.first} ${times(told.firstMs, words)}, ${words.second} ${times(told.secondMs, words)}.`,
    `${words.code} ${codes(told)}.`,
    words.bring,
    `${words.call} ${told.hotline}`,
  ].join(' ');
}

function codes({ codes: all }: AppointmentToTell): string {
  return all.map(codeInPairs).join(' / ');
}

/** One time for everybody who comes at the same time, else one for each. */
function times(allMs: readonly number[], { locale }: Words): string {
  const format = new Intl.DateTimeFormat(locale, {
    timeZone: 'Europe/Berlin',
    weekday: 'short',
    day: 'numeric',
    month: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return [...new Set(allMs)].map((ms) => format.format(ms)).join(' + ');
}
