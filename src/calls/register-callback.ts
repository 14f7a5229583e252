import type { Language } from '../../flows/vocabulary.ts';
import { defaultThresholds, type Thresholds } from '../admission/thresholds.ts';
import { parseHours } from '../callbacks/calling-hours.ts';
import { dialable } from '../callbacks/phone-number.ts';
import { type PromisedWindow, promisedWindow } from '../callbacks/window.ts';
import { DependencyDown, HotlineError } from '../platform/errors.ts';
import { expectedPace } from './callback-pace.ts';
import { noteOnTicket } from './note-callback.ts';
import type { Parts } from './parts.ts';
import type { CallbackLine, CallbackRequest } from './ports/callbacks.ts';

type Needed = Pick<Parts, 'callbacks' | 'frontDoor' | 'thresholds' | 'agents' | 'hashes' | 'logger'>;

export interface CallbackWish {
  /** The number to ring, E.164. */
  number: string;
  kind: CallbackLine;
  language: Language;
  ticketAtMs: number;
  nowMs: number;
  /** Given where the request has a name already. */
  id?: string;
  kennzahl?: string;
  /** It was promised before: a full list is no reason to break that. */
  promised?: true;
}

export type Registered = { status: 'registered' | 'already'; request: CallbackRequest } | { status: 'full' | 'notDialable' };

/** The caller still hears the promise when it is stored: nobody is rung while talking to us. */
const STILL_TALKING_MS = 60_000;

/** From hanging up to being ready for a ring. */
const AFTER_HANGING_UP_MS = 5_000;

/**
 * Promises to ring this number: stored before it returns, with an honest window. One open request per number:
 * a second wish gets the first one (`already`). Throws `POSTGRES_DOWN` when it could not be stored; without Redis it works.
 */
export async function registerCallback(parts: Needed, wish: CallbackWish): Promise<Registered> {
  if (!dialable(wish.number)) return { status: 'notDialable' };
  const live = await liveFigures(parts);
  if (!wish.promised && live.openCallbacks >= live.values.maxOpenCallbacks) return { status: 'full' };
  const window = await windowFor(parts, live, wish);
  const { promised: _kept, ...request } = wish;
  const registered = await parts.callbacks.register({
    ...request,
    caller: parts.hashes.caller(wish.number),
    window,
    nextTryAtMs: Math.max(window.fromMs, wish.nowMs + STILL_TALKING_MS),
  });
  await ifThere(parts, noteOnTicket(parts, registered.request, wish.nowMs));
  return registered;
}

/** The call that asked for the callback is over: it may ring as soon as its window begins. Repeatable. */
export async function callbackMayRing(
  parts: Pick<Parts, 'callbacks' | 'frontDoor'>,
  end: { callbackId: string; nowMs: number },
): Promise<void> {
  const request = await parts.callbacks.byId(end.callbackId);
  // Later than that was wished or promised
  if (request?.state !== 'open' || request.attempts > 0 || request.nextTryAtMs > end.nowMs + STILL_TALKING_MS) return;
  const nextTryAtMs = Math.max(request.window.fromMs, end.nowMs + AFTER_HANGING_UP_MS);
  if (nextTryAtMs >= request.nextTryAtMs) return;
  await parts.callbacks.snooze(request.id, nextTryAtMs);
  await noteOnTicket(parts, { ...request, nextTryAtMs }, end.nowMs);
}

interface LiveFigures {
  values: Thresholds;
  openCallbacks: number;
  agentsOnDuty: number;
}

/** Asked together: a store that hangs costs the caller its time limit once. */
async function liveFigures(parts: Needed): Promise<LiveFigures> {
  const [thresholds, picture, agents] = await Promise.all([
    ifThere(parts, parts.thresholds.now()),
    ifThere(parts, parts.frontDoor.picture()),
    ifThere(parts, parts.agents.counts()),
  ]);
  return {
    values: thresholds?.values ?? defaultThresholds,
    openCallbacks: picture?.openCallbacks ?? 0,
    agentsOnDuty: agents ? agents.available + agents.reserved + agents.on_call + agents.wrap_up : 0,
  };
}

async function windowFor(parts: Needed, live: LiveFigures, { kind, ticketAtMs, nowMs }: CallbackWish): Promise<PromisedWindow> {
  const { values, agentsOnDuty } = live;
  const [ahead, measured] = await Promise.all([parts.callbacks.countAhead(ticketAtMs, kind), parts.callbacks.measuredPace(kind, nowMs)]);
  const pace = expectedPace(values, kind, { measured, agentsOnDuty, nowMs });
  return promisedWindow(parseHours(values.callbackHours), { ahead, nowMs, ...pace });
}

/** A promise must not fail because the live figures are away: then the defaults and the window's caution have to do. */
async function ifThere<T>({ logger }: Needed, asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (thrown) {
    if (!(thrown instanceof HotlineError && (thrown instanceof DependencyDown || thrown.code === 'NO_THRESHOLDS'))) throw thrown;
    logger.warn({ code: thrown.code }, 'callback registered without the live figures');
    return undefined;
  }
}
