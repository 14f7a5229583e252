import type { AgentLane, AgentLanes } from '../calls/ports/agents.ts';
import type { Turn } from '../calls/ports/front-door.ts';
import { HotlineError } from '../platform/errors.ts';
import type { RedisClient } from '../platform/redis.ts';
import { LANES } from './lanes.ts';
import { localDays } from './local-day.ts';
import type { LaneScripts, RouterScripts } from './redis-agent-scripts.ts';
import { laneKeys, laneNumber, routerKeys } from './redis-keys.ts';
import { roughlyNowMs, type ScriptTime } from './redis-script-time.ts';

/**
 * `AgentLanes` on Redis, one node or a cluster. Places follow the front door's rule and waits its estimate, because the scripts are
 * made of its parts. Throws `NO_THRESHOLDS` while no version is published, `REDIS_DOWN` without an answer.
 */
export class RedisAgentLanes implements AgentLanes {
  readonly #redis: RedisClient;
  readonly #time: ScriptTime;
  readonly #scripts: LaneScripts & Pick<RouterScripts, 'leaveLane'>;
  readonly #dayOf = localDays();

  /** @param scripts see `createRouter` */
  constructor(redis: RedisClient, time: ScriptTime, scripts: LaneScripts & Pick<RouterScripts, 'leaveLane'>) {
    this.#redis = redis;
    this.#time = time;
    this.#scripts = scripts;
  }

  async enter(call: {
    callSid: string;
    lane: AgentLane;
    ticketAtMs: number;
    anyway?: boolean;
  }): Promise<{ answer: 'queued'; position: number; waitSeconds: number | undefined } | { answer: 'full' }> {
    const args = [call.callSid, Math.floor(call.ticketAtMs), call.anyway ? 'anyway' : ''];
    const [answer, position, wait] = await needingThresholds(this.#run('enter', call.lane, args));
    return answer === 'full' ? { answer } : { answer, position: Number(position), waitSeconds: secondsOf(wait) };
  }

  async look(callSid: string, lane: AgentLane): Promise<Turn> {
    const [answer, position, wait] = await needingThresholds(this.#run('look', lane, [callSid]));
    if (answer === 'unknown') return { admitted: false, position: 0, waitSeconds: undefined, unknown: true };
    return { admitted: false, position: Number(position), waitSeconds: secondsOf(wait) };
  }

  async leave(callSid: string, lane: AgentLane): Promise<void> {
    const { name, startMs } = this.#dayOf(roughlyNowMs(this.#time));
    await this.#scripts.leaveLane(this.#redis, routerKeys(name), [this.#time(), startMs, callSid, laneNumber(lane)]);
  }

  async sweep(): Promise<void> {
    await Promise.all(LANES.map((lane) => this.#run('sweep', lane, [])));
  }

  async picture(): Promise<{ lane: AgentLane; waiting: number; longestWaitSeconds: number; estimatedWaitSeconds: number | undefined }[]> {
    return Promise.all(
      LANES.map(async (lane) => {
        const [waiting, longestMs, wait] = await needingThresholds(this.#run('inspect', lane, []));
        const longestWaitSeconds = Math.floor(Number(longestMs) / 1_000);
        return { lane, waiting: Number(waiting), longestWaitSeconds, estimatedWaitSeconds: secondsOf(wait) };
      }),
    );
  }

  #run<Name extends keyof LaneScripts>(name: Name, lane: AgentLane, args: (string | number)[]): ReturnType<LaneScripts[Name]> {
    return this.#scripts[name](this.#redis, laneKeys(lane), [this.#time(), ...args]) as ReturnType<LaneScripts[Name]>;
  }
}

function secondsOf(wait: string | undefined): number | undefined {
  return wait ? Number(wait) : undefined;
}

async function needingThresholds<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    if (!(cause instanceof Error && cause.message.startsWith('NO_THRESHOLDS'))) throw cause;
    throw new HotlineError('NO_THRESHOLDS', 'Redis has no thresholds for the agents; publish the current version from PostgreSQL', {
      cause,
    });
  }
}
