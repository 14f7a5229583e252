import type pg from 'pg';
import { createCallerRecords } from './booking/pg-caller-records.ts';
import { createFreePairs } from './booking/pg-free-pairs.ts';
import { createDeskNotes } from './booking/redis-desk-notes.ts';
import type { DeskParts } from './calls/desk/desk-parts.ts';
import type { Cipher } from './platform/ids.ts';
import type { RedisClient } from './platform/redis.ts';

/** What only the desks keep and look up. */
export type DeskStores = Pick<DeskParts, 'freePairs' | 'records' | 'notes' | 'seal'>;

/** @param stores.pool the one that fails at once while booking is in trouble */
export function createDeskStores({ pool, redis, cipher }: { pool: pg.Pool; redis: RedisClient; cipher: Cipher }): DeskStores {
  return {
    freePairs: createFreePairs({ pool }),
    records: createCallerRecords({ pool, cipher }),
    notes: createDeskNotes({ redis }),
    seal: (words) => cipher.seal(words),
  };
}
