import type { AgentDesk, StateAnswer } from '../agent-state.ts';
import type { SignedIn } from '../ports/accounts.ts';
import { auditSoon } from './audit-openings.ts';
import { currentCall } from './current-call.ts';
import type { DeskParts } from './desk-parts.ts';
import { giveBack } from './hold.ts';

export interface WrapUpInput {
  reason: 'booked' | 'changed' | 'answered' | 'listed' | 'wish' | 'callback' | 'other';
  note?: string;
}

/**
 * The conversation is finished: what it was about is written down, what is still held for it is given back, and a wrap-up that still lasts
 * ends. One that has ended by itself meanwhile changes no state. `inCall`: somebody is on the line.
 */
export async function wrapUp(
  parts: DeskParts & { desk: AgentDesk },
  person: SignedIn,
  { reason, note }: WrapUpInput,
): Promise<Exclude<StateAnswer, 'noEndpoint'>> {
  const status = await parts.desk.status(person);
  if (status.state === 'on_call' || status.state === 'reserved') return 'inCall';
  const callId = status.callSid ?? (await parts.notes.lastCall(person.name))?.callId ?? 'none';
  // What an agent writes may name people: it is sealed like everything that does
  const details = { callId, reason, ...(note === undefined ? {} : { note: parts.seal(note) }) };
  await auditSoon(parts, person, 'call wrapped up', details);
  parts.logger.info({ callSid: callId, agent: person.name, reason }, 'a conversation was wrapped up');
  if (status.state !== 'wrap_up') return status;
  const call = await currentCall(parts, person);
  if (call && !parts.stores.bookingAway()) {
    for (const hold of await parts.notes.holds(call.conversation)) if (!hold.over) await giveBack(parts, call, hold.holdId);
  }
  const answer = await parts.desk.choose(person, { state: 'available' });
  // Signed in without a telephone since: nothing rings there, and the wrap-up ends by its time
  return answer === 'noEndpoint' ? status : answer;
}
