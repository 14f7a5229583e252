import type { Parts } from './parts.ts';

/** An agent's part in a callback comes to an end: their state and their desk are told, once. */

export type AgentParts = Pick<Parts, 'agents' | 'agentEvents' | 'thresholds' | 'clock'>;

/**
 * `done`: they talked with the person, and wrap up. `notReached`: accepted, and the person did not answer: free at once.
 * `missed`: their own telephone rang in vain. `settled`: the person is served or on the line otherwise; `notNow`: we could not go on.
 */
export type WhyOver = 'done' | 'notReached' | 'missed' | 'settled' | 'notNow';

/** Nothing happens when the agent is not this call's any more. Repeatable. */
export async function letAgentGo(parts: AgentParts, end: { agentId: string; callId: string; why: WhyOver }): Promise<void> {
  const { agentId, callId, why } = end;
  const status = await parts.agents.status(agentId);
  if (status.callSid !== callId) return;
  if (status.state === 'on_call') {
    const { values } = await parts.thresholds.now();
    const nowMs = parts.clock.nowMs();
    await parts.agents.done(agentId, callId, why === 'done' ? nowMs + values.wrapUpSeconds * 1_000 : nowMs);
  } else if (why === 'missed') await parts.agents.missed(agentId, callId);
  else await parts.agents.released(agentId, callId);
  await parts.agentEvents.publish(agentId, { type: 'ended', data: { callSid: callId, why } });
}
