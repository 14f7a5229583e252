/** What is free, for people to look at, with its age; and what becomes bookable later. */

/** Free places of one day, by dose. */
export interface DayStock {
  /** ISO date, Europe/Berlin. */
  day: string;
  first: number;
  second: number;
}

/** The stock of one Kreis. */
export interface KreisStock {
  kreis: string;
  /** Free first places of appointments that were still to come. */
  free: number;
  /** People booked. */
  booked: number;
  /** When further first places become bookable, where that is announced. */
  nextReleaseMs?: number;
  /** Days that have free places, in order. */
  days: DayStock[];
}

/** One count of everything. */
export interface StockPicture {
  /** When the places were counted: none of them is older. People booked may be counted some seconds before. */
  asOfMs: number;
  /** People ever booked. */
  bookedEver: number;
  /** Every Kreis that has a centre. */
  byKreis: KreisStock[];
}

/**
 * The last count this process has heard of, from memory. For screens, estimates, and for telling when more comes: whether a caller can
 * have a pair is decided by `Bookings`, and "sold out" is never said from here.
 */
export interface StockBoard {
  /** Free first places. Undefined: not counted yet. */
  free(kreis: string): number | undefined;
  byDay(kreis: string): readonly DayStock[];
  /** When it was counted. Undefined: never. */
  asOfMs(): number | undefined;
  /** The next announced moment after `nowMs`. Undefined: none is announced, or none is known. */
  nextReleaseMs(kreis: string, nowMs: number): number | undefined;
  picture(): StockPicture | undefined;
  /** Learns the newest count. `false`: Redis does not answer, and what was known stays. */
  refresh(): Promise<boolean>;
}

/** Where the worker leaves its count for all processes. */
export interface StockPress {
  /** May the one who asks count now? True once within the term, however many workers ask. */
  myTurn(termMs: number): Promise<boolean>;
  publish(picture: StockPicture): Promise<void>;
}

/** Counts in the store itself. Throws `POSTGRES_DOWN`. */
export interface StockCount {
  /** Free places by Kreis and day, of appointments after `nowMs`. */
  places(nowMs: number): Promise<Pick<KreisStock, 'kreis' | 'free' | 'days'>[]>;
  /** People booked, by Kreis; `ever` counts those who cancelled too. Reads all bookings. */
  people(): Promise<{ kreis: string; booked: number; ever: number }[]>;
}

/** Places that become bookable at an announced moment. */
export interface AnnouncedSlots {
  /**
   * Makes what is due bookable, each place once; all new times of a centre at the same moment. Answers how many times, and at which
   * centres. Repeatable, beside anything; what an import is changing right now is left for the next time.
   * @param told hears how many times there were so far
   */
  releaseDue(nowMs: number, told?: (released: number) => void): Promise<{ released: number; kreise: string[] }>;
  /** The next moment after `nowMs` at which first appointments become bookable, by Kreis: second ones alone help nobody. */
  upcoming(nowMs: number): Promise<{ kreis: string; releaseAtMs: number }[]>;
}
