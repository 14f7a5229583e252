import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { afterOpenTime, isOpen, opening, parseHours } from '../../src/callbacks/calling-hours.ts';
import { easterSunday, isHoliday } from '../../src/callbacks/holidays.ts';
import { callbackPace, humanPace, promisedWindow } from '../../src/callbacks/window.ts';
import { instantOf, localTime } from '../../src/platform/berlin-time.ts';

const hours = parseHours('09:00-19:00');
const always = parseHours('00:00-24:00');
const at = (year: number, month: number, day: number, hour: number, minute = 0) =>
  instantOf({ year, month, day, minute: hour * 60 + minute });
const spoken = (ms: number) => {
  const { month, day, minute } = localTime(ms);
  return `${day}.${month}. ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
};
const promise = (nowMs: number, ahead: number, perSecond = 1, during = hours) => {
  const { fromMs, toMs } = promisedWindow(during, { ahead, perSecond, nowMs });
  return `${spoken(fromMs)}-${spoken(toMs)}`;
};
const years2020 = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) });

describe('the promised window', () => {
  it('begins at the half hour and lasts two hours', () => {
    expect(promise(at(2021, 1, 25, 10, 20), 0)).toBe('25.1. 10:00-25.1. 12:00');
  });

  it('is later and longer behind a long line, by a quarter more than the figures say', () => {
    // 5,760 people at one a second take 96 minutes: two hours with caution
    expect(promise(at(2021, 1, 25, 9, 10), 5_760)).toBe('25.1. 11:00-25.1. 13:30');
  });

  it('is on the next open day when little of this one is left', () => {
    expect(promise(at(2021, 1, 25, 18, 10), 0)).toBe('26.1. 09:00-26.1. 11:00');
    expect(promise(at(2021, 1, 25, 17, 40), 0)).toBe('25.1. 17:30-25.1. 19:00');
  });

  it('is never at night, on a Sunday or on a holiday', () => {
    expect(promise(at(2021, 1, 23, 20), 0)).toBe('25.1. 09:00-25.1. 11:00');
    expect(promise(at(2021, 4, 1, 20), 0)).toBe('3.4. 09:00-3.4. 11:00');
    expect(promise(at(2021, 12, 24, 20), 0)).toBe('27.12. 09:00-27.12. 11:00');
  });

  it('goes on counting in the next opening', () => {
    // 12 hours of work from 9:00: ten today, two tomorrow
    expect(promise(at(2021, 1, 25, 9), 34_560)).toBe('26.1. 11:00-26.1. 16:00');
  });

  it('knows no hours when people may be rung at all times', () => {
    expect(promise(at(2021, 1, 24, 23, 50), 0, 1, always)).toBe('24.1. 23:30-25.1. 01:30');
  });

  it('lies within one opening, holds the cautious estimate, and lasts an hour or more', () => {
    fc.assert(
      fc.property(
        years2020,
        fc.integer({ min: 0, max: 300_000 }),
        fc.double({ min: 0.05, max: 200, noNaN: true }),
        (nowMs, ahead, perSecond) => {
          const window = promisedWindow(hours, { ahead, perSecond, nowMs });
          const open = opening(hours, window.fromMs);
          expect(isOpen(hours, window.fromMs)).toBe(true);
          expect(window.toMs).toBeLessThanOrEqual(open.toMs);
          expect(window.toMs).toBeGreaterThan(afterOpenTime(hours, nowMs, (ahead / perSecond) * 1_000));
          expect(window.toMs - window.fromMs).toBeGreaterThanOrEqual(3_600_000);
        },
      ),
    );
  });

  it('is never earlier for somebody further back', () => {
    fc.assert(
      fc.property(years2020, fc.nat(100_000), fc.nat(100_000), (nowMs, one, more) => {
        const [sooner, later] = [one, one + more].map((ahead) => promisedWindow(hours, { ahead, perSecond: 1, nowMs }));
        expect(later?.fromMs).toBeGreaterThanOrEqual(sooner?.fromMs ?? Number.NaN);
        expect(later?.toMs).toBeGreaterThanOrEqual(sooner?.toMs ?? Number.NaN);
      }),
    );
  });
});

describe('the pace of callbacks', () => {
  it('is the slower of what the front door leaves and what the network takes', () => {
    expect(callbackPace({ admitPerSecond: 20, callbackShare: 0.5, dialPerSecond: 1 })).toBe(1);
    expect(callbackPace({ admitPerSecond: 1, callbackShare: 0.5, dialPerSecond: 30 })).toBe(0.5);
  });

  it('is never nothing, so that a window can be named', () => {
    expect(callbackPace({ admitPerSecond: 20, callbackShare: 0, dialPerSecond: 1 })).toBeGreaterThan(0);
    expect(humanPace(0, 240)).toBeGreaterThan(0);
  });

  it('of people is how many of them there are by how long a call takes', () => {
    expect(humanPace(240, 240)).toBe(1);
  });
});

describe('calling hours', () => {
  it('end before the closing minute, also on the days the clock changes', () => {
    expect(isOpen(hours, at(2021, 3, 29, 9))).toBe(true);
    expect(isOpen(hours, at(2021, 3, 29, 8, 59))).toBe(false);
    expect(isOpen(hours, at(2021, 10, 30, 18, 59))).toBe(true);
    expect(isOpen(hours, at(2021, 10, 30, 19))).toBe(false);
  });

  it('00:00-24:00 is open on Christmas night', () => {
    expect(isOpen(always, at(2021, 12, 25, 3))).toBe(true);
  });

  it.each(['9-19', '19:00-09:00', '09:00-25:00', '09:70-10:00', ''])('%j is refused', (text) => {
    expect(() => parseHours(text)).toThrow('HH:MM-HH:MM');
  });

  it('reads any instant on the wall clock and finds it again', () => {
    fc.assert(
      fc.property(years2020, (ms) => {
        const minuteMs = Math.floor(ms / 60_000) * 60_000;
        const found = instantOf(localTime(minuteMs));
        // The hour that autumn repeats is found once
        expect([minuteMs, minuteMs - 3_600_000]).toContain(found);
      }),
    );
  });
});

describe('public holidays', () => {
  it.each([
    [2000, 4, 23],
    [2008, 3, 23],
    [2011, 4, 24],
    [2019, 4, 21],
    [2021, 4, 4],
    [2024, 3, 31],
    [2026, 4, 5],
    [2038, 4, 25],
  ])('Easter %i is on %i/%i', (year, month, day) => {
    expect(easterSunday(year)).toEqual({ month, day });
  });

  it('2021 has these eleven', () => {
    const days = Array.from({ length: 365 }, (_, index) => new Date(Date.UTC(2021, 0, 1 + index)));
    const found = days
      .filter((day) => isHoliday(2021, day.getUTCMonth() + 1, day.getUTCDate()))
      .map((day) => day.toISOString().slice(5, 10));
    expect(found).toEqual(['01-01', '04-02', '04-05', '05-01', '05-13', '05-24', '06-03', '10-03', '11-01', '12-25', '12-26']);
  });
});
