import { Redis } from 'ioredis';
import { DependencyDown } from './errors.ts';

/**
 * A connection that fails fast: a caller waits on the other end, so a command
 * that is not answered within `commandTimeoutMs` counts as "Redis is away", and
 * nothing is queued while the connection is down.
 */
export function connectRedis(url: string, options: { commandTimeoutMs?: number } = {}): Redis {
  const redis = new Redis(url, {
    commandTimeout: options.commandTimeoutMs ?? 800,
    connectTimeout: 1_000,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    lazyConnect: true,
    retryStrategy: (attempt) => Math.min(100 * attempt, 1_000),
  });
  // Without a listener ioredis prints every refused reconnection; failures surface at the commands.
  redis.on('error', () => undefined);
  return redis;
}

/** Connects and waits until commands are answered. Throws `REDIS_DOWN` when that does not happen in time. */
export async function openRedis(url: string, options: { commandTimeoutMs?: number } = {}): Promise<Redis> {
  const redis = connectRedis(url, options);
  try {
    await redis.connect();
    return redis;
  } catch (cause) {
    redis.disconnect();
    throw new DependencyDown('redis', cause);
  }
}

/** Runs a Redis command; a lost connection or a timeout becomes `DependencyDown`, script errors stay as they are. */
export async function askRedis<T>(command: Promise<T>): Promise<T> {
  try {
    return await command;
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'ReplyError' && !/^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN)/.test(thrown.message))
      throw thrown;
    throw new DependencyDown('redis', thrown);
  }
}
