import type { Faults } from './slot-faults.ts';
import type { ImportTerms, LineError, OpenFile } from './slot-row.ts';

/** What goes into an import of appointment times, and what comes out of it. */

/** A file of appointment times. A FHIR Bundle is opened twice. */
export interface SlotFile {
  format: 'csv' | 'fhir';
  open: OpenFile;
}

/** What an import did, or with `errors` would have done: any error, and nothing is imported. */
export interface ImportReport {
  imported: number;
  changed: number;
  unchanged: number;
  /** Lines of times that have passed, where there are any: kept like all others, and of no use to anybody. */
  past?: number;
  /** The first of them by line. */
  errors: LineError[];
  /** How many more there are, where not all are listed. */
  unlisted?: number;
}

export type ImportProgress =
  | { phase: 'reading'; lines: number; faults: number }
  | { phase: 'checking' }
  | { phase: 'writing'; done: number; of: number }
  /** After the commit: times that get more places, so far. */
  | { phase: 'adding'; done: number };

export interface ImportOptions extends ImportTerms {
  /** Checks and reports, writes nothing. */
  dryRun?: boolean;
  onProgress?: (progress: ImportProgress) => void;
}

/** Nothing was imported, and why. */
export function refusal(faults: Faults): ImportReport {
  const errors = faults.listed();
  const unlisted = faults.count - errors.length;
  return { imported: 0, changed: 0, unchanged: 0, errors, ...(unlisted > 0 && { unlisted }) };
}
