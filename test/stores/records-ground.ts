import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type pg from 'pg';
import { startRedis } from '../../scripts/services/redis.ts';
import { createFrontDoor } from '../../src/admission/redis-admission.ts';
import { drawCode } from '../../src/booking/code.ts';
import { createBookings } from '../../src/booking/pg-bookings.ts';
import { createChanges } from '../../src/booking/pg-changes.ts';
import { createMessages } from '../../src/booking/pg-messages.ts';
import { createPinImport } from '../../src/booking/pg-pin-import.ts';
import { createWaitingList } from '../../src/booking/pg-waiting-list.ts';
import { createBookingWishes } from '../../src/booking/redis-booking-wishes.ts';
import { createCallbacks } from '../../src/callbacks/pg-callbacks.ts';
import type { ForgetParts } from '../../src/calls/forget-person.ts';
import type { SweepParts } from '../../src/calls/sweep-records.ts';
import { createAuditLog } from '../../src/ops/pg-audit.ts';
import { createRecordKeeper } from '../../src/ops/pg-record-keeper.ts';
import { createRetention } from '../../src/ops/pg-retention.ts';
import { localDay } from '../../src/platform/berlin-time.ts';
import { Cipher, drawBelow, LookupHash } from '../../src/platform/ids.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { closeServices, testDatabase } from '../support/services.ts';
import { berlin } from './booking-ground.ts';

/** People with everything that is ever kept about them, on real stores. */
export const FIRST = berlin('2021-02-09 14:30');
export const SECOND = berlin('2021-03-02 14:30');
export const DAY_MS = 86_400_000;
export const RECORDS_KEY = Buffer.alloc(32, 7).toString('base64');

export type RecordsParts = ForgetParts &
  SweepParts & { waitingList: ReturnType<typeof createWaitingList>; bookings: ReturnType<typeof createBookings> };

export interface RecordsGround {
  pool: pg.Pool;
  databaseUrl: string;
  redisUrl: string;
  parts: RecordsParts;
  /** The time of everything. */
  setNow(ms: number): void;
  caller(number: string): string;
  /** A PIN that leads to an address, by its hash. */
  pin(pin: string, name: string): Promise<string>;
  /** A booking of so many people from this number; answers its hold and codes. */
  book(number: string, people?: number, pinHash?: string): Promise<{ holdId: string; codes: string[] }>;
  /** A text message, about a booking or not. */
  text(number: string, occasion?: string): Promise<void>;
  /** A callback that is open; answers its id. */
  callback(number: string): Promise<string>;
  /** A place in the waiting list; answers its id. */
  listed(number: string): Promise<string>;
  count(table: string): Promise<number>;
  /** Places taken, over all times. */
  taken(): Promise<number>;
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function openRecords(): Promise<RecordsGround> {
  const { pool, url: databaseUrl } = await testDatabase();
  // A server of its own: wishes are only written where they outlive a power cut
  const dataDir = mkdtempSync(join(tmpdir(), 'hotline-records-'));
  const server = await startRedis({ dataDir, appendonly: true });
  const redis = new Redis(server.url);
  let nowMs = 0;
  const clock = { nowMs: () => nowMs, offsetMs: () => nowMs - Date.now() };
  const lookup = new LookupHash(RECORDS_KEY);
  const sealed = { pool, cipher: new Cipher(RECORDS_KEY) };
  const callbacks = createCallbacks({ ...sealed, draw: drawBelow, clock });
  const messages = createMessages(sealed);
  const parts: RecordsParts = {
    clock,
    logger: createLogger('silent'),
    audit: createAuditLog(pool),
    retention: createRetention({ pool }),
    records: createRecordKeeper(sealed),
    bookings: createBookings({ ...sealed, clock, draw: drawBelow }),
    changes: createChanges(sealed),
    callbacks,
    waitingList: createWaitingList(sealed),
    bookingWishes: createBookingWishes({ redis, cipher: sealed.cipher }),
    frontDoor: createFrontDoor({ redis, clock, localDay }),
  };
  const caller = (number: string) => lookup.of('caller', number);
  const common = { language: 'de' as const, ticketAtMs: 0, window: { fromMs: FIRST, toMs: FIRST + 3_600_000 }, nextTryAtMs: FIRST };
  return {
    pool,
    databaseUrl,
    redisUrl: server.url,
    parts,
    caller,
    setNow(ms) {
      nowMs = ms;
    },
    async pin(pin, name) {
      const text = `pin,name,street,plz,city\n${pin},${name},Musterweg 3,58095,Hagen\n`;
      const { faults } = await createPinImport({ ...sealed, lookup }).importCsv(() => [Buffer.from(text)], { nowMs });
      if (faults > 0) throw new Error(`${pin} is no PIN`);
      return lookup.of('pin', pin);
    },
    async book(number, people = 1, pinHash) {
      const wish = { requestKey: randomUUID(), kreis: 'Hagen', people, notBeforeMs: nowMs, avoidMs: [], heldUntilMs: nowMs + 60_000 };
      const held = await parts.bookings.hold({ ...wish, caller: caller(number) });
      if (held === 'none') throw new Error('nothing is free');
      const person = () => ({ birthDate: '1938-03-05', personHash: randomUUID(), plz: '58095', ...(pinHash ? { pinHash } : {}) });
      const persons = Array.from({ length: people }, person);
      const booked = await parts.bookings.confirm({ holdId: held.holdId, persons, caller: caller(number), number, nowMs });
      if (typeof booked === 'string') throw new Error(booked);
      return { holdId: held.holdId, codes: booked.codes };
    },
    text: async (number, occasion = randomUUID()) =>
      void (await messages.owe({ kind: 'confirmation', occasion, to: number, body: `Terminnummer ${drawCode(drawBelow)}`, nowMs })),
    async callback(number) {
      const { request } = await callbacks.register({ ...common, caller: caller(number), number, kind: 'menu', nowMs });
      return request.id;
    },
    async listed(number) {
      const persons = [{ birthDate: '1938-03-05' }];
      const wish = {
        kreis: 'Hagen',
        persons,
        personHash: randomUUID(),
        plz: '58095',
        caller: caller(number),
        number,
        language: 'de' as const,
        nowMs,
      };
      return (await parts.waitingList.enter(wish)).entry.id;
    },
    count: async (table) => (await pool.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n ?? 0,
    taken: async () => (await pool.query<{ n: number }>('select coalesce(sum(taken), 0)::int as n from slots')).rows[0]?.n ?? 0,
    async clear() {
      await redis.flushdb();
      await pool.query(
        `truncate bookings, slots, messages, callback_requests, callback_attempts, callback_promises, waiting_list, invitation_pins,
         audit_log, forgotten_bookings cascade`,
      );
    },
    async close() {
      redis.disconnect();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
      await closeServices();
    },
  };
}
