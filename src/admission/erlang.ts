/**
 * The three classic formulas of telephone traffic: Erlang B (lines, nobody waits), Erlang C (agents, everybody waits)
 * and Erlang A (agents, and callers whose patience ends; also called Palm's model). Steady state, random arrivals,
 * exponential times. Exact for thousands of servers: everything is built up from ratios, never from factorials.
 */

/** The share of calls that find all lines taken. @param load offered traffic in erlang: calls per second × seconds per call */
export function erlangB(servers: number, load: number): number {
  if (load <= 0) return servers > 0 ? 0 : 1;
  let blocked = 1;
  for (let lines = 1; lines <= servers; lines += 1) blocked = (load * blocked) / (lines + load * blocked);
  return blocked;
}

/** The share of calls that have to wait, when nobody gives up. 1 when the agents cannot keep up: the line only grows. */
export function erlangC(servers: number, load: number): number {
  return waitingShare(servers, load, erlangB(servers, load));
}

/** The mean wait of all callers in seconds, those who need not wait included. Infinity when the agents cannot keep up. */
export function erlangCWaitSeconds(servers: number, load: number, serviceSeconds: number): number {
  return load >= servers ? Number.POSITIVE_INFINITY : (erlangC(servers, load) * serviceSeconds) / (servers - load);
}

/** The share of calls answered within so many seconds. 0 when the agents cannot keep up. */
export function erlangCServiceLevel(servers: number, load: number, serviceSeconds: number, withinSeconds: number): number {
  return served(servers, load, erlangC(servers, load), withinSeconds / serviceSeconds);
}

/** The fewest agents that answer this share of calls within so many seconds. @param share above 0 and below 1 */
export function agentsNeeded(load: number, serviceSeconds: number, goal: { withinSeconds: number; share: number }): number {
  if (!(goal.share < 1)) throw new RangeError('no number of agents answers every single call in time');
  let blocked = 1;
  for (let servers = 1; ; servers += 1) {
    blocked = load <= 0 ? 0 : (load * blocked) / (servers + load * blocked);
    if (servers <= load) continue;
    if (served(servers, load, waitingShare(servers, load, blocked), goal.withinSeconds / serviceSeconds) >= goal.share) return servers;
  }
}

export interface Lane {
  arrivalsPerSecond: number;
  /** How long an agent is busy with one call, wrap-up included. */
  serviceSeconds: number;
  /** After so long, on average, a waiting caller gives up. */
  patienceSeconds: number;
  servers: number;
}

export interface LaneFigures {
  /** Share of callers who do not get an agent at once. */
  waitShare: number;
  /** Mean wait of all callers, in seconds: until they are answered or give up. */
  waitSeconds: number;
  /** Share of callers who give up. */
  leaveShare: number;
  /** People waiting, on average. */
  queue: number;
  /** Share of the agents' time that calls take. */
  occupancy: number;
}

/** Beyond so many people waiting chance no longer matters: who exceeds the agents' capacity gives up. */
const FLUID_FROM_QUEUE = 50_000;
const NEGLIGIBLE = 1e-12;
const TOO_LARGE = 1e200;

/** Erlang A: every overload settles, because people give up. Without agents everybody gives up, without callers all is idle. */
export function erlangA({ arrivalsPerSecond, serviceSeconds, patienceSeconds, servers }: Lane): LaneFigures {
  if (arrivalsPerSecond <= 0) return { waitShare: servers > 0 ? 0 : 1, waitSeconds: 0, leaveShare: 0, queue: 0, occupancy: 0 };
  const perSecond = servers / serviceSeconds;
  const overflow = (arrivalsPerSecond - perSecond) * patienceSeconds;
  const { waitShare, queue } =
    overflow > FLUID_FROM_QUEUE
      ? { waitShare: 1, queue: overflow }
      : exactQueue({ arrivalsPerSecond, serviceSeconds, patienceSeconds, servers });
  const leaveShare = Math.min(1, queue / patienceSeconds / arrivalsPerSecond);
  return {
    waitShare,
    waitSeconds: queue / arrivalsPerSecond,
    leaveShare,
    queue,
    occupancy: servers > 0 ? Math.min(1, (arrivalsPerSecond * (1 - leaveShare)) / perSecond) : 0,
  };
}

/** Sums the states with 1, 2, 3 … people waiting, measured against all states with nobody waiting, which together weigh `nobody`. */
function exactQueue({ arrivalsPerSecond, serviceSeconds, patienceSeconds, servers }: Lane): { waitShare: number; queue: number } {
  const perSecond = servers / serviceSeconds;
  const allBusy = erlangB(servers, arrivalsPerSecond * serviceSeconds);
  let [nobody, busy, state] = [1, allBusy, allBusy];
  let [waiting, people] = [0, 0];
  for (let length = 1; state > 0; length += 1) {
    const ratio = arrivalsPerSecond / (perSecond + length / patienceSeconds);
    state *= ratio;
    waiting += state;
    people += length * state;
    if (ratio < 1 && length * state < NEGLIGIBLE * (nobody + people)) break;
    if (people < TOO_LARGE) continue;
    [nobody, busy, state, waiting, people] = [nobody, busy, state, waiting, people].map((weight) => weight / TOO_LARGE) as Five;
  }
  return { waitShare: Math.min(1, (busy + waiting) / (nobody + waiting)), queue: people / (nobody + waiting) };
}

type Five = [number, number, number, number, number];

function waitingShare(servers: number, load: number, blocked: number): number {
  return load >= servers ? 1 : (servers * blocked) / (servers - load * (1 - blocked));
}

function served(servers: number, load: number, waits: number, services: number): number {
  return load >= servers ? 0 : 1 - waits * Math.exp(-(servers - load) * services);
}
