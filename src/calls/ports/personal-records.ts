import type { RetentionTerms } from '../../ops/retention.ts';
import type { CallerHash } from './sessions.ts';

/** What is kept about people: deleted on time, and shown or erased for one of them. */

/** How many of each are gone. */
export interface Deleted {
  bookings: number;
  /** Of invitation letters. */
  addresses: number;
  callbacks: number;
  listEntries: number;
  messages: number;
  auditEntries: number;
}

export interface Retention {
  /**
   * Deletes what is over, a handful at a time, so that nobody waits. Of bookings the counts stay. Repeatable, beside anything; killed in
   * between, the next one goes on. Throws `POSTGRES_DOWN`.
   * @returns `overdue`: callbacks that are open far too long; they stay, for they are promised
   */
  sweep(terms: RetentionTerms): Promise<{ deleted: Deleted; overdue: number }>;
}

/** Whose records: everything under a telephone number, what belongs to one code, or to the PIN of one letter. All that are given. */
export interface PersonSought {
  caller?: CallerHash;
  /** E.164; with `caller`. */
  number?: string;
  code?: string;
  pinHash?: string;
}

export interface BookingRecord {
  holdId: string;
  state: 'held' | 'booked' | 'cancelled';
  kreis: string;
  firstMs: number;
  secondMs: number;
  createdAtMs: number;
  /** Not while it is only held. */
  code?: string;
  birthDate?: string;
  plz?: string;
  number?: string;
  language: string;
  bookedAtMs?: number;
  cancelledAtMs?: number;
}

export interface PersonRecords {
  bookings: BookingRecord[];
  /** Of the letters these people were invited by. */
  addresses: { name: string; street: string; plz: string; city: string; importedAtMs: number }[];
  callbacks: {
    id: string;
    kind: string;
    state: string;
    number: string;
    kennzahl: string;
    language: string;
    askedAtMs: number;
    closedAtMs?: number;
    tries: { startedAtMs: number; outcome?: string; agent?: string }[];
  }[];
  listEntries: {
    id: string;
    state: string;
    kreis: string;
    birthDates: string[];
    plz: string;
    number: string;
    language: string;
    enteredAtMs: number;
    closedAtMs?: number;
  }[];
  messages: { id: string; kind: string; state: string; to: string; body: string; createdAtMs: number }[];
}

export interface RecordKeeper {
  /** Everything that is stored about them. Reads all text messages: takes its time. Throws `POSTGRES_DOWN`. */
  of(person: PersonSought): Promise<PersonRecords>;
  /**
   * Deletes the rows; of bookings the counts stay. What still holds a place, or is promised, has to be ended before: it is left, and the
   * next call finds it. Repeatable. Throws `POSTGRES_DOWN`.
   */
  erase(person: PersonSought): Promise<Deleted>;
}
