import { hotlineFlow } from '../ivr/hotline-flow.ts';
import type { Session } from '../ivr/session.ts';
import type { Heard, Step } from '../ivr/step.ts';
import { advance } from './advance.ts';
import { answer, open } from './answer.ts';
import type { CallEvent, Parts } from './parts.ts';

/** Well within the lease of a seat (15 min). */
const RENEW_SEAT_EVERY_MS = 240_000;

export interface InputEvent extends CallEvent {
  /** The turn whose answer led here. */
  turn: number;
  heard: Heard;
  /** Which entrance to begin at again if nothing is known about this call. */
  line: 'front' | 'vaccination';
}

/**
 * Keys, silence, or the end of a connection: one step of the flow. A turn that was answered
 * before gets the stored answer; only the current turn takes a step.
 * @returns the document to answer with
 */
export async function callerInput(parts: Parts, event: InputEvent): Promise<string> {
  const stored = await parts.sessions.load(event.callSid);
  if (!stored) return startAgain(parts, event, -1);
  const { session, document } = stored;
  if (session.over || session.turn !== event.turn) return document;
  if (!hotlineFlow.knows(session.at)) return startAgain(parts, event, session.turn);
  const nowMs = parts.clock.nowMs();
  const seatRenewedAtMs = await keepSeat(parts, session, nowMs);
  const resting = await goOn(parts, event, session, nowMs);
  const moved = { ...resting, session: { ...resting.session, seatRenewedAtMs, turn: session.turn + 1 } };
  return (await answer(parts, moved, session.turn)).document;
}

/** A key is for the question that was asked: where that was another version's, the menu is read as it is now, and nothing is done. */
async function goOn(parts: Parts, event: InputEvent, session: Session, nowMs: number): Promise<Step> {
  const current = { ...session, flowVersion: hotlineFlow.version };
  const outdated = session.flowVersion !== hotlineFlow.version && 'ask' in hotlineFlow.stateAt(session.at);
  return outdated ? { session: current, said: [], short: false } : advance(parts, event, current, event.heard, nowMs);
}

/** A call that is alive keeps its seat; told to the front door every few minutes, not at every key. */
async function keepSeat(parts: Parts, session: Session, nowMs: number): Promise<number> {
  const renewedAtMs = session.seatRenewedAtMs ?? nowMs;
  if (nowMs - renewedAtMs < RENEW_SEAT_EVERY_MS) return renewedAtMs;
  await parts.frontDoor.renew(session.callSid);
  return nowMs;
}

/** The session is lost or from a flow we no longer have: an apology and a fresh start. */
async function startAgain(parts: Parts, event: InputEvent, overTurn: number): Promise<string> {
  parts.logger.warn({ callSid: event.callSid, line: event.line }, 'call without a usable session starts again');
  const resting = await open(parts, event, event.line, { turn: event.turn + 1 }, ['flowChanged']);
  return (await answer(parts, resting, overTurn)).document;
}
