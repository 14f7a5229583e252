import { DependencyDown } from '../../platform/errors.ts';
import { kept } from '../kept.ts';
import type { AgentLane } from '../ports/agents.ts';
import type { DeskParts } from './desk-parts.ts';
import { iso } from './views.ts';

/** How the lines and parts stand, for the header of every desk. */

export interface DeskPictureView {
  /** The hotline's time, ISO 8601. */
  at: string;
  waiting: { lane: AgentLane; waiting: number; longestWaitSeconds: number }[];
  /** null: the database does not answer. */
  openHumanCallbacks: number | null;
  /** Parts that do not answer; with `booking` among them wishes are written instead of appointments. */
  degraded: string[];
  wrapUpSeconds: number;
  ringSeconds: number;
}

/** Every desk asks every few seconds: one look serves all of this process. */
const KEPT_MS = 500;

type Needed = Pick<DeskParts, 'agentLanes' | 'callbacks' | 'clock' | 'stores' | 'thresholds'>;

/** Throws `REDIS_DOWN`: without Redis there is no line. What is degraded is never older than the question. */
export function createDeskPicture(parts: Needed): () => Promise<DeskPictureView> {
  const look = kept(parts.clock, KEPT_MS, () => take(parts));
  return async () => ({ ...(await look()), at: iso(parts.clock.nowMs()), degraded: degraded(parts) });
}

async function take(parts: Needed): Promise<Omit<DeskPictureView, 'at' | 'degraded'>> {
  const [lanes, openHumanCallbacks, { values }] = await Promise.all([
    parts.agentLanes.picture(),
    countCallbacks(parts),
    parts.thresholds.now(),
  ]);
  const { wrapUpSeconds, ringSeconds } = values;
  const waiting = lanes.map(({ lane, waiting: count, longestWaitSeconds }) => ({ lane, waiting: count, longestWaitSeconds }));
  return { waiting, openHumanCallbacks, wrapUpSeconds, ringSeconds };
}

async function countCallbacks({ callbacks, clock, stores }: Needed): Promise<number | null> {
  if (stores.postgresAway()) return null;
  try {
    return await callbacks.countAhead(clock.nowMs() + 1, 'human');
  } catch (thrown) {
    if (!(thrown instanceof DependencyDown) || thrown.part !== 'postgres') throw thrown;
    return null;
  }
}

function degraded({ stores }: Pick<DeskParts, 'stores'>): string[] {
  return [...(stores.postgresAway() ? ['postgres'] : []), ...(stores.bookingAway() ? ['booking'] : [])];
}
