/** What an import of appointment times reads, whatever form the file has. */

export interface SlotRow {
  /** Where it stands in the file: a CSV's line, the header being 1; a Bundle's entry, counted from 0. */
  line: number;
  kreis: string;
  startsAtMs: number;
  /** As a CSV has it. */
  startsAtText?: string;
  dose: 1 | 2;
  vaccine: string;
  capacity: number;
  /** Bookable from then on; left out: at once. */
  releaseAtMs?: number;
}

export interface LineError {
  line: number;
  /** A CSV's column, or the path in a Bundle. Empty when the whole line is at fault. */
  column: string;
  value: string;
  reason: string;
}

/** One line or entry: a row, or everything that is wrong with it. */
export type ReadSlot = SlotRow | { errors: LineError[] };

/** The names that a file may use. */
export interface KnownNames {
  kreise: readonly string[];
  vaccines: readonly string[];
  /** Centre → its Kreis. */
  centres?: ReadonlyMap<string, string>;
}

/** What counts for the whole file. */
export interface ImportTerms {
  nowMs: number;
  /** For rows that name no moment of their own. */
  releaseAtMs?: number;
}

/** A file, read from its beginning each time it is opened. */
export type OpenFile = () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export function isRow(read: ReadSlot): read is SlotRow {
  return !('errors' in read);
}
