/** People on hold as amounts, first come first served, each with the step it joined: for the forecast's waits. */
export class FluidLine {
  /** Amount that joined in each step, divided by what has left since the line was made. */
  readonly #joined: Float64Array;
  #head = 0;
  #tail = 0;
  #kept = 1;
  #length = 0;

  constructor(steps: number) {
    this.#joined = new Float64Array(steps + 1);
  }

  get length(): number {
    return this.#length;
  }

  join(amount: number, step: number): void {
    if (amount <= 0) return;
    this.#joined[step] = at(this.#joined, step) + amount / this.#kept;
    this.#tail = step;
    this.#length += amount;
  }

  /** A share of everybody stops waiting, wherever they stand. Returns how many. */
  leave(share: number): number {
    const gone = this.#length * share;
    this.#length -= gone;
    this.#kept *= 1 - share;
    if (this.#kept < 1e-100) this.#settle();
    return gone;
  }

  /** Lets in so many from the front; `note` hears how many of which step. */
  letIn(amount: number, note: (amount: number, joinedStep: number) => void): void {
    let left = Math.min(amount, this.#length);
    while (left > 1e-12 && this.#head <= this.#tail) {
      const here = at(this.#joined, this.#head) * this.#kept;
      const taken = Math.min(here, left);
      if (taken > 0) note(taken, this.#head);
      left -= taken;
      this.#length -= taken;
      if (taken < here) this.#joined[this.#head] = (here - taken) / this.#kept;
      else this.#joined[this.#head++] = 0;
    }
    if (this.#length < 1e-9) this.#length = 0;
  }

  /** The step in which the first one joined; undefined when nobody waits. */
  firstStep(): number | undefined {
    if (this.#length === 0) return undefined;
    while (this.#head < this.#tail && at(this.#joined, this.#head) === 0) this.#head += 1;
    return this.#head;
  }

  #settle(): void {
    for (let step = this.#head; step <= this.#tail; step += 1) this.#joined[step] = at(this.#joined, step) * this.#kept;
    this.#kept = 1;
  }
}

/** Waits by their length in steps, weighted by people. */
export class Waited {
  readonly #people: Float64Array;
  #total = 0;
  #most = 0;

  constructor(steps: number) {
    this.#people = new Float64Array(steps + 1);
  }

  add(people: number, steps: number): void {
    this.#people[steps] = at(this.#people, steps) + people;
    this.#total += people;
    this.#most = Math.max(this.#most, steps);
  }

  /** The longest wait in steps. */
  get most(): number {
    return this.#most;
  }

  /** So long, in steps, this share waited at most; null when nobody did. */
  quantile(share: number): number | null {
    if (this.#total < 1e-9) return null;
    let seen = 0;
    for (let steps = 0; steps <= this.#most; steps += 1) {
      seen += at(this.#people, steps);
      if (seen >= share * this.#total) return steps;
    }
    return this.#most;
  }

  clear(): void {
    this.#people.fill(0, 0, this.#most + 1);
    this.#total = 0;
    this.#most = 0;
  }
}

/** Typed arrays answer undefined beside their bounds; here that is an amount of nobody. */
function at(amounts: Float64Array, index: number): number {
  return amounts[index] ?? 0;
}
