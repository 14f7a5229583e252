import { terms } from './terms.ts';

/** How fast the line moves, measured as the front door measures it: over two minutes, anew for every new line. */
export class FluidDrain {
  readonly #sums: Float64Array;
  readonly #dt: number;
  #since = 0;
  #waited = false;

  constructor(steps: number, stepSeconds: number) {
    this.#sums = new Float64Array(steps + 1);
    this.#dt = stepSeconds;
  }

  note(step: number, letIn: number, waits: boolean): void {
    if (waits && !this.#waited) this.#since = step;
    this.#waited = waits;
    this.#sums[step + 1] = (this.#sums[step] ?? 0) + letIn;
  }

  perSecond(step: number): number | undefined {
    const span = Math.round((terms.DRAIN_SPANS * terms.DRAIN_SPAN_MS) / 1_000 / this.#dt);
    const from = Math.max(this.#since, step + 1 - span, 0);
    const seconds = (step + 1 - from) * this.#dt;
    const count = (this.#sums[step + 1] ?? 0) - (this.#sums[from] ?? 0);
    return count < 1e-9 || seconds * 1_000 < terms.DRAIN_SPAN_MS ? undefined : count / seconds;
  }
}
