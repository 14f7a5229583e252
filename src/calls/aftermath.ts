import { HotlineError, messageOf } from '../platform/errors.ts';
import { drainOutbox } from './drain-outbox.ts';
import { noteAllCallbacks } from './note-all-callbacks.ts';
import type { CallbackPages, TicketNotes } from './ports/callbacks.ts';

/** What is left to do when a store was away: promises come to the list, and the list to the tickets. Rounds never throw. */
export interface Aftermath {
  /** Wishes that waited are put on the list. */
  drain(): Promise<void>;
  /** A Redis that may have lost the tickets is told of the open callbacks. */
  note(): Promise<void>;
}

type Needed = Parameters<typeof drainOutbox>[0] & { pages: CallbackPages; notes: TicketNotes };

/** @param drainer names this process among those that drain */
export function createAftermath(parts: Needed, drainer: string): Aftermath {
  const guarded = async (round: string, job: () => Promise<unknown>) => {
    try {
      await job();
    } catch (thrown) {
      const code = thrown instanceof HotlineError ? thrown.code : 'UNEXPECTED';
      parts.logger.warn({ code, round, cause: messageOf(thrown) }, 'round waits for a store');
    }
  };
  return {
    drain: () => guarded('drain', () => drainOutbox(parts, drainer)),
    note: () => guarded('note', () => noteAllCallbacks(parts)),
  };
}
