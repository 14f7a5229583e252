import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Language } from '../../flows/vocabulary.ts';
import type { AgentState, AgentStatus, Agents } from '../calls/ports/agents.ts';
import { luaCommand } from '../platform/lua-command.ts';
import { askRedis, type RedisClient } from '../platform/redis.ts';
import { type AgentRecord, LONGEST_CALL_MS, recordAt } from './choose-agent.ts';
import { AGENT_KEYS, LANES, lanesOf, PEOPLE_KEY } from './redis-keys.ts';

const record = z.object({
  state: z.enum(['offline', 'available', 'reserved', 'on_call', 'wrap_up', 'paused']),
  reason: z.string().optional(),
  sinceMs: z.number(),
  idleSinceMs: z.number(),
  callSid: z.string().optional(),
  untilMs: z.number().optional(),
  endpoint: z.string(),
  lanes: z.string(),
});
const recordText = z.string().transform((text) => record.parse(JSON.parse(text)));

const fileOf = (name: string) => new URL(`./lua/${name}.lua`, import.meta.url);
const shared = readFileSync(fileOf('record'), 'utf8');
const reserve = luaCommand(fileOf('reserve'), z.union([z.tuple([z.string(), z.string()]), z.tuple([])]), shared);
const settle = luaCommand(fileOf('settle'), z.union([z.literal(0), z.literal(1)]), shared);
const choose = luaCommand(fileOf('choose'), z.union([z.literal('refused'), recordText]), shared);
const sweep = luaCommand(fileOf('sweep'), z.number(), shared);

/** The time as the scripts take it: an offset in ms to add to Redis' clock, or `=MS` for an absolute one. */
export type ScriptTime = () => number | `=${number}`;

/** `Agents` on Redis: who is free right now. Each method is one script, so it happens whole or not at all. */
export class RedisAgents implements Agents {
  readonly #redis: RedisClient;
  readonly #time: ScriptTime;

  constructor(redis: RedisClient, time: ScriptTime) {
    this.#redis = redis;
    this.#time = time;
  }

  async reserve(callSid: string, language: Language, leaseMs: number): Promise<{ id: string; endpoint: string } | 'nobody'> {
    const lane = LANES.indexOf(language) + 1;
    const [id, endpoint] = await reserve(this.#redis, AGENT_KEYS, [this.#time(), callSid, lane, leaseMs]);
    return id === undefined || endpoint === undefined ? 'nobody' : { id, endpoint };
  }

  async connected(agentId: string, callSid: string): Promise<boolean> {
    return (await this.#settle('connected', agentId, callSid, LONGEST_CALL_MS)) === 1;
  }

  async missed(agentId: string, callSid: string): Promise<void> {
    await this.#settle('missed', agentId, callSid, 0);
  }

  async done(agentId: string, callSid: string, wrapUpUntilMs: number): Promise<void> {
    await this.#settle('done', agentId, callSid, wrapUpUntilMs);
  }

  async released(agentId: string, callSid: string): Promise<void> {
    await this.#settle('released', agentId, callSid, 0);
  }

  async choose(
    agentId: string,
    wish: { state: 'available' | 'paused' | 'offline'; reason?: string },
    profile: { endpoint: string; languages: string[] },
  ): Promise<AgentStatus | 'refused'> {
    const args = [this.#time(), agentId, wish.state, wish.reason ?? '', profile.endpoint, lanesOf(profile.languages)];
    const chosen = await choose(this.#redis, AGENT_KEYS, args);
    return chosen === 'refused' ? chosen : asStatus(agentId, chosen);
  }

  async status(agentId: string): Promise<AgentStatus> {
    const [nowMs, text] = await Promise.all([this.#nowMs(), askRedis(this.#redis.hget(PEOPLE_KEY, agentId))]);
    return text === null ? { id: agentId, state: 'offline', sinceMs: 0 } : asStatus(agentId, stateAt(text, nowMs));
  }

  async sweep(): Promise<void> {
    await sweep(this.#redis, AGENT_KEYS, [this.#time()]);
  }

  async counts(): Promise<Record<AgentState, number>> {
    const counts: Record<AgentState, number> = { offline: 0, available: 0, reserved: 0, on_call: 0, wrap_up: 0, paused: 0 };
    const [nowMs, texts] = await Promise.all([this.#nowMs(), askRedis(this.#redis.hvals(PEOPLE_KEY))]);
    for (const text of texts) counts[stateAt(text, nowMs).state] += 1;
    return counts;
  }

  #settle(what: 'connected' | 'missed' | 'done' | 'released', agentId: string, callSid: string, timeMs: number): Promise<0 | 1> {
    return settle(this.#redis, AGENT_KEYS, [this.#time(), what, agentId, callSid, timeMs]);
  }

  /** The clock the scripts use, so that a look never disagrees with them about a wrap-up. */
  async #nowMs(): Promise<number> {
    const time = this.#time();
    if (typeof time === 'string') return Number(time.slice(1));
    const [seconds, micros] = await askRedis(this.#redis.time());
    return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000) + time;
  }
}

function stateAt(text: string, nowMs: number): Omit<AgentRecord, 'id' | 'languages'> {
  const stored = recordText.parse(text);
  return recordAt({ ...stored, id: '', languages: [] } as AgentRecord, nowMs);
}

function asStatus(
  id: string,
  from: { state: AgentState; sinceMs: number; reason?: string | undefined; callSid?: string | undefined },
): AgentStatus {
  const status: AgentStatus = { id, state: from.state, sinceMs: from.sinceMs };
  if (from.reason !== undefined) status.reason = from.reason;
  if (from.callSid !== undefined) status.callSid = from.callSid;
  return status;
}
