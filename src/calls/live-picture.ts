import { isClosed } from '../admission/thresholds.ts';
import type { Clock } from '../platform/clock.ts';
import { DependencyDown } from '../platform/errors.ts';
import { kept } from './kept.ts';
import type { AgentState, Agents } from './ports/agents.ts';
import type { Callbacks } from './ports/callbacks.ts';
import type { Counted, DayFigures, Stock } from './ports/figures.ts';
import type { FrontDoor, FrontDoorPicture } from './ports/front-door.ts';
import type { LiveThresholds } from './ports/thresholds.ts';

/** What ops see: one picture of the line, at most a second old, the same from every process. */

export interface LivePicture {
  /** ISO 8601, UTC. */
  at: string;
  thresholdsVersion: number;
  mode: 'open' | 'callback_only' | 'closed';
  callsPerSecond: number;
  decisions: FrontDoorPicture['decisions'];
  outcomes: Record<
    'booked' | 'appointmentChanged' | 'callbackRegistered' | 'waitlisted' | 'agentHandled' | 'informed' | 'abandoned' | 'busy' | 'failed',
    number
  >;
  /** Calls of today by line. */
  calls: DayFigures['calls'];
  activeCalls: number;
  onHold: number;
  longestWaitSeconds: number;
  /** null: cannot be said yet. */
  estimatedWaitSeconds: number | null;
  /** null: the database does not answer. */
  callbacks: {
    open: number;
    due: number | null;
    kept: number | null;
    early: number | null;
    late: number | null;
    requoted: number | null;
  };
  people: number;
  attempts: number;
  agents: { available: number; reserved: number; onCall: number; wrapUp: number; paused: number; offline: number };
  /** Share of the agents on duty who are with a caller or wrapping up, 0 to 1. */
  occupancy: number;
  /** Of the last count, where a worker counts about a second old at most; else at most five seconds, and empty while the database does not answer. */
  stock: { kreis: string; free: number; booked: number }[];
  /** People ever booked; null while the database does not answer. */
  bookedEver: number | null;
  alarms: { id: string; since: string; text: string }[];
  /** Parts that do not answer. */
  degraded: string[];
}

/** One computation serves everybody who asks within this time. */
const PICTURE_KEPT_MS = 500;

export interface LivePictureParts {
  frontDoor: Pick<FrontDoor, 'picture'>;
  callbacks: Pick<Callbacks, 'counts'>;
  agents: Pick<Agents, 'counts'>;
  counted: Counted;
  stock: Stock;
  live: Pick<LiveThresholds, 'now'>;
  clock: Clock;
}

/** Returns the picture, computed at most twice a second however many ask. Throws `REDIS_DOWN`: without Redis there is none. */
export function createLivePicture(parts: LivePictureParts): () => Promise<LivePicture> {
  return kept(parts.clock, PICTURE_KEPT_MS, () => take(parts));
}

async function take(parts: LivePictureParts): Promise<LivePicture> {
  const nowMs = parts.clock.nowMs();
  const [door, thresholds, day, agents, callbacks, shelves] = await Promise.all([
    parts.frontDoor.picture(),
    parts.live.now(),
    parts.counted.today(),
    parts.agents.counts(),
    unlessDown(parts.callbacks.counts()),
    unlessDown(parts.stock.figures(nowMs)),
  ]);
  const { tokens: _tokens, openCallbacks, estimatedWaitSeconds, ...figures } = door;
  const { values } = thresholds;
  return {
    at: new Date(nowMs).toISOString(),
    ...figures,
    thresholdsVersion: thresholds.version,
    // A closed line opens by itself
    mode: values.mode === 'closed' && !isClosed(values, nowMs) ? 'open' : values.mode,
    callsPerSecond: day.callsPerSecond,
    outcomes: outcomesOf(day),
    calls: day.calls,
    estimatedWaitSeconds: estimatedWaitSeconds ?? null,
    callbacks: callbacks ?? { open: openCallbacks, due: null, kept: null, early: null, late: null, requoted: null },
    agents: {
      available: agents.available,
      reserved: agents.reserved,
      onCall: agents.on_call,
      wrapUp: agents.wrap_up,
      paused: agents.paused,
      offline: agents.offline,
    },
    occupancy: occupancyOf(agents),
    stock: shelves?.byKreis ?? [],
    bookedEver: shelves?.bookedEver ?? null,
    alarms: alarmsOf(day),
    degraded: callbacks && shelves ? [] : ['postgres'],
  };
}

async function unlessDown<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (thrown) {
    if (thrown instanceof DependencyDown) return undefined;
    throw thrown;
  }
}

function outcomesOf({ outcomes }: DayFigures): LivePicture['outcomes'] {
  const { appointment_changed, callback_registered, agent_handled, ...same } = outcomes;
  return { ...same, appointmentChanged: appointment_changed, callbackRegistered: callback_registered, agentHandled: agent_handled };
}

function occupancyOf(agents: Record<AgentState, number>): number {
  const busy = agents.reserved + agents.on_call + agents.wrap_up;
  const onDuty = busy + agents.available;
  return onDuty === 0 ? 0 : Math.round((busy / onDuty) * 1_000) / 1_000;
}

/** Nobody leaves empty-handed: if somebody did in the last minutes, that is an alarm. */
function alarmsOf({ emptyHandedSinceMs: { busy, failed } }: DayFigures): LivePicture['alarms'] {
  const alarms: LivePicture['alarms'] = [];
  if (busy !== undefined)
    alarms.push({
      id: 'busy',
      since: new Date(busy).toISOString(),
      text: 'Callers hear "all lines are busy": no place on hold and no callback is left',
    });
  if (failed !== undefined)
    alarms.push({ id: 'failed', since: new Date(failed).toISOString(), text: 'Calls end because something of ours fails' });
  return alarms;
}
