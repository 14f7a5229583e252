import { firstWait, waitNews } from '../../ivr/announced-wait.ts';
import { askAgents, askForAgent, laneOf, leaveAgents as leave, leaveFrontLine, WITHOUT_AGENT } from '../agent-line.ts';
import type { Parts, Situation } from '../parts.ts';
import type { AgentLane, PairedAgent } from '../ports/agents.ts';
import { telephoneRings } from './agent-call.ts';
import type { Turned } from './turned.ts';

/** Works of the way to a human: a free agent, or a place in the line for one. */

export async function findAgent(situation: Situation, parts: Parts): Promise<Turned<'findAgent'>> {
  const { event, session } = situation;
  const lane = laneOf(session);
  const turned = await foundIn(lane, situation, parts);
  parts.logger.info({ callSid: event.callSid, decision: turned.outcome, lane }, 'asked for a human');
  return turned;
}

async function foundIn(lane: AgentLane, situation: Situation, parts: Parts): Promise<Turned<'findAgent'>> {
  const { event } = situation;
  const [place, rung] = await asked(situation, lane, false, parts);
  if ('id' in rung) return reserved(rung, lane, situation, parts);
  if (place.answer === 'full') return { outcome: 'full', facts: WITHOUT_AGENT };
  if (rung.onDuty === 0) {
    await parts.agentLanes.leave(event.callSid, lane);
    return { outcome: 'nobody', facts: WITHOUT_AGENT };
  }
  return queued(place.waitSeconds, lane, situation, parts);
}

/** No limit and no closing time for whoever has no other way. */
export async function stayForAgent(situation: Situation, parts: Parts): Promise<Turned<'stayForAgent'>> {
  const lane = laneOf(situation.session);
  const [place, rung] = await asked(situation, lane, true, parts);
  if ('id' in rung) return reserved(rung, lane, situation, parts);
  // While nobody is at work no time can be told
  const waitSeconds = place.answer === 'queued' && rung.onDuty > 0 ? place.waitSeconds : undefined;
  return queued(waitSeconds, lane, situation, parts);
}

/** A place and a free agent in one trip: whoever need not wait is not told to. */
function asked({ event, session, nowMs }: Situation, lane: AgentLane, anyway: boolean, parts: Parts) {
  const { callSid } = event;
  const ticketAtMs = session.facts.ticketAtMs ?? nowMs;
  return Promise.all([
    parts.agentLanes.enter({ callSid, lane, ticketAtMs, ...(anyway ? { anyway } : {}) }),
    askForAgent(parts, callSid, lane),
  ]);
}

async function queued(
  waitSeconds: number | undefined,
  agentLane: AgentLane,
  situation: Situation,
  parts: Parts,
): Promise<Turned<'findAgent'> & Turned<'stayForAgent'>> {
  const { session, nowMs } = situation;
  const first = firstWait(waitSeconds, nowMs);
  const { agentWaitSinceMs = nowMs } = session.facts;
  const facts = { ...(await leaveFrontLine(parts, situation)), agent: undefined, agentLane, agentWaitSinceMs, ...first.facts };
  return { outcome: first.outcome, facts };
}

async function reserved(agent: PairedAgent, agentLane: AgentLane, situation: Situation, parts: Parts) {
  const { agentWaitSinceMs = situation.nowMs } = situation.session.facts;
  const ringing = await telephoneRings(agent, { ...situation, agentWaitSinceMs }, parts);
  const facts = { ...(await leaveFrontLine(parts, situation)), ...ringing, agentLane, agentWaitSinceMs };
  return { outcome: 'reserved' as const, facts };
}

/** One round of the wait. Whoever paired this call, the worker or another caller's round: here its agent's telephone begins to ring. */
export async function lookForAgent(situation: Situation, parts: Parts): Promise<Turned<'lookForAgent'>> {
  const { session, nowMs } = situation;
  const { agentLane } = session.facts;
  if (!agentLane) return { outcome: 'placeLost' };
  const [rung, turn] = await answers(situation, agentLane, parts);
  if ('id' in rung) return reserved(rung, agentLane, situation, parts);
  if (rung.onDuty === 0) return { outcome: 'nobody', facts: await leave(parts, session) };
  if (turn.admitted || 'unknown' in turn) return { outcome: 'placeLost' };
  return waitNews(turn.waitSeconds, session.facts, nowMs);
}

/** Asked ahead where the webhook told that it would be needed. */
function answers({ event }: Situation, lane: AgentLane, parts: Parts) {
  return (event.askedAgents ?? askAgents(parts, event.callSid, lane)).take();
}

export async function leaveAgents({ session }: Situation, parts: Parts): Promise<Turned<'leaveAgents'>> {
  return { outcome: 'left', facts: await leave(parts, session) };
}
