/** Amounts that come back later: redialling within a span of time, and callbacks that are tried again after a while. */

/** What goes in comes out evenly between two times later. */
export class SpreadDelay {
  readonly #out: Float64Array;
  readonly #from: number;
  readonly #length: number;
  #step = 0;
  /** Amounts that come out each step from now on. */
  #rate = 0;
  #inside = 0;

  /** @param fromSteps,toSteps at least one step later */
  constructor(fromSteps: number, toSteps: number) {
    this.#from = Math.max(1, Math.round(fromSteps));
    this.#length = Math.max(1, Math.round(toSteps) - this.#from);
    this.#out = new Float64Array(this.#from + this.#length + 1);
  }

  get inside(): number {
    return this.#inside;
  }

  add(amount: number): void {
    if (amount <= 0) return;
    const [first, after] = [this.#slot(this.#step + this.#from), this.#slot(this.#step + this.#from + this.#length)];
    // Rates change at the first and after the last of these steps
    this.#out[first] = (this.#out[first] ?? 0) + amount / this.#length;
    this.#out[after] = (this.#out[after] ?? 0) - amount / this.#length;
    this.#inside += amount;
  }

  /** The next step: what comes out in it. */
  next(): number {
    this.#step += 1;
    const slot = this.#slot(this.#step);
    this.#rate += this.#out[slot] ?? 0;
    this.#out[slot] = 0;
    const out = Math.min(this.#inside, Math.max(0, this.#rate));
    this.#inside -= out;
    return out;
  }

  #slot(step: number): number {
    return step % this.#out.length;
  }
}

/** What goes in comes out so many steps later. */
export class FixedDelay {
  readonly #out: Float64Array;
  #step = 0;
  #inside = 0;

  constructor(steps: number) {
    this.#out = new Float64Array(Math.max(1, Math.round(steps)));
  }

  get inside(): number {
    return this.#inside;
  }

  add(amount: number): void {
    const slot = this.#step % this.#out.length;
    this.#out[slot] = (this.#out[slot] ?? 0) + amount;
    this.#inside += amount;
  }

  next(): number {
    this.#step += 1;
    const slot = this.#step % this.#out.length;
    const out = this.#out[slot] ?? 0;
    this.#out[slot] = 0;
    this.#inside = Math.max(0, this.#inside - out);
    return out;
  }
}
