import { dialable, parseTyped } from '../../callbacks/phone-number.ts';
import { DependencyDown } from '../../platform/errors.ts';
import type { Parts, Situation } from '../parts.ts';
import { registerCallback as register } from '../register-callback.ts';
import type { Turned } from './turned.ts';

/** Works for when a part of ours is away: see it before anything is offered, and promise only what is kept. */

export async function checkSystem(_situation: Situation, parts: Parts): Promise<Turned<'checkSystem'>> {
  return { outcome: parts.stores.bookingAway() ? 'down' : 'ready' };
}

/**
 * Writes down that this caller is to be rung, durable before it is spoken. Nobody can say yet when: the list tells how many are
 * ahead, and it does not answer. The seat or the place in line is given back: the ticket keeps the place.
 */
export async function writeWish({ event, session, nowMs }: Situation, parts: Parts): Promise<Turned<'writeWish'>> {
  const { callbackNumber: number, callbackKind: kind = 'menu', ticketAtMs = nowMs } = session.facts;
  if (!number || !dialable(number)) return { outcome: 'down' };
  const caller = parts.hashes.caller(number);
  const { language } = session;
  const id = requestIdOf(parts, `wish:${event.callSid}:${session.turn}`);
  const written = await parts.outbox.write({ id, caller, number, kind, language, kennzahl: parts.drawKennzahl(), ticketAtMs, atMs: nowMs });
  if (written === 'notDurable') return { outcome: 'down' };
  await parts.frontDoor.noteCallback(caller, { id: written.id, ticketAtMs, dueAtMs: nowMs + NOT_DUE_MS });
  await parts.frontDoor.leave(event.callSid);
  return {
    outcome: 'written',
    facts: { inLine: false, admitted: false, callbackId: written.id, callbackWindow: undefined, kennzahl: written.kennzahl },
  };
}

/** Until the wish is on the list it is not due: a caller who rings again hears that they are on it. */
export const NOT_DUE_MS = 24 * 3_600_000;

/** Stores the request for the number just typed: the digits are in this webhook and nowhere else. */
export async function registerTyped({ event, session, nowMs }: Situation, parts: Parts): Promise<Turned<'registerTyped'>> {
  if (parts.stores.postgresAway()) throw new DependencyDown('postgres', new Error('not asked'));
  const typed = parseTyped(session.facts.phone ?? '');
  if (!('number' in typed)) return { outcome: 'notDialable', facts: { phone: undefined } };
  const { callbackKind: kind = 'menu', ticketAtMs = nowMs } = session.facts;
  // Made from the webhook: the same one delivered again finds its own request, not "already"
  const id = requestIdOf(parts, `typed:${event.callSid}:${session.turn}`);
  const { number } = typed;
  const registered = await register(parts, { id, number, kind, language: session.language, ticketAtMs, nowMs });
  if (!('request' in registered)) return { outcome: registered.status, facts: { phone: undefined } };
  const { request } = registered;
  const facts = { phone: undefined, callbackNumber: number, callbackWindow: request.window, kennzahl: request.kennzahl };
  // Somebody else's request must not be dropped by who only typed its number
  if (request.id !== id) return { outcome: 'already', facts };
  return { outcome: 'registered', facts: { ...facts, callbackId: id } };
}

/** A UUID (RFC 9562, version 8) that only we can make from the text: keyed, so that nobody can guess it. */
export function requestIdOf({ hashes }: Pick<Parts, 'hashes'>, text: string): string {
  const hash = hashes.caller(text);
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`, hash.slice(20, 32)];
  return parts.join('-');
}
