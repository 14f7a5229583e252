import { setImmediate } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { Pool } from 'pg';
import { createFrontDoor } from '../../src/admission/redis-admission.ts';
import { createLiveThresholds } from '../../src/admission/redis-thresholds.ts';
import { defaultThresholds, type Thresholds } from '../../src/admission/thresholds.ts';
import { RedisAgentEvents } from '../../src/agents/redis-agent-events.ts';
import { createIdleAgents } from '../../src/agents/redis-idle-agents.ts';
import { createBookings } from '../../src/booking/pg-bookings.ts';
import { createCallbacks } from '../../src/callbacks/pg-callbacks.ts';
import { createHumanCallbacks } from '../../src/callbacks/pg-human-callbacks.ts';
import { createPromises } from '../../src/callbacks/pg-promises.ts';
import { createAgentLegs } from '../../src/callbacks/redis-agent-legs.ts';
import { createOnTheLine } from '../../src/callbacks/redis-on-the-line.ts';
import { createDialSpend } from '../../src/callbacks/redis-spend.ts';
import type { Agents } from '../../src/calls/ports/agents.ts';
import type { CallbackRequest, Callbacks } from '../../src/calls/ports/callbacks.ts';
import type { FrontDoor } from '../../src/calls/ports/front-door.ts';
import type { Pacer, Telephone } from '../../src/calls/ports/telephone.ts';
import { type CallbackWish, registerCallback } from '../../src/calls/register-callback.ts';
import { createWorker, type Worker, type WorkerParts } from '../../src/calls/worker.ts';
import { localDay } from '../../src/platform/berlin-time.ts';
import { Cipher, drawBelow, LookupHash } from '../../src/platform/ids.ts';
import { createLogger, type Logger } from '../../src/platform/logger.ts';
import { createRouter } from '../../src/router.ts';
import { attended } from '../support/attended.ts';
import { testDatabase, testRedis, testRedisUrl } from '../support/services.ts';

/** Monday, 25 January 2021, 10:00 in Germany. */
export const TEN = Date.UTC(2021, 0, 25, 9);
export const MINUTE = 60_000;
/** Seals and hashes in the house. */
export const WORKER_KEY = Buffer.alloc(32, 7).toString('base64');
const KEY = WORKER_KEY;

type Order = Parameters<Telephone['call']>[0];
type Answer = Awaited<ReturnType<Telephone['call']>>;

/** A telephone network that does as the test says and remembers every order. */
export class PretendNetwork implements Telephone {
  readonly orders: Order[] = [];
  readonly moved: string[] = [];
  readonly looked: string[] = [];
  /** What an order is answered with; the network has the call under `reached` whatever it answers. */
  answer: (order: Order, callSid: string) => Promise<Answer> = async (_order, callSid) => ({ placed: callSid });
  onRedirect: (callSid: string) => Promise<'moved' | 'over'> = async () => 'moved';
  onLook: () => Promise<void> = async () => undefined;
  readonly reached = new Map<string, string>();

  async call(order: Order): Promise<Answer> {
    this.orders.push(order);
    return this.answer(order, `CA-out-${this.orders.length}`);
  }
  readonly texts: { to: string; body: string }[] = [];
  onText: () => Promise<Awaited<ReturnType<Telephone['text']>>> = async () => ({ sent: 'SM1' });
  async text(order: { to: string; body: string }) {
    this.texts.push(order);
    return this.onText();
  }
  async redirect(callSid: string): Promise<'moved' | 'over'> {
    const answer = await this.onRedirect(callSid);
    this.moved.push(callSid);
    return answer;
  }
  async cancel(): Promise<'canceled'> {
    return 'canceled';
  }
  async recentCallTo(to: string): Promise<string | undefined> {
    this.looked.push(to);
    await this.onLook();
    return this.reached.get(to);
  }
}

/** Worker stories on real stores; the telephone network is a pretended one, the time is the test's. */
export interface WorkerHouse {
  clock: { nowMs(): number; offsetMs(): number; advance(ms: number): void };
  network: PretendNetwork;
  callbacks: Callbacks;
  frontDoor: FrontDoor;
  agents: Agents;
  redis: Redis;
  pool: Pool;
  databaseUrl: string;
  parts: WorkerParts & { hashes: { caller(number: string): string; person(): string; code(): string } };
  /** Codes of logged errors and warnings. */
  logged: string[];
  tune(values: Partial<Thresholds>): Promise<void>;
  /** Another worker process. */
  worker(over?: Partial<WorkerParts>): Worker;
  /** A stored request that may be rung now. */
  dueRequest(number: string, over?: Partial<CallbackWish>): Promise<CallbackRequest>;
  reset(): Promise<void>;
}

export async function buildWorkerHouse(): Promise<WorkerHouse> {
  const [redis, { pool, url: databaseUrl }] = [await testRedis(), await testDatabase()];
  let nowMs = TEN;
  let version = 0;
  const advance = (ms: number) => {
    nowMs += ms;
  };
  const clock = { nowMs: () => nowMs, offsetMs: () => nowMs - Date.now(), advance };
  const network = new PretendNetwork();
  const logged: string[] = [];
  const lookup = new LookupHash(KEY);
  const parts = {
    clock,
    logger: listening(logged),
    frontDoor: createFrontDoor({ redis, clock, localDay, scriptTime: () => `=${nowMs}` }),
    thresholds: createLiveThresholds({ redis, clock }),
    callbacks: createCallbacks({ pool, cipher: new Cipher(KEY), draw: drawBelow, clock }),
    promises: createPromises({ pool, cipher: new Cipher(KEY) }),
    humanCallbacks: createHumanCallbacks({ pool, cipher: new Cipher(KEY) }),
    idleAgents: createIdleAgents(redis, () => `=${nowMs}`),
    agentEvents: new RedisAgentEvents({ redis, redisUrl: testRedisUrl(), log: createLogger('silent') }),
    onTheLine: createOnTheLine({ redis }),
    agentLegs: createAgentLegs({ redis }),
    spend: createDialSpend({ redis }),
    bookings: createBookings({ pool, cipher: new Cipher(KEY), clock }),
    agents: createRouter(redis, () => `=${nowMs}`).agents,
    telephone: network,
    pacer: atOnce,
    hashes: { caller: (number: string) => lookup.of('caller', number), person: () => '', code: () => '' },
  };
  const tune = async (values: Partial<Thresholds>) => {
    version += 1;
    const merged = { ...defaultThresholds, dialPerSecond: 50, ...values };
    await parts.thresholds.publish({ version, values: merged, changedBy: 'test', changedAt: '', reason: 'test' });
  };
  return {
    clock,
    network,
    redis,
    pool,
    databaseUrl,
    parts,
    logged,
    tune,
    callbacks: parts.callbacks,
    frontDoor: parts.frontDoor,
    agents: parts.agents,
    worker: (over = {}) => createWorker({ ...parts, ...over }),
    async dueRequest(number, over = {}) {
      const registered = await registerCallback(parts, {
        number,
        kind: 'menu',
        language: 'de',
        ticketAtMs: nowMs,
        nowMs: nowMs - 2 * MINUTE,
        ...over,
      });
      if (!('request' in registered)) throw new Error(registered.status);
      return registered.request;
    },
    async reset() {
      nowMs = TEN;
      version = 0;
      await redis.flushdb();
      await pool.query('truncate callback_requests, callback_attempts, callback_promises');
      network.orders.length = network.moved.length = network.looked.length = network.texts.length = logged.length = 0;
      const { orders, moved, looked, texts } = network;
      Object.assign(network, new PretendNetwork(), { orders, moved, looked, texts });
      await tune({});
      await attended(redis, nowMs);
    },
  };
}

/** No pace: for stories in which it plays no part. */
export const atOnce: Pacer = { setRate: async () => undefined, run: (job) => job(), close: async () => undefined };

/** A try that is under way, held at its turn until the test lets it go. */
export function heldPacer(): { pacer: Pacer; waiting(): Promise<void>; letGo(): void } {
  let letGo: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let waits = false;
  const pacer: Pacer = {
    ...atOnce,
    run: async (job) => {
      waits = true;
      await gate;
      return job();
    },
  };
  return {
    pacer,
    letGo,
    waiting: async () => {
      while (!waits) await setImmediate();
    },
  };
}

function listening(logged: string[]): Logger {
  const note = (event: object) => void logged.push('code' in event ? String(event.code) : '');
  const silent = createLogger('silent');
  return Object.assign(Object.create(silent), { error: note, warn: note, child: () => listening(logged) });
}
