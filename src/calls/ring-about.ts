import { isClosed } from '../admission/thresholds.ts';
import { HALF_HOUR_MS, opening, parseHours } from '../callbacks/calling-hours.ts';
import type { CallbackLine } from '../callbacks/kinds.ts';
import { dialable } from '../callbacks/phone-number.ts';
import { noteOnTicket } from './note-callback.ts';
import type { Parts } from './parts.ts';
import type { CallbackKind, CallbackRequest } from './ports/callbacks.ts';

/** A call that the person did not ask for. */
export interface Errand {
  kind: Exclude<CallbackKind, CallbackLine>;
  /** The entry of the waiting list, or the hold. */
  subject: string;
  /** E.164. */
  number: string;
  language: CallbackRequest['language'];
  /** Its place in the line of callbacks. */
  ticketAtMs: number;
  nowMs: number;
  /** Not rung before. */
  notBeforeMs?: number;
  /** Given where the request has a name already: then it is registered once, however often this is asked. */
  id?: string;
  kennzahl?: string;
}

/**
 * Puts a call about something on the list of callbacks: rung from the next calling hours on, in the line of the menu, with all its
 * tries. No time is spoken, so none is in the ledger of promises. `already`: the person has another open request, and this rides on it.
 */
export async function ringAbout(
  parts: Pick<Parts, 'callbacks' | 'frontDoor' | 'thresholds' | 'hashes'>,
  { notBeforeMs = 0, ...errand }: Errand,
): Promise<{ status: 'registered' | 'already'; request: CallbackRequest } | { status: 'notDialable' }> {
  if (!dialable(errand.number)) return { status: 'notDialable' };
  const { values } = await parts.thresholds.now();
  const wishedMs = Math.max(errand.nowMs, notBeforeMs, isClosed(values, errand.nowMs) ? values.closedUntilMs : 0);
  const open = opening(parseHours(values.callbackHours), wishedMs);
  const fromMs = Math.max(wishedMs, open.fromMs);
  const registered = await parts.callbacks.register({
    ...errand,
    caller: parts.hashes.caller(errand.number),
    promised: false,
    window: { fromMs, toMs: Math.min(fromMs + 4 * HALF_HOUR_MS, open.toMs) },
    nextTryAtMs: fromMs,
  });
  if (registered.status === 'registered') await noteOnTicket(parts, registered.request, errand.nowMs);
  return registered;
}
