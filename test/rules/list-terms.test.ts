import { describe, expect, it } from '@jest/globals';
import { defaultThresholds, type Thresholds } from '../../src/admission/thresholds.ts';
import { listTerms, tomorrow } from '../../src/calls/list-terms.ts';

const HOUR = 3_600_000;
/** Monday, 25 January 2021, at this hour in Germany. */
const monday = (hour: number) => Date.UTC(2021, 0, 25, hour - 1);
const terms = (nowMs: number, over: Partial<Thresholds> = {}) => listTerms({ ...defaultThresholds, ...over }, nowMs);

describe('the terms of an offer', () => {
  it('all tries are made before it ends, and there is time to come after the first of them', () => {
    const { ringsFromMs, notBeforeMs, untilMs } = terms(monday(10));
    expect(ringsFromMs).toBe(monday(10));
    expect(notBeforeMs).toBe(monday(14));
    // 10:00, 10:30, and the third in the next third of the calling hours, from 12:20 on; half an hour of slack
    expect(untilMs).toBe(monday(12) + (20 + 30) * 60_000);
  });

  it('in the evening they begin in the morning: nobody is offered a place that is over before the telephone rings', () => {
    expect(terms(monday(22)).ringsFromMs).toBe(monday(24 + 9));
    expect(terms(monday(22)).notBeforeMs).toBe(monday(24 + 13));
  });

  it('not before a closed line opens', () => {
    expect(terms(monday(10), { mode: 'closed', closedUntilMs: monday(11) }).ringsFromMs).toBe(monday(11));
  });

  it('one try alone ends after the slack', () => {
    expect(terms(monday(10), { callbackAttempts: 1 }).untilMs).toBe(monday(10) + HOUR / 2);
  });
});

it('a day of rest ends at midnight in Germany', () => {
  expect(tomorrow(monday(10))).toBe(monday(24));
  expect(tomorrow(monday(24) - 1)).toBe(monday(24));
});
