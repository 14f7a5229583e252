/** A row of a waiting list in the story's words; who waits is sealed in the table. */
import { z } from 'zod';
import type { waitingList } from '../../db/schema.ts';
import type { ListEntry } from '../calls/ports/waiting-list.ts';
import type { Cipher } from '../platform/ids.ts';

export type EntryRow = typeof waitingList.$inferSelect;

const personsSchema = z.array(z.object({ birthDate: z.iso.date(), pinHash: z.string().exactOptional() })).min(1);
const languageSchema = z.enum(['de', 'en', 'tr', 'ru']);

export function sealPersons(persons: ListEntry['persons'], cipher: Cipher): string {
  return cipher.seal(JSON.stringify(persons.map(({ birthDate, pinHash }) => ({ birthDate, pinHash }))));
}

export function toEntry(row: EntryRow, cipher: Cipher): ListEntry {
  return {
    id: row.id,
    kreis: row.kreis,
    persons: personsSchema.parse(JSON.parse(cipher.open(row.personsSealed))),
    plz: row.plz,
    caller: row.callerHash,
    number: cipher.open(row.numberSealed),
    language: languageSchema.parse(row.language),
    enteredAtMs: row.enteredAt.getTime(),
    state: row.state,
    ...(row.holdId === null ? {} : { holdId: row.holdId }),
    ...(row.offerUntil === null ? {} : { untilMs: row.offerUntil.getTime() }),
  };
}
