import { askAgents } from './agent-line.ts';
import type { AskedAgents } from './asked-agents.ts';
import { callerInput, type InputEvent } from './caller-input.ts';
import type { Parts } from './parts.ts';
import type { AgentLane } from './ports/agents.ts';

export type WaitedEvent = Omit<InputEvent, 'heard' | 'looked' | 'askedAgents'> & {
  /** The call waits for an agent, in this line; undefined: at the front door. */
  lane?: AgentLane | undefined;
};

/**
 * A round of hold audio has ended without a key. Thousands come round like this every few seconds, so whether it is their turn is asked
 * while the session is being read, and not after it. The look may be in vain: it changes nothing for a call that does not wait any more.
 * @returns the document to answer with
 */
export function waitedCall(parts: Parts, { lane, ...event }: WaitedEvent): Promise<string> {
  if (lane) return waitedForAgent(parts, event, lane);
  const looked = parts.frontDoor.checkTurn(event.callSid);
  // It fails where it is needed; a repeated webhook has its answer already
  looked.catch(() => undefined);
  return callerInput(parts, { ...event, heard: { silence: true }, looked });
}

async function waitedForAgent(parts: Parts, event: Omit<WaitedEvent, 'lane'>, lane: AgentLane): Promise<string> {
  const asked = askAgents(parts, event.callSid, lane);
  const document = await callerInput(parts, { ...event, heard: { silence: true }, askedAgents: asked });
  await freeLeftOver(parts, event.callSid, asked);
  return document;
}

/** A round that came late, or twice, may have found an agent whose telephone then does not ring: not their fault, and nobody waits for them. */
async function freeLeftOver(parts: Parts, callSid: string, asked: AskedAgents): Promise<void> {
  const agent = await asked.leftOver();
  if (!agent) return;
  const session = (await parts.sessions.load(callSid))?.session;
  if (session?.over || session?.facts.agent?.id !== agent.id) await parts.agents.released(agent.id, callSid);
}
