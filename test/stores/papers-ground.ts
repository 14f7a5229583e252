import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { createPinImport } from '../../src/booking/pg-pin-import.ts';
import { drawPins } from '../../src/booking/pin.ts';
import { Cipher, LookupHash } from '../../src/platform/ids.ts';
import { testDatabase } from '../support/services.ts';
import { addSlots, berlin, process as bookingProcess, held, NINE, person } from './booking-ground.ts';

/** Bookings of two days at two centres, most of them with an address, for what is written about them. */
export interface Papers {
  url: string;
  pool: pg.Pool;
  cipher: Cipher;
  /** A folder that goes when the ground is closed. */
  folder: string;
  /** Booking codes by the name in the address; `none` has no PIN. */
  codes: Readonly<Record<Name, string>>;
  /** Runs a command as ops do, against this database. */
  run(script: string, ...args: string[]): Promise<{ code: number; out: Buffer; err: string }>;
  close(): Promise<void>;
}

type Name = (typeof NAMES)[number] | 'none';
const NAMES = ['Eins', 'Zwei', 'Drei', 'Vier', 'Fünf'] as const;
export const DAY_MS = 86_400_000;
export const LOOKUP_KEY = Buffer.alloc(32, 3).toString('base64');
const DATA_KEY = Buffer.alloc(32, 7).toString('base64');
const lookup = new LookupHash(LOOKUP_KEY);

/**
 * Eins and Zwei booked together at Hagen on 25 January 2021; on the 26th Drei, in English, at Hagen, and at Unna Vier, in Turkish,
 * Fünf, who cancelled, and somebody without a PIN. The first day's times are 14:30 and 14:45 on 9 February and 2 March.
 */
export async function openPapers(): Promise<Papers> {
  const { url, pool } = await testDatabase();
  const clock = { nowMs: NINE };
  const { pool: own, bookings } = bookingProcess(url, clock);
  const cipher = new Cipher(DATA_KEY);
  const folder = mkdtempSync(join(tmpdir(), 'papers-'));
  const codes: Record<string, string> = {};
  for (const kreis of ['Hagen', 'Kreis Unna'])
    for (const [dose, day] of [
      [1, '2021-02-09'],
      [2, '2021-03-02'],
    ] as const)
      await addSlots(pool, { kreis, dose, at: [berlin(`${day} 14:30`), berlin(`${day} 14:45`)], capacity: 2 });
  const pins = await importPins(pool, cipher);
  const book = async (kreis: string, nowMs: number, language: string, ...who: Name[]) => {
    clock.nowMs = nowMs;
    const { holdId } = await held(bookings, { kreis, people: who.length, heldUntilMs: nowMs + DAY_MS });
    const confirmed = await bookings.confirm({ holdId, persons: who.map(() => person()), nowMs, number: '+492331207001' });
    if (typeof confirmed === 'string') throw new Error(confirmed);
    for (const [index, name] of who.entries()) {
      const code = confirmed.codes[index] ?? '';
      codes[name] = code;
      await pool.query('update bookings set pin_hash = $1, language = $2 where code = $3', [pins.get(name) ?? null, language, code]);
    }
  };
  await book('Hagen', NINE, 'de', 'Eins', 'Zwei');
  await book('Hagen', NINE + DAY_MS, 'en', 'Drei');
  await book('Kreis Unna', NINE + DAY_MS, 'tr', 'Vier');
  await book('Kreis Unna', NINE + DAY_MS, 'de', 'Fünf');
  await book('Kreis Unna', NINE + DAY_MS, 'de', 'none');
  await pool.query("update bookings set state = 'cancelled', cancelled_at = from_ms($1) where code = $2", [NINE, codes['Fünf']]);
  return {
    ...{ url, pool, cipher, folder, codes: codes as Papers['codes'] },
    run: (script, ...args) => run(url, script, args),
    async close() {
      rmSync(folder, { recursive: true, force: true });
      await own.end();
    },
  };
}

/** As it is read out and printed. */
export const inPairs = (code: string): string => code.replace(/..(?=.)/g, '$& ');

async function importPins(pool: pg.Pool, cipher: Cipher): Promise<Map<string, string>> {
  let number = 0;
  const drawn = drawPins(() => number++);
  const pins = NAMES.map((name) => ({ name, pin: drawn.next().value }));
  const csv = ['pin,name,street,plz,city', ...pins.map(({ pin, name }) => `${pin},${name},"Straße, 3",58095,Hagen`)].join('\n');
  await createPinImport({ pool, cipher, lookup }).importCsv(() => [Buffer.from(csv)], { nowMs: NINE });
  return new Map(pins.map(({ name, pin }) => [name, lookup.of('pin', pin)]));
}

async function run(url: string, script: string, args: string[]): Promise<{ code: number; out: Buffer; err: string }> {
  const file = fileURLToPath(new URL(`../../scripts/${script}.ts`, import.meta.url));
  const settings = { DATABASE_URL: url, DATA_KEY, LOOKUP_KEY, CALLER_ID: '+4980011611702' };
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], { env: { PATH: process.env.PATH, ...settings } });
  const closed = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? -1)));
  const [out, err, code] = await Promise.all([buffer(child.stdout), buffer(child.stderr), closed]);
  return { code, out, err: err.toString() };
}
