import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LANGUAGES } from '../../flows/vocabulary.ts';
import { spokenIn } from '../../src/ivr/spoken.ts';
import { localTime, weekday } from '../../src/platform/berlin-time.ts';
import { listeners } from '../support/listeners/index.ts';
import type { Day, Moment } from '../support/listeners/listener.ts';

/** Whoever hears a figure and knows the language writes down exactly what was meant. */

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const DAYS_1900_TO_2099 = 73_049;
const minuteOf = (iso: string) => Date.parse(iso) / MINUTE_MS;
const anyMinute = fc.integer({ min: minuteOf('1950-01-01T00:00:00Z'), max: minuteOf('2099-12-20T00:00:00Z') });
const eightDigits = fc.stringMatching(/^\d{8}$/);

/** Minutes of the wall clock since 1970, so that 24 o'clock and the midnight after it are one. */
function wallMinute(atMs: number): number {
  const { year, month, day, minute } = localTime(atMs);
  return (Date.UTC(year, month - 1, day) / DAY_MS) * 1_440 + minute;
}

/** The same from what was heard. A date without its year is looked for around where it must be. */
function meant({ day, minute }: Moment, nowMs: number, near: number): number {
  if (day === 'today' || day === 'tomorrow') return (Math.floor(wallMinute(nowMs) / 1_440) + (day === 'tomorrow' ? 1 : 0)) * 1_440 + minute;
  const found = [0, -1].map((before) => Math.floor(near / 1_440) + before).find((number) => isOn(number, day));
  return found === undefined ? Number.NaN : found * 1_440 + minute;
}

function isOn(dayNumber: number, day: Exclude<Day, string>): boolean {
  const date = new Date(dayNumber * DAY_MS);
  return date.getUTCDay() === day.weekday && date.getUTCDate() === day.dayOfMonth && date.getUTCMonth() + 1 === day.month;
}

describe.each(LANGUAGES)('heard in %s', (language) => {
  const spoken = spokenIn(language);
  const listener = listeners[language];

  it('every date of birth from 1900 to 2099 is that date', () => {
    for (let day = 0; day < DAYS_1900_TO_2099; day += 1) {
      const iso = new Date(Date.UTC(1900, 0, 1) + day * DAY_MS).toISOString().slice(0, 10);
      if (listener.birthDate(spoken.birthDate(iso)) !== iso) throw new Error(`${iso} is heard from "${spoken.birthDate(iso)}"`);
    }
  });

  it('every minute of a day, and every day of two years, is that appointment', () => {
    const begin = Date.parse('2021-01-01T00:00:00+01:00');
    // A day and a minute at a time: all minutes, all days, and all of them in other company.
    for (let step = 0; step < 1_440; step += 1) {
      const atMs = begin + (step % 730) * DAY_MS + step * MINUTE_MS;
      const local = localTime(atMs);
      expect(listener.moment(spoken.appointment(atMs))).toEqual({
        day: { weekday: weekday(local), dayOfMonth: local.day, month: local.month },
        minute: local.minute,
      });
    }
  });

  it('an appointment of today or tomorrow is said to be so, and the day is heard as well', () => {
    const nowMs = Date.parse('2021-02-09T10:00:00+01:00');
    const words = { de: ['heute', 'morgen'], en: ['today', 'tomorrow'], tr: ['bugün', 'yarın'], ru: ['сегодня', 'завтра'] }[language];
    for (const [daysOn, word] of words.entries()) {
      const atMs = nowMs + daysOn * DAY_MS + 4 * 3_600_000;
      expect(spoken.appointment(atMs, nowMs)).toBe(`${word}, ${spoken.appointment(atMs)}`);
      expect(spoken.appointments([atMs, atMs], nowMs)).toContain(`${word}, `);
    }
    const later = nowMs + 2 * DAY_MS;
    expect(spoken.appointment(later, nowMs)).toBe(spoken.appointment(later));
  });

  it('every wait up to a day is as long', () => {
    for (let count = 1; count < 1_440; count += 1) expect(listener.minutes(spoken.minutes(count))).toBe(count);
  });

  it('every window and every opening time is that one', () => {
    fc.assert(
      fc.property(anyMinute, fc.nat(4 * 1_440), fc.integer({ min: 0, max: 9 * 1_440 }), (minute, length, ahead) => {
        const [fromMs, toMs, nowMs] = [minute * MINUTE_MS, (minute + length) * MINUTE_MS, (minute - ahead) * MINUTE_MS];
        const { from, to } = listener.window(spoken.window({ fromMs, toMs }, nowMs));
        expect(meant(from, nowMs, wallMinute(fromMs))).toBe(wallMinute(fromMs));
        expect(meant(to, nowMs, wallMinute(toMs))).toBe(wallMinute(toMs));
        expect(meant(listener.moment(spoken.opensAt(fromMs, nowMs)), nowMs, wallMinute(fromMs))).toBe(wallMinute(fromMs));
      }),
      { numRuns: 3_000 },
    );
  });

  it('every pair of a code, every Kennzahl and every digit is what was meant, each digit a word of its own', () => {
    for (let pair = 0; pair < 100; pair += 1) {
      const two = String(pair).padStart(2, '0');
      expect(listener.digits(spoken.kennzahl(two))).toBe(two);
      expect(spoken.kennzahl(two)).toMatch(/^\p{L}+, \p{L}+$/u);
      expect(listener.digits(spoken.code(two.repeat(4)))).toBe(two.repeat(4));
    }
    fc.assert(
      fc.property(eightDigits, fc.stringMatching(/^\d{1,20}$/), (code, digits) => {
        expect(spoken.code(code)).toMatch(/^\p{L}+, \p{L}+(?: _ _ \p{L}+, \p{L}+){3}$/u);
        expect(listener.digits(spoken.code(code))).toBe(code);
        expect(listener.digits(spoken.digits(digits))).toBe(digits);
      }),
    );
  });

  it('every telephone number of Germany is the one to dial', () => {
    const german = fc.oneof(fc.stringMatching(/^[2-9]\d{6,10}$/), fc.stringMatching(/^1[567]\d{8,9}$/), fc.stringMatching(/^800\d{6,9}$/));
    fc.assert(fc.property(german, (number) => expect(listener.digits(spoken.number(`+49${number}`))).toBe(`0${number}`)));
    expect(listener.digits(spoken.number('+49116117'))).toBe('116117');
  });
});

it('no language borrows the words of another, except the names of months', () => {
  const at = Date.parse('2021-01-01T05:07:00Z');
  const vocabulary = (language: (typeof LANGUAGES)[number]) => {
    const { appointment, birthDate, code, minutes, window, opensAt, appointments } = spokenIn(language);
    const said = Array.from({ length: 500 }, (_, step) => at + step * (DAY_MS + 61 * MINUTE_MS)).flatMap((ms, step) => [
      appointment(ms),
      appointments([ms, ms + 1_800_000]),
      appointments([ms, ms]),
      birthDate(new Date(ms).toISOString().slice(0, 10)),
      window({ fromMs: ms, toMs: ms + step * 20 * MINUTE_MS }, ms - 3_600_000),
      opensAt(ms, ms - 3_600_000),
      minutes(step + 1),
      code(String(10_203_040 + step * 12_345)),
    ]);
    return new Set(said.flatMap((text) => text.match(/\p{L}+/gu) ?? []));
  };
  const words = new Map(LANGUAGES.map((language) => [language, vocabulary(language)]));
  const shared = (one: (typeof LANGUAGES)[number], other: (typeof LANGUAGES)[number]) =>
    [...(words.get(one) ?? [])].filter((word) => words.get(other)?.has(word));
  expect(shared('de', 'en').sort()).toEqual(['April', 'August', 'November', 'September', 'in']);
  expect(shared('de', 'tr')).toEqual([]);
  for (const other of ['de', 'en', 'tr'] as const) expect(shared('ru', other)).toEqual([]);
  expect([...(words.get('ru') ?? [])].every((word) => /^[а-яё]+$/.test(word))).toBe(true);
});
