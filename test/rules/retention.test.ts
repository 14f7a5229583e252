import { describe, expect, it } from '@jest/globals';
import { isQuietHour, KEPT_DAYS, retentionTerms } from '../../src/ops/retention.ts';
import { berlin } from '../stores/booking-ground.ts';

/** How long records of people are kept. */
const NOW = Date.UTC(2021, 5, 1);
const DAY_MS = 86_400_000;

describe('what is needed no more', () => {
  it('goes on its day: bookings a month after the second appointment, callbacks within two weeks of their end', () => {
    expect(retentionTerms(NOW)).toMatchObject({ bookingsBeforeMs: NOW - 30 * DAY_MS, auditEntriesBeforeMs: NOW - 365 * DAY_MS });
    expect(KEPT_DAYS.callbacks).toBeLessThanOrEqual(14);
    // Who was missed may ring back for a day, and be let in at once
    expect(KEPT_DAYS.callbacks).toBeGreaterThan(1);
  });

  it('goes at night, by the clock in Germany, in summer and in winter', () => {
    const quiet = (hour: number) => [
      isQuietHour(berlin(`2021-01-25 ${String(hour).padStart(2, '0')}:30`)),
      isQuietHour(berlin(`2021-07-13 ${String(hour).padStart(2, '0')}:30`, 2)),
    ];
    for (const hour of [1, 2, 3, 4]) expect(quiet(hour)).toEqual([true, true]);
    for (const hour of [0, 5, 8, 12, 19, 23]) expect(quiet(hour)).toEqual([false, false]);
  });
});
