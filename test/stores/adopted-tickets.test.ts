import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { laneKeys } from '../../src/admission/keys.ts';
import { createFrontDoor } from '../../src/admission/redis-admission.ts';
import { createLiveThresholds } from '../../src/admission/redis-thresholds.ts';
import { defaultThresholds } from '../../src/admission/thresholds.ts';
import type { FrontDoor } from '../../src/calls/ports/front-door.ts';
import { localDay } from '../../src/platform/berlin-time.ts';
import { attended } from '../support/attended.ts';
import { closeServices, testRedis } from '../support/services.ts';

/** One minute to midnight in Berlin. */
const LATE_MS = Date.UTC(2021, 0, 25, 22, 59);
const MORNING_MS = Date.UTC(2021, 0, 25, 8);

let redis: Redis;
let door: FrontDoor;
let nowMs: number;
const clock = { nowMs: () => nowMs, offsetMs: () => 0 };

beforeEach(async () => {
  redis ??= await testRedis();
  await redis.flushdb();
  nowMs = MORNING_MS;
  door = createFrontDoor({ redis, clock, localDay, scriptTime: () => `=${nowMs}` });
  await createLiveThresholds({ redis, clock }).publish({
    version: 1,
    values: defaultThresholds,
    changedBy: 'test',
    changedAt: '',
    reason: 'test',
  });
  await attended(redis, nowMs);
});
afterAll(closeServices);

async function counted(): Promise<{ people: number; attempts: number }> {
  const { people, attempts } = await door.picture();
  return { people, attempts };
}

describe('people and attempts, when a withheld number is typed', () => {
  it('somebody who has a ticket is one person, however often the typing is told, and every call stays an attempt', async () => {
    await door.admit({ callSid: 'CA1', caller: 'anna' });
    await door.admit({ callSid: 'CA2' });
    expect(await counted()).toEqual({ people: 2, attempts: 2 });
    for (let told = 0; told < 3; told += 1) await door.adoptTicket('CA2', 'anna');
    expect(await counted()).toEqual({ people: 1, attempts: 2 });
    await door.leave('CA2');
    await door.adoptTicket('CA2', 'anna');
    expect(await counted()).toEqual({ people: 1, attempts: 2 });
  });

  it('somebody new stays the person who was counted with the call, and rings again as that person', async () => {
    await door.admit({ callSid: 'CA1' });
    for (let told = 0; told < 2; told += 1) await door.adoptTicket('CA1', 'anna');
    expect(await counted()).toEqual({ people: 1, attempts: 1 });
    await door.admit({ callSid: 'CA2', caller: 'anna' });
    await door.admit({ callSid: 'CA3' });
    await door.adoptTicket('CA3', 'anna');
    expect(await counted()).toEqual({ people: 1, attempts: 3 });
  });

  it('one call takes back one person at most, whatever numbers are typed in it', async () => {
    for (const caller of ['anna', 'bert']) await door.admit({ callSid: `of ${caller}`, caller });
    await door.admit({ callSid: 'CA1' });
    for (const caller of ['anna', 'bert', 'anna']) await door.adoptTicket('CA1', caller);
    expect(await counted()).toEqual({ people: 2, attempts: 3 });
  });

  it('a repeat that comes late, after another call has typed the same number, takes nothing more', async () => {
    await door.admit({ callSid: 'of anna', caller: 'anna' });
    for (const callSid of ['CA1', 'CA2']) await door.admit({ callSid });
    for (const callSid of ['CA1', 'CA2', 'CA1']) await door.adoptTicket(callSid, 'anna');
    expect(await counted()).toEqual({ people: 1, attempts: 3 });
  });

  it('two deliveries at once take one person back', async () => {
    await door.admit({ callSid: 'of anna', caller: 'anna' });
    await door.admit({ callSid: 'CA1' });
    await Promise.all(Array.from({ length: 10 }, () => door.adoptTicket('CA1', 'anna')));
    expect(await counted()).toEqual({ people: 1, attempts: 2 });
  });

  it('a call that was never counted takes nobody back', async () => {
    await door.admit({ callSid: 'of anna', caller: 'anna' });
    await door.adoptTicket('CA-unheard-of', 'anna');
    expect(await counted()).toEqual({ people: 1, attempts: 1 });
  });

  it('a person is taken back on the day of the call, also when the number is typed after midnight', async () => {
    nowMs = LATE_MS;
    await door.admit({ callSid: 'of anna', caller: 'anna' });
    await door.admit({ callSid: 'CA1' });
    nowMs += 120_000;
    await door.adoptTicket('CA1', 'anna');
    const { day } = laneKeys('front');
    expect(await redis.hget(day('2021-01-25'), 'people')).toBe('1');
    expect(await redis.exists(day('2021-01-26'))).toBe(0);
  });
});
