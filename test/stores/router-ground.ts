import type { Redis } from 'ioredis';
import { createLiveThresholds } from '../../src/admission/redis-thresholds.ts';
import { defaultThresholds, type Thresholds } from '../../src/admission/thresholds.ts';
import type { AgentLane } from '../../src/calls/ports/agents.ts';
import { createRouter, type Router } from '../../src/router.ts';
import { testRedis } from '../support/services.ts';

/** Monday, 25 January 2021, 9:00 in Germany. */
export const START_MS = Date.UTC(2021, 0, 25, 8);

/** The router on this file's own Redis, at a time that the test moves. */
export interface RouterGround extends Router {
  redis: Redis;
  now: { ms: number };
  /** The same router from another connection. */
  another(): Promise<Router>;
  publish(changes: Partial<Thresholds>): Promise<void>;
  /** Agents who have just become free, each a millisecond after the one before. */
  available(ids: string[], lanes?: AgentLane[]): Promise<void>;
  /** Callers in this lane, with tickets a second apart, in this order. */
  enter(lane: AgentLane, callSids: string[], ticketAtMs?: number): Promise<void>;
  /** As new: nobody at work, nobody waits, the default thresholds. */
  clear(): Promise<void>;
}

export async function routerGround(): Promise<RouterGround> {
  const redis = await testRedis();
  const now = { ms: START_MS };
  let version = 0;
  const router = createRouter(redis, () => `=${now.ms}`);
  const ground: RouterGround = {
    ...router,
    redis,
    now,
    another: async () => createRouter(await testRedis(), () => `=${now.ms}`),
    async publish(changes) {
      version += 1;
      const values = { ...defaultThresholds, ...changes };
      const live = createLiveThresholds({ redis, clock: { nowMs: () => now.ms, offsetMs: () => 0 } });
      await live.replace({ version, values, changedBy: 'test', changedAt: '', reason: 'test' });
    },
    async available(ids, lanes = ['de', 'en']) {
      for (const id of ids) {
        await router.agents.choose(id, { state: 'available' }, { endpoint: `client:${id}`, lanes });
        now.ms += 1;
      }
    },
    async enter(lane, callSids, ticketAtMs = now.ms) {
      for (const [index, callSid] of callSids.entries())
        await router.agentLanes.enter({ callSid, lane, ticketAtMs: ticketAtMs + index * 1_000 });
    },
    async clear() {
      await redis.flushdb();
      now.ms = START_MS;
      await ground.publish({});
    },
  };
  return ground;
}
