import type pg from 'pg';
import type { Deleted, Retention } from '../calls/ports/personal-records.ts';
import { askPostgres } from '../platform/postgres.ts';
import * as statements from './pg-retention-sql.ts';

/** So many rows at a time: each statement is short, and no lock is held for long. */
const HANDFUL = 2_000;

/** The port over PostgreSQL. */
export function createRetention({ pool }: { pool: pg.Pool }): Retention {
  /** Asks until fewer than a handful were left, and adds up. */
  const all = async (text: string, beforeMs: number): Promise<{ deleted: number; addresses: number }> => {
    const sum = { deleted: 0, addresses: 0 };
    for (;;) {
      const { rows } = await askPostgres(pool.query<{ deleted: number; addresses?: number }>(text, [new Date(beforeMs), HANDFUL]));
      const { deleted = 0, addresses = 0 } = rows[0] ?? {};
      sum.deleted += deleted;
      sum.addresses += addresses;
      if (deleted < HANDFUL) return sum;
    }
  };
  return {
    async sweep(terms) {
      const bookings = await all(statements.forgetBookings(statements.OLD_BOOKINGS), terms.bookingsBeforeMs);
      const unused = await all(statements.FORGET_UNUSED_ADDRESSES, terms.unusedAddressesBeforeMs);
      const deleted: Deleted = {
        bookings: bookings.deleted,
        addresses: bookings.addresses + unused.deleted,
        callbacks: (await all(statements.forgetCallbacks(statements.OLD_CALLBACKS), terms.callbacksBeforeMs)).deleted,
        listEntries: (await all(statements.FORGET_LIST_ENTRIES, terms.listEntriesBeforeMs)).deleted,
        messages: (await all(statements.FORGET_MESSAGES, terms.messagesBeforeMs)).deleted,
        auditEntries: (await all(statements.FORGET_AUDIT, terms.auditEntriesBeforeMs)).deleted,
      };
      const since = new Date(terms.openCallbacksSinceMs);
      const { rows } = await askPostgres(pool.query<{ overdue: number }>(statements.COUNT_OVERDUE, [since]));
      return { deleted, overdue: rows[0]?.overdue ?? 0 };
    },
  };
}
