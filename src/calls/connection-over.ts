import { callerInput, type InputEvent } from './caller-input.ts';
import type { Parts } from './parts.ts';

/**
 * A caller's connection with an agent is over, and nobody was told how: the process that was asked died. The agents' side knows whether
 * they talked. A step that was taken all the same is not taken again.
 * @param told what the network says about it, if anything
 * @returns the document to answer with, or undefined when this call has no agent
 */
export async function connectionOver(
  parts: Parts,
  event: Omit<InputEvent, 'heard'>,
  told: boolean | undefined,
): Promise<string | undefined> {
  const session = (await parts.sessions.load(event.callSid))?.session;
  if (!session || session.over || !session.facts.agent) return undefined;
  const { state, callSid, lastCallSid } = await parts.agents.status(session.facts.agent.id);
  // Whoever died may have begun the wrap-up
  const talked = told ?? ((state === 'on_call' && callSid === event.callSid) || lastCallSid === event.callSid);
  return callerInput(parts, { ...event, heard: { connected: talked } });
}
