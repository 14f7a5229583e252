import type { AgentLane } from '../../../src/calls/ports/agents.ts';
import type { RedisClient } from '../../../src/platform/redis.ts';
import type { Router } from '../../../src/router.ts';
import { Judge, type News } from './judge.ts';
import { type BacklogPlan, Chance } from './plan.ts';
import { Staff } from './staff.ts';
import type { Timeline } from './timeline.ts';

/** A backlog on the real scripts, in simulated time: callers, agents and a worker as they use the router, and a judge who watches. */

interface Call {
  callSid: string;
  lane: AgentLane;
  ticketAtMs: number;
  state: 'waiting' | 'ringing' | 'talking' | 'over';
  agent?: string;
  /** The hold loop's number; an older one has been left. */
  loop: number;
}

export interface BacklogReport {
  occupancy: number;
  medianGapMs: number;
  connections: number;
  doubleConnections: number;
  orderViolations: number;
  /** Agents kept beyond a lease. */
  stuckAgents: number;
  /** Callers who wait and of whom the router knows nothing. */
  lostCallers: number;
  callers: number;
  /** Callers who found no place and were offered a callback. */
  turnedAway: number;
}

const ROUND_MS = 250;
const LOOP_MS = 20_000;
const LEASE_MS = 30_000;
const PAIR_LEASE_MS = 10_000;
const RING_MS = 20_000;
/** The network asks once more where a process died on it. */
const FALLBACK_MS = 1_500;
const MOST_PAIRS = 100;
const EVENTS = '{agents}:events';
const LANES: readonly AgentLane[] = ['de', 'en', 'tr', 'ru', 'supervisor'];

/** @param parts.timeline its time is the router's */
export async function runBacklog(
  plan: BacklogPlan,
  parts: { redis: RedisClient; router: Router; timeline: Timeline },
): Promise<BacklogReport> {
  const run = new BacklogRun(plan, parts);
  return run.report();
}

class BacklogRun {
  readonly #plan: BacklogPlan;
  readonly #chance: Chance;
  readonly #redis: RedisClient;
  readonly #router: Router;
  readonly #time: Timeline;
  readonly #judge: Judge;
  readonly #staff = new Staff();
  readonly #calls = new Map<string, Call>();
  #lastNews = '0-0';
  #rounds = 0;
  #turnedAway = 0;
  #lost = 0;

  constructor(plan: BacklogPlan, parts: { redis: RedisClient; router: Router; timeline: Timeline }) {
    this.#plan = plan;
    this.#chance = new Chance(plan);
    this.#redis = parts.redis;
    this.#router = parts.router;
    this.#time = parts.timeline;
    const lanesOf = (agent: string) => this.#chance.lanesOf(Number(agent.slice(5)));
    this.#judge = new Judge({ lanesOf, pairLeaseMs: PAIR_LEASE_MS, graceMs: ROUND_MS });
  }

  async report(): Promise<BacklogReport> {
    const { agents, minutes, arriveOverSeconds } = this.#plan;
    for (let agent = 0; agent < agents; agent += 1)
      this.#time.in((arriveOverSeconds * 1_000 * agent) / agents, () => this.#comesToWork(`agent${agent}`));
    this.#time.in(0, () => this.#arrives());
    this.#time.in(0, () => this.#round());
    await this.#time.runUntil(this.#time.nowMs + minutes * 60_000);
    await this.#countLost();
    const { doubles, outOfOrder, stuck, connections } = this.#judge;
    return {
      ...this.#staff.report(this.#time.nowMs),
      connections,
      doubleConnections: doubles,
      orderViolations: outOfOrder,
      stuckAgents: stuck,
      lostCallers: this.#lost,
      callers: this.#calls.size,
      turnedAway: this.#turnedAway,
    };
  }

  async #comesToWork(id: string): Promise<void> {
    const profile = { endpoint: `client:${id}`, lanes: this.#chance.lanesOf(Number(id.slice(5))) };
    await this.#watched(this.#router.agents.choose(id, { state: 'available' }, profile));
    this.#staff.free(id, this.#time.nowMs);
  }

  async #arrives(): Promise<void> {
    this.#time.in(this.#chance.gapMs(), () => this.#arrives());
    const callSid = `CA${this.#calls.size.toString(16).padStart(32, '0')}`;
    const ticketAtMs = this.#time.nowMs - this.#chance.ticketAgeMs();
    const call: Call = { callSid, lane: this.#chance.lane(), ticketAtMs, state: 'waiting', loop: 0 };
    this.#calls.set(callSid, call);
    const patienceMs = this.#chance.patienceMs();
    if (patienceMs !== undefined) this.#time.in(patienceMs, () => this.#givesUp(call));
    await this.#asksForHuman(call);
  }

  /** The state `human`: a place and an agent are asked for in one trip. */
  async #asksForHuman(call: Call): Promise<void> {
    const { callSid, lane, ticketAtMs } = call;
    const entering = this.#router.agentLanes.enter({ callSid, lane, ticketAtMs });
    const ringing = this.#router.agents.ring(callSid, lane, LEASE_MS);
    const [place, answer, news] = await Promise.all([entering, ringing, this.#news()]);
    if (place.answer === 'queued') this.#judge.entered(callSid, lane, ticketAtMs);
    this.#judge.hear(news, this.#time.nowMs);
    if ('id' in answer) return this.#rings(call, answer.id);
    if (place.answer === 'queued') return this.#holds(call);
    call.state = 'over';
    this.#turnedAway += 1;
  }

  #holds(call: Call): void {
    call.state = 'waiting';
    call.loop += 1;
    const { loop } = call;
    this.#time.in(LOOP_MS, async () => {
      if (call.loop === loop) await this.#asksAgain(call);
    });
  }

  /** A round of the hold loop, or the webhook of a call that was moved. */
  async #asksAgain(call: Call): Promise<void> {
    if (call.state !== 'waiting') return;
    const ringing = this.#router.agents.ring(call.callSid, call.lane, LEASE_MS);
    const looking = this.#router.agentLanes.look(call.callSid, call.lane);
    const [answer, turn, news] = await Promise.all([ringing, looking, this.#news()]);
    this.#judge.hear(news, this.#time.nowMs);
    if ('id' in answer) return this.#rings(call, answer.id);
    if ('unknown' in turn) this.#lost += 1;
    this.#holds(call);
  }

  #rings(call: Call, agent: string): void {
    const { nowMs } = this.#time;
    call.state = 'ringing';
    call.agent = agent;
    call.loop += 1;
    this.#judge.rings(agent, nowMs, LEASE_MS);
    this.#staff.rings(agent, nowMs);
    const fate = this.#chance.fate();
    if (fate === 'answers') this.#time.in(this.#chance.answerMs(), () => this.#answers(call, agent));
    else if (fate === 'doesNotAnswer') this.#time.in(RING_MS, () => this.#doesNotAnswer(call, agent));
    else if (fate === 'callerHangsUp') this.#time.in(this.#chance.answerMs(), () => this.#hangsUp(call, agent));
    else this.#time.in(FALLBACK_MS, () => this.#asksForHuman(call));
  }

  async #answers(call: Call, agent: string): Promise<void> {
    if (call.state !== 'ringing') return;
    if (!(await this.#watched(this.#router.agents.connected(agent, call.callSid))))
      throw new Error('who rang within the lease was not connected');
    call.state = 'talking';
    this.#time.in(this.#chance.talkMs(), async () => {
      call.state = 'over';
      const freeAtMs = this.#time.nowMs + this.#plan.wrapUpSeconds * 1_000;
      await this.#watched(this.#router.agents.done(agent, call.callSid, freeAtMs));
      this.#staff.free(agent, this.#time.nowMs, freeAtMs);
    });
  }

  async #doesNotAnswer(call: Call, agent: string): Promise<void> {
    if (call.state !== 'ringing') return;
    this.#judge.misses(agent, call.callSid);
    await this.#watched(this.#router.agents.missed(agent, call.callSid));
    this.#staff.away(agent, this.#time.nowMs);
    this.#time.in(this.#chance.between(20_000, 60_000), () => this.#comesToWork(agent));
    await this.#asksForHuman(call);
  }

  async #hangsUp(call: Call, agent: string): Promise<void> {
    call.state = 'over';
    this.#judge.left(call.callSid);
    await this.#watched(this.#router.agents.released(agent, call.callSid));
    this.#staff.free(agent, this.#time.nowMs);
  }

  async #givesUp(call: Call): Promise<void> {
    if (call.state !== 'waiting') return;
    call.state = 'over';
    this.#judge.left(call.callSid);
    await this.#watched(this.#router.agentLanes.leave(call.callSid, call.lane));
  }

  /** The worker's round. One that is killed has paired, and moves nobody. */
  async #round(): Promise<void> {
    this.#time.in(ROUND_MS, () => this.#round());
    this.#rounds += 1;
    const pairs = await this.#watched(this.#router.agents.pair(MOST_PAIRS));
    this.#judge.lookAtLeases(this.#time.nowMs);
    if (this.#rounds % 4 === 0) await this.#router.agentLanes.sweep();
    if (this.#chance.killed()) return;
    for (const { callSid } of pairs) {
      const call = this.#calls.get(callSid);
      if (call) this.#time.in(this.#chance.redirectMs(), () => this.#asksAgain(call));
    }
  }

  /** Asks, and lets the judge hear what has come of it. */
  async #watched<Answer>(asked: Promise<Answer>): Promise<Answer> {
    const [answer, news] = await Promise.all([asked, this.#news()]);
    this.#judge.hear(news, this.#time.nowMs);
    return answer;
  }

  /** What has changed since the last time; sent after what was asked before it, so it includes that. */
  async #news(): Promise<News[]> {
    const entries = await this.#redis.xrange(EVENTS, this.#lastNews === '0-0' ? '-' : `(${this.#lastNews}`, '+');
    this.#lastNews = entries.at(-1)?.[0] ?? this.#lastNews;
    return entries.map(([, [, agent = '', , , , data = '{}']]) => ({ agent, ...JSON.parse(data) }));
  }

  /** Whoever waits by the judge's book must wait in Redis, in the same order. */
  async #countLost(): Promise<void> {
    for (const lane of LANES) {
      const kept = await this.#redis.zrange(`{agents}:line:${lane}`, '0', '-1');
      const known = this.#judge.line(lane);
      if (kept.join() !== known.join()) this.#lost += Math.max(1, known.filter((callSid) => !kept.includes(callSid)).length);
    }
  }
}
