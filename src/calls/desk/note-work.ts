import type { StandingAppointment } from '../ports/booking-changes.ts';
import type { DeskWork } from '../ports/desk-work.ts';
import { type AuditedAct, audit, auditSoon } from './audit-openings.ts';
import type { DeskCall } from './current-call.ts';
import type { DeskParts } from './desk-parts.ts';

/** What an agent has done in a conversation, noted where the call's end and the agent's own figures find it. */

type Counted = Parameters<DeskParts['agents']['noteDone']>[1];

export interface Done {
  /** Once per name and conversation in the audit and in the agent's figures: repeating a request does not count again. */
  name: string;
  audited: { what: AuditedAct; details: Record<string, unknown> };
  counts?: Counted;
  /** How the call ends by it. */
  work?: DeskWork;
}

type Needed = Pick<DeskParts, 'agents' | 'audit' | 'clock' | 'later' | 'logger' | 'notes' | 'sessions' | 'stores'>;

/**
 * The call first: it may end at any moment, and it is counted by a booking, whatever else is done in it. Then the audit, then the
 * figures. Repeatable. @param options.auditLater the act needs no database, so the audit must not either
 */
export async function noteWork(
  parts: Needed,
  { conversation, session, desk }: Pick<DeskCall, 'conversation' | 'session' | 'desk'>,
  { name, audited, counts, work }: Done,
  { auditLater = false } = {},
): Promise<void> {
  const { agentId, callId } = conversation;
  if (session && work && (work.outcome === 'booked' || desk?.outcome !== 'booked')) await parts.sessions.noteDesk(session.callSid, work);
  if (await parts.notes.noted(conversation, name)) return;
  const write = auditLater ? auditSoon : audit;
  await write(parts, { name: agentId }, audited.what, { callId, ...audited.details });
  if ((await parts.notes.note(conversation, name)) && counts) await parts.agents.noteDone(agentId, counts);
}

/** Everybody's appointment, as the caller's next call may have to read it out. */
export function workWith(outcome: 'booked' | 'appointment_changed', appointment: StandingAppointment): DeskWork {
  const { holdId, firstMs, secondMs, codes, kreis, centre, plz, birthDates } = appointment;
  const persons = birthDates.map((birthDate) => ({ birthDate }));
  return { outcome, facts: { proposal: { holdId, heldUntilMs: 0, firstMs, secondMs }, codes, kreis, centre, plz, persons } };
}
