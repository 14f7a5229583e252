import { luaParts } from './admission/redis-scripts.ts';
import { RedisAgentLanes } from './agents/redis-agent-lanes.ts';
import { laneScripts, routerScripts } from './agents/redis-agent-scripts.ts';
import { RedisAgents, type ScriptTime } from './agents/redis-agents.ts';
import type { RedisClient } from './platform/redis.ts';

/** The agents' side of one Redis: who takes calls, and the lines in front of them. Both work on the same keys. */
export interface Router {
  agents: RedisAgents;
  agentLanes: RedisAgentLanes;
}

/** Made of the front door's parts, so that both gates keep one rule for places and one estimate of waits. */
const moving = routerScripts(luaParts);
const lanes = laneScripts(luaParts);

/**
 * Plugs the router together.
 * @param time an offset in ms to add to Redis' clock, or `=MS` for an absolute time
 */
export function createRouter(redis: RedisClient, time: ScriptTime): Router {
  return {
    agents: new RedisAgents(redis, time, moving),
    agentLanes: new RedisAgentLanes(redis, time, { ...lanes, leaveLane: moving.leaveLane }),
  };
}
