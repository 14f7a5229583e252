import { setTimeout as wait } from 'node:timers/promises';
import type { AgentEvent, AgentEvents, AgentNews, DeskEvent } from '../calls/ports/agents.ts';
import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { askRedis, connectRedis, type RedisClient } from '../platform/redis.ts';
import { EVENTS_KEY } from './redis-keys.ts';
import { routerTerms } from './router-terms.ts';

const BLOCK_MS = 5_000;
const RETRY_MS = 500;
const PAGE = 500;
const ID = /^\d{1,15}-\d{1,10}$/;

interface Listener {
  agentId: string;
  lastId: string;
  /** While it catches up: what the reader has seen meanwhile. */
  pending: [id: string, fields: string[]][] | undefined;
  tell: (event: DeskEvent) => void;
}

/**
 * `AgentEvents` and `AgentNews` as one capped stream in Redis. Any process appends; each process
 * that has desks connected reads the stream once and hands out what is theirs.
 */
export class RedisAgentEvents implements AgentEvents, AgentNews {
  readonly #redis: RedisClient;
  readonly #url: string;
  readonly #log: Logger;
  readonly #listeners = new Set<Listener>();
  #reader: RedisClient | undefined;

  /** @param parts.redisUrl for a connection of its own, because reading blocks */
  constructor(parts: { redis: RedisClient; redisUrl: string; log: Logger }) {
    this.#redis = parts.redis;
    this.#url = parts.redisUrl;
    this.#log = parts.log;
  }

  async publish(agentId: string, event: AgentEvent): Promise<void> {
    const fields = ['agent', agentId, 'type', event.type, 'data', JSON.stringify(event.data)];
    await askRedis(this.#redis.xadd(EVENTS_KEY, 'MAXLEN', '~', routerTerms.EVENTS_KEPT, '*', ...fields));
  }

  async follow(agentId: string, lastId: string | undefined, tell: (event: DeskEvent) => void): Promise<() => void> {
    const newest = await this.#newestId();
    const from = lastId !== undefined && ID.test(lastId) && !isLater(lastId, newest) ? lastId : newest;
    const listener: Listener = { agentId, lastId: from, pending: [], tell };
    // Registered before it catches up: what the reader handed out earlier is in the stream by then
    this.#listeners.add(listener);
    this.#startReader(from);
    await this.#catchUp(listener);
    const { pending } = listener;
    listener.pending = undefined;
    for (const [id, fields] of pending ?? []) deliver(listener, id, fields);
    return () => this.#listeners.delete(listener);
  }

  /** Ends the reading; desks get nothing more. */
  close(): void {
    this.#listeners.clear();
    this.#reader?.disconnect();
    this.#reader = undefined;
  }

  async #newestId(): Promise<string> {
    const [newest] = await askRedis(this.#redis.xrevrange(EVENTS_KEY, '+', '-', 'COUNT', 1));
    return newest?.[0] ?? '0-0';
  }

  async #catchUp(listener: Listener): Promise<void> {
    let from = listener.lastId;
    for (;;) {
      const page = await askRedis(this.#redis.xrange(EVENTS_KEY, `(${from}`, '+', 'COUNT', PAGE));
      for (const [id, fields] of page) deliver(listener, id, fields);
      const last = page.at(-1)?.[0];
      if (last === undefined || page.length < PAGE) return;
      from = last;
    }
  }

  #startReader(from: string): void {
    if (this.#reader) return;
    const reader = connectRedis(this.#url, { commandTimeoutMs: BLOCK_MS + 3_000 });
    this.#reader = reader;
    void this.#read(reader, from);
  }

  async #read(reader: RedisClient, start: string): Promise<void> {
    let from = start;
    while (this.#reader === reader) {
      try {
        if (reader.status === 'wait') await reader.connect();
        const answer = await reader.xread('COUNT', PAGE, 'BLOCK', BLOCK_MS, 'STREAMS', EVENTS_KEY, from);
        for (const [id, fields] of answer?.[0]?.[1] ?? []) {
          for (const listener of this.#listeners) hand(listener, id, fields);
          from = id;
        }
      } catch (thrown) {
        if (this.#reader !== reader) return;
        this.#log.warn({ error: messageOf(thrown) }, 'agent events wait for Redis');
        await wait(RETRY_MS, undefined, { ref: false });
      }
    }
  }
}

function hand(listener: Listener, id: string, fields: string[]): void {
  if (listener.pending) listener.pending.push([id, fields]);
  else deliver(listener, id, fields);
}

function deliver(listener: Listener, id: string, fields: string[]): void {
  if (!isLater(id, listener.lastId)) return;
  listener.lastId = id;
  const of = (name: string) => fields[fields.indexOf(name) + 1] ?? '';
  if (of('agent') === listener.agentId) listener.tell({ id, type: of('type') as DeskEvent['type'], data: of('data') });
}

/** Stream ids are `milliseconds-number`, compared part by part. */
function isLater(id: string, than: string): boolean {
  const [ms = 0, n = 0] = id.split('-').map(Number);
  const [thanMs = 0, thanN = 0] = than.split('-').map(Number);
  return ms > thanMs || (ms === thanMs && n > thanN);
}
