import type { Language } from '../../../flows/vocabulary.ts';
import { english } from './english.ts';
import { german } from './german.ts';
import type { Listener } from './listener.ts';
import { russian } from './russian.ts';
import { turkish } from './turkish.ts';

/** One listener for each language that is offered. */
export const listeners: Record<Language, Listener> = { de: german, en: english, tr: turkish, ru: russian };
