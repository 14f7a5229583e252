import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';
import type { Redis } from 'ioredis';
import { FrontDoorRules } from '../../src/admission/front-door.ts';
import { laneKeys } from '../../src/admission/keys.ts';
import { createFrontDoor } from '../../src/admission/redis-admission.ts';
import { foresee } from '../../src/admission/redis-foresight.ts';
import { createLiveThresholds } from '../../src/admission/redis-thresholds.ts';
import { defaultThresholds } from '../../src/admission/thresholds.ts';
import type { FrontDoor } from '../../src/calls/ports/front-door.ts';
import type { LiveThresholds } from '../../src/calls/ports/thresholds.ts';
import { type Seeded, seeded } from './seeded.ts';

const START_MS = Date.UTC(2021, 0, 25, 8);

/** How often the keys themselves are looked at, beside the answers. */
const LOOK_EVERY = 40;

/** One random history of a lane, through the scripts and through the rules in TypeScript: every answer must be the same. */
export class DoorHistory {
  readonly #seed: number;
  readonly #random: Seeded;
  readonly #redis: Redis;
  readonly #keys: ReturnType<typeof laneKeys>;
  readonly #door: FrontDoor;
  readonly #foreseeOnRedis: () => Promise<number>;
  readonly #live: LiveThresholds;
  readonly #rules = new FrontDoorRules({ ...defaultThresholds, admitPerSecond: 1, burst: 3, maxActiveCalls: 10, maxQueueLength: 10 }, 1);
  readonly #calls: { callSid: string; caller?: string }[] = [];
  readonly #callbacks: { caller: string; id: string }[] = [];
  readonly #allCallbacks: { id: string }[] = [];
  /** The highest burst so far: the stored tokens are cut to a lower one only at the next look. */
  #mostBurst = 10;
  readonly seen: Record<string, number> = {};
  #atMs = START_MS;

  constructor(seed: number, redis: Redis) {
    this.#seed = seed;
    this.#random = seeded(seed);
    this.#redis = redis;
    const clock = { nowMs: () => this.#atMs, offsetMs: () => 0 };
    const lane = `test-history${seed}` as const;
    this.#keys = laneKeys(lane);
    this.#live = createLiveThresholds({ redis, clock, lanes: [lane] });
    const scriptTime = () => `=${this.#atMs}` as const;
    this.#door = createFrontDoor({ redis, clock, lane, localDay: () => '2021-01-25', scriptTime });
    this.#foreseeOnRedis = () => foresee({ redis, clock, lane, scriptTime });
  }

  async run(events: number): Promise<void> {
    await this.#publish();
    for (let event = 0; event < events; event++) {
      await this.#step();
      if (event % LOOK_EVERY === 0) await this.#look();
    }
    await this.#everybodyLeaves();
  }

  /** Looks at the keys: nobody in two places, nobody lost, order kept, tokens within their bounds. */
  async #look(): Promise<void> {
    const { seats, line, seen, letIn, bucket } = this.#keys;
    const [seated, waiting, heardOf, toBeTold, tokens] = await Promise.all([
      this.#redis.zrange(seats, '0', '-1'),
      this.#redis.zrange(line, '0', '-1'),
      this.#redis.zrange(seen, '0', '-1'),
      this.#redis.zrange(letIn, '0', '-1'),
      this.#redis.hget(bucket, 'tokens'),
    ]);
    const inside = new Set(seated);
    this.#same(
      'in two places',
      waiting.filter((id) => inside.has(id)),
      [],
    );
    this.#same(
      'let in without a seat',
      toBeTold.filter((id) => !inside.has(id)),
      [],
    );
    this.#same('waiting', waiting, this.#rules.lane.line.callSids());
    this.#same('heard of', heardOf.sort(), [...waiting].sort());
    this.#same('seated', seated.sort(), [...this.#rules.lane.seats.keys()].sort());
    this.#same('tokens within bounds', Number(tokens) >= 0 && Number(tokens) <= this.#mostBurst, true);
  }

  async #everybodyLeaves(): Promise<void> {
    for (const { callSid } of this.#calls) this.#inLane(callSid) && (await this.#door.leave(callSid));
    for (const { id } of this.#allCallbacks) this.#inLane(id) && (await this.#door.leave(id));
    const { seats, line, seen, letIn } = this.#keys;
    const left = await Promise.all([seats, line, seen, letIn].map((key) => this.#redis.zrange(key, '0', '-1')));
    this.#same('left over when everybody has gone', left, [[], [], [], []]);
  }

  #inLane(id: string): boolean {
    return this.#rules.lane.seats.has(id) || this.#rules.lane.line.has(id);
  }

  async #step(): Promise<void> {
    const roll = this.#random.next();
    this.#atMs += this.#random.next() < 0.6 ? Math.floor(this.#random.next() * 900) : 0;
    if (this.#random.next() < 0.01) this.#atMs += Math.floor(this.#random.next() * 900_000);
    // Clocks of different machines disagree a little
    if (this.#random.next() < 0.02) this.#atMs -= Math.floor(this.#random.next() * 50);
    if (roll < 0.42) await this.#arrive();
    else if (roll < 0.5) await this.#repeat();
    else if (roll < 0.62) await this.#checkTurn();
    else if (roll < 0.72) await this.#promote();
    else if (roll < 0.86) await this.#leave();
    else if (roll < 0.91) await this.#noteCallback();
    else if (roll < 0.93) await this.#handOver();
    else if (roll < 0.94) await this.#adopt();
    else if (roll < 0.95) await this.#renew();
    else if (roll < 0.97) this.#same('sweep', (await this.#door.sweep()).sort(), this.#rules.sweep(this.#atMs).sort());
    else await this.#tune();
    if (this.#random.next() < 0.25) await this.#comparePicture();
  }

  async #arrive(): Promise<void> {
    const arrivals = Array.from({ length: 1 + this.#below(4) }, () => {
      const call = { callSid: `CA${this.#calls.length}` };
      const arrival = this.#random.next() < 0.1 ? call : { ...call, caller: `caller${this.#below(70)}` };
      this.#calls.push(arrival);
      return arrival;
    });
    const answers = await Promise.all(arrivals.map((arrival) => this.#door.admit(arrival)));
    const expected = arrivals.map((arrival) => this.#rules.admit(arrival, this.#atMs));
    for (const answer of expected) {
      this.#count(answer.answer, 1);
      if (answer.previousCallSid) this.#count('resumed', 1);
      if ('waitSeconds' in answer && answer.waitSeconds !== undefined) this.#count('estimated', 1);
    }
    this.#same('admit', answers, expected);
  }

  async #repeat(): Promise<void> {
    const call = this.#recentCall();
    if (call) this.#same('repeat', await this.#door.admit(call), this.#rules.admit(call, this.#atMs));
  }

  async #checkTurn(): Promise<void> {
    const call = this.#recentCall();
    if (!call) return;
    const { admitted, position = 0, waitSeconds, unknown } = this.#rules.checkTurn(call.callSid, this.#atMs);
    const expected = admitted ? { admitted } : { admitted, position, waitSeconds, ...(unknown ? { unknown } : {}) };
    this.#same('check-turn', await this.#door.checkTurn(call.callSid), expected);
  }

  async #promote(): Promise<void> {
    if (this.#random.next() < 0.5) await this.#foresee();
    const due = this.#callbacks.filter(() => this.#random.next() < 0.4).map(({ id }) => id);
    const most = this.#below(8);
    const expected = this.#rules.promote(most, due, this.#atMs);
    this.#count('promoted callbacks', expected.callbacks.length);
    this.#count('promoted calls', expected.calls.length);
    this.#same('promote', await this.#door.promote(most, due), expected);
  }

  async #foresee(): Promise<void> {
    const expected = this.#rules.foresee(this.#atMs);
    this.#count('foreseen callbacks', expected);
    this.#same('foresee', await this.#foreseeOnRedis(), expected);
  }

  async #leave(): Promise<void> {
    const call = this.#recentCall();
    if (!call) return;
    const callback = this.#random.next() < 0.15 ? this.#callbacks[this.#below(this.#callbacks.length)] : undefined;
    const id = callback?.id ?? call.callSid;
    const options = { ...(call.caller ? { caller: call.caller } : {}), served: this.#random.next() < 0.3 };
    this.#same('leave', (await this.#door.leave(id, options)).gaveBack, this.#rules.leave(id, options, this.#atMs));
  }

  async #noteCallback(): Promise<void> {
    const caller = `caller${this.#below(70)}`;
    const kind = this.#random.next();
    const index = this.#callbacks.findIndex((callback) => callback.caller === caller);
    if (index >= 0) this.#callbacks.splice(index, 1);
    if (kind < 0.6) {
      const callback = {
        id: `cb-${this.#below(1e9)}`,
        ticketAtMs: this.#atMs - this.#below(60_000),
        dueAtMs: this.#atMs + this.#below(60_000),
      };
      this.#callbacks.push({ caller, id: callback.id });
      this.#allCallbacks.push({ id: callback.id });
      await this.#door.noteCallback(caller, callback);
      this.#rules.noteCallback(caller, callback);
    } else if (kind < 0.8) {
      await this.#door.noteCallback(caller, undefined);
      this.#rules.noteCallback(caller, undefined);
    } else {
      const missed = { id: `cb-${this.#below(1e9)}`, untilMs: this.#atMs + 86_400_000 };
      await this.#door.noteMissedCallback(caller, missed);
      this.#rules.noteMissedCallback(caller, missed, this.#atMs);
    }
  }

  async #handOver(): Promise<void> {
    const callback = this.#callbacks[this.#below(this.#callbacks.length)];
    if (!callback) return;
    const callSid = `CA${this.#calls.length}`;
    this.#calls.push({ callSid, caller: callback.caller });
    await this.#door.handSeatOver(callback.id, callSid);
    this.#rules.handSeatOver(callback.id, callSid, this.#atMs);
  }

  /** Only who withholds the number is asked for one. Few do, so that the same call types several, and several calls the same. */
  async #adopt(): Promise<void> {
    const withheld = this.#calls.slice(-60).filter(({ caller }) => caller === undefined);
    const call = withheld[this.#below(withheld.length)];
    if (!call) return;
    const caller = `caller${this.#below(70)}`;
    this.#same('adopted', await this.#door.adoptTicket(call.callSid, caller), this.#rules.adoptTicket(call.callSid, caller, this.#atMs));
  }

  async #renew(): Promise<void> {
    const call = this.#recentCall();
    if (!call) return;
    await this.#door.renew(call.callSid);
    this.#rules.renew(call.callSid, this.#atMs);
  }

  async #tune(): Promise<void> {
    const random = this.#random.next();
    const closed = random < 0.1;
    this.#rules.lane.version += 1;
    this.#rules.lane.thresholds = {
      ...defaultThresholds,
      mode: closed ? 'closed' : random < 0.2 ? 'callback_only' : 'open',
      closedReason: closed ? 'repair | two bars' : '',
      closedUntilMs: closed ? this.#atMs + this.#below(20_000) : 0,
      admitPerSecond: 0.1 + this.#random.next() * 8,
      burst: 1 + this.#below(5),
      maxActiveCalls: 1 + this.#below(25),
      maxQueueLength: this.#below(20),
      maxWaitSeconds: this.#below(60),
      callbackShare: this.#random.next() < 0.2 ? this.#below(2) : this.#random.next(),
      maxOpenCallbacks: this.#below(30),
      dialPerSecond: 0.1 + this.#random.next() * 4,
    };
    await this.#publish();
  }

  async #publish(): Promise<void> {
    const { version, thresholds: values } = this.#rules.lane;
    await this.#live.publish({ version, values, changedBy: 'test', changedAt: '', reason: 'test' });
  }

  async #comparePicture(): Promise<void> {
    const picture = await this.#door.picture();
    const bucket = this.#rules.lane.bucketAt(this.#atMs);
    this.#same('tokens', picture.tokens >= 0 && picture.tokens <= this.#rules.lane.thresholds.burst, true);
    const expected = {
      tokens: Math.floor(bucket.tokens * 1_000) / 1_000,
      activeCalls: this.#rules.lane.seats.size,
      onHold: this.#rules.lane.line.length,
      openCallbacks: this.#rules.openCallbacks.size,
      people: this.#rules.people,
      attempts: this.#rules.attempts,
    };
    const { tokens, activeCalls, onHold, openCallbacks, people, attempts } = picture;
    this.#same('picture', { tokens, activeCalls, onHold, openCallbacks, people, attempts }, expected);
  }

  #same(what: string, scripts: unknown, rules: unknown): void {
    this.#count(what, 1);
    if (isDeepStrictEqual(scripts, rules)) return;
    const where = { seed: this.#seed, atMs: this.#atMs, what };
    expect({ ...where, answer: scripts }).toEqual({ ...where, answer: rules });
  }

  #count(what: string, by: number): void {
    this.seen[what] = (this.seen[what] ?? 0) + by;
  }

  #recentCall(): { callSid: string; caller?: string } | undefined {
    return this.#calls[this.#calls.length - 1 - this.#below(60)];
  }

  #below(limit: number): number {
    return this.#random.below(limit);
  }
}
