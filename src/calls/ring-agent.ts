import type { Thresholds } from '../admission/thresholds.ts';
import { isOpen, parseHours } from '../callbacks/calling-hours.ts';
import { callIdOf } from '../callbacks/human-calls.ts';
import { dialable } from '../callbacks/phone-number.ts';
import {
  AFTER_TALKING_MS,
  AGAIN_MS,
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
  type TryParts,
} from './callback-try.ts';
import type { Dialled } from './dial-callbacks.ts';
import { type AgentParts, letAgentGo } from './let-agent-go.ts';
import type { Parts } from './parts.ts';
import type { PairedAgent } from './ports/agents.ts';
import type { Pacer, Telephone } from './ports/telephone.ts';

/** A callback by a human that begins at the agent's telephone: taken in hand, then rung. The person is rung when the agent has accepted. */

export type RingAgentParts = TryParts & AgentParts & Pick<Parts, 'agentLegs' | 'onTheLine'> & { telephone: Telephone; pacer: Pacer };

/** A callback that is claimed for an agent: nobody else has it. */
export interface InHand {
  claim: Claim;
  agent: PairedAgent;
}

/** A turn at the network that takes longer than this is given up: an agent is waiting. */
const TURN_WITHIN_MS = 15_000;

/** Twilio rings up to five seconds longer than told, and the order takes its time. */
const BEYOND_RINGING_MS = 10_000;

/** Hearing twice what it is about, and accepting: the reservation lasts through it, however late they pick up. */
const WHISPER_MS = 45_000;

/** From claim to the person's answer; after that whoever had it in hand counts as dead. */
function claimLeaseMs(values: Thresholds): number {
  return TURN_WITHIN_MS + reservationMs(values) + RING_SECONDS * 1_000 + 3 * BEYOND_RINGING_MS;
}

function reservationMs(values: Thresholds): number {
  return values.ringSeconds * 1_000 + BEYOND_RINGING_MS + WHISPER_MS;
}

/**
 * Claims the callback, whose seat the front door has granted, for this agent. `notOurs`: somebody else has it, or it is closed; `failed`:
 * it will never be rung. In these cases nothing is kept, the seat neither.
 */
export async function takeInHand(parts: RingAgentParts, id: string, agent: PairedAgent): Promise<InHand | 'notOurs' | 'failed'> {
  const { values } = await parts.thresholds.now();
  const claim = await parts.callbacks.claim(id, parts.clock.nowMs(), claimLeaseMs(values), agent.id);
  if (!claim) return passOver(parts, id);
  return dialable(claim.number) ? { claim, agent } : failTry(parts, claim, 'notDialable', { lastTry: true });
}

/**
 * Reserves the agent when it is our turn at the network, and rings. Not sooner: while it waits for its turn the agent may take another
 * call, and a process that dies meanwhile leaves nobody reserved. Every way it can fail leaves the callback open, uncounted.
 */
export async function ringAgent(parts: RingAgentParts, inHand: InHand): Promise<Dialled> {
  const { claim } = inHand;
  const earlier = await earlierCall(parts, claim);
  if (earlier === 'cannotTell') return notNow(parts, inHand, LOOK_AGAIN_MS);
  if (earlier !== undefined) {
    await noteRing(parts, claim.request.id, { callSid: earlier, rungAtMs: claim.unknownSinceMs });
    return 'adopted';
  }
  const answer = await send(parts, inHand);
  if ('placed' in answer) {
    await noteRinging(parts, inHand, answer.placed);
    return 'placed';
  }
  if ('agentGone' in answer) return failTry(parts, claim, 'notDialled', { againAfterMs: AGAIN_MS });
  if ('refused' in answer) {
    await letGo(parts, inHand, 'missed');
    return failTry(parts, claim, 'agentMissed', { againAfterMs: AGAIN_MS });
  }
  if ('overtaken' in answer) return passOver(parts, claim.request.id);
  if ('talking' in answer) return failTry(parts, claim, 'talkingToUs', { againAfterMs: AFTER_TALKING_MS });
  // Should the telephone ring all the same, whoever answers hears that it is settled: the person has not been rung
  return notNow(parts, inHand, 'unknown' in answer ? LOOK_AGAIN_MS : BREAK_MS);
}

/** It rings already: a note that cannot be made only costs the agent a ring in vain, should the callback be settled meanwhile. */
async function noteRinging({ agentLegs, clock, logger }: RingAgentParts, { claim }: InHand, callSid: string): Promise<void> {
  const { request, attempt } = claim;
  try {
    await agentLegs.rings({ callbackId: request.id, attempt, callSid, sinceMs: clock.nowMs() });
  } catch (thrown) {
    logger.warn({ code: codeOf(thrown), callbackId: request.id, callSid }, 'a ringing telephone could not be noted');
  }
}

async function notNow(parts: RingAgentParts, inHand: InHand, againAfterMs: number): Promise<'slowDown'> {
  await letGo(parts, inHand, 'notNow');
  await failTry(parts, inHand.claim, 'notDialled', { againAfterMs });
  return 'slowDown';
}

function letGo(parts: RingAgentParts, { claim, agent }: InHand, why: 'missed' | 'notNow'): Promise<void> {
  return letAgentGo(parts, { agentId: agent.id, callId: callIdOf(claim.request.id), why });
}

/** `agentGone`: not idle any more. The others as for the calls that ring the person first. */
type Answer = Awaited<ReturnType<Telephone['call']>> | { agentGone: true } | { unknown: true } | { overtaken: true } | { talking: true };

/** The minutes count when the person is rung. Never throws: what went wrong is told apart by what may have happened. */
async function send(parts: RingAgentParts, inHand: InHand): Promise<Answer> {
  const { request } = inHand.claim;
  const turnUntilMs = parts.clock.nowMs() + TURN_WITHIN_MS;
  const order = { sent: false };
  try {
    const { values } = await parts.thresholds.now();
    await parts.pacer.setRate(values.dialPerSecond);
    return await parts.pacer.run(() => inTurn(parts, inHand, turnUntilMs, order));
  } catch (thrown) {
    parts.logger.error({ code: codeOf(thrown), callbackId: request.id }, 'agent not rung for a callback');
    return order.sent && codeOf(thrown) !== 'TWILIO_REJECTED' ? { unknown: true } : { slowDown: true };
  }
}

async function inTurn(parts: RingAgentParts, inHand: InHand, turnUntilMs: number, order: { sent: boolean }): Promise<Answer> {
  const { request, attempt } = inHand.claim;
  const nowMs = parts.clock.nowMs();
  const [now, talking, { values }] = await Promise.all([
    parts.callbacks.byId(request.id),
    parts.onTheLine.isTalking(request.caller, nowMs),
    parts.thresholds.now(),
  ]);
  if (now?.state !== 'dialling') return { overtaken: true };
  if (talking) return { talking: true };
  if (nowMs > turnUntilMs || !isOpen(parseHours(values.callbackHours), nowMs)) return { slowDown: true };
  if (!(await reserved(parts, inHand, reservationMs(values)))) return { agentGone: true };
  order.sent = true;
  const leg = `request=${request.id}&turn=${attempt}`;
  return parts.telephone.call({
    to: inHand.agent.endpoint.replace(/^tel:/, ''),
    path: `/voice/agent-call?${leg}`,
    statusPath: `/voice/agent-call-ended?${leg}`,
    ringSeconds: values.ringSeconds,
    limitSeconds: LIMIT_SECONDS + RING_SECONDS,
  });
}

/** The desk is told before the telephone rings. */
async function reserved(parts: RingAgentParts, { claim, agent }: InHand, leaseMs: number): Promise<boolean> {
  const callId = callIdOf(claim.request.id);
  if ((await parts.agents.reserve(agent.id, callId, leaseMs)) === 'refused') return false;
  const { language } = claim.request;
  const data = { callSid: callId, language, topic: 'callback', waitedMinutes: 0, atMs: parts.clock.nowMs() };
  await parts.agentEvents.publish(agent.id, { type: 'incoming', data });
  return true;
}
