import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { ensureThresholds, type RedisThresholds } from './admission/redis-thresholds.ts';
import { defaultThresholds, type Thresholds } from './admission/thresholds.ts';
import type { TicketNotes } from './calls/ports/callbacks.ts';
import type { StoreSigns } from './calls/ports/outbox.ts';
import type { ThresholdsLog, ThresholdsVersion } from './calls/ports/thresholds.ts';
import { DependencyDown, messageOf } from './platform/errors.ts';
import type { Logger } from './platform/logger.ts';
import { askPostgres } from './platform/postgres.ts';
import { askRedis, type RedisClient } from './platform/redis.ts';

/** How often both stores are looked at. */
export const LOOK_EVERY_MS = 250;

/** A store that takes longer cannot serve a caller who waits. */
const LOOK_TAKES_MS = 1_000;

/** A refusal counts twice: two of them are enough, or three looks without any answer. One slow answer is an accident. */
const REFUSED = 2;
const AWAY_FROM = 3;

/** A connection on which nothing is answered for so many looks is given up: a pulled cable is not told to anybody. */
const RECONNECT_AT = 3;

export interface StoreKeeperParts {
  redis: RedisClient;
  pool: pg.Pool;
  log: ThresholdsLog;
  live: RedisThresholds;
  notes: TicketNotes;
  logger: Logger;
}

/**
 * What this process knows of its stores without asking them, and how it puts right what a Redis that comes back has lost.
 * Remembers the thresholds as they were last seen, for deciding alone.
 */
export class StoreKeeper implements Pick<StoreSigns, 'postgresAway'> {
  readonly #parts: StoreKeeperParts;
  #failed = { redis: 0, postgres: 0 };
  #known: ThresholdsVersion = { version: 0, values: defaultThresholds, changedBy: '', changedAt: '', reason: '' };
  #repairing: Promise<void> | undefined;
  #unnoted = false;

  constructor(parts: StoreKeeperParts) {
    this.#parts = parts;
    // A connection that is back may lead to a server that is empty; nobody should have to ring to find out
    parts.redis.on('ready', () => void this.repair().catch((thrown) => this.#waits(thrown)));
  }

  postgresAway(): boolean {
    return this.#failed.postgres >= AWAY_FROM;
  }

  redisAway(): boolean {
    return this.#failed.redis >= AWAY_FROM;
  }

  lastKnown(): { version: number; values: Thresholds } {
    return this.#known;
  }

  /** A promise without its note: all are written again when Redis answers. */
  unnoted(): void {
    this.#unnoted = true;
  }

  /** One look at both. Never throws. */
  async look(): Promise<void> {
    const { redis, pool } = this.#parts;
    await Promise.all([this.#note('redis', askRedis(redis.ping())), this.#note('postgres', askPostgres(pool.query('select 1')))]);
    if (this.#failed.redis >= RECONNECT_AT && redis.status === 'ready') redis.disconnect(true);
    if (this.#failed.redis === 0) await this.#learn();
  }

  /** Thresholds are where the scripts read them: from PostgreSQL, and while it is away as they were last seen. Once for all who ask meanwhile. */
  repair(): Promise<void> {
    this.#repairing ??= this.#ensure().finally(() => {
      this.#repairing = undefined;
    });
    return this.#repairing;
  }

  async #ensure(): Promise<void> {
    const { log, live } = this.#parts;
    try {
      this.#known = await ensureThresholds(log, live);
    } catch (thrown) {
      const postgresIsAway = thrown instanceof DependencyDown && thrown.part === 'postgres';
      if (!postgresIsAway || this.#known.version === 0) throw thrown;
      await live.publish(this.#known);
    }
  }

  /** Keeps what counts now in mind, and makes up for what was not noted. */
  async #learn(): Promise<void> {
    const { live, notes } = this.#parts;
    try {
      this.#known = { ...this.#known, ...(await live.now()) };
      if (this.#unnoted) {
        await notes.outdated();
        this.#unnoted = false;
      }
    } catch (thrown) {
      if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'NO_THRESHOLDS')) return this.#waits(thrown);
      await this.repair().catch((cause) => this.#waits(cause));
    }
  }

  async #note(part: 'redis' | 'postgres', asked: Promise<unknown>): Promise<void> {
    const late = new AbortController();
    const answered = asked.then(
      () => 0,
      () => REFUSED,
    );
    const fault = await Promise.race([answered, tooLate(late.signal)]);
    late.abort();
    const before = this.#failed[part];
    const now = fault === 0 ? 0 : before + fault;
    this.#failed[part] = now;
    if (before < AWAY_FROM && now >= AWAY_FROM) this.#parts.logger.error({ part, code: 'STORE_AWAY' }, 'a store does not answer');
    if (before >= AWAY_FROM && now === 0) this.#parts.logger.warn({ part, code: 'STORE_BACK' }, 'a store answers again');
  }

  #waits(thrown: unknown): void {
    this.#parts.logger.warn({ cause: messageOf(thrown) }, 'repair waits for a store');
  }
}

/** 1 when the time for a look is over. A process that was held up itself reads what has come in before it blames the store. */
async function tooLate(signal: AbortSignal): Promise<number> {
  try {
    await wait(LOOK_TAKES_MS, undefined, { signal });
    await turn();
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  }
  return 1;
}
