import type { Line } from '../../flows/index.ts';
import type { Language } from '../../flows/vocabulary.ts';
import { type Speech, speak } from '../ivr/reply.ts';
import { spokenIn } from '../ivr/spoken.ts';
import { plainLine } from './plain-line.ts';

/** What an agent hears whose telephone rings before the person's. Agents are spoken to in German. */

const WHISPERS = { de: 'whisper', en: 'whisperEnglish', tr: 'whisperTurkish', ru: 'whisperRussian' } as const;

/** A callback, in which language, and how to accept it. */
export function callbackWhisper(language: Language): Speech[] {
  const lines: Line[] = [WHISPERS[language], 'whisperPromised', 'whisperAccept'];
  return lines.flatMap((line) => plainLine(line, 'de'));
}

/** The Kennzahl, by which the person knows us. */
export function callbackDialling(kennzahl: string): Speech[] {
  return speak('callbackDialling', 'de', () => spokenIn('de').kennzahl(kennzahl));
}

/** Why there is nothing more to do. */
export function callbackOver(why: 'settled' | 'notNow' | 'nobody'): Speech[] {
  return plainLine(OVER[why], 'de');
}

const OVER = { settled: 'callbackSettled', notNow: 'callbackNotNow', nobody: 'callbackNobody' } as const;
