import { isClosed } from '../../admission/thresholds.ts';
import { putOff } from '../../callbacks/attempts.ts';
import { parseHours } from '../../callbacks/calling-hours.ts';
import { dialable, parseTyped } from '../../callbacks/phone-number.ts';
import { DependencyDown } from '../../platform/errors.ts';
import { leaveAgents } from '../agent-line.ts';
import { noteOnTicket } from '../note-callback.ts';
import type { Parts, Situation } from '../parts.ts';
import { registerCallback as register } from '../register-callback.ts';
import { acceptOffer } from './offer.ts';
import type { Turned } from './turned.ts';

/** Works of the callback: which number, stored, dropped, accepted, later. */

async function wanted(kind: 'menu' | 'human', { event }: Situation): Promise<Turned<'wantCallback'> & Turned<'wantHumanCallback'>> {
  if (event.caller.kind === 'withheld') return { outcome: 'withheld', facts: { callbackKind: kind } };
  const { number } = event.caller;
  if (!dialable(number)) return { outcome: 'notDialable', facts: { callbackKind: kind } };
  return { outcome: 'dialable', facts: { callbackKind: kind, callbackNumber: number } };
}

export function wantCallback(situation: Situation): Promise<Turned<'wantCallback'>> {
  return wanted('menu', situation);
}

/** Whoever asks for it waits for no agent meanwhile: the ticket keeps the place. */
export async function wantHumanCallback(situation: Situation, parts: Parts): Promise<Turned<'wantHumanCallback'>> {
  const left = await leaveAgents(parts, situation.session);
  const { outcome, facts } = await wanted('human', situation);
  return { outcome, facts: { ...facts, ...left } };
}

export async function checkTypedNumber({ session }: Situation): Promise<Turned<'checkTypedNumber'>> {
  const typed = parseTyped(session.facts.phone ?? '');
  if (!('number' in typed)) return { outcome: 'notDialable', facts: { phone: undefined } };
  return { outcome: 'dialable', facts: { phone: undefined, callbackNumber: typed.number } };
}

/** Stores the request, then gives back the seat or the place in line: the ticket keeps the place. */
export async function registerCallback(situation: Situation, parts: Parts): Promise<Turned<'registerCallback'>> {
  const { event, session, nowMs } = situation;
  const { callbackNumber: number, callbackKind: kind = 'menu' } = session.facts;
  if (!number) return { outcome: 'full' };
  if (parts.stores.postgresAway()) throw new DependencyDown('postgres', new Error('not asked'));
  const ticketAtMs = await placeOf(number, situation, parts);
  const registered = await register(parts, { number, kind, language: session.language, ticketAtMs, nowMs });
  if (!('request' in registered)) return { outcome: 'full' };
  await parts.frontDoor.leave(event.callSid);
  const { id, window, kennzahl } = registered.request;
  return { outcome: registered.status, facts: { inLine: false, admitted: false, callbackId: id, callbackWindow: window, kennzahl } };
}

/** The call's place; whoever withheld the number and typed one has a ticket from now on, and the older place of the two. */
export async function placeOf(number: string, { event, session, nowMs }: Situation, { frontDoor, hashes, logger }: Parts): Promise<number> {
  const { ticketAtMs = nowMs } = session.facts;
  if (event.caller.kind === 'shown') return ticketAtMs;
  try {
    return (await frontDoor.adoptTicket(event.callSid, hashes.caller(number))).ticketAtMs;
  } catch (thrown) {
    // The promise counts for more than the ticket
    if (!(thrown instanceof DependencyDown)) throw thrown;
    logger.warn({ code: thrown.code, callSid: event.callSid }, 'typed number has no ticket yet');
    return ticketAtMs;
  }
}

export async function dropCallback({ session, nowMs }: Situation, parts: Parts): Promise<Turned<'dropCallback'>> {
  const { callbackId } = session.facts;
  const request = callbackId ? await parts.callbacks.byId(callbackId) : undefined;
  if (request) {
    await parts.callbacks.drop(request.id, nowMs);
    await parts.frontDoor.noteCallback(request.caller, undefined);
  }
  return { outcome: 'dropped' };
}

/** An offer to somebody of the waiting list may ride on any callback: it is told first. */
export async function acceptCallback(situation: Situation, parts: Parts): Promise<Turned<'acceptCallback'>> {
  const { session, nowMs } = situation;
  const { callbackId } = session.facts;
  const request = callbackId ? await parts.callbacks.byId(callbackId) : undefined;
  if (request?.kind === 'offer') return acceptOffer(situation, parts, request);
  if (!request || (await parts.callbacks.accept(request.id, nowMs)) === 'gone') return { outcome: 'gone' };
  await parts.frontDoor.noteCallback(request.caller, undefined);
  if (request.kind === 'result' || request.kind === 'reminder') {
    const told = await toReadOut(request.kind, request.subject, parts);
    if (told) return told;
  }
  const offered = await parts.waitingList.offeredTo(request.caller);
  if (offered) {
    const facts = { admitted: true, listEntryId: offered.id, persons: offered.persons };
    return { outcome: session.line === 'callback' ? 'offer' : 'offerToProve', facts };
  }
  return { outcome: request.kind === 'human' ? 'acceptedForHuman' : 'accepted', facts: { admitted: true } };
}

/** What an errand is about, ready for the question that only its people can answer. undefined: cancelled meanwhile. */
async function toReadOut(
  kind: 'result' | 'reminder',
  holdId: string | undefined,
  parts: Parts,
): Promise<Turned<'acceptCallback'> | undefined> {
  const code = holdId ? (await parts.bookings.byHold(holdId))?.code : undefined;
  const found = code ? await parts.changes.findByCode(code) : undefined;
  if (found?.state !== 'booked') return undefined;
  const { firstMs, secondMs, codes, centre, plz } = found;
  const persons = found.birthDates.map((birthDate) => ({ birthDate }));
  const proposal = { holdId: found.holdId, heldUntilMs: 0, firstMs, secondMs };
  return { outcome: kind, facts: { admitted: true, proposal, codes, centre, plz, persons, codesHeard: undefined } };
}

/** "In half an hour", or when we may ring next; stored with the list and on the ticket before it is spoken. */
export async function snoozeCallback({ session, nowMs }: Situation, parts: Parts): Promise<Turned<'snoozeCallback'>> {
  const { values } = await parts.thresholds.now();
  const notBeforeMs = isClosed(values, nowMs) ? values.closedUntilMs : nowMs;
  const { nextTryAtMs, window, asAsked } = putOff(parseHours(values.callbackHours), { nowMs, notBeforeMs });
  const { callbackId } = session.facts;
  const request = callbackId ? await parts.callbacks.snooze(callbackId, nextTryAtMs, window) : undefined;
  if (request?.state !== 'open') return { outcome: 'gone' };
  await noteOnTicket(parts, request, nowMs);
  return { outcome: asAsked ? 'snoozed' : 'snoozedLater', facts: { callbackWindow: request.window } };
}
