import type { Language } from '../../flows/vocabulary.ts';
import type { Parts } from './parts.ts';

/** The agent's leg, before the caller is on it. */

/** In which language the caller speaks with the agent; undefined when the call is gone. */
export async function whisperLanguage(parts: Parts, callSid: string): Promise<Language | undefined> {
  const session = (await parts.sessions.load(callSid))?.session;
  return session && !session.over && session.facts.agent ? session.language : undefined;
}

/** The agent pressed 1. `false`: the reservation has run out meanwhile, so the caller is elsewhere. */
export async function agentAccepts(parts: Parts, callSid: string): Promise<boolean> {
  const session = (await parts.sessions.load(callSid))?.session;
  const agent = session?.facts.agent;
  if (!session || session.over || !agent) return false;
  const connected = await parts.agents.connected(agent.id, callSid);
  if (connected) await parts.agentEvents.publish(agent.id, { type: 'connected', data: { callSid, atMs: parts.clock.nowMs() } });
  return connected;
}
