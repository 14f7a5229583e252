import type { TryOutcome } from '../callbacks/attempts.ts';
import { isOpen, parseHours } from '../callbacks/calling-hours.ts';
import { dialable } from '../callbacks/phone-number.ts';
import { HotlineError } from '../platform/errors.ts';
import { whatFollows } from './callback-ended.ts';
import { noteOnTicket } from './note-callback.ts';
import type { Parts } from './parts.ts';
import type { Pacer, Telephone } from './ports/telephone.ts';

export type DialParts = Pick<Parts, 'callbacks' | 'frontDoor' | 'thresholds' | 'clock' | 'logger' | 'onTheLine' | 'spend'> & {
  telephone: Telephone;
  pacer: Pacer;
};

/**
 * `adopted`: an earlier order had reached the network after all. `notOurs`: another worker has it, or it is closed.
 * `slowDown`: the network, or a part of ours, needs a break.
 */
export type Dialled = 'placed' | 'adopted' | 'notOurs' | 'failed' | 'slowDown';

/** From claim to end of ringing and the first questions; after that a worker counts as dead. */
const LEASE_MS = 300_000;

/** A claim older than this is not dialled any more: its lease must outlast the ringing. */
const DIAL_WITHIN_MS = 90_000;

/** Old people walk to the telephone. */
const RING_SECONDS = 60;

/** The longest conversation we pay for. */
const LIMIT_SECONDS = 3_600;

/** Before we look whether an order of unknown outcome reached the network. */
const LOOK_AGAIN_MS = 30_000;

/** The person is on the line with us: their own call is worth more than ours, so there is no hurry. */
const AFTER_TALKING_MS = 60_000;

/** After the network, or a part of ours, asked for a break. */
export const BREAK_MS = 5_000;

type Claim = NonNullable<Awaited<ReturnType<Parts['callbacks']['claim']>>>;

/**
 * Rings one person whose seat the front door has just granted: claims the request, waits for its turn, dials. Every way
 * it can fail gives the seat back and leaves the request open with its next try.
 */
export async function dialCallback(parts: DialParts, id: string): Promise<Dialled> {
  const claim = await parts.callbacks.claim(id, parts.clock.nowMs(), LEASE_MS);
  if (!claim) return passOver(parts, id);
  if (!dialable(claim.number)) return failed(parts, claim, 'notDialable', { lastTry: true });
  const earlier = await earlierCall(parts, claim);
  if (earlier === 'cannotTell') {
    await failed(parts, claim, 'notDialled', { againAfterMs: LOOK_AGAIN_MS });
    return 'slowDown';
  }
  if (earlier !== undefined) {
    await noteCall(parts, id, earlier, claim.unknownSinceMs);
    return 'adopted';
  }
  return order(parts, claim);
}

/** The seat under the id belongs to the worker that dials; nobody needs it when the request is closed or was put off. */
async function passOver({ callbacks, frontDoor }: DialParts, id: string): Promise<Dialled> {
  if ((await callbacks.byId(id))?.state !== 'dialling') await frontDoor.leave(id);
  return 'notOurs';
}

/** The call of an earlier order whose answer we never got: it must not ring twice. */
async function earlierCall({ telephone, logger }: DialParts, claim: Claim): Promise<string | undefined | 'cannotTell'> {
  if (claim.unknownSinceMs === undefined) return undefined;
  try {
    return await telephone.recentCallTo(claim.number, claim.unknownSinceMs);
  } catch (thrown) {
    logger.warn({ code: codeOf(thrown), callbackId: claim.request.id }, 'cannot look whether the person was rung already');
    return 'cannotTell';
  }
}

async function order(parts: DialParts, claim: Claim): Promise<Dialled> {
  const answer = await send(parts, claim);
  if ('placed' in answer) {
    await noteCall(parts, claim.request.id, answer.placed);
    return 'placed';
  }
  if ('refused' in answer) return failed(parts, claim, 'refused', {});
  if ('overtaken' in answer) return passOver(parts, claim.request.id);
  if ('talking' in answer) return failed(parts, claim, 'talkingToUs', { againAfterMs: AFTER_TALKING_MS });
  if ('unknown' in answer) await failed(parts, claim, 'unknown', { againAfterMs: LOOK_AGAIN_MS });
  else await failed(parts, claim, 'notDialled', { againAfterMs: BREAK_MS });
  return 'slowDown';
}

/**
 * `overtaken`: while it waited for its turn the request was closed, because the person rang us. `talking`: they are on the line.
 * `unknown`: it may have reached the network.
 */
type Answer = Awaited<ReturnType<Telephone['call']>> | { unknown: true } | { overtaken: true } | { talking: true };

/** Hands the order to the network when it is our turn. Never throws: what went wrong is told apart by what may have happened. */
async function send(parts: DialParts, { request, number }: Claim): Promise<Answer> {
  const dialBeforeMs = parts.clock.nowMs() + DIAL_WITHIN_MS;
  let sent = false;
  try {
    return await parts.pacer.run(async (): Promise<Answer> => {
      // Nobody is rung while talking to us
      // All at once: it is our turn now, and what takes long here would bunch up the calls. A minute counted in vain costs nobody anything
      const [now, talking, { values }] = await Promise.all([
        parts.callbacks.byId(request.id),
        parts.onTheLine.isTalking(request.caller, parts.clock.nowMs()),
        parts.thresholds.now(),
        parts.spend.begin(parts.clock.nowMs()),
      ]);
      if (now?.state !== 'dialling') return { overtaken: true };
      if (talking) return { talking: true };
      const nowMs = parts.clock.nowMs();
      // The hours may have ended while it waited
      if (nowMs > dialBeforeMs || !isOpen(parseHours(values.callbackHours), nowMs)) return { slowDown: true };
      sent = true;
      return parts.telephone.call({
        to: number,
        path: `/voice/callback?request=${request.id}`,
        statusPath: `/voice/status?request=${request.id}`,
        ringSeconds: RING_SECONDS,
        limitSeconds: LIMIT_SECONDS,
      });
    });
  } catch (thrown) {
    parts.logger.error({ code: codeOf(thrown), callbackId: request.id }, 'callback not dialled');
    return sent && codeOf(thrown) !== 'TWILIO_REJECTED' ? { unknown: true } : { slowDown: true };
  }
}

/** The call exists from here on: a store that cannot note it now is caught up with by the recovery, never by dialling again. */
async function noteCall({ callbacks, frontDoor, logger }: DialParts, id: string, callSid: string, rungAtMs?: number): Promise<void> {
  const noted = await Promise.allSettled([callbacks.noteCall(id, callSid, rungAtMs), frontDoor.handSeatOver(id, callSid)]);
  for (const note of noted)
    if (note.status === 'rejected') logger.error({ code: codeOf(note.reason), callbackId: id, callSid }, 'placed call not noted');
}

/** Gives the seat back and ends the try. With `againAfterMs` the person was not rung: the try does not count. */
async function failed(
  parts: DialParts,
  { request, attempt }: Claim,
  outcome: TryOutcome,
  then: { againAfterMs?: number; lastTry?: boolean },
): Promise<Dialled> {
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

function codeOf(thrown: unknown): string {
  return thrown instanceof HotlineError ? thrown.code : 'UNEXPECTED';
}
