import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nextTry, outcomeOf } from '../../src/callbacks/attempts.ts';
import { isOpen, parseHours } from '../../src/callbacks/calling-hours.ts';
import { instantOf, localTime } from '../../src/platform/berlin-time.ts';

const hours = parseHours('09:00-19:00');
const always = parseHours('00:00-24:00');
const at = (day: number, hour: number, minute = 0) => instantOf({ year: 2021, month: 1, day, minute: hour * 60 + minute });
const limits = { attempts: 3, retryMinutes: 30 };

describe('the next try', () => {
  it('follows the first after the set gap', () => {
    expect(nextTry(hours, { attempts: 1, atMs: at(25, 10) }, limits)).toEqual({
      nextTryAtMs: at(25, 10, 30),
      window: { fromMs: at(25, 10, 30), toMs: at(25, 12, 30) },
      lastTry: false,
    });
  });

  it('after the second is in another part of the day', () => {
    expect(nextTry(hours, { attempts: 2, atMs: at(25, 10, 30) }, limits).nextTryAtMs).toBe(at(25, 12, 20));
    expect(nextTry(hours, { attempts: 2, atMs: at(25, 13) }, limits).nextTryAtMs).toBe(at(25, 15, 40));
    expect(nextTry(hours, { attempts: 2, atMs: at(25, 18) }, limits).nextTryAtMs).toBe(at(26, 9));
  });

  it('waits for the opening: a Saturday evening is followed by Monday', () => {
    expect(nextTry(hours, { attempts: 1, atMs: at(23, 18, 50) }, limits).nextTryAtMs).toBe(at(25, 9));
    expect(nextTry(hours, { attempts: 2, atMs: at(23, 19, 1) }, limits).nextTryAtMs).toBe(at(25, 9));
  });

  it('keeps to the gap alone where people may be rung at all times', () => {
    expect(nextTry(always, { attempts: 2, atMs: at(24, 3) }, limits).nextTryAtMs).toBe(at(24, 3, 30));
  });

  it('there is none after the last', () => {
    expect(nextTry(hours, { attempts: 3, atMs: at(25, 10) }, limits).lastTry).toBe(true);
    expect(nextTry(hours, { attempts: 1, atMs: at(25, 10) }, { attempts: 1, retryMinutes: 30 }).lastTry).toBe(true);
  });

  it('is never sooner than the gap, never outside the hours, and the third not in the same part of the same day', () => {
    const instants = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) });
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 5, max: 1_440 }), (atMs, attempts, retryMinutes) => {
        const { nextTryAtMs } = nextTry(hours, { attempts, atMs }, { attempts: 6, retryMinutes });
        expect(nextTryAtMs - atMs).toBeGreaterThanOrEqual(retryMinutes * 60_000);
        expect(isOpen(hours, nextTryAtMs)).toBe(true);
        if (attempts >= 2 && isOpen(hours, atMs)) expect(partOfDay(nextTryAtMs)).not.toBe(partOfDay(atMs));
      }),
    );
  });
});

it('a call that was answered and not confirmed was a mailbox, or nobody there', () => {
  expect(outcomeOf('completed')).toBe('noKey');
  expect(outcomeOf('no-answer')).toBe('noAnswer');
  expect(outcomeOf('busy')).toBe('busy');
});

function partOfDay(ms: number): string {
  const { month, day, minute } = localTime(ms);
  return `${month}/${day}/${Math.floor((minute - 540) / 200)}`;
}
