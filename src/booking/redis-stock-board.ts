import type { StockBoard, StockPicture, StockPress } from '../calls/ports/stock.ts';
import { DependencyDown } from '../platform/errors.ts';
import { askRedis, type RedisClient } from '../platform/redis.ts';

/** The last count of the stock, where every process finds it. */
const BOARD_KEY = '{stock}:board';
const TURN_KEY = '{stock}:turn';
/** A count nobody renews is not worth keeping. */
const KEPT_SECONDS = 3_600;

export function createStockPress({ redis }: { redis: RedisClient }): StockPress {
  return {
    myTurn: async (termMs) => (await askRedis(redis.set(TURN_KEY, '1', 'PX', termMs, 'NX'))) === 'OK',
    async publish(picture) {
      await askRedis(redis.set(BOARD_KEY, JSON.stringify(picture), 'EX', KEPT_SECONDS));
    },
  };
}

export function createStockBoard({ redis }: { redis: RedisClient }): StockBoard {
  let text: string | null = null;
  let known: StockPicture | undefined;
  const of = (kreis: string) => known?.byKreis.find((one) => one.kreis === kreis);
  return {
    free: (kreis) => of(kreis)?.free,
    byDay: (kreis) => of(kreis)?.days ?? [],
    asOfMs: () => known?.asOfMs,
    nextReleaseMs(kreis, nowMs) {
      const next = of(kreis)?.nextReleaseMs;
      // Over already: it is being released
      return next !== undefined && next > nowMs ? next : undefined;
    },
    picture: () => known,
    async refresh() {
      try {
        const published = await askRedis(redis.get(BOARD_KEY));
        if (published === null || published === text) return true;
        // Only this file writes the key
        known = JSON.parse(published) as StockPicture;
        text = published;
        return true;
      } catch (thrown) {
        if (thrown instanceof DependencyDown) return false;
        throw thrown;
      }
    },
  };
}
