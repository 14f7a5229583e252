import type { Clock } from '../platform/clock.ts';
import { kept } from './kept.ts';
import type { Stock } from './ports/figures.ts';
import type { DayStock, StockBoard } from './ports/stock.ts';

/** The stock as ops see it, with its age. */

/** Older means that no worker counts: then this process does it itself. */
const FRESH_MS = 10_000;
/** Counting by itself reads every slot, so it is done less often. */
const COUNTED_KEPT_MS = 5_000;

/** `Stock` from the board; where there is no fresh one, from a count of this process, at most five seconds old. */
export function boardedStock({ board, counted, clock }: { board: StockBoard; counted: Stock; clock: Clock }): Stock {
  const own = kept(clock, COUNTED_KEPT_MS, () => counted.figures(clock.nowMs()));
  return {
    async figures(nowMs) {
      const picture = board.picture();
      if (picture === undefined || Math.abs(nowMs - picture.asOfMs) > FRESH_MS) return own();
      const byKreis = picture.byKreis.map(({ kreis, free, booked }) => ({ kreis, free, booked }));
      return { byKreis, bookedEver: picture.bookedEver };
    },
  };
}

export interface StockLook {
  /** ISO 8601, UTC: none of the places was counted before. null: nobody has counted yet. */
  asOf: string | null;
  stock: { kreis: string; free: number; booked: number; nextReleaseAt: string | null; days: readonly DayStock[] }[];
}

/** What is on the board, as it is. */
export function lookAtStock(board: StockBoard): StockLook {
  const picture = board.picture();
  if (picture === undefined) return { asOf: null, stock: [] };
  return {
    asOf: new Date(picture.asOfMs).toISOString(),
    stock: picture.byKreis.map(({ kreis, free, booked, nextReleaseMs, days }) => {
      return { kreis, free, booked, nextReleaseAt: nextReleaseMs === undefined ? null : new Date(nextReleaseMs).toISOString(), days };
    }),
  };
}
