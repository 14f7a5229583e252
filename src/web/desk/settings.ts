/** What an agent may set for themselves on this computer. */
import type { Language } from './texts.ts';

export interface Settings {
  language: Language;
  setLanguage(language: Language): void;
  shortcuts: boolean;
  setShortcuts(on: boolean): void;
  sound: boolean;
  setSound(on: boolean): void;
}

export const otherLanguage = (language: Language): Language => (language === 'de' ? 'en' : 'de');
