import type { Language } from '../../../flows/vocabulary.ts';

/** Who is to be reminded of tomorrow's appointment. */

export interface DueReminder {
  holdId: string;
  /** How often it has been moved: a new date is reminded of anew. */
  moves: number;
  /** E.164. */
  to: string;
  language: Language;
  centre: string;
  /** One entry per person, in order; ms since 1970. */
  firstMs: number[];
  secondMs: number[];
  codes: string[];
}

export interface Reminders {
  /**
   * Bookings with an appointment within `day` whose people have not been reminded since `day.sinceMs` and have not booked since then
   * either, the oldest first. Only a look: they are due until they are noted. Throws `POSTGRES_DOWN`.
   */
  due(day: { fromMs: number; toMs: number; sinceMs: number }, limit: number): Promise<DueReminder[]>;
  /** What these are told is durable. Repeatable; without effect on one that has been moved since it was looked at. Throws `POSTGRES_DOWN`. */
  note(reminded: readonly Pick<DueReminder, 'holdId' | 'moves'>[], nowMs: number): Promise<void>;
}
