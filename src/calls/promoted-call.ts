import { hotlineFlow } from '../ivr/hotline-flow.ts';
import { settle } from './advance.ts';
import { answer } from './answer.ts';
import type { CallEvent, Parts } from './parts.ts';

/**
 * The worker has moved a waiting call here because it is its turn. Only a call that still
 * waits goes in; a late or repeated delivery gets the answer that stands.
 * @returns the document, or undefined when nothing is known about the call
 */
export async function promotedCall(parts: Parts, event: CallEvent): Promise<string | undefined> {
  const stored = await parts.sessions.load(event.callSid);
  if (!stored) return undefined;
  const { session, document } = stored;
  if (session.over || !session.facts.inLine) return document;
  if (!(await parts.frontDoor.checkTurn(event.callSid)).admitted) return document;
  const facts = { ...session.facts, inLine: false, admitted: true };
  const entered = hotlineFlow.enter({ ...session, facts, turn: session.turn + 1 }, hotlineFlow.landmarks.yourTurn);
  const resting = await settle(parts, event, { session: entered, said: [], short: false }, parts.clock.nowMs());
  return (await answer(parts, resting, session.turn)).document;
}
