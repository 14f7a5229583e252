import { isOpen, parseHours } from '../callbacks/calling-hours.ts';
import { dialable } from '../callbacks/phone-number.ts';
import {
  AFTER_TALKING_MS,
  BREAK_MS,
  type Claim,
  codeOf,
  earlierCall,
  failTry,
  LIMIT_SECONDS,
  LOOK_AGAIN_MS,
  noteRing,
  passOver,
  RING_SECONDS,
} from './callback-try.ts';
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

/**
 * Rings one person whose seat the front door has just granted: claims the request, waits for its turn, dials. Every way
 * it can fail gives the seat back and leaves the request open with its next try.
 */
export async function dialCallback(parts: DialParts, id: string): Promise<Dialled> {
  const claim = await parts.callbacks.claim(id, parts.clock.nowMs(), LEASE_MS);
  if (!claim) return passOver(parts, id);
  if (!dialable(claim.number)) return failTry(parts, claim, 'notDialable', { lastTry: true });
  const earlier = await earlierCall(parts, claim);
  if (earlier === 'cannotTell') {
    await failTry(parts, claim, 'notDialled', { againAfterMs: LOOK_AGAIN_MS });
    return 'slowDown';
  }
  if (earlier !== undefined) {
    await noteRing(parts, id, { callSid: earlier, rungAtMs: claim.unknownSinceMs });
    return 'adopted';
  }
  return order(parts, claim);
}

async function order(parts: DialParts, claim: Claim): Promise<Dialled> {
  const answer = await send(parts, claim);
  if ('placed' in answer) {
    await noteRing(parts, claim.request.id, { callSid: answer.placed });
    return 'placed';
  }
  if ('refused' in answer) return failTry(parts, claim, 'refused', {});
  if ('overtaken' in answer) return passOver(parts, claim.request.id);
  if ('talking' in answer) return failTry(parts, claim, 'talkingToUs', { againAfterMs: AFTER_TALKING_MS });
  if ('unknown' in answer) await failTry(parts, claim, 'unknown', { againAfterMs: LOOK_AGAIN_MS });
  else await failTry(parts, claim, 'notDialled', { againAfterMs: BREAK_MS });
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
