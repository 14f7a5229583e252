import type { Language } from '../../../flows/vocabulary.ts';
import { isMobile } from '../../callbacks/phone-number.ts';
import type { Topic } from '../../ivr/session.ts';
import { DependencyDown } from '../../platform/errors.ts';
import type { StandingAppointment } from '../ports/booking-changes.ts';
import type { BookingWish } from '../ports/booking-wishes.ts';
import type { DeskHold } from '../ports/desk.ts';
import type { ListEntry } from '../ports/waiting-list.ts';
import { minutesWaited } from '../works/agent-call.ts';
import { auditSoon } from './audit-openings.ts';
import { currentCall, type DeskCall } from './current-call.ts';
import type { Agent, DeskParts } from './desk-parts.ts';
import { standingHold } from './hold.ts';
import { type AppointmentView, appointmentView, type HeldView, heldView, iso, numberEnd } from './views.ts';

/** The call an agent is being rung for, or talks to, with everything that is known of its caller. */

export interface KnownCallView {
  callSid: string;
  language: Language;
  topic: Topic;
  ticketAt: string | null;
  attempts: number | null;
  waitedMinutes: number;
  number: string | null;
  mobile: boolean;
  keyedIn: {
    birthDates: string[];
    plz: string | null;
    place: string | null;
    kreis: string | null;
    centre: string | null;
    people: number | null;
  };
  held: HeldView | null;
  appointments: AppointmentView[];
  waitingList: { id: string; kreis: string; people: number; enteredAt: string; offered: boolean }[];
  wishes: { kreis: string; people: number; kennzahl: string; at: string }[];
  connectedAt: string | null;
}

interface Papers {
  held?: DeskHold | undefined;
  appointments: StandingAppointment[];
  entries: ListEntry[];
}

/**
 * undefined: this agent is with nobody. Opening it is written to the audit log before it is answered. While the booking store
 * is away there are no papers; what was keyed in and wished for is shown all the same.
 */
export async function knownCall(parts: DeskParts, agent: Agent): Promise<KnownCallView | undefined> {
  const call = await currentCall(parts, agent);
  if (!call) return undefined;
  const caller = call.caller.kind === 'shown' ? parts.hashes.caller(call.caller.number) : undefined;
  const [papers, wishes] = await Promise.all([papersOf(parts, call, caller), caller ? parts.bookingWishes.byCaller(caller) : []]);
  const holdIds = papers.appointments.map(({ holdId }) => holdId);
  await auditCall(parts, agent, call, { caller: caller ?? null, holdIds });
  return { ...ofCall(call, parts.clock.nowMs()), ...ofPapers(papers, call.language), wishes: wishes.map(wishView) };
}

/** The desk looks again and again: what was shown in this conversation before is not opened anew. */
async function auditCall(parts: DeskParts, agent: Agent, { conversation }: DeskCall, shown: { caller: string | null; holdIds: string[] }) {
  const what = `opened:${shown.holdIds.join()}`;
  if (await parts.notes.noted(conversation, what)) return;
  await auditSoon(parts, agent, 'call opened', { callId: conversation.callId, ...shown });
  await parts.notes.note(conversation, what);
}

async function papersOf(parts: DeskParts, call: DeskCall, caller: string | undefined): Promise<Papers> {
  const none: Papers = { appointments: [], entries: [] };
  if (parts.stores.bookingAway()) return none;
  try {
    const [held, appointments, entries] = await Promise.all([
      standingHold(parts, call),
      caller ? parts.records.appointments(caller) : [],
      caller ? parts.records.listEntries(caller) : [],
    ]);
    return { held, appointments, entries };
  } catch (thrown) {
    if (!(thrown instanceof DependencyDown) || thrown.part !== 'postgres') throw thrown;
    return none;
  }
}

function ofCall({ conversation, connectedAtMs, session, caller, language, topic, ticketAtMs }: DeskCall, nowMs: number) {
  const { attempt, agentWaitSinceMs } = session?.facts ?? {};
  const number = caller.kind === 'shown' ? caller.number : undefined;
  return {
    callSid: conversation.callId,
    language,
    topic,
    ticketAt: ticketAtMs === undefined ? null : iso(ticketAtMs),
    attempts: attempt ?? null,
    waitedMinutes: agentWaitSinceMs === undefined ? 0 : minutesWaited(agentWaitSinceMs, connectedAtMs ?? nowMs),
    number: numberEnd(number),
    mobile: number !== undefined && isMobile(number),
    keyedIn: keyedIn(session?.facts ?? {}),
    connectedAt: connectedAtMs === undefined ? null : iso(connectedAtMs),
  } as const;
}

function keyedIn({ persons = [], birthDate, plz, place, kreis, centre, howManyAsked }: NonNullable<DeskCall['session']>['facts']) {
  // The one just typed is not confirmed yet
  const pending = birthDate === undefined ? [] : [birthDate];
  return {
    birthDates: [...persons.map((person) => person.birthDate), ...pending],
    plz: plz ?? null,
    place: place ?? null,
    kreis: kreis ?? null,
    centre: centre ?? null,
    people: howManyAsked || persons.length > 1 ? persons.length : null,
  };
}

function ofPapers({ held, appointments, entries }: Papers, language: Language) {
  return {
    held: held ? heldView(held) : null,
    appointments: appointments.map((appointment) => appointmentView(appointment, language)),
    waitingList: entries.map(({ id, kreis, persons, enteredAtMs, state }) => {
      return { id, kreis, people: persons.length, enteredAt: iso(enteredAtMs), offered: state === 'offered' };
    }),
  };
}

function wishView({ kreis, persons, kennzahl, atMs }: BookingWish) {
  return { kreis, people: persons.length, kennzahl, at: iso(atMs) };
}
