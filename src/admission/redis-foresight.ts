import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import { luaCommand } from '../platform/lua-command.ts';
import type { RedisClient } from '../platform/redis.ts';
import { type DoorName, laneKeys } from './keys.ts';
import type { LaneScript } from './redis-scripts.ts';
import { terms } from './terms.ts';

/** Keeps a lane's foresight fresh: what callbacks that fall due will take from those on hold. */

const luaFile = (name: string) => new URL(`./lua/${name}.lua`, import.meta.url);

/** Beside those of a lane that decide: it runs on a timer, never for a call. */
export const foreseeScript: LaneScript<number> = {
  command: luaCommand(luaFile('foresee'), z.number(), readFileSync(luaFile('time'), 'utf8')),
  file: 'foresee',
  parts: ['time'],
  keys: ['thresholds', 'bucket', 'drain', 'callbacks'],
};

/** Times are promised half an hour and more ahead, so a look may be a few seconds old. */
export const FORESEE_EVERY_MS = 5_000;

export interface ForesightParts {
  redis: RedisClient;
  clock: Clock;
  /** Whose callbacks; the front door where not given. */
  lane?: DoorName;
  /** The time as scripts take it: ms to add to the server's clock, or `=MS`. The clock's offset where not given. */
  scriptTime?: () => number | `=${number}`;
}

/**
 * Looks ahead once: from then on estimates of this lane count the callbacks that fall due. Returns how many will be dialled while
 * those wait who may wait longest. Repeatable; a lane without thresholds is left alone. Throws `REDIS_DOWN` without an answer.
 */
export function foresee({ redis, clock, lane = 'front', scriptTime }: ForesightParts): Promise<number> {
  const { thresholds, bucket, drain, callbacks } = laneKeys(lane);
  const args = [scriptTime?.() ?? clock.offsetMs(), terms.FORESIGHT_SPANS, terms.FORESIGHT_LEAST_MS];
  return foreseeScript.command(redis, [thresholds, bucket, drain, callbacks], args);
}
