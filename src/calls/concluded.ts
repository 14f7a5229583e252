import type { Outcome } from '../../flows/vocabulary.ts';
import type { Session } from '../ivr/session.ts';
import type { DeskWork } from './ports/desk-work.ts';

/**
 * How a call that is over is counted, and what the caller's next call finds: by what its keys have done, and by what an agent did for
 * the caller meanwhile. A booking counts before all else.
 * @param talked the line went dead in the middle of the conversation, so nobody knows what was heard of it
 */
export function concluded(session: Session, desk: DeskWork | undefined, talked: boolean): { session: Session; outcome: Outcome } {
  const byKeys = session.outcome ?? 'abandoned';
  if (!desk) return { session, outcome: talked && byKeys !== 'booked' ? 'agent_handled' : byKeys };
  const outcome = byKeys === 'booked' ? byKeys : desk.outcome;
  // Booked by keys after the agent had handed the caller back, and not heard: that is what is to be heard
  if (byKeys === 'booked' && session.facts.codes && !session.facts.codesHeard) return { session, outcome };
  const { codesHeard: _before, ...facts } = session.facts;
  return { outcome, session: { ...session, facts: { ...facts, ...desk.facts, ...(talked ? {} : { codesHeard: true }) } } };
}
