import type { Clock } from '../platform/clock.ts';
import type { AnnouncedSlots, StockCount, StockPress } from './ports/stock.ts';

/** The worker's round that counts the stock for all processes. */

export interface StockCounting {
  clock: Clock;
  count: StockCount;
  announced: Pick<AnnouncedSlots, 'upcoming'>;
  press: StockPress;
}

/** How often a worker asks whether it is its turn. */
export const COUNT_STOCK_EVERY_MS = 100;
/** No more often than this, all workers together. */
const COUNT_PAUSE_MS = 400;
/** Reading every booking is dearer, and people booked are no answer to a caller. */
const PEOPLE_PAUSE_MS = 5_000;
/** Counting takes at most half of the time of one connection, however large the stock is. */
const REST = 1;
/** No count lasts longer: the store would have given up. Longer means that somebody moved the clock. */
const LONGEST_COUNT_MS = 5_000;

/** One round: counts and publishes if it is this worker's turn. Throws `POSTGRES_DOWN`, `REDIS_DOWN`; the last count stays on the board. */
export function stockCounter({ clock, count, announced, press }: StockCounting): () => Promise<void> {
  let tookMs = 0;
  let people: { atMs: number; counted: Awaited<ReturnType<StockCount['people']>> } | undefined;
  return async () => {
    if (!(await press.myTurn(Math.round(tookMs + Math.max(COUNT_PAUSE_MS, REST * tookMs))))) return;
    const asOfMs = clock.nowMs();
    const [places, upcoming] = await Promise.all([count.places(asOfMs), announced.upcoming(asOfMs)]);
    tookMs = Math.min(LONGEST_COUNT_MS, Math.max(0, clock.nowMs() - asOfMs));
    if (people === undefined || Math.abs(asOfMs - people.atMs) >= PEOPLE_PAUSE_MS) people = { atMs: asOfMs, counted: await count.people() };
    const booked = new Map(people.counted.map((row) => [row.kreis, row.booked]));
    const releases = new Map(upcoming.map(({ kreis, releaseAtMs }) => [kreis, releaseAtMs]));
    await press.publish({
      asOfMs,
      bookedEver: people.counted.reduce((sum, { ever }) => sum + ever, 0),
      byKreis: places.map((row) => {
        const nextReleaseMs = releases.get(row.kreis);
        return { ...row, booked: booked.get(row.kreis) ?? 0, ...(nextReleaseMs !== undefined && { nextReleaseMs }) };
      }),
    });
  };
}
