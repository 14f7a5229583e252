import { DependencyDown, HotlineError } from '../platform/errors.ts';

/** Many callers' requests become one statement: about a tenth of the database's work for each of them. */

/** More does not get faster, and a longer statement keeps its centres locked longer. */
const MOST_PER_BATCH = 64;
/** A statement that takes longer than this is in trouble and does not hold up the next one. */
const PATIENCE_MS = 250;

/** How a queue travels. */
export interface Pace {
  /** Batches under way at a time. */
  atOnce: number;
  /** So many are not divided: beginning and ending a statement is as much work as deciding about ten. */
  undivided: number;
}

/** While one batch waits for a lock or for the disk, the database works for the other. */
const USUAL: Pace = { atOnce: 2, undivided: 10 };

type Decide<Request, Answer> = (requests: readonly Request[]) => Promise<Answer[]>;

interface Waiting<Request, Answer> {
  request: Request;
  answered: (answer: Answer) => void;
  failed: (fault: unknown) => void;
}

/**
 * Turns a function that decides many requests into one that decides a single one and is called at any time.
 * Requests that meet while batches are under way wait and travel together. When a batch fails for
 * another reason than a database that is away, each of its requests is tried alone, so a bad one harms no other.
 * @param decide answers in the order of the requests; each is decided on its own and may be repeated
 */
export function batched<Request, Answer>(decide: Decide<Request, Answer>, pace: Pace = USUAL): (request: Request) => Promise<Answer> {
  const queue = new Queue(decide, pace);
  return (request) => new Promise((answered, failed) => queue.add({ request, answered, failed }));
}

class Queue<Request, Answer> {
  readonly #decide: Decide<Request, Answer>;
  readonly #pace: Pace;
  readonly #waiting: Waiting<Request, Answer>[] = [];
  #underWay = 0;
  #awake = false;

  constructor(decide: Decide<Request, Answer>, pace: Pace) {
    this.#decide = decide;
    this.#pace = pace;
  }

  add(waiting: Waiting<Request, Answer>): void {
    this.#waiting.push(waiting);
    this.#wake();
  }

  /** At the end of this tick: who was just answered may ask the next thing in it, and still catches this batch. */
  #wake(): void {
    if (this.#awake || this.#underWay >= this.#pace.atOnce || this.#waiting.length === 0) return;
    this.#awake = true;
    setImmediate(() => {
      this.#awake = false;
      void this.#run(this.#waiting.splice(0, shareOf(this.#waiting.length, this.#pace.undivided)));
      this.#wake();
    });
  }

  async #run(batch: readonly Waiting<Request, Answer>[]): Promise<void> {
    let counted = true;
    const leave = () => {
      if (counted) this.#underWay -= 1;
      counted = false;
      this.#wake();
    };
    this.#underWay += 1;
    const impatience = setTimeout(leave, PATIENCE_MS);
    await settle(this.#decide, batch);
    clearTimeout(impatience);
    leave();
  }
}

/**
 * Half of them, where there are many. Would all travel together, all would come back together, and the database would rest
 * while this process works for them, and the other way round.
 */
function shareOf(waiting: number, undivided: number): number {
  return Math.min(Math.max(Math.ceil(waiting / 2), undivided), MOST_PER_BATCH);
}

async function settle<Request, Answer>(decide: Decide<Request, Answer>, batch: readonly Waiting<Request, Answer>[]): Promise<void> {
  try {
    const answers = await decide(batch.map(({ request }) => request));
    if (answers.length !== batch.length) throw new HotlineError('DATABASE_REPLY', `${answers.length} answers to ${batch.length} requests`);
    for (const [index, { answered }] of batch.entries()) answered(answers[index] as Answer);
  } catch (fault) {
    if (fault instanceof DependencyDown || batch.length === 1) for (const { failed } of batch) failed(fault);
    else await Promise.all(batch.map((one) => settle(decide, [one])));
  }
}
