import { createFrontDoor } from '../src/admission/redis-admission.ts';
import { createBookings } from '../src/booking/pg-bookings.ts';
import { createChanges } from '../src/booking/pg-changes.ts';
import { createWaitingList } from '../src/booking/pg-waiting-list.ts';
import { createBookingWishes } from '../src/booking/redis-booking-wishes.ts';
import { createCallbacks } from '../src/callbacks/pg-callbacks.ts';
import type { ForgetParts } from '../src/calls/forget-person.ts';
import type { SweepParts } from '../src/calls/sweep-records.ts';
import { createAuditLog } from '../src/ops/pg-audit.ts';
import { createRecordKeeper } from '../src/ops/pg-record-keeper.ts';
import { createRetention } from '../src/ops/pg-retention.ts';
import { CLOCK_KEY } from '../src/ops/redis-keys.ts';
import { localDay } from '../src/platform/berlin-time.ts';
import { SystemClock } from '../src/platform/clock.ts';
import { Cipher, drawBelow, LookupHash } from '../src/platform/ids.ts';
import { createLogger } from '../src/platform/logger.ts';
import { openRedis } from '../src/platform/redis.ts';
import { withDatabase } from './command-database.ts';
import { commandSettings } from './command-settings.ts';
import { runningSystem } from './running-system.ts';

/** The stores that hold people's data, opened for one command. */
export interface PrivacyStores extends ForgetParts, SweepParts {
  lookup: LookupHash;
}

/** Does something with them and lets them go. What goes wrong is told on standard error, exit code 1. */
export async function withPrivacyStores(job: (stores: PrivacyStores) => Promise<void>): Promise<void> {
  await withDatabase(async (pool) => {
    const { dataKey, lookupKey } = commandSettings();
    const redis = await openRedis(runningSystem().redisUrl, { commandTimeoutMs: 3_000 });
    try {
      const clock = new SystemClock();
      // Demos and tests move the time of the whole system
      clock.setOffset(Number((await redis.get(CLOCK_KEY)) ?? 0));
      const sealed = { pool, cipher: new Cipher(dataKey) };
      await job({
        clock,
        logger: createLogger('error'),
        lookup: new LookupHash(lookupKey),
        audit: createAuditLog(pool),
        retention: createRetention({ pool }),
        records: createRecordKeeper(sealed),
        bookings: createBookings({ ...sealed, clock }),
        changes: createChanges(sealed),
        callbacks: createCallbacks({ ...sealed, draw: drawBelow, clock }),
        waitingList: createWaitingList(sealed),
        bookingWishes: createBookingWishes({ redis, cipher: sealed.cipher }),
        frontDoor: createFrontDoor({ redis, clock, localDay }),
      });
    } finally {
      redis.disconnect();
    }
  });
}
