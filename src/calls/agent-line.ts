import type { Session } from '../ivr/session.ts';
import { type AskedAgents, askedAgents, type Rung } from './asked-agents.ts';
import type { CallEvent, Parts } from './parts.ts';
import type { AgentLane } from './ports/agents.ts';
import type { Learnt } from './works/turned.ts';

/** The line in front of the agents, as works and webhooks ask about it. */

/** Twilio rings up to five seconds longer than told, and then the whisper begins, which takes its own time. */
const LEASE_BEYOND_RINGING_SECONDS = 10;

/** What a call knows that waits for no agent any more and talks to none. */
export const WITHOUT_AGENT = { agent: undefined, agentLane: undefined, agentWaitSinceMs: undefined } as const satisfies Learnt;

/** The line this call belongs in: that of its language, unless it has been handed to a supervisor. */
export function laneOf({ facts, language }: Pick<Session, 'facts' | 'language'>): AgentLane {
  return facts.agentLane === 'supervisor' ? 'supervisor' : language;
}

/** Asks whether the telephone of this call's agent may ring; the reservation then lasts as long as it rings and a little more. */
export async function askForAgent(parts: Pick<Parts, 'agents' | 'thresholds'>, callSid: string, lane: AgentLane): Promise<Rung> {
  const { values } = await parts.thresholds.now();
  return parts.agents.ring(callSid, lane, (values.ringSeconds + LEASE_BEYOND_RINGING_SECONDS) * 1_000);
}

/** One trip to the store for both questions. */
export function askAgents(parts: Pick<Parts, 'agents' | 'agentLanes' | 'thresholds'>, callSid: string, lane: AgentLane): AskedAgents {
  return askedAgents(askForAgent(parts, callSid, lane), parts.agentLanes.look(callSid, lane));
}

/** Out of the line, where the call stands in one; an agent whose telephone has not rung yet is free again. Repeatable. */
export async function leaveAgents(parts: Pick<Parts, 'agentLanes'>, { callSid, facts }: Session): Promise<Learnt> {
  if (!facts.agentLane) return {};
  await parts.agentLanes.leave(callSid, facts.agentLane);
  return WITHOUT_AGENT;
}

/** A call that is with somebody, though the router does not know it, is not found another agent. */
export async function forgetAgentPlace(parts: Pick<Parts, 'agentLanes' | 'sessions'>, callSid: string): Promise<void> {
  const session = (await parts.sessions.load(callSid))?.session;
  if (session) await leaveAgents(parts, session);
}

/** Whoever waits for a human waits there and not at the front door, too: the worker must not move the call into the menu. */
export async function leaveFrontLine(
  parts: Pick<Parts, 'frontDoor'>,
  { event, session }: { event: CallEvent; session: Session },
): Promise<Learnt> {
  if (!session.facts.inLine) return {};
  await parts.frontDoor.leave(event.callSid);
  return { inLine: false };
}
