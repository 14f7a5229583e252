import { resolve } from 'node:path';
import PDFDocument from 'pdfkit';
import { localDay } from '../platform/berlin-time.ts';
import { writePrivateFile } from '../platform/private-file.ts';
import { LETTER_CSV_HEADER, type Letter, letterCsvLine } from './letter.ts';
import { drawLetter, letterDocument } from './letter-pdf.ts';
import type { Letters, LettersWanted } from './pg-letters.ts';

/** Writes letters into files: one for each centre and day of booking. The files are all there is: nothing else keeps a copy. */

export interface LetterFile {
  file: string;
  kreis: string;
  /** Of booking, ISO date. */
  day: string;
  letters: number;
}

export interface LetterFilesWanted extends LettersWanted {
  format: 'csv' | 'pdf';
  folder: string;
  /** As it is printed. */
  hotline: string;
  /** Small above the address; the centre's own where not given. */
  sender?: string;
  nowMs: number;
}

/** Yields each file when it stands. The same bookings give the same files, so it may be repeated. */
export async function* writeLetterFiles(letters: Letters, wanted: LetterFilesWanted): AsyncGenerator<LetterFile> {
  const all = letters.all(wanted);
  try {
    let next = await all.next();
    while (!next.done) {
      const { kreis, bookedAtMs } = next.value;
      const day = localDay(bookedAtMs);
      const file = resolve(wanted.folder, `letters_${plainName(kreis)}_${day}.${wanted.format}`);
      const group = new Group(all, next.value, (letter) => letter.kreis === kreis && localDay(letter.bookedAtMs) === day);
      await writePrivateFile(file, () => (wanted.format === 'csv' ? csvOf(group, wanted) : pdfOf(group, wanted)));
      yield { file, kreis, day, letters: group.count };
      next = group.following;
    }
  } finally {
    await all.return(undefined);
  }
}

/** The letters of one file; the first one that belongs to the next is kept for it. */
class Group {
  count = 0;
  following: IteratorResult<Letter> = { done: true, value: undefined };
  readonly #all: AsyncGenerator<Letter>;
  readonly #first: Letter;
  readonly #belongs: (letter: Letter) => boolean;

  constructor(all: AsyncGenerator<Letter>, first: Letter, belongs: (letter: Letter) => boolean) {
    this.#all = all;
    this.#first = first;
    this.#belongs = belongs;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Letter> {
    let next: IteratorResult<Letter> = { done: false, value: this.#first };
    for (; !next.done && this.#belongs(next.value); next = await this.#all.next()) {
      this.count += 1;
      yield next.value;
    }
    this.following = next;
  }
}

async function* csvOf(group: Group, { hotline }: LetterFilesWanted): AsyncGenerator<string> {
  yield LETTER_CSV_HEADER;
  for await (const letter of group) yield letterCsvLine(letter, hotline);
}

function pdfOf(group: Group, { hotline, sender, nowMs }: LetterFilesWanted): PDFKit.PDFDocument {
  const document = new PDFDocument(letterDocument(nowMs));
  const draw = async () => {
    for await (const letter of group) drawLetter(document, letter, { hotline, ...(sender === undefined ? {} : { sender }) });
    document.end();
  };
  draw().catch((fault: unknown) => document.destroy(fault instanceof Error ? fault : new Error(String(fault))));
  return document;
}

/** "Märkischer Kreis" → "maerkischer-kreis": a name for files that every system takes. */
function plainName(kreis: string): string {
  const plain = kreis.toLocaleLowerCase('de').replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss');
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}
