import type { Language } from '../../../flows/vocabulary.ts';
import type { Proposal } from '../../ivr/session.ts';
import type { Appointment } from './booking.ts';
import type { CallerHash } from './sessions.ts';

/** What is done with appointments that stand: found, moved, cancelled. For callers by keys and for agents alike. */

/** An appointment as it stands, with what is needed to read it out or to write to its owner. */
export interface StandingAppointment extends Appointment {
  state: 'booked';
  /** ISO 8601, of everybody booked together, in order. */
  birthDates: string[];
  plz: string;
  /** Whose telephone it was booked from; absent when the number was withheld. */
  caller?: CallerHash;
  /** E.164. */
  number?: string;
  language: Language;
  /** How often it has been moved. */
  moves: number;
}

/** An appointment that was given up. Its code is remembered, so that nobody is told that it never existed. */
export interface CancelledAppointment {
  state: 'cancelled';
  holdId: string;
  caller?: CallerHash;
}

export interface Changes {
  /** By the code of one of its people, also after it was cancelled. undefined: no such code was ever given. */
  findByCode(code: string): Promise<StandingAppointment | CancelledAppointment | undefined>;
  /** The standing appointment of a person, by any of these hashes; `code` is that person's. */
  findByPerson(personHashes: readonly string[]): Promise<StandingAppointment | undefined>;
  /**
   * Puts everybody of the booking onto the pair held for them and frees the former places, in one transaction; the codes
   * stay. Repeatable. `expired`: the pair was not held any more, and nothing has changed. `changed`: somebody else cancelled all or part of
   * it, and nothing has changed.
   * @param order `holdId` of the booking, `to` the pair held for as many people
   */
  move(order: { holdId: string; to: Proposal; nowMs: number }): Promise<StandingAppointment | 'expired' | 'changed'>;
  /**
   * Gives the places of a booking back at once: everybody's, or only those of one code. Repeatable. `unknown`: no such booking.
   * @returns `before`: as it stood (of a repeat, only what stands now); `left`: what still stands
   */
  cancel(order: {
    holdId: string;
    code?: string;
    nowMs: number;
  }): Promise<{ before?: StandingAppointment; left?: StandingAppointment } | 'unknown'>;
}
