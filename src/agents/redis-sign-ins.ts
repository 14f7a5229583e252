import { createHash, createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { FoundSignIn, SignedIn, SignIns, Standing } from '../calls/ports/accounts.ts';
import { askRedis, type RedisClient } from '../platform/redis.ts';

const stored = z.object({
  person: z.object({
    area: z.enum(['desk', 'ops']),
    name: z.string(),
    roles: z.array(z.enum(['admin', 'ops', 'agent'])),
    languages: z.array(z.string()),
    endpoint: z.string().exactOptional(),
    supervisor: z.boolean().exactOptional(),
    passwordMark: z.string(),
    sinceMs: z.number(),
    seenMs: z.number(),
  }),
  standing: z.object({ closed: z.string(), changed: z.string() }),
});

/** In front of the secret part of an id: which account's marks to read with it. */
const TAG_BYTES = 8;
/** 192 bits; OWASP's Session Management Cheat Sheet asks for 64 that nobody can guess. */
const SECRET_BYTES = 24;
/** Marks outlive every sign-in that was opened before them. */
const MARGIN_MS = 60_000;

/**
 * `SignIns` on Redis. The id exists in the cookie only: the store holds its keyed hash, so a copy of the store signs nobody in. Beside the
 * sign-ins lie two marks per account; a sign-in remembers those it was opened with, and one that finds another `closed` is over. The id
 * names the account's marks, so both are asked for at once. Time limits are judged by the use case; the store forgets everything after
 * `longestMs` at the latest.
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

  standing(name: string): Promise<Standing> {
    return standingAt(this.#redis, tagOf(name));
  }

  async open(person: SignedIn, standing: Standing): Promise<{ id: string; csrfToken: string }> {
    const id = Buffer.concat([tagOf(person.name), randomBytes(SECRET_BYTES)]).toString('base64url');
    await askRedis(this.#redis.set(this.#key(id), JSON.stringify({ person, standing }), 'PX', this.#longestMs));
    return { id, csrfToken: this.csrfTokenOf(id) };
  }

  async find(id: string): Promise<FoundSignIn | undefined> {
    const tag = Buffer.from(id, 'base64url').subarray(0, TAG_BYTES);
    const [text, standing] = await Promise.all([askRedis(this.#redis.get(this.#key(id))), standingAt(this.#redis, tag)]);
    // One of an earlier release is none: the person signs in again
    const found = text === null ? undefined : stored.safeParse(JSON.parse(text)).data;
    if (!found || differs(found.standing.closed, standing.closed)) return undefined;
    return { person: found.person, standing, outdated: differs(found.standing.changed, standing.changed) };
  }

  async refresh(id: string, person: SignedIn, standing: Standing): Promise<void> {
    await askRedis(this.#redis.set(this.#key(id), JSON.stringify({ person, standing }), 'KEEPTTL', 'XX'));
  }

  async close(id: string): Promise<void> {
    await askRedis(this.#redis.del(this.#key(id)));
  }

  closeAll(name: string): Promise<void> {
    return setMark(this.#redis, name, 'closed', this.#longestMs + MARGIN_MS);
  }

  noteChange(name: string): Promise<void> {
    return setMark(this.#redis, name, 'changed', this.#longestMs + MARGIN_MS);
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

/** The marks of accounts for commands, which open no sign-ins and know no secret. `longestMs`: how long a sign-in may last. */
export function createAccountMarks(redis: RedisClient, longestMs: number): Pick<SignIns, 'closeAll' | 'noteChange'> {
  return {
    closeAll: (name) => setMark(redis, name, 'closed', longestMs + MARGIN_MS),
    noteChange: (name) => setMark(redis, name, 'changed', longestMs + MARGIN_MS),
  };
}

/** Never the same mark twice: one that was forgotten and set anew still differs from what a sign-in remembers. */
async function setMark(redis: RedisClient, name: string, mark: keyof Standing, keptMs: number): Promise<void> {
  const key = marksKey(tagOf(name));
  const set = redis.multi().hset(key, mark, randomBytes(9).toString('base64url')).pexpire(key, keptMs);
  await askRedis(set.exec());
}

async function standingAt(redis: RedisClient, tag: Buffer): Promise<Standing> {
  const [closed, changed] = await askRedis(redis.hmget(marksKey(tag), 'closed', 'changed'));
  return { closed: closed ?? '', changed: changed ?? '' };
}

/** A mark that is gone is older than every sign-in. */
function differs(remembered: string, now: string): boolean {
  return now !== '' && now !== remembered;
}

function marksKey(tag: Buffer): string {
  return `signin:marks:${tag.toString('base64url')}`;
}

function tagOf(name: string): Buffer {
  return createHash('sha256').update(`account:${name}`).digest().subarray(0, TAG_BYTES);
}
