/** Who is idle right now, read from the router's records. */
import { z } from 'zod';
import type { IdleAgent, IdleAgents } from '../calls/ports/human-callbacks.ts';
import { askRedis, type RedisClient } from '../platform/redis.ts';
import { LANES } from './lanes.ts';
import { dutyKey, PEOPLE_KEY } from './redis-keys.ts';
import { type ScriptTime, scriptNowMs } from './redis-script-time.ts';

const SPOKEN = LANES.filter((lane) => lane !== 'supervisor');

/** What of a record is needed to ring somebody. */
const reachable = z.string().transform((text) => z.object({ endpoint: z.string(), lanes: z.string() }).parse(JSON.parse(text)));

/** The port over Redis; throws `REDIS_DOWN` without an answer. The score of an agent at work tells since when they are free. */
export function createIdleAgents(redis: RedisClient, time: ScriptTime): IdleAgents {
  return {
    async idle(mostPerLanguage) {
      const nowMs = await scriptNowMs(redis, time);
      const looks = SPOKEN.map((lane) =>
        askRedis(redis.zrangebyscore(dutyKey(lane), '-inf', nowMs, 'WITHSCORES', 'LIMIT', 0, mostPerLanguage)),
      );
      const since = new Map((await Promise.all(looks)).flatMap(pairs));
      const ids = [...since.keys()];
      if (ids.length === 0) return [];
      const records = await askRedis(redis.hmget(PEOPLE_KEY, ...ids));
      const idle = ids.flatMap((id, index) => agentOf(id, records[index]));
      return idle.sort((one, other) => (since.get(one.id) ?? 0) - (since.get(other.id) ?? 0));
    },
  };
}

function agentOf(id: string, text: string | null | undefined): IdleAgent[] {
  if (!text) return [];
  const { endpoint, lanes } = reachable.parse(text);
  return [{ id, endpoint, lanes: LANES.filter((_lane, index) => lanes.includes(String(index + 1))) }];
}

/** `[id, score, id, score…]` as the server tells it. */
function pairs(told: string[]): [string, number][] {
  return told.flatMap((id, index) => (index % 2 === 0 ? [[id, Number(told[index + 1])] as [string, number]] : []));
}
