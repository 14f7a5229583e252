import { measure } from '../admission/auto-tune.ts';
import { changeThresholds, type ThresholdFault, type Thresholds } from '../admission/thresholds.ts';
import { predict } from '../admission/what-if.ts';
import type { ArrivalSpan, Behaviour, Handling, Prediction, Situation } from '../admission/what-if-terms.ts';
import { afterOpenTime, type CallingHours, type Opening, opening, parseHours } from '../callbacks/calling-hours.ts';
import type { Clock } from '../platform/clock.ts';
import type { Agents } from './ports/agents.ts';
import type { Counted } from './ports/figures.ts';
import type { FrontDoor } from './ports/front-door.ts';
import type { LiveThresholds } from './ports/thresholds.ts';
import type { AdviceBoard } from './ports/tuning-help.ts';

/** Ops ask what a change would do before they publish it: the forecast from the line as it is now, beside what counts now. */

export interface WhatIfQuestion {
  /** The change in question; without one both forecasts are the same. */
  values: Readonly<Record<string, unknown>>;
  hours?: number;
  intervalMinutes?: number;
  /** Where not given, people go on ringing as they do now. */
  arrivals?: readonly ArrivalSpan[];
  behaviour?: Partial<Behaviour>;
  handling?: Partial<Handling>;
}

/** A forecast; what is left of the backlog afterwards is cleared about then, if nobody rang any more. null: no telling. */
export type WhatIfForecast = Prediction & { clearedAboutMs: number | null };

export type WhatIfAnswer =
  | { status: 'refused'; faults: ThresholdFault[] }
  | {
      status: 'predicted';
      thresholdsVersion: number;
      values: Thresholds;
      /** What it was reckoned from. */
      basis: Omit<Situation, 'openings'>;
      now: WhatIfForecast;
      proposed: WhatIfForecast;
    };

export interface WhatIfParts {
  frontDoor: Pick<FrontDoor, 'picture'>;
  agents: Pick<Agents, 'counts'>;
  counted: Counted;
  live: LiveThresholds;
  advice: AdviceBoard;
  clock: Clock;
}

export type WhatIf = (question: WhatIfQuestion) => Promise<WhatIfAnswer>;

/** What hotlines of January 2021 saw: redialling after seconds without a place, hardly any with one. Patience and answering are assumptions. */
export const usualBehaviour: Behaviour = {
  redialShare: 0.95,
  redialFromSeconds: 10,
  redialToSeconds: 60,
  knownRedialShare: 0.07,
  takesCallback: 0.9,
  patienceSeconds: 600,
  leavesHoldForCallback: 0.5,
  answersCallback: 0.7,
};

const USUAL_HANDLING = { ivrSeconds: 180, agentShare: 0.2, agentSeconds: 210, dialSeconds: 25 };
const USUAL_HOURS = 8;
const USUAL_INTERVAL_MINUTES = 15;
const HOUR_MS = 3_600_000;

/** Throws `REDIS_DOWN` or `NO_THRESHOLDS`: without the line as it is there is no forecast. */
export function createWhatIf(parts: WhatIfParts): WhatIf {
  return async (question) => {
    const { version, values } = await parts.live.now();
    const nowMs = parts.clock.nowMs();
    const proposed = changed(values, question.values, nowMs);
    if (Array.isArray(proposed)) return { status: 'refused', faults: proposed };
    const { openings, ...basis } = await situation(parts, question, values, nowMs);
    // Calling hours may be what the change is about
    const here = { ...basis, openings };
    const there = { ...basis, openings: openingsOf(parseHours(proposed.callbackHours), nowMs, basis.hours) };
    return {
      status: 'predicted',
      thresholdsVersion: version,
      values: proposed,
      basis,
      now: withClearing(predict(values, here), values, here),
      proposed: withClearing(predict(proposed, there), proposed, there),
    };
  };
}

function changed(values: Thresholds, changes: Readonly<Record<string, unknown>>, nowMs: number): Thresholds | ThresholdFault[] {
  const result = changeThresholds(values, changes, { nowMs, reason: 'what if' });
  return result.ok ? result.values : result.faults;
}

async function situation(parts: WhatIfParts, question: WhatIfQuestion, values: Thresholds, nowMs: number): Promise<Situation> {
  const [door, agents, day, advice] = await Promise.all([
    parts.frontDoor.picture(),
    parts.agents.counts(),
    parts.counted.today(),
    parts.advice.read(),
  ]);
  const hours = question.hours ?? USUAL_HOURS;
  const usual = {
    secondsPerCall: 0,
    agentSecondsPerCall: USUAL_HANDLING.agentSeconds + values.wrapUpSeconds,
    agentShare: USUAL_HANDLING.agentShare,
  };
  const measured = measure(advice?.samples ?? [], usual);
  // Of all calls, those of people who ring for the first time today
  const newShare = door.attempts > 0 ? door.people / door.attempts : 1;
  return {
    startMs: nowMs,
    hours,
    intervalMinutes: question.intervalMinutes ?? USUAL_INTERVAL_MINUTES,
    arrivals: question.arrivals ?? [{ fromMinute: 0, peoplePerSecond: day.callsPerSecond * newShare }],
    openings: openingsOf(parseHours(values.callbackHours), nowMs, hours),
    behaviour: { ...usualBehaviour, ...question.behaviour },
    handling: {
      ...USUAL_HANDLING,
      agentShare: measured.agentShare,
      agentSeconds: Math.max(1, measured.agentSecondsPerCall - values.wrapUpSeconds),
      agents: agents.available + agents.reserved + agents.on_call + agents.wrap_up,
      ...question.handling,
    },
    today: { onHold: door.onHold, openCallbacks: door.openCallbacks, activeCalls: door.activeCalls, tokens: door.tokens },
  };
}

function openingsOf(hours: CallingHours, fromMs: number, forHours: number): Opening[] {
  const untilMs = fromMs + forHours * HOUR_MS;
  const openings: Opening[] = [];
  for (let next = opening(hours, fromMs); next.fromMs < untilMs; next = opening(hours, next.toMs)) {
    openings.push(next);
    if (next.toMs >= untilMs) break;
  }
  return openings;
}

/** Beyond the horizon: the rest at the fastest pace the thresholds allow, with the tries that an answer takes. */
function withClearing(prediction: Prediction, values: Thresholds, { startMs, hours, behaviour }: Situation): WhatIfForecast {
  const { clearedAtMs } = prediction.total;
  if (clearedAtMs !== null) return { ...prediction, clearedAboutMs: clearedAtMs };
  const pace = Math.min(values.dialPerSecond, values.admitPerSecond);
  const inVain = 1 - behaviour.answersCallback;
  const tries = Array.from({ length: values.callbackAttempts }, (_, tried) => inVain ** tried).reduce((sum, share) => sum + share, 0);
  const openMs = ((prediction.people.openCallbacks * tries) / pace) * 1_000;
  // Years ahead there is no telling
  if (openMs > 90 * 24 * HOUR_MS) return { ...prediction, clearedAboutMs: null };
  return { ...prediction, clearedAboutMs: afterOpenTime(parseHours(values.callbackHours), startMs + hours * HOUR_MS, openMs) };
}
