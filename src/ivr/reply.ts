import { type Flow, type Line, lineForTwo } from '../../flows/index.ts';
import type { Blank, Destination, Language, State } from '../../flows/vocabulary.ts';
import { piecesOf } from './pieces.ts';
import type { Session } from './session.ts';
import { type Step, stateOf } from './step.ts';

/** What the caller hears next and what the telephone then waits for. The door turns it into TwiML. */
export interface Reply {
  speech: Speech[];
  then: Next;
}

/** Text in one language; `_` is a pause of 0.7 s. */
export interface Speech {
  language: Language;
  text: string;
  /** Goes on in the sentence before it, without a pause of its own. */
  glued?: boolean;
  /** The line it is a piece of, so that a recording may take the voice's place. */
  piece?: LinePiece;
}

export interface LinePiece {
  line: Line;
  /** Of the call; a piece may be in another. */
  language: Language;
  /** The first piece of its line. */
  first: boolean;
  /** Its number among the recordable pieces of the line; undefined for a blank and for bare punctuation. */
  clip: number | undefined;
}

export type Next =
  /** Waits for keys: so long to the first one, then so long between keys. */
  | { kind: 'question'; digits: number | 'openEnded'; firstKeySeconds: number; betweenKeysSeconds: number }
  | { kind: 'hold' }
  | { kind: 'connect'; to: Destination }
  | { kind: 'hangUp' };

/** Between two keys the caller gets this long (EN 301 549 and the pace of people of 80). */
const BETWEEN_KEYS_SECONDS = 6;
const FIRST_KEY_SECONDS = 10;
const FIRST_KEY_AFTER_SILENCE_SECONDS = 15;

/** Fills the blanks of a line in the caller's language. */
export type Fill = (blank: Blank) => string;

/** The reply at a resting state: lines said on the way, then the question, the hold or the connection. */
export function replyAt(flow: Flow, resting: Step, fill: Fill): Reply {
  const { session } = resting;
  const here = stateOf(flow, session.at);
  const words = (line: Line) => speak(isForTwo(session) ? lineForTwo(line) : line, session.language, fill);
  const said = resting.said.flatMap(words);
  if (session.ended) return { speech: said, then: { kind: 'hangUp' } };
  const own = ownLine(here, resting.short);
  return { speech: own ? [...said, ...words(own)] : said, then: nextAt(here, session) };
}

/** A line as spoken, piece by piece, blanks filled; parts in another language keep theirs. */
export function speak(line: Line, language: Language, fill: Fill): Speech[] {
  return piecesOf(line, language).map(({ language: voice, text, blank, clip, glued }, index) => ({
    language: voice,
    text: blank === undefined ? text : fill(blank),
    glued,
    piece: { line, language, first: index === 0, clip },
  }));
}

/** Is the appointment that is talked about two people's? */
function isForTwo({ facts }: Session): boolean {
  return (facts.proposal?.firstMs.length ?? 0) > 1;
}

function ownLine(here: State<string, Line>, short: boolean): Line | undefined {
  if ('ask' in here) return short ? here.short : here.ask;
  if ('enter' in here) return short ? here.short : here.enter;
  if ('hold' in here) return here.hold === 'nothing' ? undefined : here.hold;
  return 'connect' in here ? here.say : undefined;
}

function nextAt(here: State<string, Line>, session: Session): Next {
  if ('hold' in here) return { kind: 'hold' };
  if ('connect' in here) return { kind: 'connect', to: here.connect };
  if ('ask' in here) return question(1, here.firstKeySeconds ?? firstKeySeconds(session));
  if ('enter' in here) return question(here.openEnded ? 'openEnded' : here.digits[1], firstKeySeconds(session));
  return { kind: 'hangUp' };
}

function question(digits: number | 'openEnded', seconds: number): Next {
  return { kind: 'question', digits, firstKeySeconds: seconds, betweenKeysSeconds: BETWEEN_KEYS_SECONDS };
}

function firstKeySeconds(session: Session): number {
  return session.silences === 0 ? FIRST_KEY_SECONDS : FIRST_KEY_AFTER_SILENCE_SECONDS;
}
