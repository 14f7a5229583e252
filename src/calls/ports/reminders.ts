import type { Language } from '../../../flows/vocabulary.ts';

/** Who is to be reminded of tomorrow's appointment. */

export interface DueReminder {
  holdId: string;
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
   * Takes bookings with an appointment within `day` whose people have not been reminded since `day.sinceMs` and have
   * not booked since then either. Each is given out once: a reminder that is lost is better than two.
   */
  take(day: { fromMs: number; toMs: number; sinceMs: number }, limit: number, nowMs: number): Promise<DueReminder[]>;
}
