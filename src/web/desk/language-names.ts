/** The callers' languages, by their names in the agent's. */
import { type Language, texts } from './texts.ts';

export const languageName = (code: string, language: Language): string => texts[language].lanes.names[code] ?? code;
