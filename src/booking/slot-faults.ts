import type { LineError } from './slot-row.ts';

/** Somebody reads them: a thousand are enough to see what is wrong, and a million would not fit into memory. */
export const FAULTS_LISTED = 1_000;

/** What is wrong with a file: the first faults by line, and how many there are. */
export class Faults {
  #listed: LineError[] = [];
  #count = 0;

  /** @param besides faults of the same kind that are not among these */
  add(errors: readonly LineError[], besides = 0): void {
    this.#count += errors.length + besides;
    this.#listed.push(...errors);
    if (this.#listed.length >= 2 * FAULTS_LISTED) this.#listed = this.#first();
  }

  get count(): number {
    return this.#count;
  }

  listed(): LineError[] {
    return this.#first();
  }

  #first(): LineError[] {
    return this.#listed.sort((one, other) => one.line - other.line).slice(0, FAULTS_LISTED);
  }
}
