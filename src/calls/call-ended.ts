import type { Outcome } from '../../flows/vocabulary.ts';
import { hotlineFlow } from '../ivr/hotline-flow.ts';
import type { Session } from '../ivr/session.ts';
import { leaveAgents } from './agent-line.ts';
import { concluded } from './concluded.ts';
import { noteOffTheLine } from './on-the-line.ts';
import type { CallEvent, Parts } from './parts.ts';
import type { StoredSession } from './ports/sessions.ts';
import { callbackMayRing } from './register-callback.ts';
import { endConversation, tellEnded } from './works/agent-call.ts';

/** Outcomes that use the ticket up: the next call of this number starts a new one. */
const SERVED: readonly Outcome[] = ['booked', 'appointment_changed', 'agent_handled', 'waitlisted'];

/** A booking, new or moved, that was not heard to the end keeps its ticket: the next call finds it by that and hears it. */
function isServed({ facts }: Session, outcome: Outcome): boolean {
  const toBeHeard = outcome === 'booked' || outcome === 'appointment_changed';
  return toBeHeard ? facts.codesHeard === true : SERVED.includes(outcome);
}

/**
 * The final status of a call: its seat or its places in line are given back, its agent wraps up, and it is
 * counted with one outcome. Exactly once, however often and in whatever order the status comes;
 * a status that overtakes the first webhook is remembered, so that the call takes nothing.
 */
export async function callEnded(parts: Parts, event: CallEvent): Promise<void> {
  const stored = await parts.sessions.load(event.callSid);
  if (stored?.session.over) return;
  const known = stored?.session ?? unseen(event);
  const talked = known.facts.agent ? await letAgentGo(parts, event.callSid, known.facts.agent.id) : false;
  const { session, outcome } = concluded(known, stored?.desk, talked);
  const caller = event.caller.kind === 'shown' ? { caller: parts.hashes.caller(event.caller.number) } : {};
  // Giving back comes before the bookkeeping: it is repeatable, and a seat must not wait
  await Promise.all([
    parts.frontDoor.leave(event.callSid, { ...caller, served: isServed(session, outcome) }),
    leaveAgents(parts, session),
    noteOffTheLine(parts, event),
  ]);
  const over: Session = { ...session, outcome, over: true, ended: true, turn: session.turn + 1 };
  const saved = await parts.sessions.save(over, parts.render({ speech: [], then: { kind: 'hangUp' } }, over), stored ? session.turn : -1);
  if (saved !== 'saved') return callEndedOver(parts, event, saved);
  if (stored) parts.tally.outcome(outcome);
  // Whoever asked for a callback has hung up now and may be rung
  if (session.facts.callbackId && session.line !== 'callback')
    await callbackMayRing(parts, { callbackId: session.facts.callbackId, nowMs: parts.clock.nowMs() });
  parts.logger.info({ callSid: event.callSid, outcome, line: session.line, at: session.at }, 'call ended');
}

/** A webhook of the same call was stored meanwhile; its turn is the one to end. */
async function callEndedOver(parts: Parts, event: CallEvent, found: StoredSession): Promise<void> {
  if (!found.session.over) await callEnded(parts, event);
}

/**
 * A webhook that was still at work when the call ended may have taken a seat, a place or an agent:
 * they go back. Repeatable.
 */
export async function giveBackAfterEnd(parts: Parts, session: Session): Promise<void> {
  await parts.frontDoor.leave(session.callSid);
  if (session.facts.agent) await letAgentGo(parts, session.callSid, session.facts.agent.id);
  await leaveAgents(parts, session);
}

/** The agent of a call that is over wraps up, or is free again if it only rang. Did they talk? */
async function letAgentGo(parts: Parts, callSid: string, agentId: string): Promise<boolean> {
  const status = await parts.agents.status(agentId);
  if (status.callSid !== callSid) return false;
  if (status.state === 'on_call') {
    await endConversation(agentId, callSid, parts.clock.nowMs(), parts);
    return true;
  }
  if (await parts.agents.released(agentId, callSid)) await tellEnded(agentId, callSid, 'callerHungUp', parts);
  return false;
}

function unseen(event: CallEvent): Session {
  return {
    callSid: event.callSid,
    flowVersion: hotlineFlow.version,
    at: 'goodbye',
    turn: 0,
    language: 'de',
    line: 'vaccination',
    silences: 0,
    wrongKeys: 0,
    visits: {},
    facts: {},
  };
}
