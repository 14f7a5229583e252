import { hotlineFlow } from '../ivr/hotline-flow.ts';
import type { Session } from '../ivr/session.ts';
import { advance } from './advance.ts';
import { laneOf } from './agent-line.ts';
import { answer } from './answer.ts';
import type { CallEvent, Parts } from './parts.ts';

/**
 * The worker has found an agent for this waiting call and has moved it here: as after a round of the hold loop, only sooner. A call
 * that does something else by now, or rings its agent already, gets the answer that stands.
 * @returns the document, or undefined when nothing is known about the call
 */
export async function pairedCall(parts: Parts, event: CallEvent): Promise<string | undefined> {
  const stored = await parts.sessions.load(event.callSid);
  if (!stored) return undefined;
  const { session, document } = stored;
  if (session.over || session.facts.agent) return document;
  if (!waitsForAgent(session)) {
    // Paired again and again, it would be torn out of whatever it does
    await parts.agentLanes.leave(event.callSid, laneOf(session));
    return document;
  }
  const resting = await advance(parts, event, session, { silence: true }, parts.clock.nowMs());
  return (await answer(parts, { ...resting, session: { ...resting.session, turn: session.turn + 1 } }, session.turn)).document;
}

/** Hears the music of a line in front of the agents. */
export function waitsForAgent({ at, facts }: Session): boolean {
  return facts.agentLane !== undefined && hotlineFlow.knows(at) && 'hold' in hotlineFlow.stateAt(at);
}
