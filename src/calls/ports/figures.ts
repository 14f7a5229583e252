import type { Outcome } from '../../../flows/vocabulary.ts';
import type { Session } from '../../ivr/session.ts';

/** What is counted for the live picture and the metrics. */

export interface Tally {
  outcome(outcome: Outcome): void;
  call(line: Session['line']): void;
}

/** What was counted since local midnight, over all processes. */
export interface DayFigures {
  outcomes: Record<Outcome, number>;
  calls: Record<Session['line'], number>;
  /** Calls that came in, a second, over the last ten seconds. */
  callsPerSecond: number;
  /** Calls that ended empty-handed within the last minutes: since when. */
  emptyHandedSinceMs: { busy?: number; failed?: number };
}

export interface Counted {
  today(): Promise<DayFigures>;
}

export interface Stock {
  /** Free first places from now on and people booked, by Kreis; and how many people were ever booked. */
  figures(nowMs: number): Promise<{ byKreis: { kreis: string; free: number; booked: number }[]; bookedEver: number }>;
}
