import Bottleneck from 'bottleneck';
import type { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { type DoorName, laneKeys } from '../../src/admission/keys.ts';
import { createFrontDoor } from '../../src/admission/redis-admission.ts';
import { createLiveThresholds } from '../../src/admission/redis-thresholds.ts';
import { defaultThresholds, type Thresholds } from '../../src/admission/thresholds.ts';
import type { FrontDoor } from '../../src/calls/ports/front-door.ts';
import { localDay } from '../../src/platform/berlin-time.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import type { Bench, Ground, Table } from './bench.ts';
import { type Contender, race } from './rounds.ts';

/** Calls per second that may be let in: a small part of what the bench asks for, as on the day of the rush. */
const RATE_PER_SECOND = 2_000;
const IN_FLIGHT = 64;
/** The calls of the bench come from so many people. */
const CALLERS = 200_000;
const SHORT_LINE = 10;
const LONG_LINE = 300_000;

/** The whole decision (ticket, bucket, seat, line, counters) against limiters that only count, and with a long line against a short one. */
export const admission: Bench = async (ground) => {
  // The log of writes is kept; that it is rewritten over and over at the rate of a bench is no part of a decision
  await ground.connect().config('SET', 'auto-aof-rewrite-percentage', '0');
  return [await againstLimiters(ground), await byLengthOfLine(ground)];
};

async function againstLimiters(ground: Ground): Promise<Table> {
  const options = { inFlight: IN_FLIGHT, rounds: Math.ceil(5 * ground.scale), secondsPerTurn: 2 };
  const { contender: clustered, close } = await bottleneckContender(ground);
  try {
    const results = await race([plainLimiter(ground), ping(ground), await wholeDecision(ground), clustered], options);
    const title = `Admission decisions, ${IN_FLIGHT} in flight, one process`;
    return { title, against: 'rate-limiter-flexible, plain limiter', results };
  } finally {
    await close();
  }
}

/** Joining the line at its end and leaving it again, so that its length stays what it is. */
async function byLengthOfLine({ connect, scale }: Ground): Promise<Table> {
  const contenders = [];
  for (const length of [SHORT_LINE, LONG_LINE]) {
    const redis = connect();
    const lane = `testline${length}` as const;
    const door = await openDoor(redis, lane, { admitPerSecond: RATE_PER_SECOND, maxQueueLength: length + 10_000, maxWaitSeconds: 7_200 });
    await fillLine(redis, lane, length);
    contenders.push({ name: `with ${length.toLocaleString('en-GB')} in line`, once: joinsAndLeaves(door, `line${length}`) });
  }
  const results = await race(contenders, { inFlight: IN_FLIGHT, rounds: Math.ceil(7 * scale), secondsPerTurn: 1 });
  return { title: `Joining the line and leaving it, ${IN_FLIGHT} in flight, one process`, against: `${SHORT_LINE} in line`, results };
}

function plainLimiter({ connect }: Ground): Contender {
  const limiter = new RateLimiterRedis({ storeClient: connect(), keyPrefix: 'bench', points: RATE_PER_SECOND, duration: 1 });
  return {
    name: 'rate-limiter-flexible, plain limiter',
    once: () => limiter.consume('line').catch((refused: unknown) => refused),
  };
}

function ping({ connect }: Ground): Contender {
  const redis = connect();
  return { name: 'PING through the same client', once: () => redis.ping() };
}

async function wholeDecision({ connect }: Ground): Promise<Contender> {
  const door = await openDoor(connect(), 'front', { admitPerSecond: RATE_PER_SECOND, maxQueueLength: 1_000 });
  let call = 0;
  return {
    name: 'the whole decision',
    once: () => {
      call += 1;
      return door.admit({ callSid: callSidOf(call), caller: `caller-${call % CALLERS}` });
    },
  };
}

/** Its own limit is never reached: what is measured is the cost of asking all processes' limiter. */
async function bottleneckContender({ connect }: Ground): Promise<{ contender: Contender; close: () => Promise<void> }> {
  const connection = new Bottleneck.IORedisConnection({ client: connect() });
  const limiter = new Bottleneck({ id: 'bench', connection, maxConcurrent: 10 * IN_FLIGHT });
  await limiter.ready();
  const close = async () => {
    await limiter.disconnect(false);
    // Also the second connection, on which it listens: else the process would never end
    await connection.disconnect(false);
  };
  return { contender: { name: 'Bottleneck, clustered', once: () => limiter.schedule(async () => undefined) }, close };
}

async function openDoor(redis: Redis, lane: DoorName, changes: Partial<Thresholds>): Promise<FrontDoor> {
  const clock = new SystemClock();
  const values = { ...defaultThresholds, maxActiveCalls: 200_000, ...changes };
  const version = { version: 1, values, changedBy: 'bench', changedAt: new Date(clock.nowMs()).toISOString(), reason: 'bench' };
  await createLiveThresholds({ redis, clock, lanes: [lane] }).publish(version);
  return createFrontDoor({ redis, clock, lane, localDay });
}

/** People who wait since the morning. They are ahead of everybody who comes later, and nobody is let in. */
async function fillLine(redis: Redis, lane: DoorName, length: number): Promise<void> {
  const { line, seen } = laneKeys(lane);
  const atOnce = 5_000;
  for (let from = 0; from < length; from += atOnce) {
    const people = Array.from({ length: Math.min(atOnce, length - from) }, (_, index) => from + index);
    await redis.zadd(line, ...people.flatMap((person) => [person, `waiting-${person}`]));
    await redis.zadd(seen, ...people.flatMap((person) => [Date.now(), `waiting-${person}`]));
  }
}

function joinsAndLeaves(door: FrontDoor, name: string): () => Promise<void> {
  let call = 0;
  return async () => {
    call += 1;
    const arrival = { callSid: `${name}${callSidOf(call)}`, caller: `${name}-${call % CALLERS}` };
    const { answer } = await door.admit(arrival);
    if (answer !== 'queued') throw new Error(`the bench wants everybody in the line, but the door answered ${answer}`);
    await door.leave(arrival.callSid, { caller: arrival.caller, served: true });
  };
}

function callSidOf(call: number): string {
  return `CA${call.toString(16).padStart(32, '0')}`;
}
