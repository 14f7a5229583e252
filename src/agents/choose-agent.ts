/** Who takes the call: the rule in TypeScript, pure. The scripts in `lua/` must agree with it. */

export interface AgentRecord {
  id: string;
  state: 'offline' | 'available' | 'reserved' | 'on_call' | 'wrap_up' | 'paused';
  reason?: string;
  sinceMs: number;
  /** When the agent became free for calls; kept while a reservation may still be given back. */
  idleSinceMs: number;
  callSid?: string;
  /** End of the reservation's lease, of the wrap-up, or of the longest possible call. */
  untilMs?: number;
  endpoint: string;
  languages: string[];
}

/** Agents who let it ring, and those whose call was never reported as ended, are told why they are paused. */
export const MISSED_CALL = 'missed call';
export const CALL_LOST = 'call lost';

/** The longest a call can last at the network (4 h) and a margin: after that a call that nobody ended is given up. */
export const LONGEST_CALL_MS = 255 * 60_000;

/** What is true at `nowMs`, though nobody has written it yet: a wrap-up that is over is availability. */
export function recordAt(record: AgentRecord, nowMs: number): AgentRecord {
  if (record.state !== 'wrap_up' || record.untilMs === undefined || record.untilMs > nowMs) return record;
  const { untilMs, ...rest } = record;
  return { ...rest, state: 'available', sinceMs: untilMs, idleSinceMs: untilMs };
}

/**
 * The one idle longest among those who speak the language and have not already
 * missed this very call; the smaller id where two became idle in the same millisecond.
 */
export function chooseAgent(
  records: Iterable<AgentRecord>,
  language: string,
  missedBy: ReadonlySet<string>,
  nowMs: number,
): AgentRecord | undefined {
  let best: AgentRecord | undefined;
  for (const stored of records) {
    const record = recordAt(stored, nowMs);
    if (record.state !== 'available' || !record.languages.includes(language) || missedBy.has(record.id)) continue;
    if (!best || record.idleSinceMs < best.idleSinceMs || (record.idleSinceMs === best.idleSinceMs && record.id < best.id)) best = record;
  }
  return best;
}
