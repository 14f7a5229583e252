/** The rate that fits: what agents, menus and bookings really absorb. Up gently, down fast, never below a floor; with its reasons in words. */

export interface Absorbed {
  /** Available, ringing, talking or wrapping up. */
  agentsOnDuty: number;
  /** Measured, wrap-up included. */
  agentSecondsPerCall: number;
  /** Share of admitted calls that go to a human, from 0 to 1. */
  agentShare: number;
  /** How long a look at the bookings took; undefined: they do not answer. */
  bookingMs: number | undefined;
  /** Seats. */
  activeCalls: number;
  maxActiveCalls: number;
  /** How long a call keeps its seat, measured. */
  secondsPerCall: number;
  /** Does anybody wait for capacity, on hold or for a callback? */
  demand: boolean;
}

export interface RateNow {
  admitPerSecond: number;
  /** What a person set last: the floor is a share of it, so that no measurement ever closes the line. */
  setByPerson: number;
}

export interface RateAdvice {
  admitPerSecond: number;
  /** What is absorbed, without the gentleness of the way there. */
  targetPerSecond: number;
  floorPerSecond: number;
  direction: 'up' | 'down' | 'stay';
  /** What limits the target. */
  limit: 'agents' | 'seats' | 'bookings' | 'floor';
  /** Why, for ops. */
  reasons: string[];
}

/** One step up is at most this much more. */
const STEP_UP = 1.1;
const FLOOR_SHARE = 0.1;
/** The lowest rate that a threshold may have. */
const LEAST_PER_SECOND = 0.1;
const MOST_PER_SECOND = 2_000;
/** Some seats stay free for callbacks that are answered and calls that are resumed. */
const SEATS_USED = 0.9;
/** Beyond this the bookings cannot keep up. */
const BOOKING_FINE_MS = 250;

export function adviseRate(absorbed: Absorbed, now: RateNow): RateAdvice {
  const floor = Math.max(LEAST_PER_SECOND, now.setByPerson * FLOOR_SHARE);
  const limits = [agentsLimit(absorbed), seatsLimit(absorbed), bookingsLimit(absorbed, now.admitPerSecond)];
  const least = limits.reduce((one, other) => (other.perSecond < one.perSecond ? other : one));
  const belowFloor = least.perSecond < floor;
  const target = Math.min(MOST_PER_SECOND, Math.max(floor, least.perSecond));
  const common = {
    targetPerSecond: rounded(target),
    floorPerSecond: rounded(floor),
    limit: belowFloor ? ('floor' as const) : least.limit,
  };
  const reasons = limits.flatMap(({ reason }) => (reason ? [reason] : []));
  if (belowFloor) reasons.push(`never below ${shown(floor)} a second, a tenth of what a person set`);
  if (target < now.admitPerSecond) {
    reasons.push(`down at once from ${shown(now.admitPerSecond)} to ${shown(target)} a second`);
    return { ...common, admitPerSecond: rounded(target), direction: 'down', reasons };
  }
  if (target === now.admitPerSecond || !absorbed.demand) {
    reasons.push(target === now.admitPerSecond ? 'the rate fits' : 'nobody waits: there is nothing to raise it for');
    return { ...common, admitPerSecond: now.admitPerSecond, direction: 'stay', reasons };
  }
  const next = Math.max(floor, Math.min(target, now.admitPerSecond * STEP_UP));
  reasons.push(`up gently from ${shown(now.admitPerSecond)} to ${shown(next)} a second, towards ${shown(target)}`);
  return { ...common, admitPerSecond: rounded(next), direction: 'up', reasons };
}

interface Limit {
  limit: 'agents' | 'seats' | 'bookings';
  perSecond: number;
  reason?: string;
}

/** Agents limit only the share of calls that goes to them; with nobody on duty these get a callback, and the keypad goes on. */
function agentsLimit({ agentsOnDuty, agentSecondsPerCall, agentShare }: Absorbed): Limit {
  if (agentsOnDuty === 0)
    return { limit: 'agents', perSecond: Number.POSITIVE_INFINITY, reason: 'no agent is on duty: the keypad alone books' };
  const takes = agentsOnDuty / agentSecondsPerCall;
  if (agentShare <= 0) return { limit: 'agents', perSecond: Number.POSITIVE_INFINITY };
  const reason =
    `${agentsOnDuty} agents take ${shown(takes)} calls a second at ${Math.round(agentSecondsPerCall)} s each; ` +
    `${Math.round(agentShare * 100)} % of the callers want one, so ${shown(takes / agentShare)} a second may come in`;
  return { limit: 'agents', perSecond: takes / agentShare, reason };
}

function seatsLimit({ maxActiveCalls, secondsPerCall, activeCalls }: Absorbed): Limit {
  const perSecond = (maxActiveCalls * SEATS_USED) / secondsPerCall;
  const reason = `${maxActiveCalls} seats of ${Math.round(secondsPerCall)} s each turn over ${shown(perSecond)} a second; ${activeCalls} are taken`;
  return { limit: 'seats', perSecond, reason };
}

function bookingsLimit({ bookingMs }: Absorbed, admitPerSecond: number): Limit {
  if (bookingMs === undefined) return { limit: 'bookings', perSecond: 0, reason: 'the bookings do not answer' };
  if (bookingMs <= BOOKING_FINE_MS) return { limit: 'bookings', perSecond: Number.POSITIVE_INFINITY };
  const perSecond = (admitPerSecond * BOOKING_FINE_MS) / bookingMs;
  return { limit: 'bookings', perSecond, reason: `a look at the bookings takes ${Math.round(bookingMs)} ms instead of ${BOOKING_FINE_MS}` };
}

function rounded(perSecond: number): number {
  return Math.max(LEAST_PER_SECOND, Math.round(perSecond * 100) / 100);
}

function shown(perSecond: number): string {
  return String(perSecond >= 10 ? Math.round(perSecond) : Math.round(perSecond * 100) / 100);
}

/** What the line looked like at one moment; two of them tell what happened in between. */
export interface Sample {
  atMs: number;
  activeCalls: number;
  /** Talking or wrapping up. */
  agentsBusy: number;
  /** Calls of today that ended after having had a seat, and those among them that an agent handled. */
  ended: number;
  handled: number;
}

/** Measured by Little's law over the samples: people inside ÷ people who leave in a second. Fewer calls than this tell nothing. */
const ENOUGH_CALLS = 20;

export interface Measured {
  secondsPerCall: number;
  agentSecondsPerCall: number;
  agentShare: number;
}

/** How long calls and conversations last; what cannot be measured yet is taken from `otherwise`. @param samples oldest first, of one day */
export function measure(samples: readonly Sample[], otherwise: Measured): Measured {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.atMs <= first.atMs) return otherwise;
  const seconds = (last.atMs - first.atMs) / 1_000;
  const [ended, handled] = [last.ended - first.ended, last.handled - first.handled];
  const mean = (pick: (sample: Sample) => number) => samples.reduce((sum, sample) => sum + pick(sample), 0) / samples.length;
  const lasting = (inside: number, over: number, usual: number) => (over >= ENOUGH_CALLS && inside > 0 ? (inside * seconds) / over : usual);
  return {
    secondsPerCall: lasting(
      mean((sample) => sample.activeCalls),
      ended,
      otherwise.secondsPerCall,
    ),
    agentSecondsPerCall: lasting(
      mean((sample) => sample.agentsBusy),
      handled,
      otherwise.agentSecondsPerCall,
    ),
    agentShare: ended >= ENOUGH_CALLS ? Math.min(1, Math.max(0, handled / ended)) : otherwise.agentShare,
  };
}
