import type { Language } from '../../flows/vocabulary.ts';
import { spokenIn } from './spoken.ts';

/** What an agent reads out of an appointment: whole sentences, dates in words, the code in pairs, in the caller's language. */

/** One entry per person, in order; instants in ms since 1970. */
export interface ToReadOut {
  centre: string;
  firstMs: readonly number[];
  secondMs: readonly number[];
  codes: readonly string[];
}

interface Words {
  first: string;
  second: string;
  where: string;
  code: string;
  codes: string;
}

const WORDS: Record<Language, Words> = {
  de: { first: 'Erste Impfung', second: 'Zweite Impfung', where: 'Beide hier', code: 'Ihre Terminnummer', codes: 'Ihre Terminnummern' },
  en: {
    first: 'First vaccination',
    second: 'Second vaccination',
    where: 'Both here',
    code: 'Your booking number',
    codes: 'Your booking numbers',
  },
  // Needs a check by a native speaker
  tr: { first: 'İlk aşı', second: 'İkinci aşı', where: 'İkisi de burada', code: 'Randevu numaranız', codes: 'Randevu numaralarınız' },
  // Needs a check by a native speaker
  ru: { first: 'Первая прививка', second: 'Вторая прививка', where: 'Обе здесь', code: 'Ваш номер записи', codes: 'Ваши номера записи' },
};

/** Sentences in the order in which they are read. */
export function readOut({ centre, firstMs, secondMs, codes }: ToReadOut, language: Language): string[] {
  const words = WORDS[language];
  const spoken = spokenIn(language);
  return [
    `${words.first}: ${forEyes(spoken.appointments(firstMs))}.`,
    `${words.second}: ${forEyes(spoken.appointments(secondMs))}.`,
    `${words.where}: ${centre}.`,
    `${codes.length > 1 ? words.codes : words.code}: ${forEyes(spoken.codes(codes))}.`,
  ];
}

/** A voice pauses at `_`; a person who reads needs to see it. */
function forEyes(text: string): string {
  return text
    .replace(/\.(?: _)+ /g, '; ')
    .replace(/,(?: _)+ /g, ', ')
    .replace(/(?: _)+ /g, ' – ')
    .trim();
}
