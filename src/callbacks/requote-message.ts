/** The text message that tells a new time: who we are, that it takes longer, when, and that the place stays. */
import type { Language } from '../../flows/vocabulary.ts';
import { localTime, weekday } from '../platform/berlin-time.ts';
import type { PromisedWindow } from './window.ts';

interface Message {
  window: PromisedWindow;
  /** Two digits, so that the person knows it is us. */
  kennzahl: string;
}

const DAYS: Record<Language, readonly string[]> = {
  de: ['Sonntag', 'Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  // Text messages in Turkish are usually written without the letters that would make two messages of one.
  tr: ['Pazar', 'Pazartesi', 'Sali', 'Carsamba', 'Persembe', 'Cuma', 'Cumartesi'],
  ru: ['воскресенье', 'понедельник', 'вторник', 'среда', 'четверг', 'пятница', 'суббота'],
};

type Told = (kennzahl: string, day: string, from: string, to: string) => string;

const MESSAGES: Record<Language, Told> = {
  de: (kennzahl, day, from, to) =>
    `Impfterminservice, Kennzahl ${kennzahl}: Es dauert leider länger. Wir rufen Sie an: ${day} zwischen ${from} und ${to} Uhr. Ihr Platz bleibt.`,
  en: (kennzahl, day, from, to) =>
    `Vaccination service, number ${kennzahl}: it takes longer, sorry. We will call you on ${day} between ${from} and ${to}. You keep your place.`,
  tr: (kennzahl, day, from, to) =>
    `Asi randevu servisi, numara ${kennzahl}: Ne yazik ki daha uzun sürüyor. Sizi arayacagiz: ${day} saat ${from} ile ${to} arasinda. Yeriniz sizin.`,
  ru: (kennzahl, day, from, to) =>
    `Запись на прививку, номер ${kennzahl}: ждать, к сожалению, дольше. Позвоним: ${day} с ${from} до ${to}. Ваше место за вами.`,
};

/**
 * In the caller's language. One message of 160 in letters that every mobile phone's alphabet has (GSM 03.38);
 * Cyrillic has none there, so Russian takes two of 67 letters each.
 */
export function requoteMessage(language: Language, { window, kennzahl }: Message): string {
  const from = localTime(window.fromMs);
  const day = `${DAYS[language][weekday(from)]}, ${from.day}.${from.month}.`;
  return MESSAGES[language](kennzahl, day, clock(window.fromMs), clock(window.toMs));
}

function clock(ms: number): string {
  const { minute } = localTime(ms);
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
}
