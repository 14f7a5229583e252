/** What is to happen, in the order of its time; what was planned first comes first within a millisecond. */
export class Timeline {
  readonly #heap: { atMs: number; number: number; happens: () => Promise<void> }[] = [];
  #planned = 0;
  /** The time of what happens now. */
  nowMs: number;

  constructor(startMs: number) {
    this.nowMs = startMs;
  }

  /** Plans something for so many ms from now, whole ones. */
  in(ms: number, happens: () => Promise<void>): void {
    this.#planned += 1;
    this.#heap.push({ atMs: this.nowMs + Math.round(ms), number: this.#planned, happens });
    for (let child = this.#heap.length - 1; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (!this.#isBefore(child, parent)) break;
      this.#swap(child, parent);
      child = parent;
    }
  }

  /** Lets everything happen until this time. */
  async runUntil(endMs: number): Promise<void> {
    for (let next = this.#heap[0]; next && next.atMs <= endMs; next = this.#heap[0]) {
      this.#takeFirst();
      this.nowMs = next.atMs;
      await next.happens();
    }
    this.nowMs = endMs;
  }

  #takeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    for (let parent = 0; ; ) {
      const [left, right] = [2 * parent + 1, 2 * parent + 2];
      let first = parent;
      if (left < this.#heap.length && this.#isBefore(left, first)) first = left;
      if (right < this.#heap.length && this.#isBefore(right, first)) first = right;
      if (first === parent) return;
      this.#swap(parent, first);
      parent = first;
    }
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    return a !== undefined && b !== undefined && (a.atMs < b.atMs || (a.atMs === b.atMs && a.number < b.number));
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a && b) [this.#heap[one], this.#heap[other]] = [b, a];
  }
}
