import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LANGUAGES } from '../../flows/vocabulary.ts';
import { spokenIn } from '../../src/ivr/spoken.ts';
import { listeners } from '../support/listeners/index.ts';

/** What must hold for every figure that is spoken, in every language: words only, nothing sounds like something else. */

const DAY_MS = 86_400_000;
const HALF_HOUR_MS = 1_800_000;
const from2021 = Date.parse('2021-01-01T00:00:00+01:00');
const untilEnd2099 = Date.parse('2099-12-31T23:00:00+01:00');

const anyInstant = fc.integer({ min: Date.parse('1900-01-01T00:00:00Z'), max: untilEnd2099 });
const pastCentury = Array.from({ length: 73_049 }, (_, day) => new Date(Date.UTC(1900, 0, 1) + day * DAY_MS).toISOString().slice(0, 10));
const eightDigits = fc.stringMatching(/^\d{8}$/);

function halfHours(nowMs: number, start: number, length: number): { fromMs: number; toMs: number } {
  const fromMs = nowMs + start * HALF_HOUR_MS;
  return { fromMs, toMs: fromMs + length * HALF_HOUR_MS };
}

/** Letters, the marks of a sentence, and pauses. A numeral, an `undefined` or a stray blank does not pass. */
function expectOnlyWords(said: string): void {
  const onlyWords = /^[\p{L}',.:_ -]+$/u.test(said) && !/undefined|NaN| {2}|_$|^_| ,/.test(said);
  if (!onlyWords) throw new Error(`not only words: ${said}`);
}

describe.each(LANGUAGES)('figures in %s', (language) => {
  const spoken = spokenIn(language);
  const { digits: writtenDown } = listeners[language];

  it('speaks every day from 1900 to 2099 in words, and no two alike', () => {
    const said = pastCentury.map((iso) => spoken.birthDate(iso));
    expect(pastCentury.at(-1)).toBe('2099-12-31');
    said.forEach(expectOnlyWords);
    expect(new Set(said).size).toBe(said.length);
  });

  it('refuses what is not a day between 1900 and 2099', () => {
    for (const iso of ['1899-12-31', '2100-01-01', '2021-02-29', '1938-13-01', '1938-00-10', '1938-04-31', '38-04-30', ''])
      expect(() => spoken.birthDate(iso)).toThrow(expect.objectContaining({ code: 'SPEECH_INPUT' }));
  });

  it('speaks every time of a day in words, and no two alike', () => {
    const midnight = Date.parse('2021-02-09T00:00:00+01:00');
    const said = Array.from({ length: 1_440 }, (_, minute) => spoken.appointment(midnight + minute * 60_000));
    said.forEach(expectOnlyWords);
    expect(new Set(said).size).toBe(1_440);
  });

  it('speaks no two appointments of the same year alike', () => {
    const quarterHours = Array.from({ length: 365 * 96 }, (_, quarter) => from2021 + quarter * 900_000);
    // The hour that the end of summer time gives twice is the one exception.
    expect(new Set(quarterHours.map((at) => spoken.appointment(at))).size).toBe(quarterHours.length - 4);
  });

  it('speaks every instant, window and opening time in words', () => {
    fc.assert(
      fc.property(anyInstant, fc.nat(4 * DAY_MS), fc.integer({ min: -2 * DAY_MS, max: 9 * DAY_MS }), (fromMs, lengthMs, ahead) => {
        const nowMs = fromMs - ahead;
        expectOnlyWords(spoken.appointment(fromMs));
        expectOnlyWords(spoken.window({ fromMs, toMs: fromMs + lengthMs }, nowMs));
        expectOnlyWords(spoken.opensAt(fromMs, nowMs));
      }),
      { numRuns: 2_000 },
    );
  });

  it('speaks a callback window unlike every window that begins or ends at another time', () => {
    const nowMs = Date.parse('2021-01-25T12:00:00+01:00');
    // Until the end of October, when one hour of the wall clock comes twice.
    const windows = fc.tuple(fc.nat(270 * 48), fc.integer({ min: 1, max: 100 })).map(([start, length]) => halfHours(nowMs, start, length));
    const shift = fc.constantFrom(1, 2, 24, 48, 7 * 48, 28 * 48);
    fc.assert(
      fc.property(windows, shift, ({ fromMs, toMs }, halves) => {
        const [one, byMs] = [spoken.window({ fromMs, toMs }, nowMs), halves * HALF_HOUR_MS];
        expect(spoken.window({ fromMs: fromMs + byMs, toMs: toMs + byMs }, nowMs)).not.toBe(one);
        expect(spoken.window({ fromMs, toMs: toMs + byMs }, nowMs)).not.toBe(one);
        expect(spoken.window({ fromMs: fromMs - HALF_HOUR_MS, toMs }, nowMs)).not.toBe(one);
      }),
      { numRuns: 1_000 },
    );
  });

  it('speaks waits up to ten hours in words, no two alike, and never shorter than they are', () => {
    const said = Array.from({ length: 600 }, (_, index) => spoken.minutes(index + 1));
    said.forEach(expectOnlyWords);
    expect(new Set(said).size).toBe(600);
    expect(spoken.minutes(24.2)).toBe(spoken.minutes(25));
    expect(spoken.minutes(0)).toBe(spoken.minutes(1));
    expectOnlyWords(spoken.minutes(100_000));
  });

  it('speaks codes, Kennzahlen and digits so that what is written down is what was meant', () => {
    fc.assert(
      fc.property(eightDigits, fc.stringMatching(/^\d{2}$/), fc.stringMatching(/^\d{1,20}$/), (code, kennzahl, digits) => {
        for (const said of [spoken.code(code), spoken.kennzahl(kennzahl), spoken.digits(digits)]) expectOnlyWords(said);
        expect(writtenDown(spoken.code(code))).toBe(code);
        expect(writtenDown(spoken.kennzahl(kennzahl))).toBe(kennzahl);
        expect(writtenDown(spoken.digits(digits))).toBe(digits);
      }),
    );
  });

  it('speaks telephone numbers as they are dialled in Germany, never one digit on its own', () => {
    const german = fc.oneof(fc.stringMatching(/^[2-9]\d{6,10}$/), fc.stringMatching(/^1[567]\d{8,9}$/), fc.stringMatching(/^800\d{6,9}$/));
    fc.assert(
      fc.property(german, (number) => {
        const said = spoken.number(`+49${number}`);
        expectOnlyWords(said);
        expect(writtenDown(said)).toBe(`0${number}`);
        for (const group of said.split(' _ ')) expect(writtenDown(group).length).toBeGreaterThan(1);
      }),
      { numRuns: 2_000 },
    );
    for (const short of ['112', '115', '116117', '116116']) expect(writtenDown(spoken.number(`+49${short}`))).toBe(short);
    expect(writtenDown(spoken.number('+4312345678'))).toBe('004312345678');
  });

  it('never says a code, a Kennzahl or an empty list that is not one', () => {
    for (const wrong of [
      () => spoken.code('1234567'),
      () => spoken.code('1234567x'),
      () => spoken.kennzahl('4'),
      () => spoken.codes([]),
      () => spoken.appointments([]),
    ])
      expect(wrong).toThrow(expect.objectContaining({ code: 'SPEECH_INPUT' }));
  });
});

it('says "zwo" for every single two in German, in codes, numbers and postcodes', () => {
  const { code, kennzahl, digits, number } = spokenIn('de');
  fc.assert(
    fc.property(eightDigits, (text) => {
      for (const said of [code(text), kennzahl(text.slice(0, 2)), digits(text), number(`+49${text}`)]) expect(said).not.toContain('zwei');
    }),
  );
  expect(kennzahl('22')).toBe('zwo, zwo');
});
