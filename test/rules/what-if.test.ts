import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defaultThresholds, type Thresholds } from '../../src/admission/thresholds.ts';
import { predict } from '../../src/admission/what-if.ts';
import type { Prediction, Situation } from '../../src/admission/what-if-terms.ts';
import { makeSituation, START_MS } from '../support/what-if-situation.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const rate = fc.double({ min: 0.1, max: 60, noNaN: true });
const amount = (max: number) => fc.integer({ min: 0, max });

const thresholds: fc.Arbitrary<Thresholds> = fc
  .record({
    mode: fc.constantFrom('open', 'open', 'open', 'callback_only', 'closed') as fc.Arbitrary<Thresholds['mode']>,
    closedMinutes: fc.integer({ min: 1, max: 60 }),
    admitPerSecond: rate,
    burst: fc.integer({ min: 1, max: 200 }),
    maxActiveCalls: fc.integer({ min: 1, max: 4_000 }),
    maxQueueLength: amount(3_000),
    maxWaitSeconds: amount(3_600),
    callbackShare: share,
    maxOpenCallbacks: amount(20_000),
    callbackAttempts: fc.integer({ min: 1, max: 6 }),
    callbackRetryMinutes: fc.integer({ min: 5, max: 120 }),
    dialPerSecond: rate,
  })
  .map(({ closedMinutes, ...values }) => ({
    ...defaultThresholds,
    ...values,
    closedUntilMs: values.mode === 'closed' ? START_MS + closedMinutes * 60_000 : 0,
  }));

const situation: fc.Arbitrary<Situation> = fc
  .record({
    hours: fc.constantFrom(0.5, 1, 2),
    arrivals: fc.array(fc.record({ fromMinute: amount(150), peoplePerSecond: fc.double({ min: 0, max: 80, noNaN: true }) }), {
      maxLength: 4,
    }),
    opensAfterMinutes: amount(60),
    behaviour: fc.record({
      redialShare: share,
      knownRedialShare: share,
      takesCallback: share,
      leavesHoldForCallback: share,
      answersCallback: share,
      patienceSeconds: fc.integer({ min: 5, max: 3_600 }),
    }),
    handling: fc.record({ ivrSeconds: fc.integer({ min: 20, max: 600 }), agentShare: share, agents: amount(900) }),
    today: fc.record({ onHold: amount(2_000), openCallbacks: amount(20_000), activeCalls: amount(2_000) }),
  })
  .map(({ opensAfterMinutes, arrivals, ...over }) =>
    makeSituation({
      ...over,
      arrivals: arrivals.sort((one, other) => one.fromMinute - other.fromMinute),
      openings: [{ fromMs: START_MS + opensAfterMinutes * 60_000, toMs: START_MS + 100 * 60_000 }],
    }),
  );

const compare = (now: Thresholds, proposed: Thresholds, asked: Situation) => ({
  now: predict(now, asked),
  proposed: predict(proposed, asked),
});
const sum = (values: object) => Object.values(values).reduce((total: number, value: number) => total + value, 0);
const everyNumber = (value: unknown): number[] =>
  typeof value === 'number' ? [value] : value !== null && typeof value === 'object' ? Object.values(value).flatMap(everyNumber) : [];

describe('a forecast, whatever the thresholds and whoever rings', () => {
  it('keeps everybody: nobody is lost and nobody is counted twice', () => {
    fc.assert(
      fc.property(thresholds, situation, (values, asked) => {
        const { total, people } = predict(values, asked);
        const expected = total.people + sum(asked.today);
        expect(Math.abs(sum(people) - expected)).toBeLessThan(1e-6 * Math.max(1, expected));
      }),
      { numRuns: 20 },
    );
  });

  it('has no figure below zero or that is no number, and no share above one', () => {
    fc.assert(
      fc.property(thresholds, situation, (values, asked) => {
        const prediction = predict(values, asked);
        expect(everyNumber(prediction).filter((figure) => !(figure >= -1e-6))).toEqual([]);
        for (const part of Object.values(prediction.total.shares)) expect(part).toBeLessThanOrEqual(1 + 1e-9);
        for (const { onHold, agents } of prediction.intervals) {
          expect(onHold).toBeLessThanOrEqual(Math.max(values.maxQueueLength, asked.today.onHold) + 1e-6);
          expect(agents.occupancy).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('is the same each time', () => {
    fc.assert(
      fc.property(thresholds, situation, (values, asked) => {
        expect(predict(values, asked)).toEqual(predict(values, asked));
      }),
      { numRuns: 8 },
    );
  });

  // Not whoever rings: a higher rate sells the same wait to a longer line. Where people on hold ask for a callback more readily than
  // those who cannot hold, a longer line means a longer list, in the rules person by person as in the forecast
  it('a higher rate never gives a longer backlog, where people who cannot hold take a callback as readily as those who do', () => {
    fc.assert(
      fc.property(thresholds, situation, fc.double({ min: 1, max: 20, noNaN: true }), (values, drawn, times) => {
        const { takesCallback, leavesHoldForCallback } = drawn.behaviour;
        const readily = {
          takesCallback: Math.max(takesCallback, leavesHoldForCallback),
          leavesHoldForCallback: Math.min(takesCallback, leavesHoldForCallback),
        };
        const asked = { ...drawn, behaviour: { ...drawn.behaviour, ...readily } };
        const slower = { ...values, mode: 'open' as const };
        const { now, proposed } = compare(slower, { ...slower, admitPerSecond: slower.admitPerSecond * times }, asked);
        const everybody = now.total.people + sum(asked.today);
        proposed.intervals.forEach(({ openCallbacks }, index) => {
          const before = now.intervals[index]?.openCallbacks ?? 0;
          // What chance has no part in has no excuse beyond the length of a step
          expect(openCallbacks).toBeLessThanOrEqual(before + 1 + 0.002 * everybody);
        });
      }),
      { numRuns: 30 },
    );
  });

  it('intervals add up to the total', () => {
    fc.assert(
      fc.property(thresholds, situation, (values, asked) => {
        const { intervals, total } = predict(values, asked);
        const added = (pick: (interval: Prediction['intervals'][number]) => number) => intervals.reduce((all, one) => all + pick(one), 0);
        expect(added((one) => one.attempts)).toBeCloseTo(total.attempts, 3);
        expect(added((one) => one.people)).toBeCloseTo(total.people, 3);
        expect(intervals).toHaveLength(Math.ceil((asked.hours * 60) / asked.intervalMinutes));
      }),
      { numRuns: 12 },
    );
  });
});

describe('a forecast tells', () => {
  const rush = makeSituation({
    hours: 8,
    arrivals: [
      { fromMinute: 0, peoplePerSecond: 78 },
      { fromMinute: 60, peoplePerSecond: 1 },
    ],
  });

  it('that a limiter without places makes people ring again and again, and a list ends it', () => {
    const none = { ...defaultThresholds, maxQueueLength: 0, maxOpenCallbacks: 0 };
    const { now, proposed } = compare(none, defaultThresholds, rush);
    expect(now.total.shares.busy).toBeGreaterThan(0.8);
    expect(now.total.attemptsPerPerson).toBeGreaterThan(5);
    expect(proposed.total.shares.busy).toBe(0);
    expect(proposed.total.attemptsPerPerson).toBeLessThan(1.5);
  });

  it('that a higher rate lets more people hold, and that those of them who ask for a callback would else have had nothing', () => {
    const asked = makeSituation({
      arrivals: [{ fromMinute: 0, peoplePerSecond: 40 }],
      behaviour: { redialShare: 0, takesCallback: 0, patienceSeconds: 9, leavesHoldForCallback: 1 },
    });
    const oneSeat = { ...defaultThresholds, admitPerSecond: 2, maxActiveCalls: 1, maxWaitSeconds: 1, callbackShare: 0, dialPerSecond: 0.1 };
    const { now, proposed } = compare(oneSeat, { ...oneSeat, admitPerSecond: 4 }, asked);
    const onTheList = proposed.people.openCallbacks - now.people.openCallbacks;
    expect(onTheList).toBeGreaterThan(100);
    expect(now.people.gaveUp - proposed.people.gaveUp).toBeGreaterThanOrEqual(onTheList);
  });

  it('when the backlog is cleared, and that it is not within these hours', () => {
    const asked = makeSituation({
      arrivals: [],
      hours: 8,
      today: { onHold: 0, openCallbacks: 3_600, activeCalls: 0 },
      behaviour: { answersCallback: 1 },
    });
    const { clearedAtMs } = predict({ ...defaultThresholds, dialPerSecond: 1 }, asked).total;
    expect(Math.round(((clearedAtMs ?? 0) - START_MS) / 60_000)).toBeGreaterThanOrEqual(60);
    expect(Math.round(((clearedAtMs ?? 0) - START_MS) / 60_000)).toBeLessThanOrEqual(65);
    expect(predict({ ...defaultThresholds, dialPerSecond: 0.1 }, asked).total.clearedAtMs).toBeNull();
  });

  it('that callbacks do not ring outside calling hours', () => {
    const asked = makeSituation({ openings: [], arrivals: [], today: { onHold: 0, openCallbacks: 500, activeCalls: 0 } });
    expect(predict(defaultThresholds, asked).people).toMatchObject({ openCallbacks: 500, served: 0 });
  });

  it('how busy the agents are: 48 people a minute, a minute each, for 50 agents', () => {
    const asked = makeSituation({
      hours: 2,
      arrivals: [{ fromMinute: 0, peoplePerSecond: 0.8 }],
      behaviour: { patienceSeconds: 120 },
      handling: { ivrSeconds: 30, agentShare: 1, agentSeconds: 30, agents: 50 },
    });
    const last = predict(defaultThresholds, asked).intervals.at(-1)?.agents;
    expect(last?.occupancy).toBeCloseTo(0.93, 2);
    expect(last?.waitSeconds).toBeCloseTo(3.7, 1);
  });

  it('eight hours within 200 ms of one core', () => {
    predict(defaultThresholds, rush);
    const before = process.cpuUsage();
    predict(defaultThresholds, rush);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(200);
  });
});
