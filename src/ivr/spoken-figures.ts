/**
 * Figures as a caller hears them: words only, never a numeral, so that no voice
 * has to guess. `_` is a pause of 0.7 s, as in the lines. Instants are ms since
 * 1970 and are spoken in the centres' time (Europe/Berlin). Different codes,
 * numbers, dates and times of day never sound alike; what is heard can be written down.
 */
export interface Spoken {
  /** A length of time, to follow "about": rounded up to whole minutes, in hours from 60 on. */
  minutes(count: number): string;
  /** Weekday, day, month and time. Without the year: appointments lie at most weeks ahead. Seen from `nowMs`, where given, "today" or "tomorrow" comes first. */
  appointment(atMs: number, nowMs?: number): string;
  /** One time per person, in order; the same time for everybody is said once. */
  appointments(atMs: readonly number[], nowMs?: number): string;
  /** Day, month and year of an ISO 8601 date, years 1900 to 2099, to follow "born on". Throws `SPEECH_INPUT` for anything else. */
  birthDate(iso: string): string;
  /** Each digit as a word; a pause after every two to four. Blanks in the text set the pauses themselves. */
  digits(text: string): string;
  /** An appointment number: two digits at a time, with time to write between the pairs. */
  code(eightDigits: string): string;
  /** One number, or one for each person in order. */
  codes(list: readonly string[]): string;
  /** The two digits by which a caller knows that it is us. */
  kennzahl(twoDigits: string): string;
  /** A telephone number as it is dialled within Germany, area code first. Takes E.164, or a short number like +49116117. */
  number(e164: string): string;
  /** When we call back: the day seen from `nowMs`, and from when to when. To follow "we call". */
  window(window: SpokenWindow, nowMs: number): string;
  /** A moment ahead, the day seen from `nowMs`; rounded up to the minute. */
  opensAt(atMs: number, nowMs: number): string;
}

/** From when to when, ms since 1970. */
export interface SpokenWindow {
  fromMs: number;
  toMs: number;
}
