import { isCode } from '../../booking/code.ts';
import type { OpeningTry } from '../ports/booking.ts';
import type { StandingAppointment } from '../ports/booking-changes.ts';
import { TWIN } from '../works/person.ts';
import { audit } from './audit-openings.ts';
import { currentCall, type DeskCall } from './current-call.ts';
import { type Agent, type DeskParts, fault, isRefused, type Refused, refuse } from './desk-parts.ts';
import { type AppointmentView, appointmentView } from './views.ts';

/**
 * Opening an appointment for an agent: by its code from the number it was booked from, by its code and a birth date, or by birth date and
 * postcode from the caller's number. Every try is counted; all that fail are answered alike.
 */

export interface OpenInput {
  code?: string;
  /** ISO 8601. */
  birthDate?: string;
  plz?: string;
}

export interface Opened {
  /** undefined: opened by code and birth date, without a caller. */
  call: DeskCall | undefined;
  appointment: StandingAppointment;
}

export async function openAppointment(parts: DeskParts, agent: Agent, input: OpenInput): Promise<AppointmentView | Refused> {
  const { code, birthDate, plz } = input;
  if (code !== undefined) return shown(await openByCode(parts, agent, { ...input, code }));
  if (birthDate === undefined || plz === undefined) return fault('code', 'is missing', 'Or give birth date and postcode.');
  return shown(await openByPerson(parts, agent, { birthDate, plz }));
}

/** Once opened in a conversation, an appointment stays open in it. */
export async function openByCode(
  parts: DeskParts,
  agent: Agent,
  { code, birthDate }: { code: string; birthDate?: string },
): Promise<Opened | Refused> {
  // Mistyped: no code is like that, so nothing is learnt by trying
  if (!isCode(code)) return refuse('unknownAppointment');
  const call = await currentCall(parts, agent);
  const at = parts.hashes.code(code);
  const open = call !== undefined && (await parts.notes.noted(call.conversation, openNote(at)));
  const attempt = tryOf(parts, agent, 'code', at);
  const allowed = open ? 'allowed' : await parts.codeGuard.allows(attempt);
  if (allowed === 'refused') return refuse('locked');
  const found = await parts.changes.findByCode(code);
  const own = found !== undefined && isCallers(parts, call, found.caller);
  const proven = found?.state === 'booked' && (open || own || (birthDate !== undefined && found.birthDates.includes(birthDate)));
  // While codes are guessed by the hundred a right one proves little; a number or a birth date proves more
  if (!proven && !(own && found.state === 'cancelled')) return refuse(allowed === 'ownOnly' ? 'locked' : 'unknownAppointment');
  if (!open) await parts.codeGuard.wasRight(attempt);
  if (found.state === 'cancelled') return refuse('cancelled');
  if (open) return { call, appointment: found };
  return opened(parts, agent, call, found, 'code');
}

async function openByPerson(
  parts: DeskParts,
  agent: Agent,
  { birthDate, plz }: { birthDate: string; plz: string },
): Promise<Opened | Refused> {
  const call = await currentCall(parts, agent);
  if (call?.caller.kind !== 'shown') return refuse('unknownAppointment');
  const attempt = tryOf(parts, agent, 'person', parts.hashes.person(birthDate, plz, ''));
  if ((await parts.codeGuard.allows(attempt)) === 'refused') return refuse('locked');
  const { number } = call.caller;
  const hashes = [number, number + TWIN].map((from) => parts.hashes.person(birthDate, plz, from));
  const found = await parts.changes.findByPerson(hashes);
  if (!found) return refuse('unknownAppointment');
  await parts.codeGuard.wasRight(attempt);
  return opened(parts, agent, call, found, 'person');
}

/** Written down before it is shown. */
async function opened(
  parts: DeskParts,
  agent: Agent,
  call: DeskCall | undefined,
  appointment: StandingAppointment,
  by: 'code' | 'person',
): Promise<Opened> {
  await audit(parts, agent, 'appointment opened', { callId: call?.conversation.callId ?? null, holdId: appointment.holdId, by });
  if (call) await parts.notes.note(call.conversation, openNote(parts.hashes.code(appointment.code)));
  return { call, appointment };
}

function shown(answer: Opened | Refused): AppointmentView | Refused {
  if (isRefused(answer)) return answer;
  const { call, appointment } = answer;
  return appointmentView(appointment, call?.language ?? appointment.language);
}

/** Was it booked from the number of the caller on the line? */
function isCallers({ hashes }: DeskParts, call: DeskCall | undefined, bookedFrom: string | undefined): boolean {
  return call?.caller.kind === 'shown' && bookedFrom !== undefined && hashes.caller(call.caller.number) === bookedFrom;
}

/** Counted by agent: one who guesses is locked out, whoever calls. The same try in the same instant is one. */
function tryOf({ hashes, clock }: DeskParts, { name }: Agent, way: OpeningTry['way'], at: string): OpeningTry {
  return { way, by: hashes.caller(`agent:${name}`), at, id: `desk:${name}:${at}:${clock.nowMs()}` };
}

function openNote(codeHash: string): string {
  return `open:${codeHash}`;
}
