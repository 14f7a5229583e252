import { callIdOf } from '../callbacks/human-calls.ts';
import { hotlineFlow } from '../ivr/hotline-flow.ts';
import type { Session } from '../ivr/session.ts';
import { type AgentLeg, currentTry } from './agent-leg.ts';
import { callEnded } from './call-ended.ts';
import { callbackEnded } from './callback-ended.ts';
import { failTry, noteRing } from './callback-try.ts';
import { letAgentGo } from './let-agent-go.ts';
import { noteOnTheLine } from './on-the-line.ts';
import type { CallEvent, Parts } from './parts.ts';
import type { HumanTry } from './ports/human-callbacks.ts';

/** The person's telephone in a callback that began with an agent: it rings, is answered, and hangs up. */

type FinalStatus = Parameters<typeof callbackEnded>[1]['finalStatus'];

/** It rings: that settles the promise, and the seat is this call's. Repeatable. */
export async function personRings(parts: Parts, leg: AgentLeg, callSid: string): Promise<void> {
  const current = await currentTry(parts, leg);
  if (current && current.callSid === undefined) await noteRing(parts, leg.callbackId, { callSid, rungAtMs: parts.clock.nowMs() });
}

/**
 * The promised person talks with the agent: accepted, and from here on an admitted call, counted as one that an agent has handled.
 * Repeatable, and said again by whatever comes after it, should it get lost.
 */
export async function personAnswered(parts: Parts, leg: AgentLeg, callSid: string): Promise<void> {
  const { callbackId, attempt } = leg;
  const nowMs = parts.clock.nowMs();
  if ((await parts.humanCallbacks.reached(callbackId, { attempt, callSid, nowMs })) === 'elsewhere') return;
  const [reached, known] = await Promise.all([parts.humanCallbacks.lastTry(callbackId), parts.sessions.load(callSid)]);
  // What is known already was done to its end: the ticket may carry another wish of theirs by now
  if (reached?.agent === undefined || known) return;
  await Promise.all([
    parts.frontDoor.noteCallback(reached.request.caller, undefined),
    parts.frontDoor.handSeatOver(callbackId, callSid),
    noteOnTheLine(parts, eventOf(reached, callSid)),
  ]);
  const session = conversation(reached, callSid);
  const saved = await parts.sessions.save(session, parts.render({ speech: [], then: { kind: 'hangUp' } }, session), -1);
  if (saved !== 'saved') return;
  parts.tally.call('callback');
  await parts.agents.noteDone(reached.agent, 'calledBack');
  await parts.agentEvents.publish(reached.agent, { type: 'connected', data: { callSid: callIdOf(callbackId), atMs: nowMs } });
}

/** The person's call is over: not reached, or the end of an admitted call. Repeatable, whoever tells it first. */
export async function personCallOver(
  parts: Parts,
  leg: AgentLeg,
  end: { callSid: string; finalStatus: FinalStatus; durationSeconds: number },
): Promise<void> {
  const { callSid, finalStatus, durationSeconds } = end;
  if (finalStatus === 'completed') await personAnswered(parts, leg, callSid);
  const nowMs = parts.clock.nowMs();
  const [last, talked] = await Promise.all([parts.humanCallbacks.lastTry(leg.callbackId), parts.sessions.load(callSid)]);
  // What comes so late that the next try is under way must not take its seat
  if (last?.attempt === leg.attempt) await callbackEnded(parts, { ...leg, callSid, finalStatus, durationSeconds, nowMs });
  else await parts.spend.ended({ callSid, durationSeconds, nowMs });
  if (talked && last) await callEnded(parts, eventOf(last, callSid));
  // Accepted meanwhile by a call of their own: this one's seat is left over
  else await parts.frontDoor.leave(callSid);
}

/**
 * The agent's telephone is alone again: what became of the person's call, as the agent's tells it. The agent wraps up after a
 * conversation, and is free at once without one. Returns whether there was one. Repeatable.
 * @param dialled.callSid the person's; undefined: the network did not even try
 */
export async function personLeft(
  parts: Parts,
  leg: AgentLeg,
  dialled: { callSid: string | undefined; finalStatus: FinalStatus; durationSeconds: number },
): Promise<boolean> {
  const { callSid, finalStatus, durationSeconds } = dialled;
  if (callSid === undefined) await neverRung(parts, leg);
  // Whoever was handed on is still on the line: that they hang up is told by their own telephone
  else if (finalStatus === 'completed') await personAnswered(parts, leg, callSid);
  else await personCallOver(parts, leg, { callSid, finalStatus, durationSeconds });
  const last = await parts.humanCallbacks.lastTry(leg.callbackId);
  if (last?.attempt !== leg.attempt || last.agent === undefined) return false;
  await letAgentGo(parts, { agentId: last.agent, callId: callIdOf(leg.callbackId), why: last.reached ? 'done' : 'notReached' });
  return last.reached;
}

/** The network does not ring this number: a try like any other, or it would be tried for ever. */
async function neverRung(parts: Parts, leg: AgentLeg): Promise<void> {
  const current = await currentTry(parts, leg);
  if (current) await failTry(parts, current, 'refused', {});
}

function eventOf({ number }: HumanTry, callSid: string): CallEvent {
  return { callSid, caller: { kind: 'shown', number } };
}

/** What is remembered of the person's call: it was handled by an agent whatever else may come. */
function conversation({ request, number }: HumanTry, callSid: string): Session {
  return {
    callSid,
    flowVersion: hotlineFlow.version,
    at: 'goodbye',
    turn: 0,
    language: request.language,
    line: 'callback',
    silences: 0,
    wrongKeys: 0,
    visits: {},
    outcome: 'agent_handled',
    facts: {
      callbackId: request.id,
      callbackKind: 'human',
      callerNumber: number,
      kennzahl: request.kennzahl,
      callbackWindow: request.window,
      ticketAtMs: request.ticketAtMs,
      topic: 'callback',
      admitted: true,
    },
  };
}
