import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { createFrontDoor } from '../../src/admission/redis-admission.ts';
import { createLiveThresholds } from '../../src/admission/redis-thresholds.ts';
import { defaultThresholds, type Thresholds } from '../../src/admission/thresholds.ts';
import { closeServices, testRedis } from '../support/services.ts';

const START_MS = Date.UTC(2021, 0, 25, 8);

let redis: Redis;
let nowMs: number;
let version: number;
const clock = { nowMs: () => nowMs, offsetMs: () => 0 };
const parts = () => ({ redis, clock, localDay: () => '2021-01-25', scriptTime: () => `=${nowMs}` as const });
const agents = () => createFrontDoor({ ...parts(), lane: 'agents' });
const front = () => createFrontDoor(parts());

beforeEach(async () => {
  redis ??= await testRedis();
  await redis.flushdb();
  nowMs = START_MS;
  version = 0;
  await publish({});
  // What the worker does all day
  for (const door of [front(), agents()]) await door.promote(1, []);
  nowMs += 5_000;
});
afterAll(closeServices);

async function publish(changes: Partial<Thresholds>): Promise<void> {
  version += 1;
  const values = { ...defaultThresholds, ...changes };
  const live = createLiveThresholds({ redis, clock, lanes: ['front', 'agents'] });
  await live.publish({ version, values, changedBy: 'test', changedAt: '', reason: 'test' });
}

const ask = (callSids: string[]) => Promise.all(callSids.map((callSid) => agents().admit({ callSid, caller: `caller of ${callSid}` })));
const answers = async (callSids: string[]) => (await ask(callSids)).map(({ answer }) => answer);

describe('the agents’ lane', () => {
  it('lets in as many as there are agents, and holds the others in ticket order', async () => {
    await agents().offerSeats(2);
    expect(await answers(['CA1', 'CA2', 'CA3', 'CA4'])).toEqual(['admitted', 'admitted', 'queued', 'queued']);
    await agents().leave('CA1', { caller: 'caller of CA1', served: true });
    expect(await agents().promote(10, [])).toEqual({ calls: ['CA3'], callbacks: [] });
    await agents().offerSeats(3);
    expect(await agents().promote(10, [])).toEqual({ calls: ['CA4'], callbacks: [] });
    expect(await agents().picture()).toMatchObject({ activeCalls: 3, onHold: 0 });
  });

  it('lets nobody in while no agent is there, and everybody the threshold allows when seats are no matter any more', async () => {
    await agents().offerSeats(0);
    expect(await answers(['CA1'])).toEqual(['queued']);
    await agents().offerSeats(undefined);
    expect((await agents().promote(10, [])).calls).toEqual(['CA1']);
  });

  it('has its own bounds: agentQueueLength callers, agentMaxWaitSeconds at most', async () => {
    await publish({ agentQueueLength: 2, maxQueueLength: 5_000 });
    await agents().offerSeats(0);
    expect(await answers(['CA1', 'CA2', 'CA3'])).toEqual(['queued', 'queued', 'callbackOffered']);
    await publish({ agentQueueLength: 500, agentMaxWaitSeconds: 100, maxWaitSeconds: 7_200 });
    // One in ten seconds: twelve seconds a place, so the ninth would wait longer than is sold
    for (let tens = 0; tens < 2; tens++) {
      nowMs += 10_000;
      await agents().offerSeats(tens + 1);
      await agents().promote(1, []);
      await ask([`CA more ${tens}`]);
    }
    const many = await ask(Array.from({ length: 20 }, (_, index) => `CA late ${index}`));
    for (const admission of many) if (admission.answer === 'queued') expect(admission.waitSeconds ?? 0).toBeLessThanOrEqual(100);
    expect(many.map(({ answer }) => answer)).toEqual(expect.arrayContaining(['queued', 'callbackOffered']));
  });

  it('is another lane than the front door: seats, tickets and lines are apart, and a closed door does not close it', async () => {
    await publish({ mode: 'closed', closedUntilMs: nowMs + 60_000, closedReason: 'repair' });
    expect((await front().admit({ callSid: 'CA1', caller: 'anna' })).answer).toBe('closed');
    expect((await agents().admit({ callSid: 'CA1', caller: 'anna' })).answer).toBe('admitted');
    expect((await front().picture()).activeCalls).toBe(0);
    expect((await agents().picture()).activeCalls).toBe(1);
  });

  it('shows ops’ own values to other readers, not those that its scripts count with', async () => {
    const live = createLiveThresholds({ redis, clock, lanes: ['agents'] });
    expect((await live.now()).values).toMatchObject({ admitPerSecond: defaultThresholds.admitPerSecond, maxQueueLength: 5_000 });
  });
});
