import { describe, expect, it } from '@jest/globals';
import { defaultThresholds, type Thresholds } from '../../src/admission/thresholds.ts';
import { predict } from '../../src/admission/what-if.ts';
import type { Situation } from '../../src/admission/what-if-terms.ts';
import { seeded, simulate } from '../support/simulated-line.ts';
import { makeSituation, START_MS } from '../support/what-if-situation.ts';

/** The forecast against a simulation person by person, decided by the rules that the scripts are compared with. */

const SITUATIONS = 12;

/** From a quiet line to five times what it takes, with few seats or many, with and without calling hours. */
function draw(seed: number): { thresholds: Thresholds; situation: Situation } {
  const random = seeded(seed);
  const between = (low: number, high: number) => low + random() * (high - low);
  const admitPerSecond = between(0.5, 2.5);
  const situation = makeSituation({
    hours: 1,
    arrivals: [
      { fromMinute: 0, peoplePerSecond: admitPerSecond * between(0.5, 5) },
      { fromMinute: 25, peoplePerSecond: admitPerSecond * between(0.1, 1.2) },
    ],
    openings: [{ fromMs: START_MS + (random() < 0.3 ? 20 * 60_000 : 0), toMs: START_MS + 12 * 3_600_000 }],
    behaviour: {
      patienceSeconds: between(120, 900),
      leavesHoldForCallback: between(0.2, 0.8),
      takesCallback: between(0.7, 1),
      answersCallback: between(0.5, 0.9),
    },
    handling: { ivrSeconds: between(60, 240) },
  });
  const thresholds = {
    ...defaultThresholds,
    admitPerSecond,
    burst: 5 + Math.floor(random() * 40),
    maxActiveCalls: Math.floor(admitPerSecond * situation.handling.ivrSeconds * between(0.6, 3)),
    maxQueueLength: Math.floor(between(20, 400)),
    maxWaitSeconds: Math.floor(between(60, 600)),
    callbackShare: between(0.1, 0.9),
    callbackRetryMinutes: 10,
    dialPerSecond: between(0.3, 2),
  };
  return { thresholds, situation };
}

/** By how much the forecast is beside the simulation, as a share of the larger; what is hardly there does not count. */
function beside(forecast: number, simulated: number, least: number): number[] {
  const larger = Math.max(forecast, simulated);
  return larger < least ? [] : [Math.abs(forecast - simulated) / larger];
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

describe('the forecast', () => {
  const pairs = Array.from({ length: SITUATIONS }, (_, index) => {
    const { thresholds, situation } = draw(index + 1);
    return { simulated: simulate(thresholds, situation, index + 100), forecast: predict(thresholds, situation), thresholds };
  });
  const off = {
    admitted: pairs.flatMap(({ forecast, simulated }) => beside(forecast.total.decisions.admitted, simulated.admitted, 50)),
    queued: pairs.flatMap(({ forecast, simulated }) => beside(forecast.total.decisions.queued, simulated.queued, 50)),
    offered: pairs.flatMap(({ forecast, simulated }) => beside(forecast.total.decisions.callbackOffered, simulated.callbackOffered, 50)),
    attempts: pairs.flatMap(({ forecast, simulated }) => beside(forecast.total.attempts, simulated.attempts, 50)),
    'let in': pairs.flatMap(({ forecast, simulated }) => beside(forecast.total.letIn, simulated.letIn, 50)),
    'called back': pairs.flatMap(({ forecast, simulated }) => beside(forecast.total.calledBack, simulated.calledBack, 50)),
    backlog: pairs.flatMap(({ forecast, simulated }) => beside(forecast.intervals.at(-1)?.openCallbacks ?? 0, simulated.openCallbacks, 50)),
    wait: pairs.flatMap(({ forecast, simulated }) => beside(forecast.total.waitSeconds.median ?? 0, simulated.medianWaitSeconds, 20)),
    'seats in use': pairs.flatMap(({ forecast, simulated, thresholds }) =>
      beside(forecast.total.seatUse * thresholds.maxActiveCalls, simulated.meanActive, 5),
    ),
  };

  it.each(Object.entries(off))('is within 15 %% of the simulation at the median: %s', (_, distances) => {
    // Too few situations where it matters would prove nothing
    expect(distances.length).toBeGreaterThanOrEqual(SITUATIONS / 2);
    expect(median(distances)).toBeLessThan(0.15);
  });
});
