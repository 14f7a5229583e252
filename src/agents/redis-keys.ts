import { LANES, type Lane } from './lanes.ts';

/** Every Redis key of the router: agents, their events, and the lines in front of them, under one tag so that one script may use them all on a cluster. */
const key = (name: string) => `{agents}:${name}`;

/** Stream of what happened to agents, capped; desks read it. */
export const EVENTS_KEY = key('events');

/** Hash: agent → record (JSON). */
export const PEOPLE_KEY = key('people');

/** Hash: thresholds as the lanes count them; written with those of the front door. */
const THRESHOLDS_KEY = key('thresholds');

/** Hash: CallSid → agent reserved for it or talking to it. */
const CALLS_KEY = key('calls');

/** Hash: "agent figure" → number, of one local day like 2021-01-25. */
export const dayKey = (localDay: string): string => key(`day:${localDay}`);

const lanePart = {
  /** Sorted set: agent at work who serves the lane → when free: idle since, end of the wrap-up, or far away while there is a call. */
  duty: (lane: Lane) => key(`duty:${lane}`),
  /** Sorted set: waiting CallSid → order: its ticket's time in ms, less for those who have been at an agent. */
  line: (lane: Lane) => key(`line:${lane}`),
  /** Sorted set: waiting CallSid → when its loop was last heard of. */
  seen: (lane: Lane) => key(`seen:${lane}`),
  /** Sorted set: waiting CallSid → when it began to wait. */
  since: (lane: Lane) => key(`since:${lane}`),
  /** Hash: since when people wait, and how many were paired and gave up, per span of time. */
  drain: (lane: Lane) => key(`drain:${lane}`),
};

/** Who is at work in a lane, and since when free. */
export const dutyKey = lanePart.duty;

const LANES_KEYS = LANES.flatMap((lane) => Object.values(lanePart).map((name) => name(lane)));

/** KEYS of the scripts that move agents: people, deadlines, calls, missed, events, untold, day, then duty, line, seen, since, drain of each lane. */
export function routerKeys(localDay: string): string[] {
  return [
    PEOPLE_KEY,
    // Sorted set: agent → when reservation, wrap-up or call ends at the latest
    key('deadlines'),
    CALLS_KEY,
    // Sorted set: "CallSid agent" → when the agent missed that call
    key('missed'),
    EVENTS_KEY,
    // Sorted set: CallSid → order; paired by somebody else's webhook, its telephone not moved yet
    key('untold'),
    dayKey(localDay),
    ...LANES_KEYS,
  ];
}

/** KEYS of the scripts about one line: thresholds, calls, since, line, seen, drain, duty. */
export function laneKeys(lane: Lane): string[] {
  const { since, line, seen, drain, duty } = lanePart;
  return [THRESHOLDS_KEY, CALLS_KEY, since(lane), line(lane), seen(lane), drain(lane), duty(lane)];
}

/** A lane's number in the scripts, from 1. */
export function laneNumber(lane: Lane): number {
  return LANES.indexOf(lane) + 1;
}

/** '13' for German and Turkish. */
export function laneDigits(lanes: readonly Lane[]): string {
  return LANES.map((lane, index) => (lanes.includes(lane) ? String(index + 1) : '')).join('');
}
