import type { Language } from '../../flows/vocabulary.ts';
import { spokenEnglish } from './spoken-english.ts';
import type { Spoken } from './spoken-figures.ts';
import { spokenGerman } from './spoken-german.ts';
import { spokenRussian } from './spoken-russian.ts';
import { spokenTurkish } from './spoken-turkish.ts';

export type { Spoken, SpokenWindow } from './spoken-figures.ts';

/** Chooses the language in which figures are said. */

const voices: Record<Language, Spoken> = { de: spokenGerman, en: spokenEnglish, tr: spokenTurkish, ru: spokenRussian };

/** How figures are said in a language. */
export function spokenIn(language: Language): Spoken {
  return voices[language];
}
