import type { Lane } from './lanes.ts';

/** Who takes the call: the rule in TypeScript, pure. The scripts in `lua/` must agree with it. */

export interface AgentRecord {
  id: string;
  state: 'offline' | 'available' | 'reserved' | 'on_call' | 'wrap_up' | 'paused';
  reason?: string;
  sinceMs: number;
  /** When the agent became free for calls; kept while a reservation may still be given back. */
  idleSinceMs: number;
  callSid?: string;
  /** While reserved: the place the call had in its lane. */
  place?: Place;
  /** While reserved: the agent's telephone has been rung, so silence is theirs. */
  rung?: true;
  /** Sent home by ops during a call: offline with its end. */
  leaving?: true;
  /** End of the reservation's lease, of the wrap-up, or of the longest possible call. */
  untilMs?: number;
  endpoint: string;
  lanes: readonly Lane[];
}

/** A call's place in a lane. */
export interface Place {
  lane: Lane;
  /** The ticket's time in ms; below zero for those who have been at an agent. */
  order: number;
  sinceMs: number;
  /** The last sign of life. */
  seenMs: number;
}

/** Agents who let it ring, and those whose call was never reported as ended, are told why they are paused. */
export const MISSED_CALL = 'missed call';
export const CALL_LOST = 'call lost';

/** The longest a call can last at the network (4 h) and a margin: after that a call that nobody ended is given up. */
export const LONGEST_CALL_MS = 255 * 60_000;

/** What is true at `nowMs`, though nobody has written it yet: a wrap-up that is over is availability. */
export function recordAt<Known extends Pick<AgentRecord, 'state' | 'sinceMs' | 'idleSinceMs' | 'untilMs'>>(
  record: Known,
  nowMs: number,
): Known {
  if (record.state !== 'wrap_up' || record.untilMs === undefined || record.untilMs > nowMs) return record;
  const { untilMs, ...rest } = record;
  return { ...rest, state: 'available', sinceMs: untilMs, idleSinceMs: untilMs } as Known;
}

/**
 * The one idle longest among those who serve the lane and have not already
 * missed this very call; the smaller id where two became idle in the same millisecond.
 */
export function chooseAgent(
  records: Iterable<AgentRecord>,
  lane: Lane,
  missedBy: ReadonlySet<string>,
  nowMs: number,
): AgentRecord | undefined {
  let best: AgentRecord | undefined;
  for (const stored of records) {
    const record = recordAt(stored, nowMs);
    if (record.state !== 'available' || !record.lanes.includes(lane) || missedBy.has(record.id)) continue;
    if (!best || record.idleSinceMs < best.idleSinceMs || (record.idleSinceMs === best.idleSinceMs && record.id < best.id)) best = record;
  }
  return best;
}
