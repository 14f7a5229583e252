import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Redis } from 'ioredis';
import { AgentBook } from '../../src/agents/agent-book.ts';
import { RedisAgents } from '../../src/agents/redis-agents.ts';
import { EVENTS_KEY } from '../../src/agents/redis-keys.ts';
import { closeServices, testRedis } from '../support/services.ts';

const START = 1_611_561_600_000;
const profile = (id: string, languages = ['de', 'en']) => ({ endpoint: `client:${id}`, languages });

let redis: Redis;
let nowMs = START;
let agents: RedisAgents;

beforeAll(async () => {
  redis = await testRedis();
  agents = new RedisAgents(redis, () => `=${nowMs}`);
});
beforeEach(async () => {
  await redis.flushdb();
  nowMs = START;
});
afterAll(closeServices);

async function available(...ids: string[]): Promise<void> {
  for (const id of ids) {
    await agents.choose(id, { state: 'available' }, profile(id));
    nowMs += 1;
  }
}

describe('pairing', () => {
  it('64 calls at once for 10 agents make exactly 10 pairs', async () => {
    await available(...Array.from({ length: 10 }, (_, n) => `agent${n}`));
    const connections = await Promise.all(Array.from({ length: 8 }, testRedis));
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, n) => new RedisAgents(connections[n % 8] as Redis, () => `=${nowMs}`).reserve(`CA${n}`, 'de', 30_000)),
    );
    const taken = answers.flatMap((answer) => (answer === 'nobody' ? [] : [answer.id]));
    expect(taken).toHaveLength(10);
    expect(new Set(taken).size).toBe(10);
    expect(await agents.counts()).toMatchObject({ reserved: 10, available: 0 });
  });

  it('goes by idle time, and only to those who speak the language', async () => {
    await agents.choose('karl', { state: 'available' }, profile('karl', ['de']));
    nowMs += 5;
    await available('anna', 'bert');
    expect(await agents.reserve('CA1', 'en', 30_000)).toEqual({ id: 'anna', endpoint: 'client:anna' });
    expect(await agents.reserve('CA2', 'de', 30_000)).toMatchObject({ id: 'karl' });
    expect(await agents.reserve('CA3', 'en', 30_000)).toMatchObject({ id: 'bert' });
    expect(await agents.reserve('CA4', 'en', 30_000)).toBe('nobody');
  });

  it('the same call asking again gets the same agent and no second one', async () => {
    await available('anna', 'bert');
    const first = await agents.reserve('CA1', 'de', 30_000);
    expect(await agents.reserve('CA1', 'de', 30_000)).toEqual(first);
    expect(await agents.counts()).toMatchObject({ reserved: 1, available: 1 });
  });

  it('more agents than one page of the search, all of whom missed the call, still leads to the one after them', async () => {
    const ids = Array.from({ length: 23 }, (_, n) => `agent${String(n).padStart(2, '0')}`);
    await available(...ids);
    for (const id of ids.slice(0, 22)) {
      expect(await agents.reserve('CA1', 'de', 30_000)).toMatchObject({ id });
      await agents.missed(id, 'CA1');
    }
    nowMs = START - 500;
    await Promise.all(ids.slice(0, 22).map((id) => agents.choose(id, { state: 'available' }, profile(id))));
    nowMs = START + 1_000;
    expect(await agents.reserve('CA1', 'de', 30_000)).toMatchObject({ id: ids[22] });
  });
});

describe('what becomes of a reservation', () => {
  it('a missed call pauses the agent, who is never offered that call again but the next one', async () => {
    await available('anna');
    await agents.reserve('CA1', 'de', 30_000);
    await agents.missed('anna', 'CA1');
    expect(await agents.status('anna')).toMatchObject({ state: 'paused', reason: 'missed call' });
    await available('anna');
    expect(await agents.reserve('CA1', 'de', 30_000)).toBe('nobody');
    expect(await agents.reserve('CA2', 'de', 30_000)).toMatchObject({ id: 'anna' });
  });

  it('an agent whose caller hung up while it rang is next again', async () => {
    await available('anna', 'bert');
    await agents.reserve('CA1', 'de', 30_000);
    nowMs += 10_000;
    await agents.released('anna', 'CA1');
    expect(await agents.reserve('CA2', 'de', 30_000)).toMatchObject({ id: 'anna' });
  });

  it('after a call there is wrap-up, then availability by itself, without anybody sweeping', async () => {
    await available('anna');
    await agents.reserve('CA1', 'de', 30_000);
    expect(await agents.connected('anna', 'CA1')).toBe(true);
    expect(await agents.status('anna')).toMatchObject({ state: 'on_call', callSid: 'CA1' });
    await agents.done('anna', 'CA1', nowMs + 30_000);
    expect(await agents.status('anna')).toEqual({ id: 'anna', state: 'wrap_up', sinceMs: nowMs });
    nowMs += 29_999;
    expect(await agents.reserve('CA2', 'de', 30_000)).toBe('nobody');
    nowMs += 1;
    expect(await agents.status('anna')).toEqual({ id: 'anna', state: 'available', sinceMs: nowMs });
    expect(await agents.reserve('CA2', 'de', 30_000)).toMatchObject({ id: 'anna' });
  });

  it('an expired reservation counts as missed at the sweep, and when its own call asks again', async () => {
    await available('anna', 'bert');
    await agents.reserve('CA1', 'de', 30_000);
    nowMs += 30_000;
    expect(await agents.reserve('CA1', 'de', 30_000)).toMatchObject({ id: 'bert' });
    expect(await agents.status('anna')).toMatchObject({ state: 'paused', reason: 'missed call' });
    nowMs += 30_000;
    await agents.sweep();
    expect(await agents.status('bert')).toMatchObject({ state: 'paused', reason: 'missed call' });
    expect(await agents.connected('bert', 'CA1')).toBe(false);
  });

  it('late and foreign news change nothing', async () => {
    await available('anna');
    await agents.reserve('CA1', 'de', 30_000);
    await agents.missed('anna', 'CA2');
    await agents.done('anna', 'CA2', nowMs + 30_000);
    expect(await agents.connected('anna', 'CA2')).toBe(false);
    expect(await agents.connected('anna', 'CA1')).toBe(true);
    await agents.missed('anna', 'CA1');
    await agents.released('anna', 'CA1');
    expect(await agents.connected('anna', 'CA1')).toBe(true);
    expect(await agents.status('anna')).toMatchObject({ state: 'on_call', callSid: 'CA1' });
    await agents.done('anna', 'CA1', nowMs + 30_000);
    await agents.done('anna', 'CA1', nowMs + 90_000);
    nowMs += 30_000;
    expect(await agents.status('anna')).toMatchObject({ state: 'available' });
  });

  it('a call whose end was never reported does not keep the agent for ever', async () => {
    await available('anna');
    await agents.reserve('CA1', 'de', 30_000);
    await agents.connected('anna', 'CA1');
    nowMs += 4.5 * 3_600_000;
    await agents.sweep();
    expect(await agents.status('anna')).toMatchObject({ state: 'paused', reason: 'call lost' });
  });
});

describe("the agent's own choice", () => {
  it('is refused while a call is being connected or held, and allowed in wrap-up', async () => {
    await available('anna');
    await agents.reserve('CA1', 'de', 30_000);
    expect(await agents.choose('anna', { state: 'offline' }, profile('anna'))).toBe('refused');
    await agents.connected('anna', 'CA1');
    expect(await agents.choose('anna', { state: 'paused' }, profile('anna'))).toBe('refused');
    await agents.done('anna', 'CA1', nowMs + 30_000);
    expect(await agents.choose('anna', { state: 'paused', reason: 'lunch' }, profile('anna'))).toMatchObject({
      state: 'paused',
      reason: 'lunch',
    });
    nowMs += 60_000;
    await agents.sweep();
    expect(await agents.reserve('CA2', 'de', 30_000)).toBe('nobody');
  });

  it('said twice neither loses nor gains a place', async () => {
    await available('anna', 'bert');
    await agents.choose('anna', { state: 'available' }, profile('anna'));
    expect(await agents.reserve('CA1', 'de', 30_000)).toMatchObject({ id: 'anna' });
  });

  it('somebody never seen is offline', async () => {
    expect(await agents.status('nobody')).toEqual({ id: 'nobody', state: 'offline', sinceMs: 0 });
  });

  it('every change is news for the desk, whoever made it', async () => {
    await available('anna');
    await agents.reserve('CA1', 'de', 30_000);
    nowMs += 30_000;
    await agents.sweep();
    const news = await redis.xrange(EVENTS_KEY, '-', '+');
    const told = news.map(([, fields]) => JSON.parse(fields[5] as string));
    expect(told.map(({ state }) => state)).toEqual(['available', 'reserved', 'paused']);
    expect(told[2]).toMatchObject({ reason: 'missed call', sinceMs: nowMs });
  });
});

describe('the server clock', () => {
  it('is used where no time is given, moved by the offset', async () => {
    let offsetMs = 0;
    const live = new RedisAgents(redis, () => offsetMs);
    await live.choose('anna', { state: 'available' }, profile('anna'));
    await live.reserve('CA1', 'de', 30_000);
    await live.sweep();
    expect(await live.status('anna')).toMatchObject({ state: 'reserved' });
    offsetMs = 40_000;
    await live.sweep();
    expect(await live.status('anna')).toMatchObject({ state: 'paused', reason: 'missed call' });
  });
});

describe('the scripts and the rule in TypeScript', () => {
  const who = fc.constantFrom('a', 'b', 'c');
  const call = fc.constantFrom('CA1', 'CA2', 'CA3');
  const language = fc.constantFrom('de' as const, 'en' as const);
  const chosen = fc.constantFrom('available' as const, 'available' as const, 'paused' as const, 'offline' as const);
  const settled = fc.constantFrom(
    'connected' as const,
    'connected' as const,
    'missed' as const,
    'done' as const,
    'done' as const,
    'released' as const,
  );
  // News mostly come from the agent who has the call, sometimes from another
  const sender = fc.constantFrom('its own', 'its own', 'its own', 'a', 'b');
  const happening = fc.oneof(
    { weight: 4, arbitrary: fc.record({ what: fc.constant('reserve' as const), call, language }) },
    { weight: 5, arbitrary: fc.record({ what: settled, sender, call }) },
    { weight: 4, arbitrary: fc.record({ what: fc.constant('choose' as const), who, state: chosen, languages: fc.subarray(['de', 'en']) }) },
    { weight: 2, arbitrary: fc.record({ what: fc.constant('sweep' as const) }) },
  );
  type Step = typeof happening extends fc.Arbitrary<infer One> ? One : never;
  const laterMs = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(0, 1, 500, 5_000, 20_000) },
    { weight: 1, arbitrary: fc.constant(16_000_000) },
  );
  const history = fc.array(fc.tuple(laterMs, happening), { minLength: 20, maxLength: 60 });

  /** Lets the same thing happen to both; returns what each answered. */
  async function play(book: AgentBook, step: Step): Promise<[expected: unknown, actual: unknown]> {
    switch (step.what) {
      case 'reserve': {
        const expected = book.reserve(step.call, step.language, 20_000, nowMs);
        const actual = await agents.reserve(step.call, step.language, 20_000);
        return [expected === 'nobody' || { id: expected.id, endpoint: expected.endpoint }, actual === 'nobody' || actual];
      }
      case 'choose': {
        const wish = step.state === 'paused' ? { state: step.state, reason: 'break' } : { state: step.state };
        const expected = book.choose(step.who, wish, profile(step.who, step.languages), nowMs);
        const actual = await agents.choose(step.who, wish, profile(step.who, step.languages));
        return [expected === 'refused' || expected.state, actual === 'refused' || actual.state];
      }
      case 'sweep':
        return [book.sweep(nowMs), await agents.sweep()];
      default: {
        const holder = ['a', 'b', 'c'].find((id) => book.status(id, nowMs)?.callSid === step.call) ?? 'c';
        const id = step.sender === 'its own' ? holder : step.sender;
        if (step.what === 'done') return [book.done(id, step.call, nowMs + 5_000, nowMs), await agents.done(id, step.call, nowMs + 5_000)];
        return [book[step.what](id, step.call, nowMs), await agents[step.what](id, step.call)];
      }
    }
  }

  it('give the same answers to any history, and reach every state', async () => {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        await redis.flushdb();
        nowMs = START;
        const book = new AgentBook();
        for (const [later, step] of steps) {
          nowMs += later;
          const [expected, actual] = await play(book, step);
          expect(actual).toEqual(expected);
          const ids = ['a', 'b', 'c'];
          const statuses = await Promise.all(ids.map((id) => agents.status(id)));
          for (const [n, id] of ids.entries()) {
            const { state, sinceMs, reason, callSid } = book.status(id, nowMs) ?? { state: 'offline', sinceMs: 0 };
            expect(statuses[n]).toEqual({ id, state, sinceMs, ...(reason && { reason }), ...(callSid && { callSid }) });
            reached.add(reason ?? state);
          }
        }
      }),
      // A fixed seed: that every state is reached is a property of the history, not of luck
      { seed: 116117, numRuns: 30, endOnFailure: true },
    );
    expect([...reached].sort()).toEqual(['available', 'break', 'call lost', 'missed call', 'offline', 'on_call', 'reserved', 'wrap_up']);
  });
});
