import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { HotlineError } from './errors.ts';
import { askRedis, type RedisClient } from './redis.ts';

export interface LuaCommand<Reply> {
  /** Runs the script atomically. Throws `REDIS_DOWN`, or `LUA_REPLY` when the reply has not the promised form. */
  (redis: RedisClient, keys: readonly string[], args: readonly (string | number)[]): Promise<Reply>;
  readonly script: string;
}

/**
 * Binds one `.lua` file and the form of its reply into one typed function.
 * EVALSHA first; a server that lost its script cache (restart, failover) gets the text once more.
 * @param file the script; its header lists purpose, KEYS, ARGV, reply
 * @param reply what the script answers; refused replies are a fault of ours, so they throw
 * @param inFront Lua text put before the script: functions and constants it shares with others
 */
export function luaCommand<Schema extends z.ZodType>(file: URL, reply: Schema, inFront = ''): LuaCommand<z.output<Schema>> {
  const script = inFront + readFileSync(file, 'utf8');
  const sha = createHash('sha1').update(script).digest('hex');
  const run = async (redis: RedisClient, keys: readonly string[], args: readonly (string | number)[]) => {
    const raw = await askRedis(evaluate(redis, script, sha, keys, args));
    const parsed = reply.safeParse(raw);
    if (!parsed.success) throw new HotlineError('LUA_REPLY', `${file.pathname.split('/').at(-1)} answered ${JSON.stringify(raw)}`);
    return parsed.data;
  };
  return Object.assign(run, { script });
}

async function evaluate(redis: RedisClient, script: string, sha: string, keys: readonly string[], args: readonly (string | number)[]) {
  try {
    return await redis.evalsha(sha, keys.length, ...keys, ...args);
  } catch (thrown) {
    if (!(thrown instanceof Error && thrown.message.startsWith('NOSCRIPT'))) throw thrown;
    return redis.eval(script, keys.length, ...keys, ...args);
  }
}
