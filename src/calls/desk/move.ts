import { oweChangeText } from '../works/change-text.ts';
import { mayGoElsewhere } from './book.ts';
import { type Agent, type DeskParts, fault, isRefused, type Refused, refuse } from './desk-parts.ts';
import { closeHold, findHold, giveBack } from './hold.ts';
import { noteWork, workWith } from './note-work.ts';
import { openByCode } from './open-appointment.ts';
import { type AppointmentView, appointmentView } from './views.ts';

export interface MoveInput {
  code: string;
  /** The pair that the agent holds for as many people. */
  holdId: string;
  birthDate?: string;
}

/** Puts everybody of an appointment onto the pair held for them, or leaves it as it stands; the codes stay. Repeatable. */
export async function moveAppointment(parts: DeskParts, agent: Agent, input: MoveInput): Promise<AppointmentView | Refused> {
  const opened = await openByCode(parts, agent, input);
  if (isRefused(opened)) return opened;
  const { call, appointment } = opened;
  const hold = call && (await findHold(parts, call, input.holdId));
  if (!call) return refuse('notYourCall');
  if (!hold) return refuse('holdExpired');
  const people = appointment.firstMs.length;
  if (hold.firstMs.length !== people) return fault('holdId', `is held for ${hold.firstMs.length}, the appointment is for ${people}`);
  const nowMs = parts.clock.nowMs();
  // Half a pair cannot be moved: the second appointment belongs to the first
  if (Math.min(...appointment.firstMs) <= nowMs) return refuse('begun');
  if (hold.kreis !== appointment.kreis && !(await mayGoElsewhere(parts))) return refuse('otherKreis');
  const { holdId } = appointment;
  const moved = await parts.changes.move({ holdId, to: hold, nowMs });
  if (moved === 'expired') {
    await closeHold(parts, call, hold);
    return refuse('holdExpired');
  }
  if (moved === 'changed') {
    await giveBack(parts, call, hold.holdId);
    return refuse('changed');
  }
  await closeHold(parts, call, hold);
  await oweChangeText({ news: 'moved', appointment: moved, which: String(moved.moves), nowMs }, parts);
  const audited = { what: 'appointment moved', details: { holdId } } as const;
  const work = workWith('appointment_changed', moved);
  await noteWork(parts, call, { name: `moved:${hold.holdId}`, audited, counts: 'moved', work });
  return appointmentView({ ...moved, code: appointment.code }, call.language);
}
