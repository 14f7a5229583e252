import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { terms } from '../../src/admission/terms.ts';
import { AgentBook } from '../../src/agents/agent-book.ts';
import { recordAt } from '../../src/agents/choose-agent.ts';
import { LANES, type Lane } from '../../src/agents/lanes.ts';
import { closeServices } from '../support/services.ts';
import { type RouterGround, routerGround } from './router-ground.ts';

/** One random history through the scripts and through the rules in memory: the same answers, and what must always hold, holds. */

const IDS = ['a', 'b', 'c', 'd'];
const CALLS = ['CA1', 'CA2', 'CA3', 'CA4', 'CA5'];
const LEASE_MS = 20_000;
/** Some thousand comparisons on a machine that may be busy. */
const PATIENCE_MS = 90_000;
const SERVED: Lane[] = ['de', 'en', 'supervisor'];

let ground: RouterGround;
beforeAll(async () => {
  ground = await routerGround();
});
afterAll(closeServices);

const call = fc.constantFrom(...CALLS);
const lane = fc.constantFrom(...SERVED, 'de' as const);
// Mostly the agent who has the call, sometimes another
const sender = fc.constantFrom('its own', 'its own', 'its own', 'a', 'b');
const settled = fc.constantFrom(
  'connected' as const,
  'connected' as const,
  'missed' as const,
  'done' as const,
  'done' as const,
  'released' as const,
);
const state = fc.constantFrom('available' as const, 'available' as const, 'available' as const, 'paused' as const, 'offline' as const);
const happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: fc.constant('enter' as const), call, lane, ticketAgoMs: fc.integer({ min: 0, max: 9_000 }) }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('pair' as const), most: fc.constantFrom(1, 2, 10) }) },
  { weight: 5, arbitrary: fc.record({ what: fc.constant('ring' as const), call, lane }) },
  { weight: 6, arbitrary: fc.record({ what: settled, sender, call }) },
  {
    weight: 5,
    arbitrary: fc.record({ what: fc.constant('choose' as const), who: fc.constantFrom(...IDS), state, lanes: fc.subarray(SERVED) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('reserve' as const), who: fc.constantFrom(...IDS), callId: fc.constantFrom('cb:1', 'CA1') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constantFrom('assign' as const, 'dismiss' as const),
      who: fc.constantFrom(...IDS),
      lanes: fc.subarray(SERVED),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('look' as const, 'leave' as const), call, lane }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('sweep' as const, 'sweepLanes' as const) }) },
);
type Step = typeof happening extends fc.Arbitrary<infer One> ? One : never;
const laterMs = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom(0, 1, 500, 5_000, 10_000, 20_000) },
  { weight: 2, arbitrary: fc.constant(100_000) },
  { weight: 2, arbitrary: fc.constant(16_000_000) },
);
const history = fc.array(fc.tuple(laterMs, happening), { minLength: 30, maxLength: 80 });

/** Lets the same thing happen to both; returns what each answered. */
async function play(book: AgentBook, step: Step): Promise<[expected: unknown, actual: unknown]> {
  const { agents, agentLanes } = ground;
  const nowMs = ground.now.ms;
  switch (step.what) {
    case 'enter': {
      const ticketAtMs = nowMs - step.ticketAgoMs;
      const position = book.hasAgent(step.call) ? 0 : book.lanes.enter(step.call, step.lane, ticketAtMs, nowMs);
      const { answer, ...place } = await agentLanes.enter({ callSid: step.call, lane: step.lane, ticketAtMs, anyway: true });
      return [
        { answer: 'queued', position },
        { answer, position: 'position' in place ? place.position : undefined },
      ];
    }
    case 'pair':
      return [book.pair(step.most, nowMs), await agents.pair(step.most)];
    case 'ring': {
      const expected = book.ring(step.call, step.lane, LEASE_MS, nowMs);
      const actual = await agents.ring(step.call, step.lane, LEASE_MS);
      return ['id' in expected ? { id: expected.id, endpoint: expected.endpoint } : { nobody: true, ...expected }, actual];
    }
    case 'reserve':
      return [book.reserve(step.who, step.callId, LEASE_MS, nowMs), await agents.reserve(step.who, step.callId, LEASE_MS)];
    case 'choose': {
      const wish = step.state === 'paused' ? { state: step.state, reason: 'break' } : { state: step.state };
      const profile = { endpoint: `client:${step.who}`, lanes: step.lanes };
      const expected = book.choose(step.who, wish, profile, nowMs);
      const actual = await agents.choose(step.who, wish, profile);
      return [expected === 'refused' || expected.state, actual === 'refused' || actual.state];
    }
    case 'assign': {
      const profile = { endpoint: `sip:${step.who}`, lanes: step.lanes };
      return [book.assign(step.who, profile), await agents.assign(step.who, profile)];
    }
    case 'dismiss':
      return [book.dismiss(step.who, nowMs), await agents.dismiss(step.who)];
    case 'look': {
      book.lanes.heardOf(step.lane, step.call, nowMs);
      const expected = book.lanes.position(step.lane, step.call) || (book.hasAgent(step.call) ? 1 : 0);
      const turn = await agentLanes.look(step.call, step.lane);
      return [expected, 'position' in turn && turn.position];
    }
    case 'leave':
      return [book.leave(step.call, step.lane, nowMs), await agentLanes.leave(step.call, step.lane)];
    case 'sweep':
      return [book.sweep(nowMs), await agents.sweep()];
    case 'sweepLanes':
      return [book.lanes.sweep(nowMs), await agentLanes.sweep()];
    default: {
      const holder = IDS.find((id) => book.status(id, nowMs)?.callSid === step.call) ?? 'c';
      const id = step.sender === 'its own' ? holder : step.sender;
      if (step.what === 'done') return [book.done(id, step.call, nowMs + 5_000, nowMs), await agents.done(id, step.call, nowMs + 5_000)];
      return [book[step.what](id, step.call, nowMs), await agents[step.what](id, step.call)];
    }
  }
}

async function compareAll(book: AgentBook, reached: Set<string>): Promise<void> {
  const nowMs = ground.now.ms;
  const [statuses, lines] = await Promise.all([
    Promise.all(IDS.map((id) => ground.agents.status(id))),
    Promise.all(LANES.map((one) => ground.redis.zrange(`{agents}:line:${one}`, '0', '-1'))),
  ]);
  for (const [n, id] of IDS.entries()) {
    const { state: is, sinceMs, reason, callSid, lastCallSid } = book.status(id, nowMs) ?? { state: 'offline', sinceMs: 0 };
    expect(statuses[n]).toEqual({
      id,
      state: is,
      sinceMs,
      ...(reason && { reason }),
      ...(callSid && { callSid }),
      ...(lastCallSid && { lastCallSid }),
    });
    reached.add(reason ?? is);
  }
  const held = statuses.flatMap(({ callSid }) => callSid ?? []);
  expect(new Set(held).size).toBe(held.length);
  expect(lines).toEqual(LANES.map((one) => book.lanes.all().flatMap((waiting) => (waiting.lane === one ? [waiting.callSid] : []))));
}

/** After pairing nobody idles for whom somebody waits. */
function expectNobodyLeftIdle(book: AgentBook): void {
  const idle = IDS.flatMap((id) => book.status(id, ground.now.ms) ?? [])
    .map((record) => recordAt(record, ground.now.ms))
    .filter((record) => record.state === 'available');
  const left = book.lanes.all().filter((waiting) => idle.some((record) => record.lanes.includes(waiting.lane)));
  expect(left).toEqual([]);
}

describe('the scripts and the rule in TypeScript', () => {
  it(
    'give the same answers to any history, reach every state, and leave nobody idle whom somebody waits for',
    async () => {
      const reached = new Set<string>();
      await fc.assert(
        fc.asyncProperty(history, async (steps) => {
          await ground.clear();
          const book = new AgentBook(terms.LINE_UNSEEN_MS);
          for (const [later, step] of steps) {
            ground.now.ms += later;
            const [expected, actual] = await play(book, step);
            expect(actual).toEqual(expected);
            await compareAll(book, reached);
            if (step.what === 'pair' && step.most === 10) expectNobodyLeftIdle(book);
          }
          for (const id of IDS) expect(await ground.agents.figures(id)).toEqual(book.figures(id, ground.now.ms));
        }),
        // A fixed seed: that every state is reached is a property of the history, not of luck
        { seed: 116117, numRuns: 30, endOnFailure: true },
      );
      expect([...reached].sort()).toEqual(['available', 'break', 'call lost', 'missed call', 'offline', 'on_call', 'reserved', 'wrap_up']);
    },
    PATIENCE_MS,
  );
});
