import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ageOn, readBirthDate, typedBirthDate } from '../../src/web/desk/birth-date.ts';
import { eventReader, type ServerEvent } from '../../src/web/desk/event-reader.ts';
import { readFutureDay } from '../../src/web/desk/future-day.ts';
import { de } from '../../src/web/desk/texts.de.ts';
import { en } from '../../src/web/desk/texts.en.ts';

const TODAY = '2021-01-25';
const day = (min: string, max: string) =>
  fc.date({ min: new Date(min), max: new Date(max), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));

describe('a birth date is understood as agents type it', () => {
  it.each(['5.3.1938', '05.03.1938', '5.3.38', '5 3 1938', '5/3/1938', '5-3-38', '05031938', '050338', ' 5. 3. 1938 '])('%s', (typed) =>
    expect(readBirthDate(typed, TODAY)).toBe('1938-03-05'),
  );

  it.each(['', '5.3', '31.2.1938', '5.13.1938', '5.3.2030', '5.3.1850', '1938', 'morgen'])('and "%s" is none', (typed) =>
    expect(readBirthDate(typed, TODAY)).toBeUndefined(),
  );

  it('every day is read back as it was written', () => {
    fc.assert(fc.property(day('1900-01-01', '2021-01-25'), (born) => expect(readBirthDate(typedBirthDate(born), TODAY)).toBe(born)));
  });

  it('the age turns on the birthday', () => {
    expect([ageOn('1941-01-25', TODAY), ageOn('1941-01-26', TODAY)]).toEqual([80, 79]);
  });
});

describe('a day to come', () => {
  it.each([
    ['1.2.', '2021-02-01'],
    ['24.1.', '2022-01-24'],
    ['25.1', '2021-01-25'],
    ['1.12.21', '2021-12-01'],
    ['1.3.2022', '2022-03-01'],
  ])('%s is %s', (typed, expected) => expect(readFutureDay(typed, TODAY)).toBe(expected));

  it.each(['', '31.2.', '1.1.2020', '1.13.', '5'])('"%s" is none', (typed) => expect(readFutureDay(typed, TODAY)).toBeUndefined());
});

describe('the event stream', () => {
  const written = (event: ServerEvent) =>
    `${event.id === undefined ? '' : `id: ${event.id}\n`}event: ${event.type}\ndata: ${event.data}\n\n`;
  const events = fc.array(
    fc.record({
      type: fc.constantFrom('incoming', 'connected', 'ended', 'state'),
      data: fc.json(),
      id: fc.option(fc.stringMatching(/^\d{1,9}-\d$/), { nil: undefined }),
    }),
  );

  it('tells each event once and whole, however it is cut into pieces', () => {
    fc.assert(
      fc.property(events, fc.infiniteStream(fc.integer({ min: 1, max: 40 })), (sent, sizes) => {
        let text = `retry: 2000\n\n${sent.map((event) => `: still here\n\n${written(event)}`).join('')}`;
        const read = eventReader();
        const told: ServerEvent[] = [];
        for (const size of sizes) {
          told.push(...read(text.slice(0, size)));
          text = text.slice(size);
          if (text === '') break;
        }
        expect(told).toEqual(sent);
      }),
    );
  });
});

describe('the single keys', () => {
  it.each([
    ['German', de.keys],
    ['English', en.keys],
  ])('in %s each has one meaning', (_language, keys) => {
    const all = Object.values(keys);
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((key) => !/^[a-z0-9]$/.test(key))).toEqual([]);
  });
});
