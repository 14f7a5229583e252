import type { Line } from '../../flows/index.ts';
import type { Language } from '../../flows/vocabulary.ts';
import { plainLine } from '../calls/plain-line.ts';
import { redirect, response } from './twiml.ts';
import { say } from './twiml-voice.ts';

/**
 * The last resort: what a caller hears when the story could not be told. Needs no store.
 * Never silence, never a stack trace, and the call is kept alive while there is hope.
 */

/** So often we ask for patience before we ask to call again; with the pauses about half a minute. */
const MOST_TRIES = 3;
const PAUSE_SECONDS = 6;

/** Where a call tries again: the path, and what its query told. */
export interface Again {
  path: string;
  turn: number;
  /** How often this answer was an apology already. */
  tries: number;
  callbackId?: string | undefined;
  callerSid?: string | undefined;
}

/** Asks for patience and tries again, three times; then asks to call later, or says that we do where it was us who rang. */
export function apology(again: Again): string {
  if (again.tries < MOST_TRIES) return patience(again, 'oneMoment');
  return response(`${spoken(again.callbackId ? 'callbackUnreached' : 'callLater')}<Hangup/>`);
}

/** As `apology` while neither store answers: nothing can be promised, and what to do is said each time. */
export function nothingAnswers(again: Again): string {
  return again.tries >= MOST_TRIES ? response(`${spoken('nothingAnswers')}<Hangup/>`) : patience(again, 'nothingAnswersYet');
}

function patience({ path, turn, tries, callbackId, callerSid }: Again, line: Line): string {
  const query = new URLSearchParams({ turn: String(turn), tries: String(tries + 1) });
  if (callbackId) query.set('request', callbackId);
  if (callerSid) query.set('call', callerSid);
  return response(`${spoken(line)}<Pause length="${PAUSE_SECONDS}"/>${redirect(`${path}?${query}`)}`);
}

/** The stored answer again, an apology before it. */
export function withApology(document: string): string {
  return document.replace('<Response>', `<Response>${spoken('oneMoment')}`);
}

/** Always by the voice, never a recording: who has nothing left to rely on asks no other server. */
function spoken(line: Line, language: Language = 'de'): string {
  return say(plainLine(line, language));
}
