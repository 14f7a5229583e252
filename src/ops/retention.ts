import { localTime } from '../platform/berlin-time.ts';

/** How long what is known about people is kept. `npm run privacy -- sweep --help` says the same in words. */

const DAY_MS = 86_400_000;

/** What was over before these instants (ms since 1970) is deleted. */
export interface RetentionTerms {
  /** The second appointment, or the cancelling. */
  bookingsBeforeMs: number;
  callbacksBeforeMs: number;
  listEntriesBeforeMs: number;
  messagesBeforeMs: number;
  /** Imported before it, and nobody has booked with the PIN. */
  unusedAddressesBeforeMs: number;
  auditEntriesBeforeMs: number;
  /** Callbacks that were asked for before it and are open are counted, and kept. */
  openCallbacksSinceMs: number;
}

export const KEPT_DAYS = {
  /** After the second appointment, or after it was cancelled: a code is still known, and nobody is told that it never existed. */
  bookings: 30,
  /** After its end. Who was missed may ring back for a day, and the day's figures count it. */
  callbacks: 2,
  /** After its end: who could not be reached finds the list again. */
  listEntries: 28,
  /** The network's tidings come within days. */
  messages: 14,
  /** Of letters that nobody has booked with. Of the others they go with the booking. */
  unusedAddresses: 180,
  /** Without names of callers. */
  auditEntries: 365,
} as const;

/** A callback that is open longer than this is no entry to delete: it is a promise that was not kept. */
export const CALLBACK_FORGOTTEN_DAYS = 14;

/** From when on, and until when, nobody minds a database that works: full hours in Germany. */
const [FROM_HOUR, TO_HOUR] = [1, 5];

/** What is older than this goes now. */
export function retentionTerms(nowMs: number): RetentionTerms {
  const before = (days: number) => nowMs - days * DAY_MS;
  return {
    bookingsBeforeMs: before(KEPT_DAYS.bookings),
    callbacksBeforeMs: before(KEPT_DAYS.callbacks),
    listEntriesBeforeMs: before(KEPT_DAYS.listEntries),
    messagesBeforeMs: before(KEPT_DAYS.messages),
    unusedAddressesBeforeMs: before(KEPT_DAYS.unusedAddresses),
    auditEntriesBeforeMs: before(KEPT_DAYS.auditEntries),
    openCallbacksSinceMs: before(CALLBACK_FORGOTTEN_DAYS),
  };
}

export function isQuietHour(nowMs: number): boolean {
  const hour = Math.floor(localTime(nowMs).minute / 60);
  return hour >= FROM_HOUR && hour < TO_HOUR;
}
