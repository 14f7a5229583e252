import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { firstWait, waitNews } from '../../src/ivr/announced-wait.ts';

/** What a waiting caller is told, whatever the estimates do. */

const seconds = fc.option(fc.integer({ min: 0, max: 7_200 }), { nil: undefined });

describe('an announced wait', () => {
  it('is never less than what was measured, and never "no time at all"', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7_200 }), (wait) => {
        const { outcome, facts } = firstWait(wait, 1_000);
        expect(outcome).toBe('queued');
        expect(facts.waitMinutes).toBeGreaterThanOrEqual(Math.max(1, wait / 60));
        expect((facts.waitMinutes ?? 0) - 1).toBeLessThan(Math.max(1, wait / 60));
      }),
    );
  });

  it('that nobody knows is said to be unknown, and an earlier figure does not live on', () => {
    expect(firstWait(undefined, 1_000)).toEqual({ outcome: 'queuedUnknown', facts: { waitSpokenAtMs: 1_000, waitMinutes: undefined } });
    expect(waitNews(undefined, { waitSpokenAtMs: 0, waitMinutes: 5 }, 120_000)).toEqual({
      outcome: 'unknown',
      facts: { waitSpokenAtMs: 120_000, waitMinutes: undefined },
    });
  });

  it('never ends later than was said before, without an apology', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), seconds), { minLength: 1, maxLength: 20 }), (rounds) => {
        let nowMs = 0;
        let said: { waitSpokenAtMs: number; waitMinutes: number | undefined } = firstWait(300, nowMs).facts;
        for (const [afterSeconds, wait] of rounds) {
          nowMs += afterSeconds * 1_000;
          const known = said.waitMinutes === undefined ? {} : { waitMinutes: said.waitMinutes };
          const news = waitNews(wait, { waitSpokenAtMs: said.waitSpokenAtMs, ...known }, nowMs);
          const sinceMs = nowMs - said.waitSpokenAtMs;
          expect(news.outcome === 'nothingNew').toBe(sinceMs < 120_000);
          if (news.outcome === 'nothingNew') continue;
          if (news.outcome === 'shorter' && said.waitMinutes !== undefined)
            expect((news.facts.waitMinutes ?? 0) + Math.floor(sinceMs / 60_000)).toBeLessThanOrEqual(said.waitMinutes);
          said = news.facts;
        }
      }),
    );
  });
});
