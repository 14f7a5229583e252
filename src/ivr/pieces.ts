import { type Line, spokenLines } from '../../flows/index.ts';
import type { Blank, Language, LineText } from '../../flows/vocabulary.ts';

/** One piece of a line: words that are always the same, or a blank between them. */
export interface Piece {
  /** Whose voice says it; a line may have parts in other languages than the call's. */
  language: Language;
  /** As it is written, also between two blanks: pauses and punctuation included. */
  text: string;
  /** Undefined: always the same words. */
  blank: Blank | undefined;
  /** Its number among the pieces of this line that can be recorded, from 0; undefined for blanks and bare punctuation. */
  clip: number | undefined;
  /** Goes on in the same part, without a pause that is not written. */
  glued: boolean;
}

/** Takes a line apart at its blanks, in order. */
export function piecesOf(line: Line, language: Language): Piece[] {
  const text: LineText = spokenLines[language][line];
  let clips = 0;
  return (typeof text === 'string' ? [text] : text).flatMap((part) => {
    const [voice, words] = typeof part === 'string' ? [language, part] : [part.language, part.text];
    return splitAtBlanks(words).map((piece, index): Piece => {
      const blank = /^\{(\w+)\}$/.exec(piece)?.[1] as Blank | undefined;
      const clip = blank === undefined && hasWords(piece) ? clips++ : undefined;
      return { language: voice, text: piece, blank, clip, glued: index > 0 };
    });
  });
}

function splitAtBlanks(text: string): string[] {
  return text.split(/(\{\w+\})/).filter((piece) => piece !== '');
}

/** Is there anything to be heard? */
export function hasWords(text: string): boolean {
  return /\p{L}/u.test(text);
}
