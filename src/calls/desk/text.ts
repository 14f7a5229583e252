import { appointmentText } from '../../booking/message-texts.ts';
import { isMobile, parseCallerId, spokenGroups } from '../../callbacks/phone-number.ts';
import type { StandingAppointment } from '../ports/booking-changes.ts';
import { type Agent, type DeskParts, fault, isRefused, type Refused } from './desk-parts.ts';
import { openByCode } from './open-appointment.ts';

export interface TextInput {
  code: string;
  birthDate?: string;
  /** Another mobile than the appointment's number, as typed. */
  number?: string;
}

export type TextAnswer = { status: 'owed' | 'already' | 'notMobile' };

/** Writes down that the appointment is to be sent by text message, once for each number and state of the appointment. */
export async function textAppointment(parts: DeskParts, agent: Agent, input: TextInput): Promise<TextAnswer | Refused> {
  const opened = await openByCode(parts, agent, input);
  if (isRefused(opened)) return opened;
  const { appointment } = opened;
  const typed = input.number === undefined ? undefined : parseCallerId(input.number);
  if (typed?.kind === 'withheld') return fault('number', 'is no telephone number', 'A German mobile number, like 0171 2073000.');
  const to = typed?.number ?? appointment.number;
  if (to === undefined || !isMobile(to)) return { status: 'notMobile' };
  const hotline = spokenGroups(parts.numbers.hotline).join(' ');
  const body = appointmentText('confirmation', appointment.language, { ...appointment, hotline });
  const nowMs = parts.clock.nowMs();
  return { status: await parts.messages.owe({ kind: 'confirmation', occasion: occasionOf(parts, appointment, to), to, body, nowMs }) };
}

/** The first text to the booking's own number is the one that the keys offer, too. */
function occasionOf({ hashes }: DeskParts, { holdId, moves, number }: StandingAppointment, to: string): string {
  const state = moves === 0 ? holdId : `${holdId}:${moves}`;
  return to === number ? state : `${state}:${hashes.caller(to)}`;
}
