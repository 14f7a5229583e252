import { RateLimiterRedis } from 'rate-limiter-flexible';
import { createFrontDoor } from '../../src/admission/redis-admission.ts';
import { createLiveThresholds } from '../../src/admission/redis-thresholds.ts';
import { defaultThresholds } from '../../src/admission/thresholds.ts';
import { localDay } from '../../src/platform/berlin-time.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import type { Bench, Ground } from './bench.ts';
import { race } from './rounds.ts';

/** Calls per second that may be let in: half of what the bench asks for, so that both answers are measured. */
const RATE_PER_SECOND = 2_000;
const IN_FLIGHT = 64;

/** The whole decision (ticket, bucket, seat, line, counters) against a bare round trip and against a plain limiter. */
export const admission: Bench = async (ground) => {
  const decisions = await race(await contenders(ground), { inFlight: IN_FLIGHT, rounds: Math.ceil(5 * ground.scale), secondsPerTurn: 2 });
  return [
    {
      title: `Admission decisions, ${IN_FLIGHT} in flight, one process`,
      against: 'rate-limiter-flexible, plain limiter',
      results: decisions,
    },
  ];
};

async function contenders({ connect }: Ground) {
  // Each contender has a connection of its own, all made alike
  const [forPlain, forPing, forUs] = [connect(), connect(), connect()];
  const clock = new SystemClock();
  const frontDoor = createFrontDoor({ redis: forUs, clock, localDay });
  const values = { ...defaultThresholds, admitPerSecond: RATE_PER_SECOND, maxActiveCalls: 200_000, maxQueueLength: 1_000 };
  const version = { version: 1, values, changedBy: 'bench', changedAt: new Date(clock.nowMs()).toISOString(), reason: 'bench' };
  await createLiveThresholds({ redis: forUs, clock }).publish(version);
  const plain = new RateLimiterRedis({ storeClient: forPlain, keyPrefix: 'bench', points: RATE_PER_SECOND, duration: 1 });
  let call = 0;
  return [
    { name: 'rate-limiter-flexible, plain limiter', once: () => plain.consume('line').catch((refused: unknown) => refused) },
    { name: 'PING through the same client', once: () => forPing.ping() },
    {
      name: 'the whole decision',
      once: () => {
        call += 1;
        return frontDoor.admit({ callSid: `CA${call.toString(16).padStart(32, '0')}`, caller: `caller-${call % 200_000}` });
      },
    },
  ];
}
