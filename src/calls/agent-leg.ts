import type { Language } from '../../flows/vocabulary.ts';
import { isOpen, opening, parseHours } from '../callbacks/calling-hours.ts';
import { callIdOf } from '../callbacks/human-calls.ts';
import { AFTER_TALKING_MS, AGAIN_MS, failTry, LOOK_AGAIN_MS, passOver, type TryParts } from './callback-try.ts';
import { type AgentParts, letAgentGo, type WhyOver } from './let-agent-go.ts';
import type { Parts } from './parts.ts';
import type { HumanTry } from './ports/human-callbacks.ts';

/** The agent's telephone in a callback: rung by us, asked to accept, connected with the person, and hung up. */

export type AgentLegParts = TryParts & AgentParts & Pick<Parts, 'agentLegs' | 'humanCallbacks' | 'onTheLine' | 'spend'>;

type SettledParts = AgentParts & Pick<Parts, 'agentLegs' | 'callbacks' | 'frontDoor' | 'humanCallbacks'>;

/** Which callback, and which of its tries: what another try has left behind changes nothing. */
export interface AgentLeg {
  callbackId: string;
  attempt: number;
}

/** What the agent's telephone does next. `settled`: there is nobody to ring any more; `notNow`: the person may not be rung now. */
export type AgentLegReply =
  | { kind: 'ask'; language: Language }
  | { kind: 'dial'; number: string; kennzahl: string }
  | { kind: 'settled' | 'notNow' | 'hangUp' };

/** A try that is under way and belongs to an agent. */
export type AgentTry = HumanTry & { agent: string };

/** The agent has picked up: do they take it? */
export async function agentPickedUp(parts: AgentLegParts, leg: AgentLeg): Promise<AgentLegReply> {
  const current = await currentTry(parts, leg);
  return current ? { kind: 'ask', language: current.request.language } : settled(parts, leg);
}

/** The agent has accepted, or not. Whatever may have changed while it rang is looked at before the person is rung. Repeatable. */
export async function agentAccepts(parts: AgentLegParts, leg: AgentLeg, accepted: boolean): Promise<AgentLegReply> {
  // Their telephone hangs up, and its final status does the rest
  if (!accepted) return { kind: 'hangUp' };
  const current = await currentTry(parts, leg);
  if (!current) return settled(parts, leg);
  const nowMs = parts.clock.nowMs();
  const [talking, { values }] = await Promise.all([parts.onTheLine.isTalking(current.request.caller, nowMs), parts.thresholds.now()]);
  const hours = parseHours(values.callbackHours);
  if (talking) return putOff(parts, current, AFTER_TALKING_MS);
  if (!isOpen(hours, nowMs)) return putOff(parts, current, opening(hours, nowMs).fromMs - nowMs);
  if (!(await parts.agents.connected(current.agent, callIdOf(leg.callbackId)))) {
    await failTry(parts, current, 'agentMissed', { againAfterMs: AGAIN_MS });
    return { kind: 'settled' };
  }
  await Promise.all([parts.spend.begin(nowMs), parts.agentLegs.over(leg.callbackId)]);
  return { kind: 'dial', number: current.number, kennzahl: current.request.kennzahl };
}

/**
 * The agent's telephone is down for good. Who never accepted has missed it, and the callback is open again as if nothing had been; who
 * did is free, or wraps up where there was a conversation. Repeatable, and late it changes nothing.
 */
export async function agentCallOver(parts: AgentLegParts, leg: AgentLeg): Promise<void> {
  const last = await parts.humanCallbacks.lastTry(leg.callbackId);
  if (!last || last.attempt !== leg.attempt || last.agent === undefined) return;
  await parts.agentLegs.over(leg.callbackId);
  const status = await parts.agents.status(last.agent);
  const isTheirs = status.callSid === callIdOf(leg.callbackId);
  const accepted = isTheirs && status.state === 'on_call';
  const waits = last.request.state === 'dialling' && last.callSid === undefined;
  await letAgentGo(parts, { agentId: last.agent, callId: callIdOf(leg.callbackId), why: whyOver(last, accepted) });
  // The person's telephone may ring by an answer of ours that was still on its way: looked up before it is tried again
  if (waits && accepted) await failTry(parts, last, 'unknown', { againAfterMs: LOOK_AGAIN_MS });
  else if (waits) await failTry(parts, last, 'agentMissed', { againAfterMs: AGAIN_MS });
  else if (last.request.state !== 'dialling') await parts.frontDoor.leave(leg.callbackId);
}

function whyOver(last: HumanTry, accepted: boolean): WhyOver {
  if (accepted) return last.reached ? 'done' : 'notReached';
  return last.request.state === 'dialling' ? 'missed' : 'settled';
}

/** undefined: this try is over, or an agent's no more. */
export async function currentTry({ humanCallbacks }: Pick<Parts, 'humanCallbacks'>, leg: AgentLeg): Promise<AgentTry | undefined> {
  const last = await humanCallbacks.lastTry(leg.callbackId);
  if (last?.attempt !== leg.attempt || last.request.state !== 'dialling' || last.agent === undefined) return undefined;
  return { ...last, agent: last.agent };
}

/** The person has rung us, or the time was over: the agent is free, and nobody needs the seat. Repeatable. */
export async function settled(parts: SettledParts, { callbackId, attempt }: AgentLeg): Promise<AgentLegReply> {
  await parts.agentLegs.over(callbackId);
  const last = await parts.humanCallbacks.lastTry(callbackId);
  if (last?.attempt === attempt && last.agent !== undefined && !last.reached) {
    await letAgentGo(parts, { agentId: last.agent, callId: callIdOf(callbackId), why: 'settled' });
    await passOver(parts, callbackId);
  }
  return { kind: 'settled' };
}

/** The person is not rung now, so the try does not count. */
async function putOff(parts: AgentLegParts, current: AgentTry, againAfterMs: number): Promise<AgentLegReply> {
  await letAgentGo(parts, { agentId: current.agent, callId: callIdOf(current.request.id), why: 'notNow' });
  await failTry(parts, current, againAfterMs === AFTER_TALKING_MS ? 'talkingToUs' : 'notDialled', { againAfterMs });
  return { kind: 'notNow' };
}
