import type { TryOutcome } from '../callbacks/attempts.ts';
import { HotlineError } from '../platform/errors.ts';
import { whatFollows } from './callback-ended.ts';
import { noteOnTicket } from './note-callback.ts';
import type { Parts } from './parts.ts';
import type { Telephone } from './ports/telephone.ts';

/** What the tries of a callback have in common, whoever is rung first: the claim, and every way it ends before anybody talks. */

export type TryParts = Pick<Parts, 'callbacks' | 'frontDoor' | 'thresholds' | 'clock' | 'logger'>;

export type Claim = NonNullable<Awaited<ReturnType<Parts['callbacks']['claim']>>>;

/** The longest conversation we pay for. */
export const LIMIT_SECONDS = 3_600;

/** Old people walk to the telephone. */
export const RING_SECONDS = 60;

/** Before we look whether an order of unknown outcome reached the network. */
export const LOOK_AGAIN_MS = 30_000;

/** The person is on the line with us: their own call is worth more than ours, so there is no hurry. */
export const AFTER_TALKING_MS = 60_000;

/** Practically at once, and not before what the try had is given back. */
export const AGAIN_MS = 1_000;

/** After the network, or a part of ours, asked for a break. */
export const BREAK_MS = 5_000;

/**
 * The seat under the id belongs to the worker that dials; nobody needs it when the request is closed or was put off. One that is due and
 * could not be claimed is being claimed by somebody else at this moment.
 */
export async function passOver(
  { callbacks, frontDoor, clock }: Pick<Parts, 'callbacks' | 'frontDoor' | 'clock'>,
  id: string,
): Promise<'notOurs'> {
  const now = await callbacks.byId(id);
  const isTheirs = now?.state === 'dialling' || (now?.state === 'open' && now.nextTryAtMs <= clock.nowMs());
  if (!isTheirs) await frontDoor.leave(id);
  return 'notOurs';
}

/** The call of an earlier order whose answer we never got: it must not ring twice. */
export async function earlierCall(
  { telephone, logger }: Pick<Parts, 'logger'> & { telephone: Telephone },
  claim: Claim,
): Promise<string | undefined | 'cannotTell'> {
  if (claim.unknownSinceMs === undefined) return undefined;
  try {
    return await telephone.recentCallTo(claim.number, claim.unknownSinceMs);
  } catch (thrown) {
    logger.warn({ code: codeOf(thrown), callbackId: claim.request.id }, 'cannot look whether the person was rung already');
    return 'cannotTell';
  }
}

/** The call exists from here on: a store that cannot note it now is caught up with by the recovery, never by dialling again. */
export async function noteRing(
  { callbacks, frontDoor, logger }: Pick<Parts, 'callbacks' | 'frontDoor' | 'logger'>,
  id: string,
  call: { callSid: string; rungAtMs?: number | undefined },
): Promise<void> {
  const { callSid, rungAtMs } = call;
  const noted = await Promise.allSettled([callbacks.noteCall(id, callSid, rungAtMs), frontDoor.handSeatOver(id, callSid)]);
  for (const note of noted)
    if (note.status === 'rejected') logger.error({ code: codeOf(note.reason), callbackId: id, callSid }, 'placed call not noted');
}

/** Gives the seat back and ends the try. With `againAfterMs` the person was not rung: the try does not count. */
export async function failTry(
  parts: TryParts,
  { request, attempt }: Pick<Claim, 'request' | 'attempt'>,
  outcome: TryOutcome,
  then: { againAfterMs?: number; lastTry?: boolean },
): Promise<'failed'> {
  const nowMs = parts.clock.nowMs();
  const next =
    then.againAfterMs === undefined
      ? { ...(await whatFollows(parts, request, nowMs)), ...(then.lastTry ? { lastTry: true } : {}) }
      : { nextTryAtMs: nowMs + then.againAfterMs, lastTry: false, uncounted: true };
  const [ended] = await Promise.allSettled([parts.callbacks.tryFailed(request.id, { attempt, outcome, nowMs, ...next })]);
  // The seat is given back also when the list does not answer (the lease ends the try then), but not under a successor that dials
  if (ended.status === 'rejected' || ended.value?.state !== 'dialling') await parts.frontDoor.leave(request.id);
  if (ended.status === 'rejected') throw ended.reason;
  // Whoever rings us while only we were hindered is that callback all the same
  const hindered = ended.value?.state === 'open' && then.againAfterMs !== undefined;
  if (ended.value) await noteOnTicket(parts, hindered ? { ...ended.value, nextTryAtMs: nowMs } : ended.value, nowMs);
  parts.logger.info({ callbackId: request.id, outcome, state: ended.value?.state }, 'callback try ended');
  return 'failed';
}

export function codeOf(thrown: unknown): string {
  return thrown instanceof HotlineError ? thrown.code : 'UNEXPECTED';
}
