import DataLoader from 'dataloader';
import type { Admission, FrontDoor, FrontDoorPicture, Turn } from '../calls/ports/front-door.ts';
import type { CallerHash } from '../calls/ports/sessions.ts';
import type { Clock } from '../platform/clock.ts';
import { HotlineError } from '../platform/errors.ts';
import { askRedis, type RedisClient } from '../platform/redis.ts';
import { type DoorName, type LaneKeys, laneKeys } from './keys.ts';
import { admissionOf, decidedAt, pictureOf } from './redis-replies.ts';
import { laneScripts as scripts } from './redis-scripts.ts';

/** Bigger runs save little, smaller ones let this process prepare the next while Redis works on the last. */
const CALLS_PER_RUN = 32;

interface Arrival {
  callSid: string;
  caller?: CallerHash;
}

export interface FrontDoorParts {
  redis: RedisClient;
  clock: Clock;
  /** Which door: the tag of its keys, and whose thresholds count. The front door where not given. */
  lane?: DoorName;
  /** The day that counters belong to, like 2021-01-25, in local time. */
  localDay: (atMs: number) => string;
  /** The time as scripts take it: ms to add to the server's clock, or `=MS`. The clock's offset where not given. */
  scriptTime?: () => number | `=${number}`;
}

/**
 * A lane's gate on Redis, one node or a cluster: each method is one script run, so it happens whole or not at all.
 * Calls of one tick are decided in one run. Throws `NO_THRESHOLDS` while no version is published, `REDIS_DOWN` without an answer.
 */
export function createFrontDoor(parts: FrontDoorParts): FrontDoor {
  return new RedisFrontDoor(parts);
}

class RedisFrontDoor implements FrontDoor {
  readonly #redis: RedisClient;
  readonly #clock: Clock;
  readonly #keys: LaneKeys;
  readonly #lane: string[];
  readonly #localDay: (atMs: number) => string;
  readonly #time: () => number | string;
  readonly #arrivals: DataLoader<Arrival, Admission>;

  constructor({ redis, clock, lane = 'front', localDay, scriptTime }: FrontDoorParts) {
    this.#redis = redis;
    this.#clock = clock;
    this.#keys = laneKeys(lane);
    this.#lane = [this.#keys.thresholds, this.#keys.bucket, this.#keys.seats, this.#keys.line, this.#keys.seen, this.#keys.drain];
    this.#localDay = localDay;
    this.#time = scriptTime ?? (() => clock.offsetMs());
    this.#arrivals = new DataLoader((arrivals) => this.#decide(arrivals), { cache: false, maxBatchSize: CALLS_PER_RUN });
  }

  admit(call: Arrival): Promise<Admission> {
    return this.#arrivals.load(call);
  }

  async checkTurn(callSid: string): Promise<Turn> {
    const keys = [...this.#lane, this.#keys.letIn, this.#keys.decision(callSid)];
    const [answer, position, wait] = await needingThresholds(scripts.checkTurn.command(this.#redis, keys, [this.#time(), callSid]));
    if (answer === 'admitted') return { admitted: true };
    if (answer === 'unknown') return { admitted: false, position: 0, waitSeconds: undefined, unknown: true };
    return { admitted: false, position: Number(position), waitSeconds: wait === '' ? undefined : Number(wait) };
  }

  async promote(most: number, dueCallbacks: readonly string[]): Promise<{ calls: string[]; callbacks: string[] }> {
    const keys = [...this.#lane, this.#keys.letIn];
    const [calls, callbacks] = await needingThresholds(scripts.promote.command(this.#redis, keys, [this.#time(), most, ...dueCallbacks]));
    return { calls, callbacks };
  }

  async handSeatOver(callbackId: string, callSid: string): Promise<void> {
    await scripts.handOver.command(this.#redis, [this.#keys.seats, this.#keys.decision(callSid)], [this.#time(), callbackId, callSid]);
  }

  async leave(
    callSid: string,
    options: { caller?: CallerHash; served?: boolean } = {},
  ): Promise<{ gaveBack: 'seat' | 'place' | 'nothing' }> {
    const { seats, line, seen, letIn, drain } = this.#keys;
    const decision = this.#keys.decision(callSid);
    const ticket = options.caller === undefined ? decision : this.#keys.ticket(options.caller);
    const args = [this.#time(), callSid, options.caller ?? '', options.served ? 'served' : ''];
    return { gaveBack: await scripts.leave.command(this.#redis, [seats, line, seen, letIn, drain, decision, ticket], args) };
  }

  async adoptTicket(callSid: string, caller: CallerHash): Promise<{ ticketAtMs: number; attempt: number }> {
    const { decision, ticket, typed, day } = this.#keys;
    // A person is taken back where they were counted: on the day of the call
    const decidedAtMs = decidedAt(await askRedis(this.#redis.get(decision(callSid)))) ?? this.#clock.nowMs();
    const keys = [decision(callSid), ticket(caller), typed(callSid), day(this.#localDay(decidedAtMs))];
    const [ticketAt, attempt] = await scripts.adopt.command(this.#redis, keys, [this.#time(), callSid]);
    return { ticketAtMs: Number(ticketAt), attempt: Number(attempt) };
  }

  async renew(callSid: string): Promise<void> {
    await scripts.renew.command(this.#redis, [this.#keys.seats, this.#keys.decision(callSid)], [this.#time(), callSid]);
  }

  sweep(): Promise<string[]> {
    const { seats, line, seen, letIn, drain } = this.#keys;
    return scripts.sweep.command(this.#redis, [seats, line, seen, letIn, drain], [this.#time()]);
  }

  async noteCallback(caller: CallerHash, callback: { id: string; ticketAtMs: number; dueAtMs: number } | undefined): Promise<void> {
    await this.#note(caller, callback ? ['open', callback.id, callback.dueAtMs, callback.ticketAtMs] : ['none', '', '', '']);
  }

  async noteMissedCallback(caller: CallerHash, callback: { id: string; untilMs: number }): Promise<void> {
    await this.#note(caller, ['missed', callback.id, callback.untilMs, '']);
  }

  async picture(): Promise<FrontDoorPicture> {
    return pictureOf(
      await needingThresholds(scripts.inspect.command(this.#redis, [...this.#lane, this.#keys.callbacks, this.#today()], [this.#time()])),
    );
  }

  async #note(caller: CallerHash, note: (string | number)[]): Promise<void> {
    await scripts.noteCallback.command(this.#redis, [this.#keys.callbacks, this.#keys.ticket(caller)], [this.#time(), caller, ...note]);
  }

  async #decide(arrivals: readonly Arrival[]): Promise<Admission[]> {
    const keys = [...this.#lane, this.#keys.callbacks, this.#today()];
    const args = [this.#time()];
    for (const { callSid, caller } of arrivals) {
      const decision = this.#keys.decision(callSid);
      keys.push(decision, caller === undefined ? decision : this.#keys.ticket(caller));
      args.push(callSid, caller ?? '');
    }
    const answers = await needingThresholds(scripts.admit.command(this.#redis, keys, args));
    return answers.map(admissionOf);
  }

  #today(): string {
    return this.#keys.day(this.#localDay(this.#clock.nowMs()));
  }
}

async function needingThresholds<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    if (!(cause instanceof Error && cause.message.startsWith('NO_THRESHOLDS'))) throw cause;
    throw new HotlineError('NO_THRESHOLDS', 'Redis has no thresholds; publish the current version from PostgreSQL', { cause });
  }
}
