import type { AgentLane } from '../../../src/calls/ports/agents.ts';

/**
 * Follows the desks' news, which tell every change in the order in which it happened, and knows from them and from what callers do who
 * should be next. Counts whatever must never be.
 */

export interface News {
  agent: string;
  state: string;
  callSid?: string;
}

interface Waiting {
  callSid: string;
  lane: AgentLane;
  order: number;
}

interface Held {
  callSid: string;
  state: string;
  /** A reservation must be over, or ring, by then. */
  untilMs: number;
}

/** Those who have been at an agent come before all others: their order loses more than any ticket is. */
const RETURNED = 1e13;

export class Judge {
  /** Calls with two agents, or agents with two calls. */
  doubles = 0;
  /** Somebody was paired though another came first whom this agent could have had. */
  outOfOrder = 0;
  /** Agents kept by a reservation beyond its lease. */
  stuck = 0;
  connections = 0;
  readonly #lanesOf: (agent: string) => readonly AgentLane[];
  readonly #pairLeaseMs: number;
  readonly #graceMs: number;
  readonly #lines = new Map<AgentLane, Waiting[]>();
  readonly #places = new Map<string, Waiting>();
  /** The last place of every call. */
  readonly #before = new Map<string, Waiting>();
  readonly #held = new Map<string, Held>();
  readonly #agentOf = new Map<string, string>();
  readonly #missed = new Set<string>();
  readonly #gone = new Set<string>();

  /** @param parts.graceMs how much later than its end a lease may be ended: the time between two rounds */
  constructor(parts: { lanesOf: (agent: string) => readonly AgentLane[]; pairLeaseMs: number; graceMs: number }) {
    this.#lanesOf = parts.lanesOf;
    this.#pairLeaseMs = parts.pairLeaseMs;
    this.#graceMs = parts.graceMs;
  }

  /** A call has a place in line. One that has a place already, or an agent, keeps it. */
  entered(callSid: string, lane: AgentLane, ticketAtMs: number): void {
    if (!this.#agentOf.has(callSid) && this.#places.get(callSid)?.lane !== lane) this.#join({ callSid, lane, order: ticketAtMs });
  }

  /** The caller has hung up: their place, or their agent, is free. */
  left(callSid: string): void {
    this.#gone.add(callSid);
    this.#leaveLine(callSid);
  }

  /** The agent's telephone rings for this long at most. */
  rings(agent: string, nowMs: number, leaseMs: number): void {
    const held = this.#held.get(agent);
    if (held?.state === 'reserved') held.untilMs = nowMs + leaseMs;
  }

  misses(agent: string, callSid: string): void {
    this.#missed.add(`${callSid} ${agent}`);
  }

  hear(news: readonly News[], nowMs: number): void {
    for (const one of news) {
      if (one.state === 'reserved') this.#paired(one, nowMs);
      else if (one.state === 'on_call') this.#connected(one);
      else this.#freed(one, nowMs);
    }
  }

  lookAtLeases(nowMs: number): void {
    for (const held of this.#held.values()) {
      if (held.state !== 'reserved' || nowMs <= held.untilMs + this.#graceMs) continue;
      this.stuck += 1;
      held.untilMs = Number.POSITIVE_INFINITY;
    }
  }

  /** Everybody who should wait in this lane, the first one first. */
  line(lane: AgentLane): string[] {
    return (this.#lines.get(lane) ?? []).map(({ callSid }) => callSid);
  }

  #paired({ agent, callSid = '' }: News, nowMs: number): void {
    if (this.#held.has(agent) || this.#agentOf.has(callSid)) this.doubles += 1;
    const place = this.#places.get(callSid);
    if (this.#lanesOf(agent).some((lane) => this.#couldHaveBeen(agent, lane, place))) this.outOfOrder += 1;
    this.#leaveLine(callSid);
    this.#held.set(agent, { callSid, state: 'reserved', untilMs: nowMs + this.#pairLeaseMs });
    this.#agentOf.set(callSid, agent);
  }

  /** Does somebody come before this place who has not been missed by this agent? */
  #couldHaveBeen(agent: string, lane: AgentLane, place: Waiting | undefined): boolean {
    for (const other of this.#lines.get(lane) ?? []) {
      if (place && !isBefore(other, place)) return false;
      if (!this.#missed.has(`${other.callSid} ${agent}`)) return true;
    }
    return false;
  }

  #connected({ agent, callSid = '' }: News): void {
    const held = this.#held.get(agent);
    if (held?.callSid !== callSid || this.#agentOf.get(callSid) !== agent) this.doubles += 1;
    if (held) held.state = 'on_call';
    this.connections += 1;
  }

  #freed({ agent }: News, nowMs: number): void {
    const held = this.#held.get(agent);
    if (!held) return;
    const { callSid } = held;
    this.#held.delete(agent);
    this.#agentOf.delete(callSid);
    if (held.state === 'on_call' || this.#gone.has(callSid)) return;
    const { lane, order } = this.#before.get(callSid) ?? { lane: 'de', order: nowMs };
    this.#join({ callSid, lane, order: order < 0 ? order : order - RETURNED });
  }

  #join(waiting: Waiting): void {
    const line = this.#lines.get(waiting.lane) ?? [];
    this.#lines.set(waiting.lane, line);
    line.splice(this.#indexIn(line, waiting), 0, waiting);
    this.#places.set(waiting.callSid, waiting);
    this.#before.set(waiting.callSid, waiting);
  }

  #leaveLine(callSid: string): void {
    const place = this.#places.get(callSid);
    if (!place) return;
    const line = this.#lines.get(place.lane) ?? [];
    line.splice(this.#indexIn(line, place), 1);
    this.#places.delete(callSid);
  }

  #indexIn(line: readonly Waiting[], place: Waiting): number {
    let [low, high] = [0, line.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(line[middle] as Waiting, place)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isBefore(one: Waiting, other: Waiting): boolean {
  return one.order < other.order || (one.order === other.order && one.callSid < other.callSid);
}
