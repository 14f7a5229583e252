import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RedisTestClock } from '../../src/ops/redis-test-clock.ts';
import { seeded } from '../support/seeded.ts';
import { PATIENCE_MS, until } from '../support/until.ts';
import { type KilledHouse, openKilledHouse } from './killed-house.ts';
import { outOfTurn } from './killed-order.ts';
import { type Agent, type AgentsDay, agentLives, type CallersDay, callerLives, type Plan } from './killed-people.ts';
import { type Watch, watch } from './killed-watch.ts';

/** More callers than the agents can take, and all the while SIGKILL for web processes and workers, mostly in the middle of a webhook. */

const CALLERS = 170;
const ARRIVE_OVER_MS = 22_000;
const KILL_FOR_MS = 55_000;
/** The longest that an agent is kept for a call that says nothing: the whisper and its key. */
const LONGEST_LEASE_SECONDS = 45;
const SWEEP_EVERY_SECONDS = 5;

/** Every third agent speaks English as well. */
const AGENTS: Agent[] = Array.from({ length: 24 }, (_, index) => ({
  name: `agent ${index}`,
  number: `+493013050${100 + index}`,
  lanes: index % 3 === 0 ? ['de', 'en'] : ['de'],
}));
const LEAVING: readonly Plan[] = ['greeting', 'asking', 'waiting', 'waiting', 'callback', 'ringing', 'talking', 'talking'];
const AIMS = [/paired|waited/, /connected/, /accept|whisper/, /status/, /input/];

let house: KilledHouse;
let watching: Watch;
let callers: CallersDay[];
let days: AgentsDay[];

beforeAll(async () => {
  house = await openKilledHouse({ admitPerSecond: 1_000, burst: 1_000, wrapUpSeconds: 1, agentMaxWaitSeconds: 7_200 });
  const { carrier } = house;
  const { agents } = house.router;
  for (const { name, number, lanes } of AGENTS) {
    carrier.phone(number);
    await agents.choose(name, { state: 'available' }, { endpoint: `tel:${number}`, lanes });
  }
  watching = watch(house, AGENTS);
  let over = false;
  const working = AGENTS.map((agent, index) => agentLives({ carrier, agents, isOver: () => over }, agent, seeded(index)));
  const ringing = arrive().finally(() => {
    over = true;
  });
  [callers, days] = await Promise.all([ringing, Promise.all(working), killInTurn('web', () => over), killInTurn('worker', () => over)]);
}, 180_000);
afterAll(async () => {
  await watching?.stop();
  await house?.close();
}, 30_000);

function arrive(): Promise<CallersDay[]> {
  const random = seeded(116_117);
  const calls = Array.from({ length: CALLERS }, async (_, index) => {
    const plan = random.next() < 0.35 ? (LEAVING[random.below(LEAVING.length)] as Plan) : 'stays';
    const lane = random.next() < 0.2 ? 'en' : 'de';
    await wait(random.next() * ARRIVE_OVER_MS);
    return callerLives(house.carrier, { from: `+492331305${String(index).padStart(3, '0')}`, plan, lane, random: seeded(index) });
  });
  return Promise.all(calls);
}

/** One of the two after the other; the next one as soon as both are at work again. */
async function killInTurn(role: 'web' | 'worker', isOver: () => boolean): Promise<void> {
  const ends = performance.now() + KILL_FOR_MS;
  for (let turn = 0; performance.now() < ends && !isOver(); turn += 1)
    await (role === 'worker' ? house.kill(role) : house.killWhileAnswering(AIMS[turn % AIMS.length] as RegExp));
}

/** Caller's call → how often an agent talked in it. */
function conversations(): Map<string, number> {
  const whispers = house.carrier.requests.filter(({ kind }) => kind === 'whisper');
  const callerOf = new Map(whispers.map(({ callSid, url }) => [callSid, new URL(url).searchParams.get('call') ?? '']));
  const often = new Map<string, number>();
  for (const callSid of days.flatMap(({ connected }) => connected.map((one) => callerOf.get(one) ?? one)))
    often.set(callSid, (often.get(callSid) ?? 0) + 1);
  return often;
}

const engaged = async () => {
  const { reserved, on_call } = await house.router.agents.counts();
  return reserved + on_call;
};

describe('processes were killed for a minute, and', () => {
  it('it was a backlog, and they died in the middle of their work', () => {
    expect(house.kills.web).toBeGreaterThanOrEqual(2);
    expect(house.kills.worker).toBeGreaterThanOrEqual(2);
    expect(house.kills.whileAnswering).toBeGreaterThan(0);
    expect(callers.filter(({ inLineMs }) => inLineMs !== undefined).length).toBeGreaterThan(CALLERS / 3);
  });

  it('every caller who stayed talked with one agent, once, or was promised a callback; nobody else was lost', () => {
    const talked = conversations();
    const hungUp = ({ plan, leftMs }: CallersDay) => leftMs !== undefined && plan !== 'callback';
    const lost = callers.filter((caller) => !talked.has(caller.callSid) && !caller.promised && !hungUp(caller));
    expect(lost).toEqual([]);
    expect([...talked].filter(([, often]) => often > 1)).toEqual([]);
    expect(callers.filter(({ heard }) => heard.includes('application error'))).toEqual([]);
  });

  it('no telephone had two calls at once, and none rang at somebody who talked', () => {
    expect(watching.doubles).toEqual([]);
    const rejected = new Set(days.flatMap((day) => day.rejected));
    const busy = house.carrier.requests
      .filter(({ params }) => params['DialCallStatus'] === 'busy')
      .map(({ params }) => params['DialCallSid'] ?? '');
    expect(busy.filter((callSid) => !rejected.has(callSid))).toEqual([]);
  });

  it('callers had their turn in the order of their tickets, those back from an agent before all others', async () => {
    expect(await outOfTurn(house.redis, callers)).toEqual([]);
  });

  it('no agent was kept longer than a lease', async () => {
    await new RedisTestClock(house.redis).advance(LONGEST_LEASE_SECONDS);
    await until(async () => (await engaged()) === 0, PATIENCE_MS);
    expect(watching.longestKeptMs()).toBeLessThan((LONGEST_LEASE_SECONDS + SWEEP_EVERY_SECONDS) * 1_000);
  });

  it('nobody is left in a lane, and all seats are back', async () => {
    expect((await house.router.agentLanes.picture()).map(({ waiting }) => waiting)).toEqual([0, 0, 0, 0, 0]);
    expect(await house.seatsTaken()).toBe(0);
  });
});
