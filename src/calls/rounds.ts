import { DependencyDown, HotlineError, messageOf } from '../platform/errors.ts';
import type { Every } from '../platform/every.ts';
import type { Logger } from '../platform/logger.ts';

/** A job that is done again and again by the worker. */
export interface Round {
  name: string;
  everyMs: number;
  job: () => Promise<unknown>;
}

export interface Rounds {
  /** Does one round now. Never rejects, as `guarded`. */
  run(name: string): Promise<void>;
  /** Runs all for good. Returned: stops them and waits for what is under way. */
  start(every: Every): () => Promise<void>;
}

/** Throws `ROUND` when asked for a round that nobody has named. */
export function createRounds(logger: Logger, rounds: readonly Round[]): Rounds {
  const run = ({ name, job }: Round): Promise<void> => guarded(logger, name, job);
  return {
    async run(name) {
      const round = rounds.find((one) => one.name === name);
      if (!round) throw new HotlineError('ROUND', `the worker knows no round ${name}`);
      await run(round);
    },
    start(every) {
      const stops = rounds.map((round) => every(round.everyMs, () => run(round)));
      return async () => void (await Promise.all(stops.map((stop) => stop())));
    },
  };
}

/**
 * One round's fault ends this round only: it is logged with its code, and the next round tries again. A service that is away is a
 * warning, for it comes back and its absence is an alarm of its own; all else is a fault of ours.
 */
export async function guarded(logger: Logger, round: string, job: () => Promise<unknown>): Promise<void> {
  try {
    await job();
  } catch (thrown) {
    const code = thrown instanceof HotlineError ? thrown.code : 'UNEXPECTED';
    const level = thrown instanceof DependencyDown ? 'warn' : 'error';
    logger[level]({ code, round, cause: messageOf(thrown) }, 'round failed, and is tried again');
  }
}
