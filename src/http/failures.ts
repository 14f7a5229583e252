import type { Line } from '../../flows/index.ts';
import type { Language } from '../../flows/vocabulary.ts';
import { plainLine } from '../calls/plain-line.ts';
import { redirect, response, say } from './twiml.ts';

/**
 * The last resort: what a caller hears when the story could not be told. Needs no store.
 * Never silence, never a stack trace, and the call is kept alive while there is hope.
 */

/** So often we ask for patience before we ask to call again; with the pauses about half a minute. */
const MOST_TRIES = 3;
const PAUSE_SECONDS = 6;

/**
 * @param again where the call tries again, without its query
 * @param turn the turn to go on with
 * @param tries how often this answer was an apology already
 */
export function apology(again: string, turn: number, tries: number): string {
  if (tries >= MOST_TRIES) return response(`${spoken('callLater')}<Hangup/>`);
  return response(`${spoken('oneMoment')}<Pause length="${PAUSE_SECONDS}"/>${redirect(`${again}?turn=${turn}&tries=${tries + 1}`)}`);
}

/** The stored answer again, an apology before it. */
export function withApology(document: string): string {
  return document.replace('<Response>', `<Response>${spoken('oneMoment')}`);
}

function spoken(line: Line, language: Language = 'de'): string {
  return say(plainLine(line, language));
}
