import type { OpenAppointment } from '../../ivr/session.ts';
import type { Parts, Situation } from '../parts.ts';
import { opened } from './appointment.ts';
import { hold } from './booking.ts';
import { oweChangeText } from './change-text.ts';
import type { Learnt, Turned } from './turned.ts';

/** Moving and cancelling an open appointment. Whatever is not finished leaves it as it stands. */

/** Holds another pair; the appointment's own half-day is no other one. */
export async function proposeMove(situation: Situation, parts: Parts): Promise<Turned<'proposeMove'>> {
  const { appointment, refusedMs = [] } = situation.session.facts;
  if (!appointment) return { outcome: 'none' };
  if (hasBegun(appointment, situation.nowMs)) return { outcome: 'begun' };
  const avoidMs = [...appointment.firstMs.slice(0, 1), ...refusedMs];
  const proposal = await hold(situation, parts, avoidMs, appointment.kreis);
  if (proposal === 'none') return { outcome: 'none', facts: standing(appointment) };
  return { outcome: 'proposed', facts: { proposal, refusedMs: avoidMs } };
}

/** The new one is held before the former is given back, so that the caller may still take that. */
export async function proposeMoveAnother(situation: Situation, parts: Parts): Promise<Turned<'proposeMoveAnother'>> {
  const { appointment, proposal: former, refusedMs = [] } = situation.session.facts;
  if (!appointment) return { outcome: 'none' };
  const avoidMs = [...refusedMs, ...(former?.firstMs.slice(0, 1) ?? [])];
  const proposal = await hold(situation, parts, avoidMs, appointment.kreis);
  if (proposal === 'none') return { outcome: 'none' };
  if (former) await parts.bookings.release(former.holdId);
  return { outcome: 'proposed', facts: { proposal, refusedMs: avoidMs } };
}

/** The caller took the other pair. From now on it is to be heard like a new booking. */
export async function move({ session, nowMs }: Situation, parts: Parts): Promise<Turned<'move'>> {
  const { appointment, proposal } = session.facts;
  if (!appointment || !proposal) return { outcome: 'expired' };
  const moved = await parts.changes.move({ holdId: appointment.holdId, to: proposal, nowMs });
  if (moved === 'changed') {
    await parts.bookings.release(proposal.holdId);
    return { outcome: 'changed', facts: standing(appointment) };
  }
  if (moved === 'expired') return { outcome: 'expired', facts: standing(appointment) };
  await oweChangeText({ news: 'moved', appointment: moved, which: String(moved.moves), nowMs }, parts);
  return { outcome: 'moved', facts: { ...opened({ ...moved, code: appointment.code }), codesHeard: undefined } };
}

export async function keepAppointment({ session }: Situation, parts: Parts): Promise<Turned<'keepAppointment'>> {
  const { appointment, proposal } = session.facts;
  if (proposal && proposal.holdId !== appointment?.holdId) await parts.bookings.release(proposal.holdId);
  return { outcome: 'kept', ...(appointment ? { facts: standing(appointment) } : {}) };
}

export async function checkCancel({ session, nowMs }: Situation): Promise<Turned<'checkCancel'>> {
  const { appointment } = session.facts;
  if (appointment && hasBegun(appointment, nowMs)) return { outcome: 'begun' };
  return { outcome: appointment && appointment.firstMs.length > 1 ? 'couple' : 'alone' };
}

export async function cancelAll(situation: Situation, parts: Parts): Promise<Turned<'cancelAll'>> {
  const { outcome } = await cancel(situation, parts, 'everybody');
  return { outcome: outcome === 'changed' ? 'changed' : 'cancelled', facts: closed };
}

/** Only the person whose code or birth date was keyed in. */
export async function cancelOne(situation: Situation, parts: Parts): Promise<Turned<'cancelOne'>> {
  const { outcome } = await cancel(situation, parts, 'one');
  return { outcome, facts: closed };
}

async function cancel({ session, nowMs }: Situation, parts: Parts, who: 'everybody' | 'one'): Promise<Turned<'cancelOne'>> {
  const { appointment } = session.facts;
  if (!appointment) return { outcome: 'changed' };
  const { holdId, code } = appointment;
  const answer = await parts.changes.cancel({ holdId, nowMs, ...(who === 'one' ? { code } : {}) });
  if (answer === 'unknown') return { outcome: 'changed' };
  const { before, left } = answer;
  if (before) {
    const gone = who === 'one' ? { ...before, codes: [code] } : before;
    await oweChangeText({ news: 'cancelled', appointment: gone, which: left ? 'one' : 'all', nowMs }, parts);
  }
  return { outcome: left ? 'oneLeft' : 'cancelled' };
}

/** Half a pair is no business for keys: a human looks at what becomes of the second dose. */
function hasBegun(appointment: OpenAppointment, nowMs: number): boolean {
  return Math.min(...appointment.firstMs) <= nowMs;
}

/** What is spoken is the appointment as it stands again. */
function standing({ holdId, firstMs, secondMs }: OpenAppointment): Learnt {
  return { proposal: { holdId, heldUntilMs: 0, firstMs, secondMs } };
}

const closed: Learnt = { appointment: undefined, proposal: undefined, codes: undefined, persons: undefined };
