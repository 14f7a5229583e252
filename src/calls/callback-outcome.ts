import { callIdOf } from '../callbacks/human-calls.ts';
import { whatFollows } from './callback-ended.ts';
import { noteOnTicket } from './note-callback.ts';
import type { Parts } from './parts.ts';
import type { AgentOutcome } from './ports/human-callbacks.ts';

export type OutcomeNoted = 'noted' | 'unknown' | 'notTheirs' | 'notReached' | 'otherOpen';

type OutcomeParts = Pick<Parts, 'agents' | 'callbacks' | 'clock' | 'frontDoor' | 'humanCallbacks' | 'logger' | 'sessions' | 'thresholds'>;

/** What an agent says about a callback they have talked in, as `HumanCallbacks.noteOutcome`; one that is tried again waits as any other. */
export async function noteOutcome(parts: OutcomeParts, id: string, outcome: AgentOutcome, agentId: string): Promise<OutcomeNoted> {
  const nowMs = parts.clock.nowMs();
  const request = await parts.callbacks.byId(id);
  if (!request) return 'unknown';
  const again = await whatFollows(parts, request, nowMs);
  const inCall = await isTheirCall(parts, id, agentId);
  const noted = await parts.humanCallbacks.noteOutcome(id, { agent: agentId, outcome, inCall, again, nowMs });
  if (noted.status !== 'noted') return noted.status;
  // Otherwise the ticket may carry another wish of theirs by now
  if (outcome === 'again') await noteOnTicket(parts, noted.request, nowMs);
  parts.logger.info({ callbackId: id, agent: agentId, outcome, state: noted.request.state }, 'callback by a human has its outcome');
  return 'noted';
}

/** Is this the callback the agent has on the line, whichever of the two was rung first? */
async function isTheirCall({ agents, sessions }: OutcomeParts, id: string, agentId: string): Promise<boolean> {
  const { state, callSid } = await agents.status(agentId);
  if (state !== 'on_call' || callSid === undefined) return false;
  return callSid === callIdOf(id) || (await sessions.load(callSid))?.session.facts.callbackId === id;
}
