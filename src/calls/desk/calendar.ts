import { type Agent, type DeskParts, isRefused, type Refused, refuse } from './desk-parts.ts';
import { openByCode } from './open-appointment.ts';

/** Both appointments of one person as a calendar file (RFC 5545), for a caller who wants it by mail. */
export async function calendarOf(
  parts: DeskParts,
  agent: Agent,
  proof: { code: string; birthDate?: string },
): Promise<{ file: string } | Refused> {
  const opened = await openByCode(parts, agent, proof);
  if (isRefused(opened)) return opened;
  const file = await parts.calendar(opened.appointment.code);
  return file === undefined ? refuse('unknownAppointment') : { file };
}
