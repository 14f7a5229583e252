import { existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { BookedPerson } from '../../src/calls/ports/booking.ts';

/** What callers asked for and were told, kept outside the database and written before and after. Outlives the process that writes it. */
export type Entry =
  | { what: 'asks'; holdId: string; persons: BookedPerson[] }
  | { what: 'hears'; holdId: string; codes: string[] }
  | { what: 'refused'; holdId: string; why: string }
  /** Something no caller may ever meet. */
  | { what: 'fault'; message: string };

/** Appends to the journal; what was written stays when the process is killed. */
export function journalAt(path: string): (entry: Entry) => void {
  const file = openSync(path, 'a');
  return (entry) => void writeSync(file, `${JSON.stringify(entry)}\n`);
}

export interface Told {
  /** Who asked to confirm which hold. */
  asked: Map<string, BookedPerson[]>;
  /** Which codes were spoken, by hold. */
  heard: Map<string, string[]>;
  /** Asked, and never told what came of it. */
  open: Map<string, BookedPerson[]>;
  faults: string[];
}

export function readJournal(path: string): Told {
  const told: Told = { asked: new Map(), heard: new Map(), open: new Map(), faults: [] };
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
  for (const entry of lines.map((line) => JSON.parse(line) as Entry)) note(entry, told);
  return told;
}

function note(entry: Entry, told: Told): void {
  if (entry.what === 'fault') {
    told.faults.push(entry.message);
    return;
  }
  if (entry.what === 'asks') {
    told.asked.set(entry.holdId, entry.persons);
    told.open.set(entry.holdId, entry.persons);
    return;
  }
  told.open.delete(entry.holdId);
  if (entry.what === 'refused') return;
  const before = told.heard.get(entry.holdId);
  if (before && before.join() !== entry.codes.join()) told.faults.push(`hold ${entry.holdId} was told other codes the second time`);
  told.heard.set(entry.holdId, entry.codes);
}
