import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { opening, parseHours } from '../../src/callbacks/calling-hours.ts';
import { REQUOTE_GAP_MS, requotedWindow, resultOf, type StandingPromise } from '../../src/callbacks/promise.ts';
import { requoteMessage } from '../../src/callbacks/requote-message.ts';
import { paceNow } from '../../src/callbacks/window.ts';
import { instantOf } from '../../src/platform/berlin-time.ts';

const hours = parseHours('09:00-19:00');
const at = (day: number, hour: number, minute = 0) => instantOf({ year: 2021, month: 1, day, minute: hour * 60 + minute });
const standing = (over: Partial<StandingPromise> = {}): StandingPromise => ({
  window: { fromMs: at(25, 10), toMs: at(25, 12) },
  nextTryAtMs: at(25, 10),
  ...over,
});
const line = (nowMs: number, ahead: number, notBeforeMs = nowMs) => ({ ahead, perSecond: 1, nowMs, notBeforeMs });

describe('the first ring', () => {
  it('decides: before the window early, after it late, both ends belong to it', () => {
    const { window } = standing();
    const results = [window.fromMs - 1, window.fromMs, window.toMs, window.toMs + 1].map((ms) => resultOf(window, ms));
    expect(results).toEqual(['early', 'kept', 'kept', 'late']);
  });
});

describe('a window that will be missed', () => {
  it('is replaced by an honest one as soon as that is known', () => {
    // 7,200 people at one a second are two hours and a bit; promised anew with the caution of every promise
    expect(requotedWindow(hours, standing(), line(at(25, 10), 7_200))).toEqual({ fromMs: at(25, 12, 30), toMs: at(25, 15, 30) });
  });

  it('that can be kept stays: no caution gives it up', () => {
    expect(requotedWindow(hours, standing(), line(at(25, 10), 6_000))).toBeUndefined();
    expect(requotedWindow(hours, standing(), line(at(25, 11, 50), 0))).toBeUndefined();
  });

  it('is given up in its last minutes, and after it has passed', () => {
    expect(requotedWindow(hours, standing(), line(at(25, 11, 59), 0))).toEqual({ fromMs: at(25, 11, 30), toMs: at(25, 13, 30) });
    expect(requotedWindow(hours, standing(), line(at(25, 12, 30), 0))).toBeDefined();
  });

  it('is given up when nobody is rung for a while, or this person is not to be', () => {
    expect(requotedWindow(hours, standing(), line(at(25, 11, 40), 0, at(25, 12, 10)))).toBeDefined();
    // Put off by half an hour, at a quarter to seven in the evening
    const putOff = standing({ window: { fromMs: at(25, 19, 15), toMs: at(25, 19, 45) }, nextTryAtMs: at(25, 19, 15) });
    expect(requotedWindow(hours, putOff, line(at(25, 18, 46), 0))).toEqual({ fromMs: at(26, 9), toMs: at(26, 11) });
  });

  it('is replaced at most once an hour, ends later than before, and begins when we may ring', () => {
    const minute = fc.integer({ min: 0, max: 3 * 24 * 60 });
    fc.assert(
      fc.property(minute, minute, fc.nat(50_000), fc.boolean(), (now, made, ahead, again) => {
        const nowMs = at(25, 9) + now * 60_000;
        const promise = standing(again ? { requotedAtMs: nowMs - made * 60_000 } : {});
        const window = requotedWindow(hours, promise, line(nowMs, ahead));
        if (again && made * 60_000 < REQUOTE_GAP_MS) expect(window).toBeUndefined();
        if (!window) return;
        expect(window.toMs).toBeGreaterThan(promise.window.toMs);
        expect(window.toMs).toBeGreaterThan(nowMs);
        expect(opening(hours, window.fromMs).fromMs).toBeLessThanOrEqual(window.fromMs);
      }),
    );
  });
});

describe('the pace of the line', () => {
  const spanMs = 600_000;
  it('is the measured one while somebody was due all the time, and else the configured one', () => {
    expect(paceNow(2, { rings: 300, spanMs, pressed: true })).toEqual({ perSecond: 0.5, stalled: false });
    expect(paceNow(2, { rings: 300, spanMs, pressed: false })).toEqual({ perSecond: 2, stalled: false });
    expect(paceNow(2, undefined)).toEqual({ perSecond: 2, stalled: false });
  });

  it('is not told from a handful of rings, and stands still without any', () => {
    expect(paceNow(1, { rings: 3, spanMs, pressed: true })).toEqual({ perSecond: 0.2, stalled: false });
    expect(paceNow(1, { rings: 0, spanMs, pressed: true })).toEqual({ perSecond: 1, stalled: true });
  });
});

describe('the text message', () => {
  const window = { fromMs: at(27, 10, 30), toMs: at(27, 13) };
  it('says who, when and that the place stays', () => {
    expect(requoteMessage('de', { window, kennzahl: '07' })).toBe(
      'Impfterminservice, Kennzahl 07: Es dauert leider länger. Wir rufen Sie an: Mittwoch, 27.1. zwischen 10:30 und 13:00 Uhr. Ihr Platz bleibt.',
    );
    expect(requoteMessage('en', { window, kennzahl: '07' })).toContain('on Wednesday, 27.1. between 10:30 and 13:00');
  });

  it('fits one message in an alphabet that every telephone has', () => {
    for (const language of ['de', 'en', 'tr'] as const) {
      for (let day = 20; day < 31; day += 1) {
        const text = requoteMessage(language, { window: { fromMs: at(day, 10, 30), toMs: at(day, 13) }, kennzahl: '47' });
        expect(text.length).toBeLessThanOrEqual(160);
        expect(text).toMatch(/^[A-Za-z0-9 .,:äöüÄÖÜß]+$/);
      }
    }
  });

  it('fits two messages in Russian, which has letters of its own', () => {
    for (let day = 20; day < 31; day += 1) {
      const text = requoteMessage('ru', { window: { fromMs: at(day, 10, 30), toMs: at(day, 13) }, kennzahl: '47' });
      expect(text.length).toBeLessThanOrEqual(134);
      expect(text).toMatch(/^[А-Яа-яё0-9 .,:]+$/);
    }
  });
});
