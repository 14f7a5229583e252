import { oweChangeText } from '../works/change-text.ts';
import { currentCall } from './current-call.ts';
import { type Agent, type DeskParts, isRefused, type Refused, refuse } from './desk-parts.ts';
import { noteWork } from './note-work.ts';
import { openByCode } from './open-appointment.ts';

export interface CancelInput {
  code: string;
  only: 'thisPerson' | 'everybody';
  birthDate?: string;
}

/** Gives the places back at once: everybody's, or only those of this code. The same request again in the same conversation is done already. */
export async function cancelAppointment(parts: DeskParts, agent: Agent, input: CancelInput): Promise<{ cancelled: true } | Refused> {
  const name = `cancelled:${parts.hashes.code(input.code)}:${input.only}`;
  const before = await currentCall(parts, agent);
  if (before && (await parts.notes.noted(before.conversation, name))) return { cancelled: true };
  const opened = await openByCode(parts, agent, input);
  if (isRefused(opened)) return opened;
  const { call, appointment } = opened;
  const { holdId, code } = appointment;
  const nowMs = parts.clock.nowMs();
  const one = input.only === 'thisPerson';
  const answer = await parts.changes.cancel({ holdId, nowMs, ...(one ? { code } : {}) });
  if (answer === 'unknown') return refuse('changed');
  const { before: stood, left } = answer;
  if (stood) {
    const gone = one ? { ...stood, codes: [code] } : stood;
    await oweChangeText({ news: 'cancelled', appointment: gone, which: left ? 'one' : 'all', nowMs }, parts);
  }
  const audited = { what: 'appointment cancelled', details: { holdId, only: input.only } } as const;
  const done = { name, audited, counts: 'cancelled', work: { outcome: 'appointment_changed', facts: {} } } as const;
  await noteWork(parts, call ?? { conversation: { agentId: agent.name, callId: 'none' } }, done);
  return { cancelled: true };
}
