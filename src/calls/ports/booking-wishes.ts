import type { Language } from '../../../flows/vocabulary.ts';
import type { BookedPerson } from './booking.ts';
import type { CallerHash } from './sessions.ts';

/** Appointments that are wished for while the booking store does not answer. Whoever talks to the caller may write one. */

export interface BookingWish {
  /** Names the wish for good: booking it again finds what was booked, and the callback that tells its end has the same id. */
  id: string;
  caller: CallerHash;
  /** E.164, one that we may ring: there the result is told. */
  number: string;
  /** One or two, who want to come together. */
  persons: BookedPerson[];
  kreis: string;
  language: Language;
  kennzahl: string;
  /** The caller's place: wishes are booked in this order, whenever they were written. */
  ticketAtMs: number;
  atMs: number;
  /** A proposal was held and wanted already: tried first. */
  holdId?: string;
  /** First appointments already refused. */
  avoidMs: number[];
}

/** `already`: one of these persons has a wish, and that one counts. `full`: this number has as many people wishing as may be. */
export type WishWritten = { status: 'written' | 'already'; id: string; kennzahl: string } | { status: 'full' } | { status: 'notDurable' };

export interface BookingWishes {
  /**
   * Writes the wish where neither a crash nor a power cut can lose it, before it returns; the same id again is `written` again.
   * `notDurable`: this store cannot promise that; nothing may be promised to the caller.
   */
  write(wish: BookingWish): Promise<WishWritten>;
  /** The earliest by ticket that are not put back. Only one drainer at a time gets any, for so long after its last claim. */
  claim(drainer: string, term: { leaseMs: number; limit: number; nowMs: number }): Promise<BookingWish[]>;
  /** The wish has come to its end. Repeatable. */
  settled(wish: BookingWish): Promise<void>;
  /** It cannot come to its end now: not claimed again before `notBeforeMs`, and in nobody's way meanwhile. */
  putBack(wish: BookingWish, notBeforeMs: number): Promise<void>;
  /** What this caller is waiting for, oldest first. */
  byCaller(caller: CallerHash): Promise<BookingWish[]>;
  /** How many wishes have not come to their end. */
  waiting(): Promise<number>;
  /** Nothing has been written for a while: the store may go back to its usual pace. Cheap when it has. */
  relax(): Promise<void>;
}
