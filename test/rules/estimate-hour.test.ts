import { describe, expect, it } from '@jest/globals';
import { type Heard, type Load, simulateHour } from '../support/hour.ts';

/** What is promised about a wait, held against hours of changing load. */

const wave = (minute: number) => Math.sin((minute / 60) * 2 * Math.PI);
const rate = { admitPerSecond: 5, burst: 10 };
const seats = { admitPerSecond: 20, burst: 40 };
const during = (fromMinute: number, toMinute: number, value: number) => (minute: number) =>
  minute >= fromMinute && minute < toMinute ? value : 0;
/** As many as are due are rung: the network is not what slows them down. */
const dialled = { dialPerSecond: 20 };

const loads: Record<string, Load> = {
  'more callers than the rate lets in': { arrivals: () => 6, callSeconds: 120, thresholds: () => rate },
  'a wave of patient callers': { arrivals: (minute) => 5 + 3 * wave(minute), callSeconds: 120, thresholds: () => rate },
  'a wave of callers who give up': {
    arrivals: (minute) => 7 + 4 * wave(minute),
    callSeconds: 120,
    patienceSeconds: 400,
    thresholds: () => rate,
  },
  'a rush at opening time': {
    arrivals: (minute) => (minute < 10 ? 15 : minute < 30 ? 6 : 3),
    callSeconds: 180,
    patienceSeconds: 600,
    thresholds: () => rate,
  },
  'seats that are freed by chance': {
    arrivals: (minute) => 6 + 2 * wave(minute),
    callSeconds: 120,
    thresholds: () => ({ ...seats, maxActiveCalls: 600 }),
  },
  'few seats': { arrivals: (minute) => 0.5 + 0.2 * wave(minute), callSeconds: 120, thresholds: () => ({ ...seats, maxActiveCalls: 50 }) },
  'few seats and little patience': {
    arrivals: (minute) => 0.6 + 0.2 * wave(minute),
    callSeconds: 120,
    patienceSeconds: 300,
    thresholds: () => ({ ...seats, maxActiveCalls: 50 }),
  },
  'callbacks that take their part for a while': {
    arrivals: (minute) => 5 + 2 * wave(minute),
    callSeconds: 120,
    callbacks: during(20, 40, 1),
    thresholds: () => rate,
  },
  'callbacks that take half all along': {
    arrivals: (minute) => 5 + 2 * wave(minute),
    callSeconds: 120,
    patienceSeconds: 500,
    callbacks: () => 5,
    thresholds: () => ({ admitPerSecond: 8, burst: 10, ...dialled }),
  },
  'callbacks that begin to take half while people hold, and stop again': {
    arrivals: (minute) => 5 + 2 * wave(minute),
    callSeconds: 120,
    callbacks: during(20, 40, 3),
    thresholds: () => ({ ...rate, ...dialled }),
  },
  'callbacks that fall due all at once': {
    arrivals: (minute) => 5 + 2 * wave(minute),
    callSeconds: 120,
    callbacks: during(20, 20.1, 500),
    thresholds: () => ({ ...rate, ...dialled }),
  },
  'callbacks that fall due all at once, and are rung one a second': {
    arrivals: (minute) => 5 + 2 * wave(minute),
    callSeconds: 120,
    callbacks: during(20, 20.1, 500),
    thresholds: () => rate,
  },
  'callbacks that begin to take half of the seats, and stop again': {
    arrivals: (minute) => 6 + 2 * wave(minute),
    callSeconds: 120,
    callbacks: during(20, 40, 3),
    thresholds: () => ({ ...seats, ...dialled, maxActiveCalls: 600 }),
  },
  'callbacks that take half of few seats for ten minutes, twice': {
    arrivals: (minute) => 0.5 + 0.2 * wave(minute),
    callSeconds: 120,
    callbacks: (minute) => during(15, 25, 0.25)(minute) + during(40, 50, 0.25)(minute),
    thresholds: () => ({ ...seats, ...dialled, maxActiveCalls: 50 }),
  },
  'ops who turn the rate down and up': {
    arrivals: (minute) => 6 + 2 * wave(minute),
    callSeconds: 120,
    thresholds: (minute) => ({ admitPerSecond: minute < 20 ? 5 : minute < 40 ? 4.2 : 6, burst: 10 }),
  },
};

const share = (all: readonly Heard[], is: (one: Heard) => boolean) => all.filter(is).length / all.length;
const median = (numbers: number[]) => numbers.sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
/** As it is spoken. */
const inMinutes = ({ announcedSeconds, realSeconds }: Heard): Heard => ({
  realSeconds,
  announcedSeconds: 60 * Math.ceil(announcedSeconds / 60),
});

describe.each(Object.entries(loads))('the wait that is announced in an hour of %s', (_, load) => {
  it.each([1, 2, 3])(
    'is met or beaten for nine of ten callers, and on the median at most half as long again as the real one (seed %i)',
    (seed) => {
      const { heard, queued, unknown } = simulateHour(seed, load);
      expect(heard.length).toBeGreaterThan(1_000);
      expect(unknown / queued).toBeLessThan(0.2);
      for (const told of [heard, heard.map(inMinutes)])
        expect(share(told, ({ announcedSeconds, realSeconds }) => realSeconds <= announcedSeconds)).toBeGreaterThanOrEqual(0.9);
      expect(median(heard.map(({ announcedSeconds, realSeconds }) => announcedSeconds / realSeconds))).toBeLessThanOrEqual(1.5);
    },
  );
});
