/** Spaces out our calls over all processes with Bottleneck's `minTime`, whose next free moment lives in Redis. */
import Bottleneck from 'bottleneck';
import { Cluster, Redis } from 'ioredis';
import type { Pacer } from '../calls/ports/telephone.ts';
import { DependencyDown } from '../platform/errors.ts';
import type { RedisClient } from '../platform/redis.ts';
import { parseRedisUrl } from '../platform/redis-url.ts';

/** The braces put all of Bottleneck's keys on one node of a cluster. */
const LIMITER_ID = '{dial}';

/** Bottleneck forgets a job that runs longer, so what a killed process had begun leaks nothing. The network answers within 3 s. */
const JOB_ENDS_MS = 15_000;

/** How long Redis may take to answer. */
const ANSWER_MS = 2_000;

/** Nobody waits longer for a turn: the caller of `run` has a claim that runs out. */
const LONGEST_WAIT_MS = 60_000;

export interface PacerParts {
  redisUrl: string;
  /** Jobs under different ids do not slow each other down. */
  id?: string;
}

/**
 * A pacer on a connection of its own: Bottleneck subscribes on it. One job a second until `setRate`.
 * Throws `REDIS_DOWN` when Redis cannot be reached.
 */
export async function createPacer({ redisUrl, id = LIMITER_ID }: PacerParts): Promise<Pacer> {
  // No limits of its own: ioredis and Bottleneck send commands nobody waits for, and their failure would end the process.
  // Who waits here gives up by itself.
  const client = patientClient(redisUrl);
  const connection = new Bottleneck.IORedisConnection({ client });
  const make = (minTime: number) => {
    const limiter = new Bottleneck({ id, connection, minTime });
    limiter.on('error', () => undefined);
    return limiter;
  };
  const limiter = make(1_000);
  // A lost Redis surfaces at the jobs; without listeners it would end the process
  connection.on('error', () => undefined);
  const pacer = new BottleneckPacer(limiter, make, connection, client);
  try {
    await inTime(limiter.ready());
  } catch (thrown) {
    await pacer.close();
    throw thrown;
  }
  return pacer;
}

function patientClient(redisUrl: string): RedisClient {
  const waitMs = (attempt: number) => Math.min(100 * attempt, 1_000);
  const target = parseRedisUrl(redisUrl);
  if (!('nodes' in target)) return new Redis(redisUrl, { maxRetriesPerRequest: null, retryStrategy: waitMs });
  return new Cluster(target.nodes, { redisOptions: { ...target.access, maxRetriesPerRequest: null }, clusterRetryStrategy: waitMs });
}

class BottleneckPacer implements Pacer {
  #limiter: Bottleneck;
  readonly #make: (minTime: number) => Bottleneck;
  readonly #connection: Bottleneck.IORedisConnection;
  /** What to do with the jobs that wait for their turn when Redis is lost: Bottleneck would leave them waiting. */
  readonly #waiting = new Set<(cause: unknown) => void>();
  readonly #client: RedisClient;
  #minTimeMs: number | undefined;

  constructor(limiter: Bottleneck, make: (minTime: number) => Bottleneck, connection: Bottleneck.IORedisConnection, client: RedisClient) {
    this.#limiter = limiter;
    this.#make = make;
    this.#connection = connection;
    this.#client = client;
    // It may be another server, or one that has lost the settings: the next `setRate` finds out
    client.on('ready', () => {
      this.#minTimeMs = undefined;
    });
    client.on('close', () => {
      for (const giveUp of this.#waiting) giveUp(new Error('the connection closed'));
    });
  }

  async setRate(perSecond: number): Promise<void> {
    const minTime = Math.ceil(1_000 / perSecond);
    if (minTime === this.#minTimeMs) return;
    await inTime(this.#set(minTime));
    this.#minTimeMs = minTime;
  }

  /**
   * Bottleneck means to write its settings anew when the server has lost them, but looks for the bare error it once was: since
   * version 7 Redis puts `ERR` before it. So a limiter is begun anew; what waited with the old one was given up with the connection.
   */
  async #set(minTime: number): Promise<void> {
    try {
      await this.#limiter.updateSettings({ minTime });
    } catch (thrown) {
      if (!(thrown instanceof Error && thrown.message.includes('SETTINGS_KEY_NOT_FOUND'))) throw thrown;
      await this.#limiter.disconnect(false);
      this.#limiter = this.#make(minTime);
      await this.#limiter.ready();
    }
  }

  run<T>(job: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let state: 'waiting' | 'begun' | 'given up' = 'waiting';
      const giveUp = (cause: unknown) => {
        if (state !== 'waiting') return;
        state = 'given up';
        settled();
        reject(new DependencyDown('redis', cause));
      };
      const timer = setTimeout(() => giveUp(new Error('no turn within a minute')), LONGEST_WAIT_MS);
      const settled = () => {
        clearTimeout(timer);
        this.#waiting.delete(giveUp);
      };
      this.#waiting.add(giveUp);
      const begin = async () => {
        // Its turn came after it had been given up: the turn is lost, nothing else
        if (state !== 'waiting') return;
        state = 'begun';
        settled();
        resolve(await job());
      };
      if (this.#client.status !== 'ready') giveUp(new Error(`the connection is ${this.#client.status}`));
      else
        this.#limiter.schedule({ expiration: JOB_ENDS_MS }, begin).catch((thrown) => (state === 'begun' ? reject(thrown) : giveUp(thrown)));
    });
  }

  async close(): Promise<void> {
    // Not the limiter's own disconnect: it unsubscribes without waiting, and that fails unheard on a closed connection
    await this.#connection.disconnect(false);
  }
}

async function inTime(asked: unknown): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the pacer got no answer')), ANSWER_MS);
  });
  try {
    await Promise.race([asked, late]);
  } catch (thrown) {
    throw new DependencyDown('redis', thrown);
  } finally {
    clearTimeout(timer);
  }
}
