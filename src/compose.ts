import type pg from 'pg';
import { createThresholdLog } from './admission/pg-threshold-log.ts';
import { createFrontDoor } from './admission/redis-admission.ts';
import { createShadows } from './admission/redis-shadow.ts';
import { createLiveThresholds } from './admission/redis-thresholds.ts';
import { RedisAgentEvents } from './agents/redis-agent-events.ts';
import { RedisAgents } from './agents/redis-agents.ts';
import { createBookings } from './booking/pg-bookings.ts';
import { createCatalogue } from './booking/pg-catalogue.ts';
import { createMessages } from './booking/pg-messages.ts';
import { createCodeGuard } from './booking/redis-code-guard.ts';
import { createCallbackPages } from './callbacks/pg-callback-pages.ts';
import { createCallbacks } from './callbacks/pg-callbacks.ts';
import { createPromises } from './callbacks/pg-promises.ts';
import { createOnTheLine } from './callbacks/redis-on-the-line.ts';
import { createOutbox } from './callbacks/redis-outbox.ts';
import { createDialSpend } from './callbacks/redis-spend.ts';
import { createTicketNotes } from './callbacks/redis-ticket-notes.ts';
import { entryChecks } from './calls/entry-checks.ts';
import type { Parts } from './calls/parts.ts';
import type { CallbackPages, TicketNotes } from './calls/ports/callbacks.ts';
import { besideShadow } from './calls/shadow.ts';
import type { Config } from './config.ts';
import { twimlRenderer } from './http/twiml.ts';
import { createSessions } from './ivr/redis-sessions.ts';
import { RedisTally } from './ops/redis-tally.ts';
import { localDay } from './platform/berlin-time.ts';
import { SystemClock } from './platform/clock.ts';
import { Cipher, drawBelow, LookupHash } from './platform/ids.ts';
import { createLogger, type Logger } from './platform/logger.ts';
import { connectPostgres } from './platform/postgres.ts';
import { connectRedis, type RedisClient } from './platform/redis.ts';
import { StoreKeeper } from './store-keeper.ts';

/** The stores and the adapters over them, made once per process and shared by its roles. */
export interface House {
  config: Config;
  clock: SystemClock;
  logger: Logger;
  redis: RedisClient;
  pool: pg.Pool;
  parts: Parts & {
    promises: ReturnType<typeof createPromises>;
    catalogue: ReturnType<typeof createCatalogue>;
    thresholds: ReturnType<typeof createLiveThresholds>;
    tally: RedisTally;
    agentEvents: RedisAgentEvents;
  };
  thresholdsLog: ReturnType<typeof createThresholdLog>;
  /** Looks after both stores: a process without its looks believes that they answer. */
  keeper: StoreKeeper;
  pages: CallbackPages;
  notes: TicketNotes;
  close(): Promise<void>;
}

/** Plugs the adapters into the story. Opens no door and starts no loop. */
export function buildHouse(config: Config, logger: Logger = createLogger(config.logLevel)): House {
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
    onTheLine: createOnTheLine({ redis }),
    spend: createDialSpend({ redis }),
    bookings: createBookings({ pool, cipher, clock }),
    catalogue: createCatalogue({ pool }),
    agents: new RedisAgents(redis, () => clock.offsetMs()),
    agentEvents: new RedisAgentEvents({ redis, redisUrl: config.redisUrl, log: logger }),
    codeGuard: createCodeGuard({ redis }),
    outbox: createOutbox({ redis, cipher }),
    messages: createMessages({ pool, cipher }),
    stores: keeper,
    drawKennzahl: () => String(drawBelow(100)).padStart(2, '0'),
    checks: entryChecks,
    hashes: {
      caller: (number: string) => lookup.of('caller', number),
      person: (birthDate: string, plz: string, number: string) => lookup.of('person', `${birthDate}|${plz}|${number}`),
    },
    render: twimlRenderer({ medical: config.medicalNumber, specialist: config.specialistNumber, callerId: config.callerId }),
  };
  return {
    config,
    clock,
    logger,
    redis,
    pool,
    parts,
    thresholdsLog,
    keeper,
    notes,
    pages: createCallbackPages(pool),
    async close() {
      await parts.tally.flush();
      redis.disconnect();
      await pool.end();
    },
  };
}
