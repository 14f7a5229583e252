import type { AgentFigures, AgentLane, AgentState, AgentStatus, Agents, PairedAgent } from '../calls/ports/agents.ts';
import { askRedis, type RedisClient } from '../platform/redis.ts';
import { COUNTED, type Counted, figuresOf } from './agent-figures.ts';
import { LONGEST_CALL_MS, recordAt } from './choose-agent.ts';
import { localDays } from './local-day.ts';
import { type AgentEntry, type RouterScripts, recordText } from './redis-agent-scripts.ts';
import { dayKey, laneDigits, laneNumber, PEOPLE_KEY, routerKeys } from './redis-keys.ts';
import { roughlyNowMs, type ScriptTime, scriptNowMs } from './redis-script-time.ts';
import { routerTerms } from './router-terms.ts';

export type { ScriptTime } from './redis-script-time.ts';

/** `Agents` on Redis, one node or a cluster: each method is one script, so it happens whole or not at all. */
export class RedisAgents implements Agents {
  readonly #redis: RedisClient;
  readonly #time: ScriptTime;
  readonly #scripts: RouterScripts;
  readonly #dayOf = localDays();

  /** @param scripts see `createRouter` */
  constructor(redis: RedisClient, time: ScriptTime, scripts: RouterScripts) {
    this.#redis = redis;
    this.#time = time;
    this.#scripts = scripts;
  }

  async pair(most: number): Promise<{ callSid: string; agentId: string }[]> {
    const told = await this.#run('pair', [most]);
    return told.flatMap((callSid, index) => (index % 2 === 0 ? [{ callSid, agentId: told[index + 1] ?? '' }] : []));
  }

  async ring(callSid: string, lane: AgentLane, leaseMs: number): Promise<PairedAgent | { nobody: true; onDuty: number }> {
    const [first, endpoint] = await this.#run('ring', [callSid, laneNumber(lane), leaseMs]);
    return endpoint === undefined ? { nobody: true, onDuty: Number(first) } : { id: String(first), endpoint };
  }

  reserve(agentId: string, callId: string, leaseMs: number): Promise<'reserved' | 'refused'> {
    return this.#run('reserve', [agentId, callId, leaseMs]);
  }

  async connected(agentId: string, callSid: string): Promise<boolean> {
    return (await this.#run('settle', ['connected', agentId, callSid, LONGEST_CALL_MS])) === 1;
  }

  async missed(agentId: string, callSid: string): Promise<boolean> {
    return (await this.#run('settle', ['missed', agentId, callSid, 0])) === 1;
  }

  async done(agentId: string, callSid: string, wrapUpUntilMs: number): Promise<boolean> {
    return (await this.#run('settle', ['done', agentId, callSid, wrapUpUntilMs])) === 1;
  }

  async released(agentId: string, callSid: string): Promise<boolean> {
    return (await this.#run('settle', ['released', agentId, callSid, 0])) === 1;
  }

  async choose(
    agentId: string,
    wish: { state: 'available' | 'paused' | 'offline'; reason?: string },
    profile: { endpoint: string; lanes: readonly AgentLane[] },
  ): Promise<AgentStatus | 'refused'> {
    const chosen = await this.#run('choose', [agentId, wish.state, wish.reason ?? '', profile.endpoint, laneDigits(profile.lanes)]);
    return chosen === 'refused' ? chosen : asStatus(agentId, chosen);
  }

  async assign(agentId: string, profile: { endpoint: string; lanes: readonly AgentLane[] }): Promise<void> {
    await this.#run('assign', [agentId, profile.endpoint, laneDigits(profile.lanes)]);
  }

  async dismiss(agentId: string): Promise<void> {
    await this.#run('dismiss', [agentId]);
  }

  async status(agentId: string): Promise<AgentStatus> {
    const [nowMs, text] = await Promise.all([scriptNowMs(this.#redis, this.#time), askRedis(this.#redis.hget(PEOPLE_KEY, agentId))]);
    return text === null ? { id: agentId, state: 'offline', sinceMs: 0 } : asStatus(agentId, recordAt(recordText.parse(text), nowMs));
  }

  async sweep(): Promise<void> {
    await this.#run('sweep', []);
  }

  async counts(): Promise<Record<AgentState, number>> {
    const counts: Record<AgentState, number> = { offline: 0, available: 0, reserved: 0, on_call: 0, wrap_up: 0, paused: 0 };
    const [nowMs, texts] = await Promise.all([scriptNowMs(this.#redis, this.#time), askRedis(this.#redis.hvals(PEOPLE_KEY))]);
    for (const text of texts) counts[recordAt(recordText.parse(text), nowMs).state] += 1;
    return counts;
  }

  async noteDone(agentId: string, what: 'booked' | 'moved' | 'cancelled' | 'calledBack'): Promise<void> {
    const key = dayKey(this.#dayOf(roughlyNowMs(this.#time)).name);
    const noted = this.#redis.multi().hincrby(key, `${agentId} ${what}`, 1).pexpire(key, routerTerms.DAY_KEPT_MS);
    await askRedis(noted.exec());
  }

  async figures(agentId: string): Promise<AgentFigures> {
    const day = this.#dayOf(roughlyNowMs(this.#time));
    const [nowMs, text, values] = await Promise.all([
      scriptNowMs(this.#redis, this.#time),
      askRedis(this.#redis.hget(PEOPLE_KEY, agentId)),
      askRedis(this.#redis.hmget(dayKey(day.name), ...COUNTED.map((what) => `${agentId} ${what}`))),
    ]);
    const counted: Partial<Counted> = Object.fromEntries(COUNTED.map((what, index) => [what, Number(values[index] ?? 0)]));
    return figuresOf(counted, text === null ? undefined : recordText.parse(text), nowMs, day.startMs);
  }

  /** Sent before anything is awaited: scripts that are asked for in one tick go out together, in their order. */
  #run<Name extends keyof RouterScripts>(name: Name, args: (string | number)[]): ReturnType<RouterScripts[Name]> {
    const { name: day, startMs } = this.#dayOf(roughlyNowMs(this.#time));
    return this.#scripts[name](this.#redis, routerKeys(day), [this.#time(), startMs, ...args]) as ReturnType<RouterScripts[Name]>;
  }
}

function asStatus(id: string, from: Pick<AgentEntry, 'state' | 'sinceMs' | 'reason' | 'callSid' | 'lastCallSid'>): AgentStatus {
  const status: AgentStatus = { id, state: from.state, sinceMs: from.sinceMs };
  if (from.reason !== undefined) status.reason = from.reason;
  if (from.callSid !== undefined) status.callSid = from.callSid;
  if (from.lastCallSid !== undefined) status.lastCallSid = from.lastCallSid;
  return status;
}
