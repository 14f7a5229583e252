import { decideLocally, type LocalDoor } from '../admission/local-bucket.ts';
import type { Thresholds } from '../admission/thresholds.ts';
import { DependencyDown } from '../platform/errors.ts';
import type { Parts } from './parts.ts';
import type { Admission, FrontDoor } from './ports/front-door.ts';

/** What a call without Redis is told with besides the ordinary parts. */
export interface Alone {
  /** The thresholds as they were when Redis was last heard. */
  lastKnown(): { version: number; values: Thresholds };
  /** Web processes over all machines: each may promise its part of the rate. */
  processes: number;
  /** A callback was promised without a note on its ticket: to be made up for when Redis is back. */
  unnoted(): void;
}

/**
 * The ordinary story's parts for a process that is on its own: decisions come from its own bucket, promises go straight to
 * PostgreSQL, and nothing waits for Redis, not even for its time limit. What only Redis could do throws `REDIS_DOWN`.
 */
export function awayParts(parts: Parts, alone: Alone): Parts {
  const { frontDoor, thresholds, agents, agentLanes, codeGuard } = parts;
  return {
    ...parts,
    frontDoor: { ...unanswered(frontDoor, FRONT_DOOR), ...ownDoor(parts, alone) },
    thresholds: { ...unanswered(thresholds, ['publish']), now: async () => alone.lastKnown() },
    agents: unanswered(agents, AGENTS),
    agentLanes: unanswered(agentLanes, ['enter', 'look', 'leave', 'sweep', 'picture']),
    codeGuard: unanswered(codeGuard, ['allows', 'wasRight']),
  };
}

const AGENTS = [
  'pair',
  'ring',
  'reserve',
  'connected',
  'missed',
  'done',
  'released',
  'choose',
  'assign',
  'dismiss',
  'status',
  'sweep',
  'counts',
  'noteDone',
  'figures',
] as const;
const FRONT_DOOR = ['checkTurn', 'promote', 'handSeatOver', 'adoptTicket', 'renew', 'sweep', 'noteMissedCallback', 'picture'] as const;

/** The methods of a port, none of which answers. */
function unanswered<Port extends object, Method extends keyof Port>(port: Port, methods: readonly Method[]): Port {
  const down = async () => {
    throw new DependencyDown('redis', new Error('not asked'));
  };
  return { ...port, ...(Object.fromEntries(methods.map((method) => [method, down])) as Partial<Port>) };
}

function ownDoor({ clock, stores }: Parts, alone: Alone): Pick<FrontDoor, 'admit' | 'leave' | 'noteCallback'> {
  let door: LocalDoor = { bucket: undefined };
  return {
    async admit(): Promise<Admission> {
      // No token for an offer that could not be kept
      if (stores.postgresAway()) throw new DependencyDown('postgres', new Error('not asked'));
      const nowMs = clock.nowMs();
      const { version, values } = alone.lastKnown();
      const decided = decideLocally(door, values, alone.processes, nowMs);
      door = decided.door;
      const common = { thresholdsVersion: version, ticketAtMs: nowMs, attempt: 1 };
      if (decided.answer === 'closed') return { ...common, answer: 'closed', reason: values.closedReason, opensAtMs: values.closedUntilMs };
      return { ...common, answer: decided.answer };
    },
    leave: async () => ({ gaveBack: 'nothing' }),
    noteCallback: async () => alone.unnoted(),
  };
}
