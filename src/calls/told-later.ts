import { DependencyDown, HotlineError } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';

/**
 * What a store that was away has not heard and must still hear: that a call is over, that an agent talks. Kept in this
 * process: when it dies too, the leases of seats and reservations do the rest, later.
 */
export interface ToldLater {
  /** Tells it when the stores answer again, after what was kept of the same call before. `tell` may be repeated. */
  keep(callSid: string, tell: () => Promise<void>): void;
  /** A round: tells in order until a store is away again. Never throws. */
  round(): Promise<void>;
}

/** Far more calls than end in a long outage; beyond it the leases have to do. */
const MOST_KEPT = 100_000;
/** A store that has just come back has callers to serve, too. */
const SIDE_BY_SIDE = 10;

export function toldLater({ logger }: { logger: Logger }): ToldLater {
  const kept = new Map<string, () => Promise<void>>();

  async function tell([callSid, telling]: [string, () => Promise<void>]): Promise<'told' | 'away'> {
    try {
      await telling();
    } catch (thrown) {
      if (isAway(thrown)) return 'away';
      // Repeating it would fail again and keep all others waiting
      logger.error(
        { callSid, code: thrown instanceof HotlineError ? thrown.code : 'UNEXPECTED', err: thrown },
        'a store could not be told later',
      );
    }
    // Not what came meanwhile
    if (kept.get(callSid) === telling) kept.delete(callSid);
    return 'told';
  }

  return {
    keep(callSid, telling) {
      const before = kept.get(callSid);
      if (before) kept.set(callSid, () => before().then(telling));
      else if (kept.size < MOST_KEPT) kept.set(callSid, telling);
      else logger.error({ callSid, code: 'NOT_TOLD' }, 'too much to tell a store later: left to the leases');
    },
    async round() {
      const waiting = kept.size;
      while (kept.size > 0) {
        const answers = await Promise.all([...kept].slice(0, SIDE_BY_SIDE).map(tell));
        if (answers.includes('away')) return;
      }
      if (waiting > 0) logger.info({ told: waiting }, 'stores were told what they had missed');
    },
  };
}

/** A Redis that is back and empty has its thresholds again in a moment. */
function isAway(thrown: unknown): boolean {
  return thrown instanceof DependencyDown || (thrown instanceof HotlineError && thrown.code === 'NO_THRESHOLDS');
}
