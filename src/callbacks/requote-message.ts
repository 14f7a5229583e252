/** The text message that tells a new time: who we are, that it takes longer, when, and that the place stays. Fits one message. */
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
  tr: ['Pazar', 'Pazartesi', 'Salı', 'Çarşamba', 'Perşembe', 'Cuma', 'Cumartesi'],
  ru: ['воскресенье', 'понедельник', 'вторник', 'среда', 'четверг', 'пятница', 'суббота'],
};

/** In the caller's language; only letters that every mobile phone's alphabet has (GSM 03.38), 160 at most. */
export function requoteMessage(language: Language, { window, kennzahl }: Message): string {
  const from = localTime(window.fromMs);
  const day = `${DAYS[language][weekday(from)]}, ${from.day}.${from.month}.`;
  const span = [clock(window.fromMs), clock(window.toMs)];
  if (language === 'en')
    return `Vaccination service, number ${kennzahl}: it takes longer, sorry. We will call you on ${day} between ${span[0]} and ${span[1]}. You keep your place.`;
  return `Impfterminservice, Kennzahl ${kennzahl}: Es dauert leider länger. Wir rufen Sie an: ${day} zwischen ${span[0]} und ${span[1]} Uhr. Ihr Platz bleibt.`;
}

function clock(ms: number): string {
  const { minute } = localTime(ms);
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
}
