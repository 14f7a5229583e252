import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { putOff } from '../../src/callbacks/attempts.ts';
import { afterOpenTime, isOpen, opening, parseHours } from '../../src/callbacks/calling-hours.ts';
import { instantOf, localTime, MINUTE_MS } from '../../src/platform/berlin-time.ts';

const hours = parseHours('09:00-19:00');
const always = parseHours('00:00-24:00');
const HALF_HOUR_MS = 30 * MINUTE_MS;
const at = (year: number, month: number, day: number, hour: number, minute = 0) =>
  instantOf({ year, month, day, minute: hour * 60 + minute });
const spoken = (ms: number) => {
  const { month, day, minute } = localTime(ms);
  return `${day}.${month}. ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
};
/** When we ring, and in which window. */
const rung = (nowMs: number, notBeforeMs?: number, during = hours) => {
  const { nextTryAtMs, window, asAsked } = putOff(during, { nowMs, ...(notBeforeMs === undefined ? {} : { notBeforeMs }) });
  return `${asAsked ? 'as asked' : 'later'} ${spoken(nextTryAtMs)}, ${spoken(window.fromMs)}-${spoken(window.toMs)}`;
};

describe('in half an hour', () => {
  it('is in half an hour, and lasts as long', () => {
    expect(rung(at(2021, 1, 25, 14, 7))).toBe('as asked 25.1. 14:37, 25.1. 14:37-25.1. 15:07');
  });

  it('ends with the calling hours, and is not promised for their last minutes', () => {
    expect(rung(at(2021, 1, 25, 18, 10))).toBe('as asked 25.1. 18:40, 25.1. 18:40-25.1. 19:00');
    expect(rung(at(2021, 1, 25, 18, 15))).toBe('as asked 25.1. 18:45, 25.1. 18:45-25.1. 19:00');
    expect(rung(at(2021, 1, 25, 18, 16))).toBe('later 26.1. 09:00, 26.1. 09:00-26.1. 11:00');
    expect(rung(at(2021, 1, 25, 18, 45))).toBe('later 26.1. 09:00, 26.1. 09:00-26.1. 11:00');
  });

  it('of a Saturday evening is on Monday, and before a holiday on the day after it', () => {
    expect(rung(at(2021, 1, 23, 18, 45))).toBe('later 25.1. 09:00, 25.1. 09:00-25.1. 11:00');
    // Corpus Christi, which is a holiday in NRW and not in Berlin
    expect(rung(at(2021, 6, 2, 18, 45))).toBe('later 4.6. 09:00, 4.6. 09:00-4.6. 11:00');
    // Good Friday, a Saturday in between
    expect(rung(at(2021, 4, 1, 18, 45))).toBe('later 3.4. 09:00, 3.4. 09:00-3.4. 11:00');
    // Two days of Christmas, a Saturday and a Sunday
    expect(rung(at(2021, 12, 24, 18, 45))).toBe('later 27.12. 09:00, 27.12. 09:00-27.12. 11:00');
  });

  it('waits for a line that is closed until later', () => {
    expect(rung(at(2021, 1, 25, 14), at(2021, 1, 25, 14, 20))).toBe('as asked 25.1. 14:30, 25.1. 14:30-25.1. 15:00');
    expect(rung(at(2021, 1, 25, 14), at(2021, 1, 25, 14, 50))).toBe('later 25.1. 14:50, 25.1. 14:30-25.1. 16:30');
    expect(rung(at(2021, 1, 25, 18), at(2021, 1, 25, 18, 50))).toBe('later 26.1. 09:00, 26.1. 09:00-26.1. 11:00');
  });

  it('knows no evening where people may be rung at all times', () => {
    expect(rung(at(2021, 1, 24, 23, 45), undefined, always)).toBe('as asked 25.1. 00:15, 25.1. 00:15-25.1. 00:45');
  });

  it('is a time we may ring at, within a window that is open throughout and long enough to be kept', () => {
    const instants = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) });
    fc.assert(
      fc.property(instants, fc.nat(120), (nowMs, closedMinutes) => {
        const notBeforeMs = nowMs + closedMinutes * MINUTE_MS;
        const { nextTryAtMs, window, asAsked } = putOff(hours, { nowMs, notBeforeMs });
        expect(isOpen(hours, nextTryAtMs)).toBe(true);
        expect(nextTryAtMs).toBeGreaterThanOrEqual(Math.max(nowMs + HALF_HOUR_MS, notBeforeMs));
        expect(window.fromMs).toBeLessThanOrEqual(nextTryAtMs);
        expect(window.toMs - nextTryAtMs).toBeGreaterThanOrEqual(15 * MINUTE_MS);
        expect(window.toMs).toBeLessThanOrEqual(opening(hours, window.fromMs).toMs);
        expect(asAsked).toBe(nextTryAtMs === nowMs + HALF_HOUR_MS);
        // Never later than the next opening with room
        expect(nextTryAtMs).toBeLessThanOrEqual(afterOpenTime(hours, Math.max(nowMs + HALF_HOUR_MS, notBeforeMs), 15 * MINUTE_MS));
      }),
    );
  });
});
