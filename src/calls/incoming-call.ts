import { answer, open } from './answer.ts';
import { noteOffTheLine, noteOnTheLine } from './on-the-line.ts';
import type { CallEvent, Parts } from './parts.ts';

/**
 * A call rings on one of our lines: it enters the flow at that line's entrance. The same call
 * delivered again finds what is stored: the decision is idempotent, and the answer is kept.
 * @returns the document to answer with
 */
export async function incomingCall(parts: Parts, event: CallEvent & { line: 'front' | 'vaccination' }): Promise<string> {
  // Side by side with the decision: nobody is rung while talking to us
  const [resting] = await Promise.all([open(parts, event, event.line), noteOnTheLine(parts, event)]);
  const { document, first } = await answer(parts, resting, -1);
  if (first) parts.tally.call(event.line);
  // Its end may have overtaken its beginning
  else if ((await parts.sessions.load(event.callSid))?.session.over) await noteOffTheLine(parts, event);
  return document;
}
