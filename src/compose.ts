import type pg from 'pg';
import { createThresholdLog } from './admission/pg-threshold-log.ts';
import { createFrontDoor } from './admission/redis-admission.ts';
import { createShadows } from './admission/redis-shadow.ts';
import { createLiveThresholds } from './admission/redis-thresholds.ts';
import { RedisAgentEvents } from './agents/redis-agent-events.ts';
import { createIdleAgents } from './agents/redis-idle-agents.ts';
import { createAnnouncedSlots } from './booking/pg-announced-slots.ts';
import { createBookings } from './booking/pg-bookings.ts';
import { guardPool } from './booking/pg-breaker.ts';
import { createCatalogue } from './booking/pg-catalogue.ts';
import { createChanges } from './booking/pg-changes.ts';
import { createListBoard } from './booking/pg-list-loads.ts';
import { createMessages } from './booking/pg-messages.ts';
import { createInvitationPins } from './booking/pg-pins.ts';
import { createReminders } from './booking/pg-reminders.ts';
import { createStockCount } from './booking/pg-stock-count.ts';
import { createWaitingList } from './booking/pg-waiting-list.ts';
import { createBookingWishes } from './booking/redis-booking-wishes.ts';
import { createCodeGuard } from './booking/redis-code-guard.ts';
import { createStockBoard, createStockPress } from './booking/redis-stock-board.ts';
import { createCallbackPages } from './callbacks/pg-callback-pages.ts';
import { createCallbacks } from './callbacks/pg-callbacks.ts';
import { createHumanCallbacks } from './callbacks/pg-human-callbacks.ts';
import { createPromises } from './callbacks/pg-promises.ts';
import { createAgentLegs } from './callbacks/redis-agent-legs.ts';
import { createOnTheLine } from './callbacks/redis-on-the-line.ts';
import { createOutbox } from './callbacks/redis-outbox.ts';
import { createDialSpend } from './callbacks/redis-spend.ts';
import { createTicketNotes } from './callbacks/redis-ticket-notes.ts';
import { entryChecks } from './calls/entry-checks.ts';
import type { Parts } from './calls/parts.ts';
import type { CallbackPages, TicketNotes } from './calls/ports/callbacks.ts';
import type { IdleAgents } from './calls/ports/human-callbacks.ts';
import type { AnnouncedSlots, StockCount, StockPress } from './calls/ports/stock.ts';
import { besideShadow } from './calls/shadow.ts';
import type { Config } from './config.ts';
import { createDeskStores, type DeskStores } from './desk-stores.ts';
import { type Destinations, twimlRenderer } from './http/twiml.ts';
import { createSessions } from './ivr/redis-sessions.ts';
import { RedisTally } from './ops/redis-tally.ts';
import { localDay } from './platform/berlin-time.ts';
import { SystemClock } from './platform/clock.ts';
import { Cipher, drawBelow, LookupHash } from './platform/ids.ts';
import { createLogger, type Logger } from './platform/logger.ts';
import { connectPostgres } from './platform/postgres.ts';
import { connectRedis, type RedisClient } from './platform/redis.ts';
import { readRecordings } from './recordings.ts';
import { createRouter } from './router.ts';
import { StoreKeeper } from './store-keeper.ts';

/** The stores and the adapters over them, made once per process and shared by its roles. */
export interface House {
  config: Config;
  clock: SystemClock;
  logger: Logger;
  /** Whom calls are connected with, and what is heard instead of the voice. */
  destinations: Destinations;
  redis: RedisClient;
  pool: pg.Pool;
  parts: Parts & {
    promises: ReturnType<typeof createPromises>;
    idleAgents: IdleAgents;
    reminders: ReturnType<typeof createReminders>;
    catalogue: ReturnType<typeof createCatalogue>;
    pins: ReturnType<typeof createInvitationPins>;
    thresholds: ReturnType<typeof createLiveThresholds>;
    tally: RedisTally;
    agentEvents: RedisAgentEvents;
  };
  /** What only the desks keep and look up. */
  deskStores: DeskStores;
  thresholdsLog: ReturnType<typeof createThresholdLog>;
  /** Looks after both stores: a process without its looks believes that they answer. */
  keeper: StoreKeeper;
  pages: CallbackPages;
  notes: TicketNotes;
  /** Places that wait for their moment, and what the worker needs to count the stock. */
  shelves: { announced: AnnouncedSlots; count: StockCount; press: StockPress };
  close(): Promise<void>;
}

/** Plugs the adapters into the story. Opens no door and starts no loop. */
export function buildHouse(config: Config, logger: Logger = createLogger(config.logLevel)): House {
  const destinations: Destinations = {
    medical: config.medicalNumber,
    specialist: config.specialistNumber,
    callerId: config.callerId,
    recordings: config.recordings && readRecordings(config.recordings.file, config.recordings.url),
  };
  const clock = new SystemClock();
  const redis = connectRedis(config.redisUrl);
  const pool = connectPostgres(config.databaseUrl);
  const cipher = new Cipher(config.dataKey);
  const lookup = new LookupHash(config.lookupKey);
  const tally = new RedisTally({ redis, clock, log: logger });
  const numbers = { hotline: config.callerId, medical: config.medicalNumber, specialist: config.specialistNumber };
  const thresholds = createLiveThresholds({ redis, clock });
  const thresholdsLog = createThresholdLog(pool);
  const notes = createTicketNotes(redis);
  const keeper = new StoreKeeper({ redis, pool, log: thresholdsLog, live: thresholds, notes, logger });
  // Callers who book ask through this one: nobody waits for a store that is in trouble
  const core = guardPool(pool, { logger, isKnownAway: () => keeper.postgresAway() });
  const waitingList = createWaitingList({ pool: core.pool, cipher });
  const parts = {
    clock,
    logger,
    tally,
    numbers,
    sessions: createSessions({ redis, cipher }),
    frontDoor: besideShadow(createFrontDoor({ redis, clock, localDay }), {
      shadows: createShadows({ redis, clock, localDay }),
      clock,
      logger,
    }),
    thresholds,
    callbacks: createCallbacks({ pool, cipher, draw: drawBelow, clock }),
    promises: createPromises({ pool, cipher }),
    humanCallbacks: createHumanCallbacks({ pool, cipher }),
    idleAgents: createIdleAgents(redis, () => clock.offsetMs()),
    onTheLine: createOnTheLine({ redis }),
    agentLegs: createAgentLegs({ redis }),
    spend: createDialSpend({ redis }),
    bookings: createBookings({ pool: core.pool, cipher, clock }),
    changes: createChanges({ pool: core.pool, cipher }),
    bookingWishes: createBookingWishes({ redis, cipher }),
    waitingList,
    listBoard: createListBoard(waitingList),
    stockBoard: createStockBoard({ redis }),
    catalogue: createCatalogue({ pool }),
    ...createRouter(redis, () => clock.offsetMs()),
    agentEvents: new RedisAgentEvents({ redis, redisUrl: config.redisUrl, log: logger }),
    codeGuard: createCodeGuard({ redis }),
    pins: createInvitationPins({ pool, lookup }),
    outbox: createOutbox({ redis, cipher }),
    messages: createMessages({ pool, cipher }),
    reminders: createReminders({ pool, cipher }),
    stores: { postgresAway: () => keeper.postgresAway(), bookingAway: () => core.isOpen() },
    drawKennzahl: () => String(drawBelow(100)).padStart(2, '0'),
    checks: entryChecks,
    hashes: {
      caller: (number: string) => lookup.of('caller', number),
      person: (birthDate: string, plz: string, number: string) => lookup.of('person', `${birthDate}|${plz}|${number}`),
      code: (code: string) => lookup.of('code', code),
    },
    render: twimlRenderer(destinations),
  };
  return {
    config,
    destinations,
    clock,
    logger,
    redis,
    pool,
    parts,
    deskStores: createDeskStores({ pool: core.pool, redis, cipher }),
    thresholdsLog,
    keeper,
    notes,
    pages: createCallbackPages(pool),
    shelves: { announced: createAnnouncedSlots({ pool }), count: createStockCount({ pool }), press: createStockPress({ redis }) },
    async close() {
      await parts.tally.flush();
      redis.disconnect();
      core.close();
      await pool.end();
    },
  };
}
