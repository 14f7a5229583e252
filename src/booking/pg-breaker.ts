/** Circuit breakers in front of the booking store: while it is in trouble nobody waits for it. */
import CircuitBreaker from 'opossum';
import type pg from 'pg';
import type { Logger } from '../platform/logger.ts';
import { isPostgresAway } from '../platform/postgres.ts';

/** What is judged: the questions of the last seconds. Long enough for three that hang one after the other; older luck does not excuse a store that has just died. */
const JUDGED_OVER_MS = 6_000;
/** Fewer questions than this in that time are no judgement; one slow batch of sixty callers is one question. */
const QUESTIONS_AT_LEAST = 3;
/** It opens when more than this share of them failed. */
const FAILED_PERCENT = 50;
/** So long everybody is refused at once; then one question of our own, for which no caller waits, decides. */
const OPEN_FOR_MS = 1_000;
/** Costs nothing, and waits where booking would wait: behind whoever keeps its tables locked. */
const PROBE = 'select from slots, bookings limit 0';

export interface GuardedPool {
  /** The pool, for the adapters of booking; what is in trouble fails at once, as if the store were away. */
  pool: pg.Pool;
  /** Is anything in trouble? Then no booking is offered. */
  isOpen(): boolean;
  close(): void;
}

interface Guarded {
  logger: Logger;
  /** True while somebody else has found that the server does not answer: it is not asked then. */
  isKnownAway(): boolean;
}

/**
 * Guards all that is asked through this pool, each kind of question (a statement's name) by a breaker of its own: where looking for places
 * hangs behind a lock, nobody who confirms is refused, and the many quick answers of the one do not hide the trouble of the other.
 * A failure is no answer within the pool's own time limits, or a server that cannot serve; whatever the server itself refuses (a
 * constraint, a fault in a statement) is an answer.
 */
export function guardPool(pool: pg.Pool, { logger, isKnownAway }: Guarded): GuardedPool {
  const breakers = new Map<string, CircuitBreaker>();
  const fire = <T>(kind: string, ask: () => Promise<T>): Promise<T> => {
    if (isKnownAway()) return Promise.reject(new Error('not asked: the server is away'));
    const breaker = breakers.get(kind) ?? breakerFor(kind, pool, logger);
    breakers.set(kind, breaker);
    return breaker.fire(ask) as Promise<T>;
  };
  return {
    pool: withMethods(pool, {
      query: (...asked: unknown[]) => fire(kindOf(asked[0]), () => Reflect.apply(pool.query, pool, asked) as Promise<unknown>),
      connect: () => lend(pool, (ask) => fire('transaction', ask)),
    }),
    isOpen: () => isKnownAway() || [...breakers.values()].some((breaker) => !breaker.closed),
    close: () => {
      for (const breaker of breakers.values()) breaker.shutdown();
    },
  };
}

function kindOf(query: unknown): string {
  return typeof query === 'object' && query !== null && 'name' in query && typeof query.name === 'string' ? query.name : 'unnamed';
}

function breakerFor(kind: string, pool: pg.Pool, logger: Logger): CircuitBreaker {
  const breaker = new CircuitBreaker((ask: () => Promise<unknown>) => ask(), {
    // The pool limits connection and statement; a second clock would leave statements behind that nobody waits for
    timeout: false,
    rollingCountTimeout: JUDGED_OVER_MS,
    volumeThreshold: QUESTIONS_AT_LEAST,
    errorThresholdPercentage: FAILED_PERCENT,
    resetTimeout: OPEN_FOR_MS,
    errorFilter: (thrown: unknown) => !isPostgresAway(thrown),
    rollingPercentilesEnabled: false,
  });
  // Its failure opens the breaker again
  breaker.on('halfOpen', () => void breaker.fire(() => pool.query(PROBE)).catch(() => undefined));
  // Told once when it begins and once when it is over, however often it is probed in between
  let inTrouble = false;
  breaker.on('open', () => {
    if (!inTrouble) logger.error({ part: 'booking', code: 'BOOKING_AWAY', question: kind }, 'the booking store is in trouble');
    inTrouble = true;
  });
  breaker.on('close', () => {
    inTrouble = false;
    logger.warn({ part: 'booking', code: 'BOOKING_BACK', question: kind }, 'the booking store answers again');
  });
  return breaker;
}

/** A connection for a transaction. The whole of it is one question: it has failed when one of its statements got no answer. */
function lend(pool: pg.Pool, fire: (ask: () => Promise<void>) => Promise<void>): Promise<pg.PoolClient> {
  return new Promise((lent, notLent) => {
    const over = fire(async () => {
      const client = await pool.connect();
      return new Promise<void>((ended, failed) => lent(observed(client, ended, failed)));
    });
    // Once it is lent its statements tell their callers
    over.catch(notLent);
  });
}

function observed(client: pg.PoolClient, ended: () => void, failed: (thrown: unknown) => void): pg.PoolClient {
  return withMethods(client, {
    query: async (...asked: unknown[]) => {
      try {
        return await Reflect.apply(client.query, client, asked);
      } catch (thrown) {
        if (isPostgresAway(thrown)) failed(thrown);
        throw thrown;
      }
    },
    release: (fault?: Error | boolean) => {
      client.release(fault);
      ended();
    },
  });
}

/** The same object with other methods in place of its own. */
function withMethods<T extends object>(target: T, methods: Record<string, (...args: never[]) => unknown>): T {
  return new Proxy(target, {
    get(its, name) {
      const method = typeof name === 'string' && Object.hasOwn(methods, name) ? methods[name] : undefined;
      if (method) return method;
      const value: unknown = Reflect.get(its, name, its);
      return typeof value === 'function' ? value.bind(its) : value;
    },
  });
}
