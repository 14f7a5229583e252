import { Drain, type Pace, type PaceLimits } from './estimate.ts';
import type { Foresight } from './foresight.ts';

interface Place {
  callSid: string;
  order: number;
}

/** People on hold in ticket order, and how fast they are let in: the oracle for line.lua. */
export class WaitingLine {
  readonly #orders = new Map<string, number>();
  /** By order, then by CallSid, as Redis sorts them. */
  readonly #places: Place[] = [];
  readonly #drain = new Drain();

  get length(): number {
    return this.#places.length;
  }

  /** A line that forms anew is measured anew. */
  join(callSid: string, order: number, nowMs: number): void {
    if (this.length === 0) this.#drain.restart(nowMs);
    this.#takeOut(callSid);
    this.#orders.set(callSid, order);
    this.#places.splice(this.#indexOf({ callSid, order }), 0, { callSid, order });
  }

  /** The caller has given up, or is not heard of any more. */
  leave(callSid: string, nowMs: number): boolean {
    if (!this.#takeOut(callSid)) return false;
    this.#drain.countLeft(nowMs);
    return true;
  }

  has(callSid: string): boolean {
    return this.#orders.has(callSid);
  }

  /** How many are before, or share, this order. */
  ahead(order: number): number {
    return this.#firstFrom((place) => place.order > order);
  }

  /** From 1; undefined for a call that does not wait. */
  position(callSid: string): number | undefined {
    const order = this.#orders.get(callSid);
    return order === undefined ? undefined : this.#indexOf({ callSid, order }) + 1;
  }

  first(): Place | undefined {
    return this.#places[0];
  }

  /** Everybody, the first one first. */
  callSids(): string[] {
    return this.#places.map(({ callSid }) => callSid);
  }

  /** Takes out the first one, counting towards the drain. */
  letInFirst(nowMs: number): Place | undefined {
    const first = this.first();
    if (!first) return undefined;
    this.#takeOut(first.callSid);
    this.#drain.countLetIn(nowMs);
    return first;
  }

  /** What is measured; undefined when that says nothing yet. */
  pace(limits: PaceLimits, nowMs: number): Pace | undefined {
    return this.#drain.pace(this.length, limits, nowMs);
  }

  /** A callback got what else the first one would have got. */
  countCallback(nowMs: number): void {
    this.#drain.countCallback(nowMs);
  }

  /** What callbacks will take from those who wait. */
  foresee(foresight: Foresight): void {
    this.#drain.foresee(foresight);
  }

  #takeOut(callSid: string): boolean {
    const order = this.#orders.get(callSid);
    if (order === undefined) return false;
    this.#places.splice(this.#indexOf({ callSid, order }), 1);
    return this.#orders.delete(callSid);
  }

  #indexOf({ callSid, order }: Place): number {
    return this.#firstFrom((place) => place.order > order || (place.order === order && place.callSid >= callSid));
  }

  /** Index of the first place that is beyond a point of the order; the length where none is. */
  #firstFrom(isBeyond: (place: Place) => boolean): number {
    let [low, high] = [0, this.#places.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBeyond(this.#places[middle] as Place)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
