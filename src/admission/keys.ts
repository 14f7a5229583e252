/** Every Redis key of admission. All keys of a lane share one `{tag}`, so that one script may use them on a cluster. */
export type LaneKeys = ReturnType<typeof laneKeys>;

/** A front door: the one that protects lines and systems, its shadow, or a test's own. */
export type DoorName = 'front' | `shadow-${string}` | `test${string}`;

/** Which gate: a front door, or the one that protects agents, of which only the thresholds are kept here. */
export type LaneName = DoorName | 'agents';

export function laneKeys(lane: LaneName) {
  const key = (name: string) => `{${lane}}:${name}`;
  return {
    /** Hash: the thresholds that count, with their version. */
    thresholds: key('thresholds'),
    /** Hash: tokens, when they were counted, the callbacks' credit, the last order number, when somebody last looked. */
    bucket: key('bucket'),
    /** Sorted set: CallSid or callback id → when its lease ends. */
    seats: key('seats'),
    /** Sorted set: CallSid → its ticket's order. */
    line: key('line'),
    /** Sorted set: waiting CallSid → when its loop was last heard of. */
    seen: key('seen'),
    /** Hash: since when people wait, how many were let in, gave up, and were callbacks, per span of time, and what callbacks will take. */
    drain: key('drain'),
    /** Sorted set: CallSid → order; let in by somebody else's look, not yet told. */
    letIn: key('let-in'),
    /** Sorted set: caller's hash with an open callback → when it is due. */
    callbacks: key('callbacks'),
    /** Hash: counters of one local day, named like 2021-01-25. */
    day: (localDay: string) => key(`day:${localDay}`),
    /** String: the answer a call got, in front of it `ended|` when the call is over. */
    decision: (callSid: string) => key(`call:${callSid}`),
    /** String: this call with a withheld number has typed one, so that its person is settled. */
    typed: (callSid: string) => key(`call:${callSid}:typed`),
    /** String (MessagePack): the caller's place, callback, and what was cut off. */
    ticket: (caller: string) => key(`ticket:${caller}`),
  };
}
