import type { Parts } from './parts.ts';

/** An agent's part in a callback comes to an end: their state and their desk are told, once. */

export type AgentParts = Pick<Parts, 'agents' | 'agentEvents' | 'thresholds' | 'clock'>;

/**
 * `done`: they talked with the person, and wrap up. `notReached`: accepted, and the person did not answer: free at once.
 * `missed`: their own telephone rang in vain. `settled`: the person is served or on the line otherwise; `notNow`: we could not go on.
 */
export type WhyOver = 'done' | 'notReached' | 'missed' | 'settled' | 'notNow';

interface Ending {
  agentId: string;
  callId: string;
  why: WhyOver;
}

/** Nothing happens when the agent is not this call's any more. Repeatable. */
export async function letAgentGo(parts: AgentParts, end: Ending): Promise<void> {
  const { agentId, callId, why } = end;
  if (await isOver(parts, end)) await parts.agentEvents.publish(agentId, { type: 'ended', data: { callSid: callId, why } });
}

/** `true` for one only of those who end it at once. */
async function isOver({ agents, clock, thresholds }: AgentParts, { agentId, callId, why }: Ending): Promise<boolean> {
  const status = await agents.status(agentId);
  if (status.callSid !== callId) return false;
  if (status.state !== 'on_call') return why === 'missed' ? agents.missed(agentId, callId) : agents.released(agentId, callId);
  const { values } = await thresholds.now();
  const nowMs = clock.nowMs();
  return agents.done(agentId, callId, why === 'done' ? nowMs + values.wrapUpSeconds * 1_000 : nowMs);
}
