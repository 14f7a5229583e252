import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ShadowDoor, ShadowPicture } from '../calls/ports/tuning-help.ts';
import type { Clock } from '../platform/clock.ts';
import { luaCommand } from '../platform/lua-command.ts';
import { askRedis, type RedisClient } from '../platform/redis.ts';
import { type DoorName, laneKeys } from './keys.ts';
import { createFrontDoor } from './redis-admission.ts';
import { foresee } from './redis-foresight.ts';

/** A candidate's lane: the front door's own scripts under another tag, and what a call that the live line turned away would have done. */

const luaFile = (name: string) => new URL(`./lua/${name}.lua`, import.meta.url);
const keep = luaCommand(luaFile('shadow-keep'), z.union([z.literal(0), z.literal(1)]), readFileSync(luaFile('time'), 'utf8'));

/** A call keeps its seat for about so long; those that the shadow alone let in never end by themselves. */
const USUAL_CALL_MS = 210_000;

/** Keys of a shadow beside those of its lane. */
export function shadowKeys(lane: DoorName) {
  return {
    /** Set: callers and callback ids that the shadow has served and the live line has not. */
    served: `{${lane}}:served`,
    /** Number: calls that would not have come. */
    spared: `{${lane}}:spared`,
  };
}

export interface ShadowDoorParts {
  redis: RedisClient;
  clock: Clock;
  localDay: (atMs: number) => string;
  lane: DoorName;
  scriptTime?: () => number | `=${number}`;
}

export function createShadowDoor({ redis, clock, localDay, lane, scriptTime }: ShadowDoorParts): ShadowDoor {
  const door = createFrontDoor({ redis, clock, localDay, lane, ...(scriptTime ? { scriptTime } : {}) });
  const { seats, letIn } = laneKeys(lane);
  const { served, spared } = shadowKeys(lane);
  const keepSeat = (id: string, counts: string) =>
    keep(redis, [seats, letIn, served], [scriptTime?.() ?? clock.offsetMs(), id, USUAL_CALL_MS, counts]);
  const isServed = async (who: string | undefined) => who !== undefined && (await askRedis(redis.sismember(served, who))) === 1;
  return {
    async arrive(call) {
      if (await isServed(call.caller)) await askRedis(redis.incr(spared));
      else await door.admit(call);
    },
    async promote(most, dueCallbacks) {
      await foresee({ redis, clock, lane, ...(scriptTime ? { scriptTime } : {}) });
      const known = dueCallbacks.length > 0 ? await askRedis(redis.smismember(served, ...dueCallbacks)) : [];
      const { callbacks } = await door.promote(
        most,
        dueCallbacks.filter((_, index) => known[index] !== 1),
      );
      for (const id of callbacks) await keepSeat(id, id);
    },
    async leave(callSid, { liveSeat, ...options }) {
      if (!liveSeat && (await keepSeat(callSid, options.caller ?? '')) === 1) return;
      await door.leave(callSid, options);
    },
    async noteCallback(caller, callback) {
      // Whom the shadow has served needs no callback there
      if (callback && (await isServed(caller))) return;
      await door.noteCallback(caller, callback);
    },
    async adoptTicket(callSid, caller) {
      if (!(await isServed(caller))) await door.adoptTicket(callSid, caller);
    },
    checkTurn: (callSid) => door.checkTurn(callSid),
    handSeatOver: (callbackId, callSid) => door.handSeatOver(callbackId, callSid),
    renew: (callSid) => door.renew(callSid),
    sweep: () => door.sweep(),
    noteMissedCallback: (caller, callback) => door.noteMissedCallback(caller, callback),
    async picture(): Promise<ShadowPicture> {
      const [picture, count] = await Promise.all([door.picture(), askRedis(redis.get(spared))]);
      return { ...picture, spared: Number(count ?? 0) };
    },
  };
}
