import DataLoader from 'dataloader';
import { DependencyDown } from '../platform/errors.ts';

/** Many callers' requests become one statement: about a tenth of the database's work for each of them. */

/** More does not get faster, and a longer statement keeps its centres locked longer. */
const MOST_PER_BATCH = 64;
/** Batches under way at a time; while one is, the next one fills. */
const BATCHES_AT_ONCE = 1;
/** A statement that takes longer than this is in trouble and does not hold up the next one. */
const PATIENCE_MS = 250;

/**
 * Turns a function that decides many requests into one that decides a single one and is called at any time.
 * Requests that meet while a batch is under way travel together in the next one. When a batch fails for
 * another reason than a database that is away, each of its requests is tried alone, so a bad one harms no other.
 * @param decide answers in the order of the requests; each is decided on its own and may be repeated
 */
export function batched<Request, Answer>(
  decide: (requests: readonly Request[]) => Promise<Answer[]>,
): (request: Request) => Promise<Answer> {
  const turnstile = new Turnstile();
  const loader = new DataLoader<Request, Answer>((requests) => turnstile.during(() => decideOrSplit(decide, requests)), {
    cache: false,
    maxBatchSize: MOST_PER_BATCH,
    batchScheduleFn: (dispatch) => turnstile.pass(dispatch),
  });
  return (request) => loader.load(request);
}

async function decideOrSplit<Request, Answer>(
  decide: (requests: readonly Request[]) => Promise<Answer[]>,
  requests: readonly Request[],
): Promise<(Answer | Error)[]> {
  try {
    return await decide(requests);
  } catch (thrown) {
    if (thrown instanceof DependencyDown || requests.length === 1) throw thrown;
    const alone = await Promise.allSettled(requests.map((request) => decide([request])));
    return alone.map((result) => (result.status === 'fulfilled' ? (result.value[0] as Answer) : toError(result.reason)));
  }
}

const toError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/** Lets batches start one after the other, without ever making one wait for a statement that hangs. */
class Turnstile {
  #underWay = 0;
  readonly #waiting: (() => void)[] = [];

  /** Calls `start` at the end of this tick, or as soon as the batch before it is done. */
  pass(start: () => void): void {
    const timer = setTimeout(() => this.#startNow(go), PATIENCE_MS);
    const go = () => {
      clearTimeout(timer);
      start();
    };
    this.#waiting.push(go);
    if (this.#underWay < BATCHES_AT_ONCE) setImmediate(() => this.#next());
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#underWay += 1;
    try {
      return await work();
    } finally {
      this.#underWay -= 1;
      // The callers of the finished batch are answered first: what they ask next may still catch this batch
      setImmediate(() => this.#next());
    }
  }

  #next(): void {
    if (this.#underWay < BATCHES_AT_ONCE) this.#waiting.shift()?.();
  }

  #startNow(go: () => void): void {
    const place = this.#waiting.indexOf(go);
    if (place === -1) return;
    this.#waiting.splice(place, 1);
    go();
  }
}
