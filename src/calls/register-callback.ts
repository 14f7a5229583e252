import type { Language } from '../../flows/vocabulary.ts';
import { parseHours } from '../callbacks/calling-hours.ts';
import { dialable } from '../callbacks/phone-number.ts';
import { callbackPace, humanPace, type PromisedWindow, promisedWindow } from '../callbacks/window.ts';
import { DependencyDown } from '../platform/errors.ts';
import { noteOnTicket } from './note-callback.ts';
import type { Parts } from './parts.ts';
import type { CallbackRequest } from './ports.ts';

type Needed = Pick<Parts, 'callbacks' | 'frontDoor' | 'thresholds' | 'agents' | 'hashes' | 'logger'>;

export interface CallbackWish {
  /** The number to ring, E.164. */
  number: string;
  kind: CallbackRequest['kind'];
  language: Language;
  ticketAtMs: number;
  nowMs: number;
}

export type Registered = { status: 'registered' | 'already'; request: CallbackRequest } | { status: 'full' | 'notDialable' };

/** The caller still hears the promise when it is stored: nobody is rung while talking to us. */
const STILL_TALKING_MS = 60_000;

/** From hanging up to being ready for a ring. */
const AFTER_HANGING_UP_MS = 5_000;

/** What an agent's conversation takes, measured when the line opened; wrap-up comes on top. */
const SECONDS_PER_CONVERSATION = 210;

/**
 * Promises to ring this number: stored before it returns, with an honest window. One open request per number:
 * a second wish gets the first one (`already`). Throws `POSTGRES_DOWN` when it could not be stored; without Redis it works.
 */
export async function registerCallback(parts: Needed, wish: CallbackWish): Promise<Registered> {
  if (!dialable(wish.number)) return { status: 'notDialable' };
  if (await isFull(parts)) return { status: 'full' };
  const window = await windowFor(parts, wish);
  const registered = await parts.callbacks.register({
    ...wish,
    caller: parts.hashes.caller(wish.number),
    window,
    nextTryAtMs: Math.max(window.fromMs, wish.nowMs + STILL_TALKING_MS),
  });
  await tolerated(parts, noteOnTicket(parts, registered.request, wish.nowMs));
  return registered;
}

/** The call that asked for the callback is over: it may ring as soon as its window begins. Repeatable. */
export async function callbackMayRing(
  parts: Pick<Parts, 'callbacks' | 'frontDoor'>,
  end: { callbackId: string; nowMs: number },
): Promise<void> {
  const request = await parts.callbacks.byId(end.callbackId);
  if (request?.state !== 'open' || request.attempts > 0) return;
  const nextTryAtMs = Math.max(request.window.fromMs, end.nowMs + AFTER_HANGING_UP_MS);
  if (nextTryAtMs >= request.nextTryAtMs) return;
  await parts.callbacks.snooze(request.id, nextTryAtMs);
  await noteOnTicket(parts, { ...request, nextTryAtMs }, end.nowMs);
}

async function windowFor(parts: Needed, { kind, ticketAtMs, nowMs }: CallbackWish): Promise<PromisedWindow> {
  const { values } = await parts.thresholds.now();
  const ahead = await parts.callbacks.countAhead(ticketAtMs, kind);
  const perSecond =
    kind === 'menu' ? callbackPace(values) : humanPace(await agentsOnDuty(parts), SECONDS_PER_CONVERSATION + values.wrapUpSeconds);
  return promisedWindow(parseHours(values.callbackHours), { ahead, perSecond, nowMs });
}

async function agentsOnDuty(parts: Needed): Promise<number> {
  const counts = await tolerated(parts, parts.agents.counts());
  return counts ? counts.available + counts.reserved + counts.on_call + counts.wrap_up : 0;
}

async function isFull(parts: Needed): Promise<boolean> {
  const { values } = await parts.thresholds.now();
  const picture = await tolerated(parts, parts.frontDoor.picture());
  return picture !== undefined && picture.openCallbacks >= values.maxOpenCallbacks;
}

/** A promise must not fail because the live figures are away: then the caution of the window has to do. */
async function tolerated<T>(parts: Needed, asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (thrown) {
    if (!(thrown instanceof DependencyDown)) throw thrown;
    parts.logger.warn({ code: thrown.code }, 'callback registered without the live figures');
    return undefined;
  }
}
