import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { SignedIn, SignIns } from '../calls/ports/accounts.ts';
import { askRedis, type RedisClient } from '../platform/redis.ts';

const stored = z.object({
  area: z.enum(['desk', 'ops']),
  name: z.string(),
  roles: z.array(z.enum(['admin', 'ops', 'agent'])),
  languages: z.array(z.string()),
  endpoint: z.string().exactOptional(),
  passwordMark: z.string(),
  sinceMs: z.number(),
  seenMs: z.number(),
});

/**
 * `SignIns` on Redis. The id exists in the cookie only: the store holds its keyed
 * hash, so a copy of the store signs nobody in. Limits are judged by the use case;
 * the store forgets everything after `longestMs` at the latest.
 */
export class RedisSignIns implements SignIns {
  readonly #redis: RedisClient;
  readonly #secret: Buffer;
  readonly #longestMs: number;

  /** @param secret base64 (`SESSION_SECRET`); changing it signs everybody out */
  constructor(redis: RedisClient, secret: string, longestMs: number) {
    this.#redis = redis;
    this.#secret = Buffer.from(secret, 'base64');
    this.#longestMs = longestMs;
  }

  async open(person: SignedIn): Promise<{ id: string; csrfToken: string }> {
    const id = randomBytes(32).toString('base64url');
    await askRedis(this.#redis.set(this.#key(id), JSON.stringify(person), 'PX', this.#longestMs));
    return { id, csrfToken: this.csrfTokenOf(id) };
  }

  async find(id: string): Promise<SignedIn | undefined> {
    const text = await askRedis(this.#redis.get(this.#key(id)));
    return text === null ? undefined : stored.parse(JSON.parse(text));
  }

  async refresh(id: string, person: SignedIn): Promise<void> {
    await askRedis(this.#redis.set(this.#key(id), JSON.stringify(person), 'KEEPTTL', 'XX'));
  }

  async close(id: string): Promise<void> {
    await askRedis(this.#redis.del(this.#key(id)));
  }

  csrfTokenOf(id: string): string {
    return this.#keyedHash('csrf', id);
  }

  #key(id: string): string {
    return `signin:session:${this.#keyedHash('session', id)}`;
  }

  #keyedHash(purpose: string, id: string): string {
    return createHmac('sha256', this.#secret).update(`${purpose}:${id}`).digest('base64url');
  }
}
