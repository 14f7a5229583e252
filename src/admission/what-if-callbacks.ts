import type { Thresholds } from './thresholds.ts';
import { FixedDelay } from './what-if-delays.ts';
import type { Behaviour, Handling } from './what-if-terms.ts';

/** The backlog of callbacks as amounts, by how often they were tried: older tickets, so later tries, come first. */
export class FluidCallbacks {
  /** Waiting for their turn, by tries made so far. */
  readonly #due: number[];
  /** Rung in vain, tried again later; by tries made. */
  readonly #later: FixedDelay[];
  /** Being rung, each with a seat; by the number of this try. */
  readonly #ringing: number[];
  readonly #answerShare: number;
  readonly #ringingLeaves: number;
  missed = 0;
  /** Waiting for their turn. */
  due: number;
  /** Being rung, each with a seat. */
  ringing = 0;
  #toTryAgain = 0;

  constructor(thresholds: Thresholds, behaviour: Behaviour, handling: Handling, setup: { open: number; stepSeconds: number }) {
    const tries = thresholds.callbackAttempts;
    this.due = setup.open;
    this.#due = [setup.open, ...new Array<number>(tries - 1).fill(0)];
    this.#ringing = new Array<number>(tries).fill(0);
    this.#later = this.#due.map(() => new FixedDelay((thresholds.callbackRetryMinutes * 60) / setup.stepSeconds));
    this.#answerShare = behaviour.answersCallback;
    this.#ringingLeaves = 1 - Math.exp(-setup.stepSeconds / handling.dialSeconds);
  }

  /** Promised and not yet kept: waiting, to be tried again, or being rung. */
  get open(): number {
    return this.due + this.#toTryAgain + this.ringing;
  }

  register(amount: number): void {
    this.#due[0] = (this.#due[0] ?? 0) + amount;
    this.due += amount;
  }

  /** So many are dialled, those with most tries first. */
  dial(amount: number): void {
    let left = amount;
    for (let tried = this.#due.length - 1; tried >= 0 && left > 0; tried -= 1) {
      const here = this.#due[tried] ?? 0;
      const taken = Math.min(here, left);
      this.#due[tried] = here - taken;
      this.#ringing[tried] = (this.#ringing[tried] ?? 0) + taken;
      left -= taken;
    }
    this.due -= amount - left;
    this.ringing += amount - left;
  }

  /** One step of ringing. Returns how many answered. */
  step(): number {
    let [answered, due, ringing, toTryAgain] = [0, 0, 0, 0];
    for (let tried = 0; tried < this.#ringing.length; tried += 1) {
      const back = this.#later[tried]?.next() ?? 0;
      if (back > 0) this.#due[tried] = (this.#due[tried] ?? 0) + back;
      const here = this.#ringing[tried] ?? 0;
      const over = here * this.#ringingLeaves;
      this.#ringing[tried] = here - over;
      answered += over * this.#answerShare;
      const inVain = over * (1 - this.#answerShare);
      const next = this.#later[tried + 1];
      if (next) next.add(inVain);
      else this.missed += inVain;
    }
    // Counted anew each step, so that no rounding adds up
    for (let tried = 0; tried < this.#due.length; tried += 1) {
      due += this.#due[tried] ?? 0;
      ringing += this.#ringing[tried] ?? 0;
      toTryAgain += this.#later[tried]?.inside ?? 0;
    }
    this.due = due;
    this.ringing = ringing;
    this.#toTryAgain = toTryAgain;
    return answered;
  }
}
