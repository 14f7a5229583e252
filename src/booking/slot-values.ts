import { findKreis } from './kreis-name.ts';
import type { ImportTerms, KnownNames } from './slot-row.ts';

/** Reads the single values of an appointment time, and says in words what is wrong with one. */

export const MOST_PLACES = 10_000;
const MINUTE_MS = 60_000;
/** A file has few names, but it may have any number of wrong ones. */
const NAMES_KEPT = 1_000;

export type Parsed<T> = { value: T } | { reason: string };

export interface SlotValues {
  kreis(name: string): Parsed<string>;
  vaccine(name: string): Parsed<string>;
  startsAt(text: string): Parsed<number>;
  dose(text: string): Parsed<1 | 2>;
  capacity(text: string): Parsed<number>;
  /** From when the place is bookable: undefined for at once. Empty: what counts for the whole file. */
  releaseAt(text: string, startsAtMs: number | undefined): Parsed<number | undefined>;
}

export function slotValues(known: KnownNames, terms: ImportTerms): SlotValues {
  const byName = new Map<string, Parsed<string>>();
  return {
    kreis(name) {
      const kept = byName.get(name);
      if (kept !== undefined) return kept;
      const found = nameOr(findKreis(name, known.kreise), 'no such Kreis with a centre');
      if (byName.size < NAMES_KEPT) byName.set(name, found);
      return found;
    },
    vaccine: (name) => {
      const meant = name.toLowerCase();
      return nameOr(
        known.vaccines.find((vaccine) => vaccine === meant),
        `must be one of: ${known.vaccines.join(', ')}`,
      );
    },
    startsAt: readStart,
    dose: readDose,
    capacity: readCapacity,
    releaseAt: (text, startsAtMs) => readRelease(text, startsAtMs, terms),
  };
}

/** ISO 8601 with its offset: without one, an hour of the year would be two different times. */
export function readInstant(text: string): Parsed<number> {
  const match = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/.exec(text);
  if (match?.[1] === undefined) return { reason: 'must be a time with its offset, like 2026-12-01T14:30:00+01:00' };
  const midnight = Date.parse(`${match[1]}T00:00:00Z`);
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(match[1])) return { reason: 'there is no such day' };
  return { value: Date.parse(text) };
}

/** Appointments begin on the minute: so they are spoken, and so they are searched. */
function readStart(text: string): Parsed<number> {
  const read = readInstant(text);
  return 'value' in read && read.value % MINUTE_MS !== 0 ? { reason: 'must be a full minute' } : read;
}

function readRelease(text: string, startsAtMs: number | undefined, { nowMs, releaseAtMs }: ImportTerms): Parsed<number | undefined> {
  const read = text === '' ? { value: releaseAtMs } : readInstant(text);
  if (!('value' in read) || read.value === undefined || read.value <= nowMs) return 'value' in read ? { value: undefined } : read;
  return startsAtMs !== undefined && read.value >= startsAtMs ? { reason: 'must be before the appointment' } : read;
}

function readDose(text: string): Parsed<1 | 2> {
  if (text === '1') return { value: 1 };
  return text === '2' ? { value: 2 } : { reason: 'must be 1 or 2' };
}

function readCapacity(text: string): Parsed<number> {
  const capacity = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  return capacity <= MOST_PLACES ? { value: capacity } : { reason: `must be a whole number from 0 to ${MOST_PLACES}` };
}

function nameOr(name: string | undefined, reason: string): Parsed<string> {
  return name === undefined ? { reason } : { value: name };
}
