import type { Decision } from './answers.ts';
import type { LaneState } from './lane-state.ts';
import { terms } from './terms.ts';
import { isClosed } from './thresholds.ts';
import type { Ticket } from './tickets.ts';

export interface Caller {
  callSid: string;
  /** Drawn or found; changed when something on it is used up. */
  ticket: Ticket;
  /** Drawn for this call: nobody has a later one. */
  isNew: boolean;
}

/** The rules of the front door for one caller, first match counts: the oracle for decide.lua. A refusal takes nothing. */
export function decide(lane: LaneState, caller: Caller, openCallbacks: number, nowMs: number): Decision & { previousCallSid?: string } {
  const { mode, closedReason, closedUntilMs, maxOpenCallbacks } = lane.thresholds;
  const { callSid, ticket } = caller;
  if (isClosed(lane.thresholds, nowMs)) return { answer: 'closed', reason: closedReason, opensAtMs: closedUntilMs };
  const callbackId = asCallback(lane, caller, nowMs);
  if (callbackId) return { answer: 'missedCallback', callbackId };
  const previous = ticket.last && nowMs - ticket.last.endedAtMs < terms.RESUME_MS ? { previousCallSid: ticket.last.callSid } : {};
  const letsIn = mode !== 'callback_only';
  if (letsIn && previous.previousCallSid && lane.hasSeat()) {
    lane.takeSeat(callSid, nowMs);
    delete ticket.last;
    return { answer: 'admitted', ...previous };
  }
  if (ticket.callback) return { answer: 'known', callbackId: ticket.callback.id, ...previous };
  const inside = letsIn && !isRefusedStill(lane, ticket, nowMs) ? letInOrHold(lane, caller, nowMs) : undefined;
  if (!inside) refuse(lane, caller, nowMs);
  return { ...(inside ?? { answer: openCallbacks < maxOpenCallbacks ? 'callbackOffered' : 'busy' }), ...previous };
}

/** Everybody has one draw in a rush. Else each redial were another ticket in a lottery for places that become free, and dialling would pay. */
function isRefusedStill(lane: LaneState, ticket: Ticket, nowMs: number): boolean {
  return ticket.refusedBy === lane.version && nowMs - lane.refusedAtMs < terms.OVERRUN_MS;
}

function refuse(lane: LaneState, { ticket, isNew }: Caller, nowMs: number): void {
  ticket.refusedBy = lane.version;
  if (isNew) lane.refusedAtMs = nowMs;
}

/** A callback that is due, or was missed, is this call: the seat that was granted to it, else a free one. */
function asCallback(lane: LaneState, { callSid, ticket }: Caller, nowMs: number): string | undefined {
  const due = ticket.callback && ticket.callback.dueAtMs <= nowMs ? ticket.callback.id : undefined;
  const missed = ticket.missed && nowMs < ticket.missed.untilMs ? ticket.missed.id : undefined;
  const id = due ?? missed;
  if (!id || !(lane.seats.delete(id) || lane.hasSeat())) return undefined;
  lane.takeSeat(callSid, nowMs);
  return id;
}

function letInOrHold(lane: LaneState, { callSid, ticket, isNew }: Caller, nowMs: number): Decision | undefined {
  const ahead = isNew ? lane.line.length : lane.line.ahead(ticket.order);
  if (ahead === 0 && lane.hasCapacity() && !lane.isCallbacksTurn()) {
    lane.shareWithCallbacks(nowMs);
    lane.takeCapacity(callSid, nowMs);
    return { answer: 'admitted' };
  }
  // A place that was cut off is kept whatever the line's length
  const kept = ticket.placeUntilMs !== undefined && nowMs < ticket.placeUntilMs;
  if (!kept && lane.line.length >= lane.thresholds.maxQueueLength) return undefined;
  const position = ahead + 1;
  const waitSeconds = lane.line.length > 0 ? lane.waitSeconds(position, nowMs) : undefined;
  if (!kept && (waitSeconds ?? Math.ceil(position / lane.thresholds.admitPerSecond)) > lane.thresholds.maxWaitSeconds) return undefined;
  lane.join(callSid, ticket.order, nowMs);
  delete ticket.placeUntilMs;
  return { answer: 'queued', position, waitSeconds };
}
