import { Cluster, Redis } from 'ioredis';
import { DependencyDown } from './errors.ts';
import { parseRedisUrl } from './redis-url.ts';

/** One Redis, or a cluster of them: adapters use what both offer, and only keys of one `{tag}` in one command. */
export type RedisClient = Redis | Cluster;

/** A server that still reads its log from disk is asked this often whether it is done; its own guess may be seconds too long. */
const LOADING_ASKED_AGAIN_MS = 250;

/** On a cluster: how often a command follows a slot that has moved, or is tried again while a node is replaced. */
const MOST_REDIRECTIONS = 4;
const RETRY_DELAY_MS = 100;

/**
 * A connection that fails fast: a caller waits on the other end, so a command
 * that is not answered within `commandTimeoutMs` counts as "Redis is away", and
 * nothing is queued while the connection is down.
 * @param url `redis://host:port`, or a cluster: `redis://host:port,host:port` (any of its nodes) or `redis://host:port?cluster=1`
 */
export function connectRedis(url: string, options: { commandTimeoutMs?: number } = {}): RedisClient {
  const redis = clientFor(url, options.commandTimeoutMs ?? 800);
  // Without a listener ioredis prints every refused reconnection; failures surface at the commands.
  redis.on('error', () => undefined);
  return redis;
}

function clientFor(url: string, commandTimeoutMs: number): RedisClient {
  const waitMs = (attempt: number) => Math.min(100 * attempt, 1_000);
  const each = {
    commandTimeout: commandTimeoutMs,
    connectTimeout: 1_000,
    maxRetriesPerRequest: 0,
    maxLoadingRetryTime: LOADING_ASKED_AGAIN_MS,
  };
  const target = parseRedisUrl(url);
  if (!('nodes' in target)) return new Redis(url, { ...each, enableOfflineQueue: false, lazyConnect: true, retryStrategy: waitMs });
  return new Cluster(target.nodes, {
    redisOptions: { ...each, ...target.access },
    enableOfflineQueue: false,
    lazyConnect: true,
    clusterRetryStrategy: waitMs,
    maxRedirections: MOST_REDIRECTIONS,
    retryDelayOnFailover: RETRY_DELAY_MS,
    retryDelayOnClusterDown: RETRY_DELAY_MS,
  });
}

/** Connects and waits until commands are answered. Throws `REDIS_DOWN` when that does not happen in time. */
export async function openRedis(url: string, options: { commandTimeoutMs?: number } = {}): Promise<RedisClient> {
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
