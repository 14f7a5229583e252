/** The page's language: every sentence comes from the language's own file. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { de } from './texts.de.ts';
import { en } from './texts.en.ts';

export type Language = 'de' | 'en';
export type Texts = typeof de;
export const texts: Record<Language, Texts> = { de, en };

export const Words = createContext<{ words: Texts; language: Language }>({ words: de, language: 'de' });
export const useWords = () => useContext(Words);
