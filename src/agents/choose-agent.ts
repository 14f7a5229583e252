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
  /** In wrap-up: the call that it follows. */
  lastCallSid?: string;
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
export function recordAt<Known extends Pick<AgentRecord, 'state' | 'sinceMs' | 'idleSinceMs' | 'untilMs' | 'lastCallSid'>>(
  record: Known,
  nowMs: number,
): Known {
  if (record.state !== 'wrap_up' || record.untilMs === undefined || record.untilMs > nowMs) return record;
  const { untilMs, lastCallSid: _lastCallSid, ...rest } = record;
  return { ...rest, state: 'available', sinceMs: untilMs, idleSinceMs: untilMs } as Known;
}

/**
 * The one idle longest among those who serve the lane, the smaller id where two became idle in the same millisecond. Whoever has missed
 * this very call comes after all who have not; but nobody idles while somebody waits.
 */
export function chooseAgent(
  records: Iterable<AgentRecord>,
  lane: Lane,
  missedBy: ReadonlySet<string>,
  nowMs: number,
): AgentRecord | undefined {
  const able = [...records]
    .map((record) => recordAt(record, nowMs))
    .filter(({ state, lanes }) => state === 'available' && lanes.includes(lane));
  const rather = able.filter(({ id }) => !missedBy.has(id));
  return longestIdle(rather.length > 0 ? rather : able);
}

function longestIdle(able: readonly AgentRecord[]): AgentRecord | undefined {
  return [...able].sort((one, other) => one.idleSinceMs - other.idleSinceMs || (one.id < other.id ? -1 : 1))[0];
}
