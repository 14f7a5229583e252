import type { LiveThresholds, ThresholdsLog, ThresholdsVersion } from '../calls/ports/thresholds.ts';
import type { Clock } from '../platform/clock.ts';
import { HotlineError } from '../platform/errors.ts';
import { askRedis, type RedisClient } from '../platform/redis.ts';
import { type LaneName, laneKeys } from './keys.ts';
import { thresholdsOfLane } from './lane-thresholds.ts';
import { laneScripts } from './redis-scripts.ts';
import { defaultThresholds, type Thresholds } from './thresholds.ts';

const FRESH_MS = 1_000;

/** The live copy, and what repairs it. */
export interface RedisThresholds extends LiveThresholds {
  /** The version that scripts read; undefined when Redis has none, as after a restart without its data. */
  storedVersion(): Promise<number | undefined>;
  /** Like `publish`, but also over a higher version: one from a database that does not exist any more. */
  replace(version: ThresholdsVersion): Promise<void>;
}

/**
 * The thresholds where scripts read them. `publish`: only a higher version replaces, so a late publisher changes nothing.
 * `now` throws `NO_THRESHOLDS` when Redis has none: publish again from PostgreSQL (`ensureThresholds`).
 * @param lanes every gate whose scripts read thresholds; each has its own copy, because a script's keys share one tag
 */
export function createLiveThresholds({
  redis,
  clock,
  lanes = ['front', 'agents'],
}: {
  redis: RedisClient;
  clock: Clock;
  lanes?: readonly LaneName[];
}): RedisThresholds {
  const keys = lanes.map((lane) => laneKeys(lane).thresholds);
  const first = keys[0] ?? '';
  let seen: { version: number; values: Thresholds; atMs: number } | undefined;

  const write = async (version: ThresholdsVersion, when: 'newer' | 'always') => {
    for (const lane of lanes) {
      const fields = fieldsOf(thresholdsOfLane(lane, version.values), version.values);
      await laneScripts.publish.command(redis, [laneKeys(lane).thresholds], [version.version, when, ...fields]);
    }
    seen = undefined;
  };
  return {
    publish: (version) => write(version, 'newer'),
    replace: (version) => write(version, 'always'),
    async storedVersion() {
      const versions = await Promise.all(keys.map((key) => askRedis(redis.hget(key, 'version'))));
      return versions.includes(null) ? undefined : Math.min(...versions.map(Number));
    },
    async now() {
      const nowMs = clock.nowMs();
      if (seen && nowMs >= seen.atMs && nowMs - seen.atMs < FRESH_MS) return { version: seen.version, values: seen.values };
      const [version, values] = await askRedis(redis.hmget(first, 'version', 'values'));
      if (!version || !values)
        throw new HotlineError('NO_THRESHOLDS', 'Redis has no thresholds; publish the current version from PostgreSQL');
      seen = { version: Number(version), values: { ...defaultThresholds, ...JSON.parse(values) }, atMs: nowMs };
      return { version: seen.version, values: seen.values };
    },
  };
}

/**
 * Makes what counts in Redis what PostgreSQL says; for starts, and whenever something answers `NO_THRESHOLDS`. Repeatable.
 * Redis is looked at first: a version goes to PostgreSQL before it is published, so a higher one in Redis than in a
 * later look at PostgreSQL can only come from another database, and is replaced.
 */
export async function ensureThresholds(log: ThresholdsLog, live: RedisThresholds): Promise<ThresholdsVersion> {
  const stored = await live.storedVersion();
  const current = await log.current();
  if (stored !== undefined && stored > current.version) await live.replace(current);
  else if (stored !== current.version) await live.publish(current);
  return current;
}

/** One field for each threshold as it counts in the lane, for the scripts, and all of them as ops set them, as JSON for other readers. */
function fieldsOf(inLane: Thresholds, values: Thresholds): string[] {
  return [...Object.entries(inLane).flatMap(([field, value]) => [field, String(value)]), 'values', JSON.stringify(values)];
}
