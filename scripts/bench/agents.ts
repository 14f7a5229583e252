import type { Redis } from 'ioredis';
import { createLiveThresholds } from '../../src/admission/redis-thresholds.ts';
import { defaultThresholds } from '../../src/admission/thresholds.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { createRouter, type Router } from '../../src/router.ts';
import { rush } from './backlog/plan.ts';
import { runBacklog } from './backlog/run.ts';
import { Timeline } from './backlog/timeline.ts';
import type { Bench, Facts, Ground, Table } from './bench.ts';
import { type Contender, race } from './rounds.ts';

const AGENTS = 1_200;
const WAITING = 10_000;
/** Half an hour of the day itself, from nine o'clock. */
const START_MS = Date.UTC(2021, 0, 25, 8);
const MINUTES = 30;
const LEASE_MS = 30_000;
const IN_FLIGHT = 16;

/** What the agents' time is used for under a backlog, and what bringing a caller and an agent together costs. */
export const agents: Bench = async (ground) => [await backlog(ground), await pairings(ground)];

async function backlog({ connect, scale }: Ground): Promise<Facts> {
  const redis = connect();
  const timeline = new Timeline(START_MS);
  await publish(redis, {});
  const router = createRouter(redis, () => `=${timeline.nowMs}`);
  const minutes = Math.ceil(MINUTES * scale);
  const report = await runBacklog({ ...rush, agents: AGENTS, minutes }, { redis, router, timeline });
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  return {
    title: `${AGENTS.toLocaleString('en-GB')} agents, ${rush.callersPerPlace} callers for each one they can take, ${minutes} simulated minutes`,
    facts: [
      ['occupancy of staffed time outside wrap-up', percent(report.occupancy), 'at least 97 %'],
      ["from a wrap-up's end to the next ring, median", `${(report.medianGapMs / 1_000).toFixed(2)} s`, 'under 2 s'],
      ['double connections', String(report.doubleConnections), '0'],
      ['order violations', String(report.orderViolations), '0'],
      ['agents kept beyond a lease', String(report.stuckAgents), '0'],
      ['callers lost', String(report.lostCallers), '0'],
      ['callers', report.callers.toLocaleString('en-GB')],
      ['of them connected', report.connections.toLocaleString('en-GB')],
      ['of them offered a callback at once', report.turnedAway.toLocaleString('en-GB')],
    ],
  };
}

/** Everybody talks and everybody else waits: one who ends makes room for the next, and somebody new comes. */
async function pairings(ground: Ground): Promise<Table> {
  const contenders: Contender[] = [];
  for (const [database, [working, waiting]] of [
    [AGENTS / 10, WAITING / 10],
    [AGENTS, WAITING],
  ].entries()) {
    const redis = ground.connect();
    await redis.select(database + 1);
    await redis.flushdb();
    const once = await changingPlaces(redis, working ?? 0, waiting ?? 0);
    contenders.push({ name: `${working?.toLocaleString('en-GB')} agents, ${waiting?.toLocaleString('en-GB')} waiting`, once });
  }
  const options = { inFlight: IN_FLIGHT, rounds: Math.ceil(5 * ground.scale), secondsPerTurn: 2 };
  const title = `Pairings: end of a talk, pairing, ring, answer, and a new caller in line; ${IN_FLIGHT} in flight, one process`;
  return { title, against: 'a tenth of both', results: await race(contenders, options) };
}

async function changingPlaces(redis: Redis, working: number, waiting: number): Promise<() => Promise<void>> {
  await publish(redis, { agentQueueLength: 2 * waiting, agentMaxWaitSeconds: 7_200 });
  const clock = new SystemClock();
  const router = createRouter(redis, () => 0);
  const talks: { agentId: string; callSid: string }[] = [];
  let calls = 0;
  const enters = () => {
    calls += 1;
    const lane = calls % 10 === 0 ? 'en' : 'de';
    return router.agentLanes.enter({ callSid: `CA${calls.toString(16).padStart(32, '0')}`, lane, ticketAtMs: clock.nowMs(), anyway: true });
  };
  const connects = async (): Promise<void> => {
    for (const pair of await router.agents.pair(10)) {
      await router.agents.ring(pair.callSid, 'de', LEASE_MS);
      await router.agents.connected(pair.agentId, pair.callSid);
      talks.push(pair);
    }
  };
  for (let agent = 0; agent < working; agent += 1) await comesToWork(router, agent);
  for (let caller = 0; caller < working + waiting; caller += 1) await enters();
  while (talks.length < working) await connects();
  return async () => {
    const talk = talks.shift();
    if (talk) await Promise.all([router.agents.done(talk.agentId, talk.callSid, 0), enters()]);
    await connects();
  };
}

async function comesToWork({ agents: desk }: Router, agent: number): Promise<void> {
  await desk.choose(`agent${agent}`, { state: 'available' }, { endpoint: `client:agent${agent}`, lanes: ['de', 'en'] });
}

async function publish(redis: Redis, changes: Partial<typeof defaultThresholds>): Promise<void> {
  const values = { ...defaultThresholds, ...changes };
  await createLiveThresholds({ redis, clock: new SystemClock() }).replace({
    version: 1,
    values,
    changedBy: 'bench',
    changedAt: '',
    reason: 'bench',
  });
}
