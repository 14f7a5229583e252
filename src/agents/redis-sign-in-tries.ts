import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SignInTries } from '../calls/ports/accounts.ts';
import { luaCommand } from '../platform/lua-command.ts';
import { askRedis, type RedisClient } from '../platform/redis.ts';
import type { ScriptTime } from './redis-agents.ts';

const tryOnce = luaCommand(new URL('./lua/try.lua', import.meta.url), z.number());

/**
 * A name waits at most a minute: guessing gets hopeless, and nobody can shut ops
 * out of their own console by typing wrong passwords for them. An address may try
 * more often, as a whole call centre sits behind one, but waits longer.
 */
const NAME_LIMIT = { freeTries: 5, firstDelayMs: 1_000, longestDelayMs: 60_000 };
const ADDRESS_LIMIT = { freeTries: 20, firstDelayMs: 1_000, longestDelayMs: 900_000 };
const FORGOTTEN_AFTER_MS = 3_600_000;

/** `SignInTries` on Redis, so that the count holds over all processes. */
export class RedisSignInTries implements SignInTries {
  readonly #redis: RedisClient;
  readonly #time: ScriptTime;

  constructor(redis: RedisClient, time: ScriptTime) {
    this.#redis = redis;
    this.#time = time;
  }

  async begin(name: string, address: string): Promise<{ lockedMs: number }> {
    const lockedMs = await this.#run('look', key('address', address), ADDRESS_LIMIT);
    return { lockedMs: lockedMs > 0 ? lockedMs : await this.#run('count', key('name', name), NAME_LIMIT) };
  }

  async failed(name: string, address: string): Promise<{ nameMs: number; addressMs: number }> {
    await this.#run('count', key('address', address), ADDRESS_LIMIT);
    const [nameMs, addressMs] = await Promise.all([
      this.#run('look', key('name', name), NAME_LIMIT),
      this.#run('look', key('address', address), ADDRESS_LIMIT),
    ]);
    return { nameMs, addressMs };
  }

  async succeeded(name: string): Promise<void> {
    await askRedis(this.#redis.del(key('name', name)));
  }

  #run(what: 'look' | 'count', name: string, limit: typeof NAME_LIMIT): Promise<number> {
    const args = [this.#time(), what, limit.freeTries, limit.firstDelayMs, limit.longestDelayMs, FORGOTTEN_AFTER_MS];
    return tryOnce(this.#redis, [name], args);
  }
}

/** Hashed: what was typed as a name may well have been a password. */
function key(what: 'name' | 'address', value: string): string {
  return `signin:${what}:${createHash('sha256').update(value).digest('hex').slice(0, 32)}`;
}
