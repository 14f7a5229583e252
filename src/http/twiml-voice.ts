import type { Language } from '../../flows/vocabulary.ts';
import type { LinePiece, Speech } from '../ivr/reply.ts';

/** What is spoken → `<Say>` with its voice, or `<Play>` where a person has recorded it. The only file that knows voices. */

/** Recordings of lines. A line is recorded as a whole: one file for each of its pieces that are always the same. */
export interface Recordings {
  /** Files of a line in the language of the call, in the order of its pieces, as addresses the telephone network can fetch. */
  of(language: Language, line: LinePiece['line']): readonly string[] | undefined;
}

/** A pause in a line, long enough to think and short enough to hold the sentence together. */
const BREAK = '<break time="700ms"/>';
/** The pause between two recordings, where the line has one; whole seconds are all there is. */
const PAUSE = '<Pause length="1"/>';
const VOICES: Record<Language, string> = {
  de: 'voice="Polly.Vicki-Neural" language="de-DE"',
  en: 'voice="Polly.Amy-Neural" language="en-GB"',
  tr: 'voice="Polly.Burcu-Neural" language="tr-TR"',
  // Polly speaks Russian with standard voices only.
  ru: 'voice="Google.ru-RU-Wavenet-A" language="ru-RU"',
};
/** Twilio refuses a `<Say>` that is longer once it is URL-encoded (13521); a Cyrillic letter counts six. */
const MOST_ENCODED = 4_500;

/** One `<Say>` per language, `_` as a break; recorded lines as `<Play>`, with only their blanks spoken. */
export function say(speech: readonly Speech[], recordings?: Recordings): string {
  const verbs: string[] = [];
  let unrecorded: Speech[] = [];
  const speakUp = () => {
    verbs.push(...joined(unrecorded).flatMap(sayVerbs));
    unrecorded = [];
  };
  let files: readonly string[] | undefined;
  for (const next of speech) {
    if (next.piece === undefined || next.piece.first) files = next.piece && recordings?.of(next.piece.language, next.piece.line);
    if (files === undefined) unrecorded.push(next);
    else {
      speakUp();
      verbs.push(...recorded(next, files));
    }
  }
  speakUp();
  return verbs.join('');
}

/** A piece of a recorded line: its file, the blank's words, or the pause between them. */
function recorded(speech: Speech, files: readonly string[]): string[] {
  const file = speech.piece?.clip === undefined ? undefined : files[speech.piece.clip];
  if (file !== undefined) return [`<Play>${escaped(file)}</Play>`];
  if (/\p{L}/u.test(speech.text)) return sayVerbs(speech);
  return speech.text.includes('_') ? [PAUSE] : [];
}

function sayVerbs({ language, text }: Speech): string[] {
  return portions(text).map((portion) => `<Say ${VOICES[language]}>${markedUp(portion)}</Say>`);
}

/** The text in as few pieces as the network takes, cut at its pauses. */
function portions(text: string): string[] {
  const sentences = text.split(/(?<= _) /);
  const all: string[] = [];
  for (const sentence of sentences) {
    const longer = all.length === 0 ? sentence : `${all.at(-1)} ${sentence}`;
    if (all.length === 0 || encodeURIComponent(markedUp(longer)).length > MOST_ENCODED) all.push(sentence);
    else all[all.length - 1] = longer;
  }
  return all;
}

function markedUp(text: string): string {
  return escaped(text).replace(/\s*_\s*/g, BREAK);
}

/** Neighbouring speech in one language is one sentence flow, not two voices. */
function joined(speech: readonly Speech[]): Speech[] {
  const all: Speech[] = [];
  for (const next of speech) {
    const last = all.at(-1);
    if (last?.language !== next.language) all.push(next);
    else all[all.length - 1] = { language: last.language, text: `${last.text}${next.glued ? '' : ' _ '}${next.text}` };
  }
  return all;
}

export function escaped(text: string): string {
  return text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
