import { DependencyDown } from '../../platform/errors.ts';
import type { Agent, DeskParts } from './desk-parts.ts';

/** Who saw whose data, and who changed what: written before the agent gets the answer. Hashes, holds and calls, never plain data. */

export type AuditedAct =
  | 'call opened'
  | 'appointment opened'
  | 'appointment booked'
  | 'appointment moved'
  | 'appointment cancelled'
  | 'put on the waiting list'
  | 'wish written'
  | 'call wrapped up';

type Needed = Pick<DeskParts, 'audit' | 'clock' | 'later' | 'logger' | 'stores'>;

/** Durable when it resolves. Throws `POSTGRES_DOWN`: then nothing may be shown. */
export function audit(
  parts: Pick<DeskParts, 'audit' | 'clock'>,
  agent: Pick<Agent, 'name'>,
  what: AuditedAct,
  details: object,
): Promise<void> {
  return parts.audit.add({ atMs: parts.clock.nowMs(), who: agent.name, what, details: { ...details } });
}

/**
 * For what an agent must be able to do while the database is away, when nothing that lies there can be seen anyway: the log has it at
 * once, and the database is told when it answers again.
 */
export async function auditSoon(
  parts: Needed,
  agent: Pick<Agent, 'name'>,
  what: AuditedAct,
  details: { callId: string } & Record<string, unknown>,
): Promise<void> {
  const entry = { atMs: parts.clock.nowMs(), who: agent.name, what, details: { ...details } };
  try {
    if (parts.stores.postgresAway()) throw new DependencyDown('postgres', new Error('not asked'));
    await parts.audit.add(entry);
  } catch (thrown) {
    if (!(thrown instanceof DependencyDown)) throw thrown;
    parts.logger.warn({ code: 'AUDIT_LATER', agent: agent.name, what, ...details }, 'written to the audit log when the database answers');
    parts.later.keep(`audit:${details.callId}`, () => parts.audit.add(entry));
  }
}
