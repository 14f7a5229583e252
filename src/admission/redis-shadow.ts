import type { ShadowDoor, ShadowRun, Shadows } from '../calls/ports/tuning-help.ts';
import type { Clock } from '../platform/clock.ts';
import { drawBelow } from '../platform/ids.ts';
import { askRedis, type RedisClient } from '../platform/redis.ts';
import { type DoorName, laneKeys } from './keys.ts';
import { createShadowDoor, type ShadowDoorParts, shadowKeys } from './redis-shadow-door.ts';
import { createLiveThresholds } from './redis-thresholds.ts';

/** Which candidate runs, for every process; each run has a lane of its own, so that it starts with nobody in it. */
const RUN_KEY = '{shadow}:run';
const FRESH_MS = 1_000;
/** A candidate that everybody has forgotten ends by itself. */
const RUNS_MOST_SECONDS = 86_400;

export type ShadowParts = Omit<ShadowDoorParts, 'lane'>;

export function createShadows(parts: ShadowParts): Shadows {
  const { redis, clock } = parts;
  let seen: { run: Promise<ShadowRun | undefined>; atMs: number } | undefined;
  let open: { id: string; door: ShadowDoor } | undefined;
  const stop = async () => {
    const run = await read(redis);
    await askRedis(redis.del(RUN_KEY));
    seen = undefined;
    if (run) await clear(redis, run, parts);
    return run;
  };
  return {
    async start(run) {
      await stop();
      const started: ShadowRun = { ...run, id: String(100_000_000 + drawBelow(900_000_000)) };
      const thresholds = createLiveThresholds({ redis, clock, lanes: [laneOf(started)] });
      await thresholds.publish({ version: 1, values: run.values, changedBy: run.startedBy, changedAt: '', reason: 'shadow' });
      await askRedis(redis.set(RUN_KEY, JSON.stringify(started), 'EX', RUNS_MOST_SECONDS));
      seen = undefined;
      return started;
    },
    stop,
    current() {
      const nowMs = clock.nowMs();
      if (seen && nowMs >= seen.atMs && nowMs - seen.atMs < FRESH_MS) return seen.run;
      const asked = { run: read(redis), atMs: nowMs };
      seen = asked;
      // Asked again after a second, not with every call
      asked.run.catch(() => undefined);
      return asked.run;
    },
    door(run) {
      if (open?.id !== run.id) open = { id: run.id, door: createShadowDoor({ ...parts, lane: laneOf(run) }) };
      return open.door;
    },
  };
}

function laneOf(run: ShadowRun): DoorName {
  return `shadow-${run.id}`;
}

async function read(redis: RedisClient): Promise<ShadowRun | undefined> {
  const text = await askRedis(redis.get(RUN_KEY));
  // Only this file writes the key
  return text === null ? undefined : (JSON.parse(text) as ShadowRun);
}

/** What has no end of its own; tickets and answers have. */
async function clear(
  redis: RedisClient,
  run: ShadowRun,
  { clock, localDay }: { clock: Clock; localDay: (atMs: number) => string },
): Promise<void> {
  const lane = laneOf(run);
  const { day, decision: _decision, typed: _typed, ticket: _ticket, ...keys } = laneKeys(lane);
  const days = [day(localDay(run.startedAtMs)), day(localDay(clock.nowMs()))];
  const all = [...Object.values(keys), ...days, ...Object.values(shadowKeys(lane))];
  await askRedis(redis.unlink(...all));
}
