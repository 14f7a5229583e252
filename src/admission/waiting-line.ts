import { terms } from './terms.ts';

/** People on hold in ticket order, and how fast they are let in: the oracle for line.lua. */
export class WaitingLine {
  readonly #orders = new Map<string, number>();
  #sorted: string[] | undefined;
  #sinceMs: number | undefined;
  #letIn = new Map<number, number>();

  get length(): number {
    return this.#orders.size;
  }

  /** A line that forms anew is measured anew. */
  join(callSid: string, order: number, nowMs: number): void {
    if (this.#orders.size === 0) {
      this.#sinceMs = nowMs;
      this.#letIn = new Map();
    }
    this.#orders.set(callSid, order);
    this.#sorted = undefined;
  }

  leave(callSid: string): boolean {
    this.#sorted = undefined;
    return this.#orders.delete(callSid);
  }

  has(callSid: string): boolean {
    return this.#orders.has(callSid);
  }

  /** How many are before, or share, this order. */
  ahead(order: number): number {
    return [...this.#orders.values()].filter((other) => other <= order).length;
  }

  /** From 1; undefined for a call that does not wait. */
  position(callSid: string): number | undefined {
    const index = this.#inOrder().indexOf(callSid);
    return index < 0 ? undefined : index + 1;
  }

  first(): { callSid: string; order: number } | undefined {
    const callSid = this.#inOrder()[0];
    return callSid === undefined ? undefined : { callSid, order: this.#orders.get(callSid) ?? 0 };
  }

  /** Takes out the first one, counting towards the drain. */
  letInFirst(nowMs: number): { callSid: string; order: number } | undefined {
    const first = this.first();
    if (!first) return undefined;
    this.leave(first.callSid);
    const span = Math.floor(nowMs / terms.DRAIN_SPAN_MS);
    this.#letIn.set(span, (this.#letIn.get(span) ?? 0) + 1);
    return first;
  }

  /** People let in per second over the last two minutes; undefined until ten seconds and one person are measured. */
  drainPerSecond(nowMs: number): number | undefined {
    const oldest = Math.floor(nowMs / terms.DRAIN_SPAN_MS) - terms.DRAIN_SPANS + 1;
    const fromMs = Math.max(oldest * terms.DRAIN_SPAN_MS, this.#sinceMs ?? 0);
    const count = [...this.#letIn].reduce((sum, [span, number]) => (span >= oldest ? sum + number : sum), 0);
    const measuredMs = nowMs - fromMs;
    return count === 0 || measuredMs < terms.DRAIN_SPAN_MS ? undefined : (count * 1_000) / measuredMs;
  }

  /** Whole seconds until somebody at this position is let in, rounded up; undefined when nothing is measured. */
  waitSeconds(position: number, nowMs: number): number | undefined {
    const perSecond = this.drainPerSecond(nowMs);
    return perSecond === undefined ? undefined : Math.ceil(position / perSecond);
  }

  #inOrder(): string[] {
    const byOrder = ([a, orderA]: [string, number], [b, orderB]: [string, number]) => orderA - orderB || (a < b ? -1 : 1);
    this.#sorted ??= [...this.#orders].sort(byOrder).map(([callSid]) => callSid);
    return this.#sorted;
  }
}
