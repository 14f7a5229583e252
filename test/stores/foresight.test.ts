import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createFrontDoor } from '../../src/admission/redis-admission.ts';
import { FORESEE_EVERY_MS, foresee } from '../../src/admission/redis-foresight.ts';
import { createLiveThresholds } from '../../src/admission/redis-thresholds.ts';
import { defaultThresholds, type Thresholds } from '../../src/admission/thresholds.ts';
import type { FrontDoor } from '../../src/calls/ports/front-door.ts';
import { createRounds } from '../../src/calls/rounds.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { connectRedis } from '../../src/platform/redis.ts';
import { closeServices, testRedis } from '../support/services.ts';

const START_MS = Date.UTC(2021, 0, 25, 8);
const IN_LINE = 200;

let redis: Awaited<ReturnType<typeof testRedis>>;
let door: FrontDoor;
let nowMs: number;
const clock = { nowMs: () => nowMs, offsetMs: () => 0 };
const scriptTime = (): `=${number}` => `=${nowMs}`;
const look = () => foresee({ redis, clock, scriptTime });

beforeAll(async () => {
  redis = await testRedis();
});
beforeEach(async () => {
  await redis.flushdb();
  nowMs = START_MS;
  door = createFrontDoor({ redis, clock, localDay: () => '2021-01-25', scriptTime });
});
afterAll(closeServices);

/** A line of 200 that one a second leaves for a minute: who comes then stands behind 140. */
async function openLine(over: Partial<Thresholds> = {}): Promise<void> {
  const values = { ...defaultThresholds, admitPerSecond: 1, burst: 1, dialPerSecond: 10, ...over };
  await createLiveThresholds({ redis, clock }).publish({ version: 1, values, changedBy: 'test', changedAt: '', reason: 'test' });
  for (let call = 0; call <= IN_LINE; call++) await door.admit({ callSid: `CA${call}` });
  for (let second = 0; second < 60; second++) {
    nowMs += 1_000;
    await door.promote(10, []);
  }
}

async function promise(count: number, inMs: number): Promise<void> {
  for (let nr = 0; nr < count; nr++)
    await door.noteCallback(`caller${inMs}-${nr}`, { id: `cb${inMs}-${nr}`, ticketAtMs: START_MS, dueAtMs: nowMs + inMs });
}

async function announced(callSid: string): Promise<number | undefined> {
  const answer = await door.admit({ callSid });
  return answer.answer === 'queued' ? answer.waitSeconds : undefined;
}

describe('a wait that is announced by the scripts', () => {
  it('counts callbacks that fall due before the caller’s turn, at most their share', async () => {
    await openLine();
    const alone = await announced('CA alone');
    await promise(20, 60_000);
    expect(await look()).toBe(20);
    const few = await announced('CA few');
    await promise(400, 60_500);
    await look();
    const many = await announced('CA many');
    expect(alone).toBe(Math.ceil(141 * 1.2));
    expect(few).toBe(Math.ceil((142 + 20) * 1.2));
    // For a minute all goes to those on hold, then half
    expect(many).toBe(Math.ceil((60 + 2 * (143 - 60)) * 1.2));
    expect(await door.checkTurn('CA many')).toMatchObject({ waitSeconds: many });
    expect((await door.picture()).estimatedWaitSeconds).toBe(Math.ceil((60 + 2 * (144 - 60)) * 1.2));
  });

  it('is not longer for callbacks that fall due after the caller’s turn, or none at all', async () => {
    await openLine();
    await promise(400, 300_000);
    await look();
    expect(await announced('CA1000')).toBe(Math.ceil(141 * 1.2));
    for (let nr = 0; nr < 400; nr++) await door.noteCallback(`caller300000-${nr}`, undefined);
    expect(await look()).toBe(0);
    expect(await announced('CA1001')).toBe(Math.ceil(142 * 1.2));
  });

  it('counts no more callbacks than the network takes', async () => {
    await openLine({ dialPerSecond: 0.1 });
    await promise(400, 0);
    await door.promote(0, ['cb0-0']);
    expect(await look()).toBeGreaterThan(0);
    expect(await announced('CA1000')).toBe(Math.ceil((141 / 0.9) * 1.2));
  });

  it('offers a callback instead of a wait that callbacks will make too long', async () => {
    await openLine({ maxWaitSeconds: 180 });
    await promise(400, 60_000);
    await look();
    expect(await door.admit({ callSid: 'CA1000' })).toMatchObject({ answer: 'callbackOffered' });
  });
});

describe('looking ahead', () => {
  it('leaves a lane without thresholds alone', async () => {
    await promise(3, 60_000);
    expect(await look()).toBe(0);
    expect(await redis.keys('*drain*')).toEqual([]);
  });

  it('is a round that logs what went wrong and ends', async () => {
    const log = createLogger('silent');
    const warn = jest.spyOn(log, 'warn');
    const gone = connectRedis('redis://127.0.0.1:1');
    await createRounds(log, [{ name: 'foresee', everyMs: FORESEE_EVERY_MS, job: () => foresee({ redis: gone, clock }) }]).run('foresee');
    gone.disconnect();
    expect(warn).toHaveBeenCalledWith(expect.objectContaining({ code: 'REDIS_DOWN', round: 'foresee' }), expect.any(String));
  });
});
