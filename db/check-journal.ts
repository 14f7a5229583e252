import { readFileSync } from 'node:fs';
import { HotlineError } from '../src/platform/errors.ts';

/** One migration as the journal lists it. `when`: its time in ms since 1970, by which the migrator decides what is new. */
export interface JournalEntry {
  tag: string;
  when: number;
}

/** Where the generated migrations and their journal are. */
export const migrationsFolder = new URL('./migrations/', import.meta.url);

/** The journal in the order of the files. Throws `JOURNAL` when its times do not rise. */
export function readJournal(): JournalEntry[] {
  const text = readFileSync(new URL('meta/_journal.json', migrationsFolder), 'utf8');
  const { entries } = JSON.parse(text) as { entries: JournalEntry[] };
  checkJournal(entries);
  return entries;
}

/**
 * Drizzle's migrator runs what is newer than the newest applied time, so an entry
 * with an earlier time (a branch merged late) would be skipped in silence. Throws `JOURNAL`.
 */
export function checkJournal(entries: readonly JournalEntry[]): void {
  entries.forEach((entry, index) => {
    const before = entries[index - 1];
    if (before !== undefined && entry.when <= before.when)
      throw new HotlineError(
        'JOURNAL',
        `migration ${entry.tag} is dated before ${before.tag}: generate it again, so that its time is the newest`,
      );
  });
}
