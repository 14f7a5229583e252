import { answer, open } from './answer.ts';
import type { CallEvent, Parts } from './parts.ts';

/**
 * A call rings on one of our lines: it enters the flow at that line's entrance. The same call
 * delivered again finds what is stored: the decision is idempotent, and the answer is kept.
 * @returns the document to answer with
 */
export async function incomingCall(parts: Parts, event: CallEvent & { line: 'front' | 'vaccination' }): Promise<string> {
  const resting = await open(parts, event, event.line);
  const { document, first } = await answer(parts, resting, -1);
  if (first) parts.tally.call(event.line);
  return document;
}
