import type pg from 'pg';
import type { Deleted, RecordKeeper } from '../calls/ports/personal-records.ts';
import type { Cipher } from '../platform/ids.ts';
import { askPostgres } from '../platform/postgres.ts';
import { findRecords } from './pg-person-records.ts';
import * as statements from './pg-retention-sql.ts';

/** The port over PostgreSQL. */
export function createRecordKeeper(parts: { pool: pg.Pool; cipher: Cipher }): RecordKeeper {
  const ask = async (text: string, values: unknown[]): Promise<{ deleted: number; addresses: number }> => {
    const { rows } = await askPostgres(parts.pool.query<{ deleted: number; addresses?: number }>(text, values));
    return { deleted: rows[0]?.deleted ?? 0, addresses: rows[0]?.addresses ?? 0 };
  };
  return {
    async of(person) {
      const { pinHashes: _, ...records } = await findRecords(parts, person);
      return records;
    },
    async erase(person): Promise<Deleted> {
      // First what leads to the rest: dying in between, the same person is found again
      const { pinHashes, messages } = await findRecords(parts, person);
      const sent = await ask(statements.FORGET_THESE_MESSAGES, [messages.map(({ id }) => id)]);
      const caller = person.caller ?? null;
      const entries = await ask(statements.FORGET_PERSONS_LIST_ENTRIES, [caller]);
      const callbacks = await ask(statements.forgetCallbacks(statements.PERSONS_CALLBACKS), [caller]);
      const which = [caller, person.code ?? null, person.pinHash ?? null];
      const booked = await ask(statements.forgetBookings(statements.PERSONS_BOOKINGS, 'true'), which);
      const addresses = await ask(statements.FORGET_PERSONS_ADDRESSES, [pinHashes]);
      return {
        bookings: booked.deleted,
        addresses: booked.addresses + addresses.deleted,
        callbacks: callbacks.deleted,
        listEntries: entries.deleted,
        messages: sent.deleted,
        auditEntries: 0,
      };
    },
  };
}
