import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { type LetterFile, type LetterFilesWanted, writeLetterFiles } from '../../src/booking/pg-letter-files.ts';
import { createLetters, type Letters } from '../../src/booking/pg-letters.ts';
import { Cipher } from '../../src/platform/ids.ts';
import { pdfPages } from '../support/pdf-text.ts';
import { closeServices } from '../support/services.ts';
import { NINE } from './booking-ground.ts';
import { DAY_MS, inPairs, LOOKUP_KEY, openPapers, type Papers } from './papers-ground.ts';

let papers: Papers;
let letters: Letters;

beforeAll(async () => {
  papers = await openPapers();
  letters = createLetters(papers);
});
afterAll(async () => {
  await papers.close();
  await closeServices();
});

describe('letters', () => {
  const wanted = (over: Partial<LetterFilesWanted>): LetterFilesWanted => ({
    ...{
      fromMs: NINE - DAY_MS,
      toMs: NINE + 3 * DAY_MS,
      format: 'csv',
      folder: join(papers.folder, 'letters'),
      hotline: '0800 116 117 02',
      nowMs: NINE,
    },
    ...over,
  });
  async function write(over: Partial<LetterFilesWanted>): Promise<LetterFile[]> {
    const files: LetterFile[] = [];
    for await (const file of writeLetterFiles(letters, wanted(over))) files.push(file);
    return files;
  }

  it('are in one file for each centre and day of booking; who has no address or is cancelled is in none', async () => {
    const files = await write({ format: 'csv' });
    expect(files.map(({ file, ...rest }) => [file.split('/').at(-1), rest])).toEqual([
      ['letters_hagen_2021-01-25.csv', { kreis: 'Hagen', day: '2021-01-25', letters: 2 }],
      ['letters_hagen_2021-01-26.csv', { kreis: 'Hagen', day: '2021-01-26', letters: 1 }],
      ['letters_kreis-unna_2021-01-26.csv', { kreis: 'Kreis Unna', day: '2021-01-26', letters: 1 }],
    ]);
    expect(await letters.withoutAddress(wanted({}))).toBe(1);
    const rows = parse<Record<string, string>>(readFileSync(files[0]?.file ?? ''), { columns: true });
    expect(rows.map(({ name, street, code }) => ({ name, street, code }))).toEqual(
      (['Eins', 'Zwei'] as const).map((name) => ({ name, street: 'Straße, 3', code: inPairs(papers.codes[name]) })),
    );
    expect(rows[0]).toMatchObject({ language: 'de', first_appointment: '2021-02-09T14:30:00+01:00', centre: 'Stadthalle Hagen' });
  });

  it('make their folder in one that exists, and no tree of folders for a mistyped path', async () => {
    await expect(write({ folder: join(papers.folder, 'no', 'such', 'folder') })).rejects.toMatchObject({
      code: 'NO_FOLDER',
      message: `there is no folder ${join(papers.folder, 'no', 'such')}: make it first`,
    });
    expect(existsSync(join(papers.folder, 'no'))).toBe(false);
  });

  it('are for their owner’s eyes only, and the same again when written again', async () => {
    const [first] = await write({ format: 'csv' });
    const before = readFileSync(first?.file ?? '');
    await write({ format: 'csv' });
    expect(readFileSync(first?.file ?? '')).toEqual(before);
    expect(statSync(first?.file ?? '').mode & 0o777).toBe(0o600);
    expect(statSync(join(papers.folder, 'letters')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(papers.folder, 'letters'))).toHaveLength(3);
  });

  it('as PDF have a page each, in the language of the booking, German for those that paper does not speak', async () => {
    const files = await write({ format: 'pdf', folder: join(papers.folder, 'pdf') });
    const pages = files.flatMap(({ file }) => pdfPages(readFileSync(file)));
    expect(pages).toHaveLength(4);
    expect(pages.map((page) => (page.includes('Ihre Impftermine') ? 'de' : 'en'))).toEqual(['de', 'de', 'en', 'de']);
    expect(pages[3]).toContain(inPairs(papers.codes['Vier']));
    expect(statSync(files[0]?.file ?? '').mode & 0o777).toBe(0o600);
  });

  it('are chosen by the moment of booking and by the centre', async () => {
    const options = { folder: join(papers.folder, 'some') };
    expect((await write({ ...options, toMs: NINE })).length).toBe(0);
    expect((await write({ ...options, toMs: NINE + 1 })).map(({ letters: n }) => n)).toEqual([2]);
    expect((await write({ ...options, kreis: 'Kreis Unna' })).map(({ kreis }) => kreis)).toEqual(['Kreis Unna']);
  });

  it('that cannot be read leave no half file behind', async () => {
    const other = createLetters({ ...papers, cipher: new Cipher(LOOKUP_KEY) });
    const writing = writeLetterFiles(other, wanted({ folder: join(papers.folder, 'wrong') }));
    await expect(writing.next()).rejects.toMatchObject({ code: 'ADDRESS_UNREADABLE' });
    expect(existsSync(join(papers.folder, 'wrong')) ? readdirSync(join(papers.folder, 'wrong')) : []).toEqual([]);
  });
});

describe('npm run letters', () => {
  it('tells what it wrote, and for how many there is no address', async () => {
    const out = join(papers.folder, 'by-command');
    const { code, out: told } = await papers.run(
      'letters',
      'export',
      '--from',
      '2021-01-25',
      '--to',
      '2021-01-26',
      '--format',
      'pdf',
      '--out',
      out,
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(told.toString())).toMatchObject({ letters: 4, withoutAddress: 1, files: expect.any(Array) });
    expect(readdirSync(out)).toHaveLength(3);
  });
});
