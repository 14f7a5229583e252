import type { Place } from './choose-agent.ts';
import type { Lane } from './lanes.ts';
import { routerTerms } from './router-terms.ts';

/** A call and its place. */
export interface Waiting extends Place {
  callSid: string;
}

/** The lanes in memory: what the scripts about places are tested against. Thresholds are the front door's rule and tested there. */
export class LaneBook {
  readonly #unseenMs: number;
  readonly #waiting = new Map<string, Waiting>();

  /** @param unseenMs a call that was not heard of for so long has hung up */
  constructor(unseenMs: number) {
    this.#unseenMs = unseenMs;
  }

  /** @returns the position, from 1; a call that waits keeps its place */
  enter(callSid: string, lane: Lane, ticketAtMs: number, nowMs: number): number {
    const known = this.find(lane, callSid);
    if (known) known.seenMs = nowMs;
    const ahead = this.all().filter((one) => one.lane === lane && one.order <= ticketAtMs).length;
    if (!known) this.#put({ callSid, lane, order: ticketAtMs, sinceMs: nowMs, seenMs: nowMs });
    return known ? this.position(lane, callSid) : ahead + 1;
  }

  find(lane: Lane, callSid: string): Waiting | undefined {
    return this.#waiting.get(`${lane} ${callSid}`);
  }

  /** 0 for a call that does not wait here. */
  position(lane: Lane, callSid: string): number {
    const inLane = this.all().filter((one) => one.lane === lane);
    return inLane.findIndex((one) => one.callSid === callSid) + 1;
  }

  heardOf(lane: Lane, callSid: string, nowMs: number): void {
    const found = this.find(lane, callSid);
    if (found) found.seenMs = nowMs;
  }

  takeOut(lane: Lane, callSid: string): void {
    this.#waiting.delete(`${lane} ${callSid}`);
  }

  /** To the front: ahead of all who never were at an agent, unless the caller has hung up. */
  putBack(callSid: string, place: Place | undefined, nowMs: number): void {
    if (!place || this.isSilent(place, nowMs)) return;
    const order = place.order < 0 ? place.order : place.order - routerTerms.RETURNED_MS;
    this.#put({ ...place, callSid, order });
  }

  isSilent(place: Place, nowMs: number): boolean {
    return place.seenMs <= nowMs - this.#unseenMs;
  }

  sweep(nowMs: number): void {
    for (const one of this.all()) if (this.isSilent(one, nowMs)) this.takeOut(one.lane, one.callSid);
  }

  /** Everybody in all lanes, the first one first. */
  all(): Waiting[] {
    return [...this.#waiting.values()].sort((one, other) => one.order - other.order || (one.callSid < other.callSid ? -1 : 1));
  }

  #put(waiting: Waiting): void {
    this.#waiting.set(`${waiting.lane} ${waiting.callSid}`, waiting);
  }
}
