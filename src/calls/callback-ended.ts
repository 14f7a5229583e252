import { nextTry, outcomeOf } from '../callbacks/attempts.ts';
import { opening, parseHours } from '../callbacks/calling-hours.ts';
import { MINUTE_MS } from '../platform/berlin-time.ts';
import { noteOnTicket } from './note-callback.ts';
import type { Parts } from './parts.ts';
import type { CallbackRequest } from './ports/callbacks.ts';

export interface CallbackCallEnd {
  callbackId: string;
  callSid: string;
  /** Where it is known: the try that this call was. */
  attempt?: number;
  finalStatus: 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';
  /** From answering to hanging up; 0 where nobody answered. */
  durationSeconds: number;
  nowMs: number;
  /** The person answered, and a part of ours was away: no try of theirs. */
  unserved?: boolean;
}

/** The part that was away may be back by then, and the person has not gone far. */
const AGAIN_AFTER_MS = 5 * MINUTE_MS;

/**
 * A call that we made has ended. Was the person not reached, the try is recorded, the seat given back and the next try
 * set, or after the last one the place kept for 24 hours. Returns what the request is now: `accepted` means
 * that this was an admitted call, whose seat and ticket are left to the end of every such call.
 * Repeatable: final statuses come late and twice.
 */
export async function callbackEnded(
  parts: Pick<Parts, 'callbacks' | 'frontDoor' | 'thresholds' | 'spend'>,
  end: CallbackCallEnd,
): Promise<CallbackRequest['state'] | 'unknown'> {
  try {
    return await endTry(parts, end);
  } finally {
    // Last: a figure that cannot be counted must not keep the try open
    await parts.spend.ended(end);
  }
}

async function endTry(
  parts: Pick<Parts, 'callbacks' | 'frontDoor' | 'thresholds'>,
  end: CallbackCallEnd,
): Promise<CallbackRequest['state'] | 'unknown'> {
  const { callbackId, callSid, attempt, nowMs } = end;
  const before = await parts.callbacks.byId(callbackId);
  if (before?.state === 'accepted') return 'accepted';
  const after =
    before &&
    (await parts.callbacks.tryFailed(callbackId, {
      callSid,
      ...(attempt === undefined ? {} : { attempt }),
      outcome: end.unserved ? 'notServed' : outcomeOf(end.finalStatus),
      nowMs,
      ...(await (end.unserved ? againSoon(parts, nowMs) : whatFollows(parts, counted(before), nowMs))),
    }));
  // The end can be faster than the note of the worker that placed the call: then the seat is still under the request's id
  if (before?.state === 'dialling') await parts.frontDoor.handSeatOver(callbackId, callSid);
  await parts.frontDoor.leave(callSid);
  if (!after) return 'unknown';
  await noteOnTicket(parts, after, nowMs);
  return after.state;
}

/**
 * The person has answered our call, and what we need for it does not answer: the try does not count, and we ring again
 * within minutes. Durable before it returns; needs no Redis where `parts` do not. `undefined`: there is nothing to ring again for.
 */
export async function callbackHindered(
  parts: Pick<Parts, 'callbacks' | 'thresholds'>,
  { callbackId, callSid, nowMs }: Pick<CallbackCallEnd, 'callbackId' | 'callSid' | 'nowMs'>,
): Promise<CallbackRequest | undefined> {
  const end = { callSid, outcome: 'notServed', nowMs, ...(await againSoon(parts, nowMs)) };
  const after = await parts.callbacks.tryFailed(callbackId, end);
  return after?.state === 'open' ? after : undefined;
}

async function againSoon({ thresholds }: Pick<Parts, 'thresholds'>, nowMs: number) {
  const { values } = await thresholds.now();
  const againAtMs = nowMs + AGAIN_AFTER_MS;
  const nextTryAtMs = Math.max(againAtMs, opening(parseHours(values.callbackHours), againAtMs).fromMs);
  return { nextTryAtMs, lastTry: false, uncounted: true };
}

/** Open: its order counted as lost, and so far not as a try. */
function counted(request: CallbackRequest): CallbackRequest {
  return request.state === 'open' ? { ...request, attempts: request.attempts + 1 } : request;
}

/** When the next try of this request is, by the thresholds that hold now. */
export async function whatFollows({ thresholds }: Pick<Parts, 'thresholds'>, request: CallbackRequest, nowMs: number) {
  const { values } = await thresholds.now();
  const limits = { attempts: values.callbackAttempts, retryMinutes: values.callbackRetryMinutes };
  return nextTry(parseHours(values.callbackHours), { attempts: request.attempts, atMs: nowMs }, limits);
}
