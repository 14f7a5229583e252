import { type Absorbed, adviseRate, type Measured, measure, type RateAdvice, type Sample } from '../admission/auto-tune.ts';
import type { Clock } from '../platform/clock.ts';
import { DependencyDown } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { AgentState, Agents } from './ports/agents.ts';
import type { Bookings } from './ports/booking.ts';
import type { Counted, DayFigures } from './ports/figures.ts';
import type { FrontDoor } from './ports/front-door.ts';
import type { ThresholdsVersion } from './ports/thresholds.ts';
import type { AdviceBoard } from './ports/tuning-help.ts';
import type { Tuning } from './tune-admission.ts';

/** The worker's round that watches what the line absorbs, and advises a rate or applies it, as ops have chosen with `autoTune`. */

export interface AutoTuneParts {
  clock: Clock;
  logger: Logger;
  frontDoor: Pick<FrontDoor, 'picture'>;
  agents: Pick<Agents, 'counts'>;
  counted: Counted;
  bookings: Pick<Bookings, 'byCode'>;
  advice: AdviceBoard;
  tuning: Tuning;
}

/** How often the round is worth running. */
export const AUTO_TUNE_EVERY_MS = 5_000;

/** The name in the log of changes. */
export const AUTO_TUNE = 'auto-tune';

/** A change, by whomever, stands so long before the next one. */
const CHANGE_STANDS_MS = 30_000;
/** Smaller changes are not worth a version. */
const LEAST_CHANGE = 0.05;
const SAMPLES_KEPT_MS = 600_000;
const SAMPLE_EVERY_MS = 15_000;
/** How far back a person's last change is looked for; beyond that the oldest version found stands for it. */
const HISTORY = 200;
/** A code that nobody has: the look goes all the way to the database and finds nothing. */
const NO_CODE = '00000000';

/** Until enough is measured. Conversations as on the day the line was planned for, every fifth caller to an agent. */
const USUAL = { secondsPerCall: 210, talkSeconds: 210, agentShare: 0.2 };

/** One look. `off`: nothing is measured. Several workers share the work: a look that is fresh is not taken again. Throws what a store throws: the worker logs it and comes again. */
export async function autoTuneRound(parts: AutoTuneParts): Promise<RateAdvice | 'off'> {
  const current = await parts.tuning.show();
  if (current.values.autoTune === 'off') return 'off';
  const nowMs = parts.clock.nowMs();
  const before = await parts.advice.read();
  if (before && nowMs >= before.atMs && nowMs - before.atMs < AUTO_TUNE_EVERY_MS / 2) return before.advice;
  const { sample, ...line } = await look(parts);
  const samples = withSample(before?.samples ?? [], sample);
  const usual: Measured = { ...USUAL, agentSecondsPerCall: USUAL.talkSeconds + current.values.wrapUpSeconds };
  const absorbed = { ...line, ...measure(sinceMidnight(samples), usual), maxActiveCalls: current.values.maxActiveCalls };
  const { admitPerSecond } = current.values;
  const advice = adviseRate(absorbed, { admitPerSecond, setByPerson: await setByPerson(parts.tuning, current) });
  const applied = isDue(current, advice, nowMs) && (await apply(parts, current, advice));
  await parts.advice.publish({ advice, thresholdsVersion: current.version, admitPerSecond, applied, atMs: nowMs, samples });
  return advice;
}

/** The last minutes, a sample every so often: more of them would tell nothing more. */
function withSample(before: readonly Sample[], sample: Sample): Sample[] {
  const kept = before.filter(({ atMs }) => atMs > sample.atMs - SAMPLES_KEPT_MS && atMs <= sample.atMs);
  const last = kept.at(-1);
  return last && sample.atMs - last.atMs < SAMPLE_EVERY_MS ? kept : [...kept, sample];
}

async function look(parts: AutoTuneParts): Promise<Omit<Absorbed, keyof Measured | 'maxActiveCalls'> & { sample: Sample }> {
  const [door, agents, day, bookingMs] = await Promise.all([
    parts.frontDoor.picture(),
    parts.agents.counts(),
    parts.counted.today(),
    bookingTime(parts),
  ]);
  return {
    agentsOnDuty: agents.available + busy(agents),
    bookingMs,
    activeCalls: door.activeCalls,
    demand: door.onHold > 0 || door.openCallbacks > 0 || door.tokens < 1,
    sample: {
      atMs: parts.clock.nowMs(),
      activeCalls: door.activeCalls,
      agentsBusy: agents.on_call + agents.wrap_up,
      ended: endedSeats(day),
      handled: day.outcomes.agent_handled,
    },
  };
}

function busy(agents: Record<AgentState, number>): number {
  return agents.reserved + agents.on_call + agents.wrap_up;
}

/** Outcomes that only a call with a seat has. Those who hang up in the menus are missing, so that calls seem longer than they are: the careful side. */
function endedSeats({ outcomes }: DayFigures): number {
  return outcomes.booked + outcomes.appointment_changed + outcomes.waitlisted + outcomes.agent_handled;
}

/** ms for one look; undefined when the bookings do not answer. */
async function bookingTime({ bookings, clock }: AutoTuneParts): Promise<number | undefined> {
  const startedMs = clock.nowMs();
  try {
    await bookings.byCode(NO_CODE);
    return clock.nowMs() - startedMs;
  } catch (thrown) {
    if (thrown instanceof DependencyDown) return undefined;
    throw thrown;
  }
}

/** Counters begin anew at midnight: what was before tells nothing about now. */
function sinceMidnight(samples: readonly Sample[]): Sample[] {
  const turn = samples.findLastIndex((sample, index) => sample.ended < (samples[index - 1]?.ended ?? 0));
  return samples.slice(Math.max(0, turn));
}

async function setByPerson(tuning: Tuning, current: ThresholdsVersion): Promise<number> {
  if (current.changedBy !== AUTO_TUNE) return current.values.admitPerSecond;
  const versions = await tuning.history(HISTORY);
  const found = versions.find(({ changedBy }) => changedBy !== AUTO_TUNE) ?? versions.at(-1);
  return found?.values.admitPerSecond ?? current.values.admitPerSecond;
}

function isDue({ values, changedAt }: ThresholdsVersion, advice: RateAdvice, nowMs: number): boolean {
  const share = Math.abs(advice.admitPerSecond - values.admitPerSecond) / values.admitPerSecond;
  return values.autoTune === 'on' && share >= LEAST_CHANGE && nowMs - Date.parse(changedAt) >= CHANGE_STANDS_MS;
}

/** Over the very version it was reckoned from: a person who was faster wins, and the next round reckons anew. */
async function apply({ tuning, logger }: AutoTuneParts, current: ThresholdsVersion, advice: RateAdvice): Promise<boolean> {
  const reason = advice.reasons.join('; ').slice(0, 500);
  const tuned = await tuning.set({ admitPerSecond: advice.admitPerSecond }, { by: AUTO_TUNE, reason, baseVersion: current.version });
  if (tuned.status === 'refused') logger.error({ code: 'AUTO_TUNE_REFUSED', faults: tuned.faults }, 'the advised rate was refused');
  if (tuned.status !== 'stored') return false;
  logger.info({ thresholdsVersion: tuned.version.version, admitPerSecond: advice.admitPerSecond, reason }, 'rate tuned');
  return true;
}
