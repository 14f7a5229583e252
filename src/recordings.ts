import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Line } from '../flows/index.ts';
import { spokenLines } from '../flows/index.ts';
import { LANGUAGES, type Language } from '../flows/vocabulary.ts';
import type { Recordings } from './http/twiml-voice.ts';
import { piecesOf } from './ivr/pieces.ts';
import { HotlineError, messageOf } from './platform/errors.ts';

/**
 * Reads, once at start, which lines a person has recorded: a JSON file, language → line → file. A line without
 * blanks is one file; a line with blanks is a list, one file for each piece between them, and the blanks are spoken:
 * `{"de": {"welcome": "de/welcome.wav", "waitStill": ["de/wait-1.wav", "de/wait-2.wav"]}}`.
 */

const fileName = z.string().regex(/^[\w-][\w./-]*\.(?:wav|mp3|aiff|gsm|ulaw)$/, 'is no audio file: like de/welcome.wav');
const manifest = z.record(z.string(), z.record(z.string(), z.union([fileName.transform((file) => [file]), z.array(fileName).min(1)])));

type Manifest = z.output<typeof manifest>;

/**
 * The recordings of a manifest, under the address from which the telephone network fetches them.
 * Throws `RECORDINGS_FAULTY` naming every unknown language, unknown line and wrong number of files.
 */
export function readRecordings(path: string, baseUrl: string): Recordings {
  const files = checked(path, parsed(path));
  const prefix = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`;
  const addresses = new Map(files.map(({ language, line, names }) => [`${language} ${line}`, names.map((name) => prefix + name)]));
  return { of: (language, line) => addresses.get(`${language} ${line}`) };
}

function parsed(path: string): Manifest {
  let text: unknown;
  try {
    text = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new HotlineError('RECORDINGS_FAULTY', `RECORDINGS_FILE ${path} cannot be read as JSON: ${messageOf(cause)}`, { cause });
  }
  const read = manifest.safeParse(text);
  if (read.success) return read.data;
  throw faulty(
    path,
    read.error.issues.map(({ path: where, message }) => `${where.join(' › ') || 'the file'}: ${message}`),
  );
}

function checked(path: string, given: Manifest): { language: Language; line: Line; names: string[] }[] {
  const entries = Object.entries(given).flatMap(([language, lines]) =>
    Object.entries(lines).map(([line, names]) => ({ language: language as Language, line: line as Line, names })),
  );
  const faults = [...new Set(Object.keys(given).filter((language) => !isLanguage(language)))].map(
    (language) => `${language}: no such language, only ${LANGUAGES.join(', ')}`,
  );
  const known = entries.filter(({ language }) => isLanguage(language));
  faults.push(...known.flatMap(({ language, line, names }) => lineFault(language, line, names)));
  if (faults.length > 0) throw faulty(path, faults);
  return known;
}

function lineFault(language: Language, line: Line, names: readonly string[]): string[] {
  if (!Object.hasOwn(spokenLines[language], line)) return [`${language} › ${line}: no such line`];
  const clips = piecesOf(line, language).filter(({ clip }) => clip !== undefined);
  if (clips.length === names.length) return [];
  const wanted = clips.map(({ text }) => `"${text.replace(/[\s_]+/g, ' ').trim()}"`).join(', ');
  return [`${language} › ${line}: ${names.length} given, ${clips.length} needed: ${wanted}`];
}

function isLanguage(name: string): name is Language {
  return (LANGUAGES as readonly string[]).includes(name);
}

function faulty(path: string, faults: readonly string[]): HotlineError {
  return new HotlineError('RECORDINGS_FAULTY', `RECORDINGS_FILE ${path} is wrong: ${faults.join('; ')}`);
}
