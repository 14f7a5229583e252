import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { createOnTheLine } from '../../src/callbacks/redis-on-the-line.ts';
import { createDialSpend } from '../../src/callbacks/redis-spend.ts';
import type { DialSpend, OnTheLine } from '../../src/calls/ports/telephone.ts';
import { closeServices, testRedis } from '../support/services.ts';

const NINE = Date.UTC(2021, 0, 25, 8);
const HOUR = 3_600_000;

let redis: Redis;
let onTheLine: OnTheLine;
let spend: DialSpend;
beforeAll(async () => {
  redis = await testRedis();
  onTheLine = createOnTheLine({ redis });
  spend = createDialSpend({ redis });
});
beforeEach(() => redis.flushdb());
afterAll(closeServices);

describe('who is on the line', () => {
  it('is known from the first ring to the end, by whichever of two telephones', async () => {
    expect(await onTheLine.isTalking('a', NINE)).toBe(false);
    await onTheLine.began('a', 'CA1', NINE);
    await onTheLine.began('a', 'CA2', NINE);
    await onTheLine.began('a', 'CA2', NINE);
    expect([await onTheLine.isTalking('a', NINE), await onTheLine.isTalking('b', NINE)]).toEqual([true, false]);
    await onTheLine.ended('a', 'CA2');
    await onTheLine.ended('a', 'CA2');
    expect(await onTheLine.isTalking('a', NINE)).toBe(true);
    await onTheLine.ended('a', 'CA1');
    expect(await onTheLine.isTalking('a', NINE)).toBe(false);
  });

  it('is forgotten after an hour when nobody tells the end, by the clock of the calls and by the server’s', async () => {
    await onTheLine.began('a', 'CA1', NINE);
    expect(await onTheLine.isTalking('a', NINE + HOUR - 1)).toBe(true);
    expect(await onTheLine.isTalking('a', NINE + HOUR)).toBe(false);
    expect(await redis.pttl('on-the-line:{a}')).toBeGreaterThan(HOUR - 60_000);
  });
});

describe('the minutes of an hour', () => {
  it('are counted in advance and at the end, over all processes, once for each call', async () => {
    const other = createDialSpend({ redis: await testRedis() });
    await Promise.all(Array.from({ length: 25 }, (_, index) => (index % 2 ? spend : other).begin(NINE)));
    for (const durationSeconds of [0, 40, 180, 180]) await spend.ended({ callSid: `CA${durationSeconds}`, durationSeconds, nowMs: NINE });
    expect(await spend.minutesThisHour(NINE)).toBe(25 + 2);
    expect(await other.minutesThisHour(NINE + HOUR - 1)).toBe(27);
  });

  it('begin anew with the hour, and none is kept for long', async () => {
    await spend.begin(NINE);
    expect(await spend.minutesThisHour(NINE + HOUR)).toBe(0);
    for (const key of await redis.keys('*')) expect(await redis.ttl(key)).toBeGreaterThan(0);
  });
});
