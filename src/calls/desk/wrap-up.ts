import type { AgentDesk, StateAnswer } from '../agent-state.ts';
import type { SignedIn } from '../ports/accounts.ts';
import { auditSoon } from './audit-openings.ts';
import type { DeskParts } from './desk-parts.ts';
import { giveBackAll } from './hold.ts';

export interface WrapUpInput {
  reason: 'booked' | 'changed' | 'answered' | 'listed' | 'wish' | 'callback' | 'other';
  note?: string;
}

/**
 * The conversation is finished: what it was about is written down, what is still held for it is given back, and a wrap-up that still lasts
 * ends. One that has ended by itself meanwhile changes no state, whoever rings by then. `inCall`: they still talk.
 */
export async function wrapUp(
  parts: DeskParts & { desk: AgentDesk },
  person: SignedIn,
  { reason, note }: WrapUpInput,
): Promise<Exclude<StateAnswer, 'noEndpoint'>> {
  const [status, last] = await Promise.all([parts.desk.status(person), parts.notes.lastCall(person.name)]);
  const callId = status.lastCallSid ?? last?.callId ?? status.callSid ?? 'none';
  if (status.callSid === callId) return 'inCall';
  // What an agent writes may name people: it is sealed like everything that does
  const details = { callId, reason, ...(note === undefined ? {} : { note: parts.seal(note) }) };
  await auditSoon(parts, person, 'call wrapped up', details);
  parts.logger.info({ callSid: callId, agent: person.name, reason }, 'a conversation was wrapped up');
  await giveBackAll(parts, { agentId: person.name, callId });
  if (status.state !== 'wrap_up') return status;
  const answer = await parts.desk.choose(person, { state: 'available' });
  // Signed in without a telephone since: nothing rings there, and the wrap-up ends by its time
  return answer === 'noEndpoint' ? status : answer;
}
