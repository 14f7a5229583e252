import { expect, it } from '@jest/globals';
import { MINUTES_IN_ADVANCE, minutesToAdd, spendCapMinutes } from '../../src/callbacks/spend.ts';

it('an hour costs at most 100 s for each call that ops allow, and never less than that of one call a second', () => {
  expect(spendCapMinutes(1)).toBe(6_000);
  expect(spendCapMinutes(0.1)).toBe(6_000);
  expect(spendCapMinutes(20)).toBe(120_000);
});

it('every begun minute is counted, the first one when the call is placed', () => {
  expect([0, 1, 60, 61, 3_600].map((seconds) => MINUTES_IN_ADVANCE + minutesToAdd(seconds))).toEqual([1, 1, 1, 2, 60]);
});
