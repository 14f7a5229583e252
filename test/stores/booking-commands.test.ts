import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { BookedDose } from '../../src/booking/appointment-resource.ts';
import { bookedDoses } from '../../src/booking/pg-appointment-export.ts';
import { bookingForCalendar } from '../../src/booking/pg-calendar.ts';
import { readSpan } from '../../src/booking/span.ts';
import { pdfPages } from '../support/pdf-text.ts';
import { closeServices } from '../support/services.ts';
import { berlin } from './booking-ground.ts';
import { inPairs, openPapers, type Papers } from './papers-ground.ts';

let papers: Papers;

beforeAll(async () => {
  papers = await openPapers();
});
afterAll(async () => {
  await papers.close();
  await closeServices();
});

describe('npm run bookings -- day-list', () => {
  const list = (...args: string[]) => papers.run('bookings', 'day-list', '--kreis', 'hagen', '--day', '2021-02-09', ...args);

  it('names everybody who comes that day, couples together, and no telephone number', async () => {
    const { code, out } = await list('--format', 'json');
    expect(code).toBe(0);
    const { centre, entries } = JSON.parse(out.toString());
    expect(centre).toBe('Stadthalle Hagen');
    expect(entries).toEqual([
      expect.objectContaining({
        code: papers.codes['Eins'],
        together: { code: papers.codes['Zwei'], startMs: berlin('2021-02-09 14:30') },
      }),
      expect.objectContaining({ code: papers.codes['Zwei'], born: '1938-03-05', dose: 1, vaccine: 'biontech' }),
      expect.objectContaining({ code: papers.codes['Drei'], startMs: berlin('2021-02-09 14:45') }),
    ]);
    expect(out.toString()).not.toMatch(/2331/);
  });

  it('goes to paper, and into a file for its owner only', async () => {
    const file = join(papers.folder, 'list.pdf');
    expect((await list('--format', 'pdf', '--birth', 'year', '--out', file)).code).toBe(0);
    const [page = ''] = pdfPages(readFileSync(file));
    expect(page).toContain('3 Personen · 1. Dosis biontech: 3');
    expect(page).toMatch(/^1938$/m);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const csv = parse<Record<string, string>>((await list('--format', 'csv')).out, { columns: true });
    expect(csv.map(({ time }) => time)).toEqual(['14:30', '14:30', '14:45']);
  });

  it('refuses a centre or a day that does not exist, in words', async () => {
    expect(await papers.run('bookings', 'day-list', '--kreis', 'Köln', '--day', '2021-02-09', '--format', 'csv')).toMatchObject({
      code: 1,
      err: expect.stringContaining('no centre for Köln'),
    });
    expect(await list('--format', 'csv', '--day', '2021-02-30')).toMatchObject({ code: 1, err: expect.stringContaining('no such day') });
  });
});

describe('npm run bookings -- export', () => {
  async function doses(from: string, to: string, kreis?: string): Promise<BookedDose[]> {
    const span = readSpan(from, to);
    if ('fault' in span) throw new Error(span.fault);
    const found: BookedDose[] = [];
    for await (const dose of bookedDoses(papers.pool, { ...span, ...(kreis === undefined ? {} : { kreis }) })) found.push(dose);
    return found;
  }

  it('has both doses of everybody whose time lies in the span, booked and cancelled, in order of time', async () => {
    const all = await doses('2021-02-09', '2021-03-02');
    expect(all).toHaveLength(12);
    expect(all.filter(({ state }) => state === 'cancelled').map(({ code }) => code)).toEqual(Array(2).fill(papers.codes['Fünf']));
    const starts = all.map(({ startMs }) => startMs);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect((await doses('2021-02-10', '2021-03-02')).map(({ dose }) => dose)).toEqual(Array(6).fill(2));
    expect(await doses('2021-02-10', '2021-03-01')).toEqual([]);
    expect(await doses('2021-02-09', '2021-03-02', 'Hagen')).toHaveLength(6);
  });

  it('is a bundle, of one centre where one is named, in a file for its owner only', async () => {
    const file = join(papers.folder, 'bundle.json');
    const span = ['--from', '2021-02-09', '--to', '2021-03-02'];
    const ran = await papers.run('bookings', 'export', '--format', 'fhir', ...span, '--kreis', 'Unna', '--out', file);
    expect(ran).toMatchObject({ code: 0, err: '' });
    const { type, entry } = JSON.parse(readFileSync(file, 'utf8'));
    expect([type, entry.length]).toEqual(['collection', 6]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});

describe('npm run bookings -- ics', () => {
  it('prints both appointments of a code, also when it is typed in pairs', async () => {
    const { code, out } = await papers.run('bookings', 'ics', inPairs(papers.codes['Drei']));
    expect(code).toBe(0);
    expect(
      out
        .toString()
        .match(/^DTSTART:.*/gm)
        ?.map((line) => line.trim()),
    ).toEqual(['DTSTART:20210209T134500Z', 'DTSTART:20210302T134500Z']);
    expect(out.toString()).toContain('SUMMARY:First vaccination');
  });

  it('takes a cancelled one out of the calendar, and does not know a code that was never given', async () => {
    expect(await bookingForCalendar(papers.pool, papers.codes['Fünf'])).toMatchObject({ cancelled: true, moves: 0 });
    expect(await bookingForCalendar(papers.pool, '00000000')).toBeUndefined();
    expect(await papers.run('bookings', 'ics', '12345678')).toMatchObject({ code: 1, err: expect.stringContaining('no booking code') });
  });
});

describe('npm run pins', () => {
  it('draws PINs, brings them in, and says what is wrong with a file', async () => {
    const made = await papers.run('pins', 'make', '3');
    const [head, ...drawnPins] = made.out.toString().trim().split('\n');
    expect([head, drawnPins.length]).toEqual(['pin', 3]);
    const file = join(papers.folder, 'pins.txt');
    expect((await papers.run('pins', 'make', '2', '--out', file)).code).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await papers.run('pins', 'import', file)).toMatchObject({ code: 1, err: expect.stringContaining('the first line must be') });
    expect(await papers.run('pins', 'import', join(papers.folder, 'none.csv'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('ENOENT'),
    });
  });
});
