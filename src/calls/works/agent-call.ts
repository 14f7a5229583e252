import type { Facts } from '../../ivr/session.ts';
import { topicOf } from '../../ivr/topic.ts';
import { WITHOUT_AGENT } from '../agent-line.ts';
import type { Parts, Situation } from '../parts.ts';
import type { PairedAgent } from '../ports/agents.ts';
import type { Turned } from './turned.ts';

/** An agent and a call: the telephone rings, is not answered, or the conversation ends. The desk hears of each. */

/** Why an agent's part in a call has ended, as the desk is told. */
export type EndedBecause = 'done' | 'missed' | 'callerHungUp' | 'handedBack';

type WrapUpParts = Pick<Parts, 'agents' | 'agentEvents' | 'thresholds'>;

/** The agent's desk shows what is coming; the telephone rings with the answer to this webhook. */
export async function telephoneRings(
  agent: PairedAgent,
  { event, session, nowMs, agentWaitSinceMs }: Situation & { agentWaitSinceMs: number },
  parts: Parts,
): Promise<Pick<Facts, 'agent' | 'topic'>> {
  const { values } = await parts.thresholds.now();
  const topic = topicOf(session);
  const { callSid } = event;
  const waitedMinutes = minutesWaited(agentWaitSinceMs, nowMs);
  const data = { callSid, language: session.language, topic, waitedMinutes, atMs: nowMs };
  await parts.agentEvents.publish(agent.id, { type: 'incoming', data });
  return { agent: { ...agent, ringSeconds: values.ringSeconds }, topic };
}

/** Whole minutes, as the agent is told them. */
export function minutesWaited(sinceMs: number, nowMs: number): number {
  return Math.max(0, Math.floor((nowMs - sinceMs) / 60_000));
}

export async function agentDone({ event, session, nowMs }: Situation, parts: Parts): Promise<Turned<'agentDone'>> {
  if (session.facts.agent) await endConversation(session.facts.agent.id, event.callSid, nowMs, parts);
  return { outcome: 'noted', facts: { ...WITHOUT_AGENT, topic: undefined } };
}

/** Not answered, busy, failed, or answered by something that pressed no key: the agent pauses, the caller is in front of the line again. */
export async function agentMissed({ event, session, nowMs }: Situation, parts: Parts): Promise<Turned<'agentMissed'>> {
  const { agent } = session.facts;
  if (agent) {
    const { id } = agent;
    if (await parts.agents.missed(id, event.callSid)) await tellEnded(id, event.callSid, 'missed', parts);
    // They had pressed 1, but the network never heard our answer to it: they have missed nothing, and have talked to nobody. Free at once
    else if (await parts.agents.done(id, event.callSid, nowMs)) await tellEnded(id, event.callSid, 'done', parts);
  }
  return { outcome: 'noted', facts: { agent: undefined } };
}

/**
 * The agent's conversation is over: wrap-up begins, with its limit kept on the server whatever becomes of the desk. Several webhooks may
 * come to that end at once; whichever makes it tells the desk.
 */
export async function endConversation(
  agentId: string,
  callSid: string,
  nowMs: number,
  parts: WrapUpParts,
  why: EndedBecause = 'done',
): Promise<void> {
  const { values } = await parts.thresholds.now();
  if (await parts.agents.done(agentId, callSid, nowMs + values.wrapUpSeconds * 1_000)) await tellEnded(agentId, callSid, why, parts);
}

/** The desk hears that the call is no longer this agent's. */
export async function tellEnded(agentId: string, callSid: string, why: EndedBecause, parts: Pick<Parts, 'agentEvents'>): Promise<void> {
  await parts.agentEvents.publish(agentId, { type: 'ended', data: { callSid, why } });
}
