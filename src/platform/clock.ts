/** The time, as something handed in, so that tests move it and never sleep. */
export interface Clock {
  /** Milliseconds since 1970, UTC, the offset of the test clock included. */
  nowMs(): number;
  /** What scripts that use the server's own clock have to add, in ms; 0 outside demos and tests. */
  offsetMs(): number;
}

/** The machine's clock. `advance` serves the test clock only (see `ALLOW_TEST_CLOCK`). */
export class SystemClock implements Clock {
  #offsetMs = 0;
  nowMs(): number {
    return Date.now() + this.#offsetMs;
  }
  offsetMs(): number {
    return this.#offsetMs;
  }
  /** Sets the whole offset, in ms. */
  setOffset(offsetMs: number): void {
    this.#offsetMs = offsetMs;
  }
}
