/** What Say, Play and Pause put into a caller's ear, and how long it lasts at speech pace. */
import type { Verb } from './twiml-tree.ts';

export type Sound =
  | { kind: 'say'; text: string; language: string; seconds: number }
  | { kind: 'play'; url: string; seconds: number }
  | { kind: 'pause'; seconds: number };

/** An unhurried German announcer. */
const wordsPerMinute = 140;
/** Two pauses of 0.7 s in a row are one that groups. */
const groupsApartSeconds = 1;
const breakSeconds: Record<string, number> = { none: 0, 'x-weak': 0.1, weak: 0.25, medium: 0.5, strong: 0.75, 'x-strong': 1 };
const rates: Record<string, number> = { 'x-slow': 0.5, slow: 0.75, medium: 1, fast: 1.25, 'x-fast': 1.5 };

/** Loops of 0 mean for ever, at most 1,000 times at Twilio; the length counts them, the text is heard once a loop up to that. */
export function soundOf(verb: Verb, playSeconds: (url: string) => number): Sound {
  const loops = verb.attributes['loop'] === '0' ? 1_000 : Math.max(1, Number(verb.attributes['loop'] ?? 1) || 1);
  if (verb.name === 'Pause') return { kind: 'pause', seconds: Math.max(0, Number(verb.attributes['length'] ?? 1)) };
  if (verb.name === 'Play') {
    const url = plainText(verb).trim();
    return { kind: 'play', url, seconds: playSeconds(url) * loops };
  }
  const seconds = spokenSeconds(verb, 1) * loops;
  return { kind: 'say', text: plainText(verb), language: verb.attributes['language'] ?? 'en-US', seconds };
}

/** The last part of an audio file's address: enough for whoever reads along. */
export function fileName(url: string): string {
  return url.split(/[?#]/)[0]?.split('/').at(-1) ?? url;
}

/** In writing. A long pause in the middle of a sentence keeps groups apart, of digits for instance, and is written as a dash. */
function plainText(verb: Verb): string {
  let text = '';
  let pauseSeconds = 0;
  for (const part of partsOf(verb)) {
    if (typeof part === 'number') pauseSeconds += part;
    else if (part.trim() === '') text += ' ';
    else {
      const apart = pauseSeconds >= groupsApartSeconds && /[\p{L}\p{N}]\s*$/u.test(text);
      text += `${apart ? ' – ' : pauseSeconds > 0 ? ' ' : ''}${part}`;
      pauseSeconds = 0;
    }
  }
  return text.replace(/\s+/g, ' ').trim();
}

/** Words, and pauses in seconds, in order. */
function partsOf(verb: Verb): (string | number)[] {
  if (verb.name === 'sub' && verb.attributes['alias']) return [verb.attributes['alias']];
  if (verb.name === 'break') return [breakLength(verb)];
  const parts = verb.children.flatMap((child) => (typeof child === 'string' ? [child] : partsOf(child)));
  // What a sentence or a paragraph keeps apart is not one word
  return verb.name === 's' || verb.name === 'p' ? [' ', ...parts, ' '] : parts;
}

function spokenSeconds(verb: Verb, rate: number): number {
  if (verb.name === 'break') return breakLength(verb);
  const own = verb.name === 'prosody' ? rate * rateOf(verb.attributes['rate']) : rate;
  if (verb.name === 'sub' && verb.attributes['alias']) return secondsOf(verb.attributes['alias'], own);
  let seconds = 0;
  for (const child of verb.children) seconds += typeof child === 'string' ? secondsOf(child, own) : spokenSeconds(child, own);
  return seconds;
}

function breakLength(verb: Verb): number {
  const time = /^([\d.]+)(ms|s)$/.exec(verb.attributes['time'] ?? '');
  if (time) return Number(time[1]) / (time[2] === 'ms' ? 1_000 : 1);
  return breakSeconds[verb.attributes['strength'] ?? 'medium'] ?? 0.5;
}

function rateOf(rate: string | undefined): number {
  if (rate === undefined) return 1;
  if (rate.endsWith('%')) return Math.max(0.2, Number.parseFloat(rate) / 100);
  return rates[rate] ?? 1;
}

/** A group of digits is spoken as about half as many words as it has digits. */
function secondsOf(text: string, rate: number): number {
  const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const spoken = words.reduce((sum, word) => sum + (/^\D*\d+\D*$/.test(word) ? Math.ceil(word.replace(/\D/g, '').length / 2) : 1), 0);
  return (spoken * 60) / wordsPerMinute / rate;
}
