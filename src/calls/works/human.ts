import type { Parts, Situation } from '../parts.ts';
import type { Turned } from './turned.ts';

/** Works of the way to a human: who is free, who did not answer, and when it is over. */

/** Twilio rings up to five seconds longer than told, and the whisper takes its time. */
const LEASE_BEYOND_RINGING_SECONDS = 10;

export async function findAgent({ event, session, nowMs }: Situation, parts: Parts): Promise<Turned<'findAgent'>> {
  const { values } = await parts.thresholds.now();
  const leaseMs = (values.ringSeconds + LEASE_BEYOND_RINGING_SECONDS) * 1_000;
  const agent = await parts.agents.reserve(event.callSid, session.language, leaseMs);
  if (agent === 'nobody') return { outcome: 'nobody', facts: { agent: undefined } };
  await parts.agentEvents.publish(agent.id, {
    type: 'incoming',
    data: { callSid: event.callSid, language: session.language, atMs: nowMs },
  });
  return { outcome: 'reserved', facts: { agent: { ...agent, ringSeconds: values.ringSeconds } } };
}

export async function agentDone({ event, session, nowMs }: Situation, parts: Parts): Promise<Turned<'agentDone'>> {
  if (session.facts.agent) await endConversation(session.facts.agent.id, event.callSid, nowMs, parts);
  return { outcome: 'noted', facts: { agent: undefined } };
}

export async function agentMissed({ event, session }: Situation, parts: Parts): Promise<Turned<'agentMissed'>> {
  const { agent } = session.facts;
  if (agent) {
    await parts.agents.missed(agent.id, event.callSid);
    await parts.agentEvents.publish(agent.id, { type: 'ended', data: { callSid: event.callSid, why: 'missed' } });
  }
  return { outcome: 'noted', facts: { agent: undefined } };
}

/** The agent's conversation is over: wrap-up begins, with its limit kept on the server. */
export async function endConversation(agentId: string, callSid: string, nowMs: number, parts: Parts): Promise<void> {
  const { values } = await parts.thresholds.now();
  await parts.agents.done(agentId, callSid, nowMs + values.wrapUpSeconds * 1_000);
  await parts.agentEvents.publish(agentId, { type: 'ended', data: { callSid, why: 'done' } });
}
