import type { Facts } from '../../ivr/session.ts';
import { topicOf } from '../../ivr/topic.ts';
import { WITHOUT_AGENT } from '../agent-line.ts';
import type { Parts, Situation } from '../parts.ts';
import type { PairedAgent } from '../ports/agents.ts';
import type { Turned } from './turned.ts';

/** An agent and a call: the telephone rings, is not answered, or the conversation ends. The desk hears of each. */

/** Why an agent's part in a call has ended, as the desk is told. */
export type EndedBecause = 'done' | 'missed' | 'callerHungUp' | 'handedBack';

export type WrapUpParts = Pick<Parts, 'agents' | 'thresholds'>;

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
export async function agentMissed({ event, session }: Situation, parts: Parts): Promise<Turned<'agentMissed'>> {
  const { agent } = session.facts;
  if (agent) {
    await parts.agents.missed(agent.id, event.callSid);
    await tellEnded(agent.id, event.callSid, 'missed', parts);
  }
  return { outcome: 'noted', facts: { agent: undefined } };
}

/** The agent's conversation is over: wrap-up begins, and the desk is told. */
export async function endConversation(
  agentId: string,
  callSid: string,
  nowMs: number,
  parts: WrapUpParts & Pick<Parts, 'agentEvents'>,
): Promise<void> {
  await wrapUp(agentId, callSid, nowMs, parts);
  await tellEnded(agentId, callSid, 'done', parts);
}

/** The wrap-up's limit is kept on the server, whatever becomes of the desk. Repeatable. */
export async function wrapUp(agentId: string, callSid: string, nowMs: number, { agents, thresholds }: WrapUpParts): Promise<void> {
  const { values } = await thresholds.now();
  await agents.done(agentId, callSid, nowMs + values.wrapUpSeconds * 1_000);
}

/** The desk hears that the call is no longer this agent's. */
export async function tellEnded(agentId: string, callSid: string, why: EndedBecause, parts: Pick<Parts, 'agentEvents'>): Promise<void> {
  await parts.agentEvents.publish(agentId, { type: 'ended', data: { callSid, why } });
}
