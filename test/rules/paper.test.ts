import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import PDFDocument from 'pdfkit';
import { type DayListEntry, dayListCsv, dayListEntries, type Expected } from '../../src/booking/day-list.ts';
import { dayListDocument, drawDayList } from '../../src/booking/day-list-pdf.ts';
import { type Centre, LETTER_CSV_HEADER, type Letter, letterCsvLine } from '../../src/booking/letter.ts';
import { drawLetter, letterDocument } from '../../src/booking/letter-pdf.ts';
import { printable } from '../../src/booking/printable.ts';
import { daySpan, readSpan } from '../../src/booking/span.ts';
import { isoWithOffset, writtenNumber } from '../../src/booking/written.ts';
import { pdfPages } from '../support/pdf-text.ts';

const HOTLINE = '0800 116 117 02';
const CENTRE: Centre = { name: 'Stadthalle Hagen', street: 'Wasserloses Tal 2', plz: '58093', city: 'Hagen' };
const letter = (over: Partial<Letter> = {}): Letter => ({
  language: 'de',
  address: { name: 'Vorname Nachname', street: 'Straße 3', plz: '58095', city: 'Hagen' },
  code: '47038156',
  firstMs: Date.parse('2021-02-09T14:30:00+01:00'),
  secondMs: Date.parse('2021-04-02T09:15:00+02:00'),
  bookedAtMs: Date.parse('2021-01-25T09:00:00+01:00'),
  kreis: 'Hagen',
  centre: CENTRE,
  ...over,
});

async function pdfOf(letters: readonly Letter[]): Promise<string[]> {
  const document = new PDFDocument(letterDocument(0));
  for (const one of letters) drawLetter(document, one, { hotline: HOTLINE });
  document.end();
  return pdfPages(await buffer(document));
}

describe('a confirmation letter on paper', () => {
  it('says when, where, the code in pairs, what to bring and how to change it', async () => {
    const [page = ''] = await pdfOf([letter()]);
    const parts = ['Vorname Nachname', '58095 Hagen', 'Dienstag, 9. Februar 2021, 14:30 Uhr', 'Freitag, 2. April 2021, 09:15 Uhr'];
    for (const part of [...parts, 'Wasserloses Tal 2, 58093 Hagen', '47 03 81 56', 'Versichertenkarte', HOTLINE, 'nie nach Geld'])
      expect(page).toContain(part);
  });

  it('is in English for who was spoken to in English', async () => {
    const [page = ''] = await pdfOf([letter({ language: 'en' })]);
    expect(page).toContain('Tuesday, 9 February 2021, 14:30');
    expect(page).toContain('Your appointment number');
  });

  it('takes one page each, for every centre, in both languages, with the longest names that are let in', async () => {
    const long = { name: 'W'.repeat(60), street: 'Straße '.repeat(8), plz: '58095', city: 'Ort '.repeat(15).trim() };
    const centres: Centre[] = parse(readFileSync(new URL('../../db/data/impfzentren-westfalen-lippe.csv', import.meta.url)), {
      columns: (names: string[]) => names.map((name) => (name === 'centre' ? 'name' : name)),
    });
    const letters = centres.flatMap((centre) => [letter({ centre }), letter({ centre, address: long, language: 'en' })]);
    expect(centres).toHaveLength(27);
    expect(await pdfOf(letters)).toHaveLength(54);
  });

  it('writes names from all over Europe so that the fonts have every letter', async () => {
    const [page = ''] = await pdfOf([letter({ address: { ...letter().address, name: 'Łukasz Şahin-Düşünür' } })]);
    expect(page).toContain('Lukasz Sahin-Düsünür');
    const western = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 224 }, (_, n) => n + 32));
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => [...printable(text)].every((sign) => `${western}\n`.includes(sign))));
    expect(printable('Müller-Lüdenscheidt, Straße 7\n58511')).toBe('Müller-Lüdenscheidt, Straße 7\n58511');
  });

  it('for a printing house is a line that any CSV reader takes apart again', () => {
    const address = { name: 'Nachname, "Vorname"', street: 'Straße 3', plz: '58095', city: 'Hagen' };
    const text = LETTER_CSV_HEADER + letterCsvLine(letter({ address }), HOTLINE);
    expect(parse(text, { columns: true, record_delimiter: '\r\n' })).toEqual([
      {
        language: 'de',
        ...address,
        code: '47 03 81 56',
        first_appointment: '2021-02-09T14:30:00+01:00',
        second_appointment: '2021-04-02T09:15:00+02:00',
        centre: 'Stadthalle Hagen',
        centre_street: 'Wasserloses Tal 2',
        centre_plz: '58093',
        centre_city: 'Hagen',
        hotline: HOTLINE,
        booked_at: '2021-01-25T09:00:00+01:00',
      },
    ]);
  });
});

describe('a day list', () => {
  const at = (time: string) => Date.parse(`2021-02-09T${time}:00+01:00`);
  const expected = (over: Partial<Expected>): Expected => ({
    ...{ startMs: at('14:30'), dose: 1, vaccine: 'biontech', code: '00000000', birthDate: '1938-03-05', holdId: 'a', person: 1 },
    ...over,
  });

  it('is in order of time, couples stand together and name each other, also at neighbouring times', () => {
    const entries = dayListEntries(
      [
        expected({ code: '4', holdId: 'c', person: 2, startMs: at('14:45') }),
        expected({ code: '2', holdId: 'b', person: 2 }),
        expected({ code: '3', holdId: 'c', person: 1 }),
        expected({ code: '0', holdId: 'z', startMs: at('14:00') }),
        expected({ code: '1', holdId: 'b', person: 1 }),
      ],
      'date',
    );
    expect(entries.map(({ code, together }) => [code, together?.code])).toEqual([
      ['0', undefined],
      ['1', '2'],
      ['2', '1'],
      ['3', '4'],
      ['4', '3'],
    ]);
    expect(entries[3]?.together?.startMs).toBe(at('14:45'));
  });

  it('shows no more of the birth date than is wanted', () => {
    expect(dayListEntries([expected({})], 'year')[0]?.born).toBe('1938');
  });

  it('as CSV has the times of the clock on the wall', () => {
    const [entry] = dayListEntries([expected({ code: '47038156' })], 'date');
    expect(dayListCsv({ kreis: 'Hagen', centre: '', day: '2021-02-09', entries: entry ? [entry] : [] })).toBe(
      'time,dose,vaccine,code,born,together_with,together_time\r\n14:30,1,biontech,47 03 81 56,1938-03-05,,\r\n',
    );
  });

  it('on paper numbers its pages and its people, and says when nobody comes', async () => {
    const entry: DayListEntry = { startMs: at('14:30'), dose: 1, vaccine: 'biontech', code: '47038156', born: '1938-03-05' };
    const pages = await printed(Array.from({ length: 60 }, () => entry));
    expect(pages).toHaveLength(3);
    pages.forEach((page, index) => {
      expect(page).toContain(`Seite ${index + 1} von 3`);
      expect(page).toContain('Hagen · Dienstag, 9. Februar 2021');
      expect(page).toContain('60 Personen · 1. Dosis biontech: 60');
    });
    expect(pages.flatMap((page) => page.match(/^47 03 81 56$/gm) ?? [])).toHaveLength(60);
    expect(await printed([])).toEqual([expect.stringContaining('niemand angemeldet')]);
  });

  async function printed(entries: DayListEntry[]): Promise<string[]> {
    const document = new PDFDocument(dayListDocument(0));
    drawDayList(document, { kreis: 'Hagen', centre: 'Stadthalle Hagen', day: '2021-02-09', entries }, at('08:00'));
    document.end();
    return pdfPages(await buffer(document));
  }
});

describe('what is written', () => {
  it('as time with offset names the very instant, in summer and winter', () => {
    const minutes = fc.integer({ min: Date.UTC(2021, 0, 1) / 60_000, max: Date.UTC(2031, 0, 1) / 60_000 });
    fc.assert(fc.property(minutes, (minute) => Date.parse(isoWithOffset(minute * 60_000)) === minute * 60_000));
  });

  it('as a number is what people dial', () => {
    expect(writtenNumber('+4980011611702')).toBe(HOTLINE);
    expect(writtenNumber('+492331207001')).toBe('02331207001');
  });
});

describe('a span of time', () => {
  it('from a day to a day covers both, also when the clocks change', () => {
    const from = Date.parse('2021-03-28T00:00:00+01:00');
    expect(daySpan('2021-03-28')).toEqual({ fromMs: from, toMs: from + 23 * 3_600_000 });
    expect(readSpan('2021-01-25', '2021-01-26')).toEqual({
      fromMs: Date.parse('2021-01-25T00:00:00+01:00'),
      toMs: Date.parse('2021-01-27T00:00:00+01:00'),
    });
  });

  it('of moments ends before the last one', () => {
    const [from, to] = ['2021-01-25T08:00:00+01:00', '2021-01-25T09:00:00+01:00'];
    expect(readSpan(from, to)).toEqual({ fromMs: Date.parse(from), toMs: Date.parse(to) });
  });

  it.each([
    ['2021-02-31', '2021-03-01'],
    ['2021-13-01', '2021-13-02'],
    ['2021-01-25', '2021-01-24'],
    ['2021-01-25T08:00:00', '2021-01-26'],
    ['yesterday', 'today'],
  ])('%s to %s is refused in words', (from, to) => {
    expect(readSpan(from, to)).toEqual({ fault: expect.any(String) });
  });
});
