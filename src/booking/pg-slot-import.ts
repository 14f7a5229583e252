import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { HotlineError } from '../platform/errors.ts';
import { violates } from '../platform/postgres.ts';
import { readFhirSlots } from './fhir-slots.ts';
import * as sql from './pg-slot-import-sql.ts';
import { copyLines } from './slot-copy.ts';
import { readSlotCsv } from './slot-csv.ts';
import { FAULTS_LISTED, Faults } from './slot-faults.ts';
import { type ImportOptions, type ImportProgress, type ImportReport, refusal, type SlotFile } from './slot-import.ts';
import { isRow, type KnownNames, type ReadSlot } from './slot-row.ts';
import { MOST_PLACES } from './slot-values.ts';

type Client = pg.PoolClient;
type Tell = (progress: ImportProgress) => void;

/**
 * Imports within the transaction that the client has begun: the file flows through a temporary table, so that its size does not matter.
 * Nothing of callers is locked while it is read and checked, nor by new times. Places are taken away last of all, centre by centre,
 * under the lock that bookings take; places that are added to known times are announced, and wait for `releaseDue` after the commit.
 * With errors in the report the transaction must be rolled back.
 */
export async function importSlots(client: Client, file: SlotFile, known: KnownNames, options: ImportOptions): Promise<ImportReport> {
  const tell = options.onProgress ?? (() => undefined);
  const faults = new Faults();
  await client.query(sql.SETTINGS);
  await client.query(sql.CREATE_INCOMING);
  const read = file.format === 'csv' ? readSlotCsv : readFhirSlots;
  const lines = copyLines(read(file.open, known, options), faults, (count) =>
    tell({ phase: 'reading', lines: count, faults: faults.count }),
  );
  await pipeline(Readable.from(lines), client.query(copyFrom(sql.COPY_INCOMING)));
  tell({ phase: 'checking' });
  await client.query(sql.ANALYZE_INCOMING);
  await (file.format === 'csv' ? refuseRepeats(client, faults, () => readSlotCsv(file.open, known, options)) : addUp(client, faults));
  // A file that is wrong in itself is not compared: half of it would be missing
  if (faults.count > 0) return refusal(faults);
  const report = await makePlan(client, faults, file.format, options.nowMs);
  if (faults.count > 0) return refusal(faults);
  if (!options.dryRun) await carryOut(client, faults, file.format, tell);
  return faults.count > 0 ? refusal(faults) : report;
}

async function refuseRepeats(client: Client, faults: Faults, again: () => AsyncIterable<ReadSlot>): Promise<void> {
  const repeats = (await client.query<{ repeats: number }>(sql.COUNT_REPEATS)).rows[0]?.repeats ?? 0;
  if (repeats === 0) return;
  const { rows } = await client.query<{ line: number; first: number }>(sql.REPEATS, [FAULTS_LISTED]);
  const written = await startsOf(new Set(rows.map(({ line }) => line)), again());
  const errors = rows.map(({ line, first }) => ({
    line,
    column: 'starts_at',
    value: written.get(line) ?? '',
    reason: `the same appointment time stands in line ${first}`,
  }));
  faults.add(errors, repeats - errors.length);
}

/** The times of these lines as the file has them: whoever looks for them there must find them. */
async function startsOf(lines: ReadonlySet<number>, slots: AsyncIterable<ReadSlot>): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  for await (const slot of slots) {
    if (found.size === lines.size) break;
    if (isRow(slot) && lines.has(slot.line)) found.set(slot.line, slot.startsAtText ?? '');
  }
  return found;
}

async function addUp(client: Client, faults: Faults): Promise<void> {
  await client.query(sql.ADD_UP_INCOMING);
  await client.query(sql.REPLACE_INCOMING);
  await client.query(sql.ANALYZE_INCOMING);
  const { rows } = await client.query<Few>(sql.TOO_MANY_PLACES, [MOST_PLACES, FAULTS_LISTED]);
  refuse(faults, rows, 'fhir', () => `all Slots of this time together have more than ${MOST_PLACES} places`);
}

async function makePlan(client: Client, faults: Faults, format: SlotFile['format'], nowMs: number): Promise<ImportReport> {
  await client.query(sql.WAIT_FOR_OTHER_IMPORTS);
  await client.query(sql.LOCK_ANNOUNCED);
  await client.query(sql.createPlan(nowMs));
  await client.query(sql.INDEX_PLAN);
  await client.query(sql.ANALYZE_PLAN);
  const { rows } = await client.query<Few>(sql.TOO_FEW_PLACES, [FAULTS_LISTED]);
  refuse(faults, rows, format, whyTooFew);
  const counts = (await client.query<{ lines: number; past: number; imported: number; changed: number }>(sql.COUNT_PLAN, [nowMs])).rows[0];
  const { lines, past, imported, changed } = counts ?? { lines: 0, past: 0, imported: 0, changed: 0 };
  return { imported, changed, unchanged: lines - imported - changed, ...(past > 0 && { past }), errors: [] };
}

async function carryOut(client: Client, faults: Faults, format: SlotFile['format'], tell: Tell): Promise<void> {
  for (const statement of sql.ANNOUNCE) await client.query(statement);
  const { rows: kreise } = await client.query<{ kreis: string; fresh: number; lowered: number }>(sql.KREISE_OF_PLAN);
  const of = kreise.reduce((sum, { fresh, lowered }) => sum + fresh + lowered, 0);
  let done = 0;
  const wrote = (rows: number) => {
    done += rows;
    tell({ phase: 'writing', done, of });
  };
  wrote(0);
  for (const { kreis, fresh } of kreise) {
    if (fresh > 0) wrote(await openNew(client, kreis));
  }
  for (const { kreis, lowered } of kreise) {
    if (lowered === 0) continue;
    await client.query(sql.LOCK_CENTRE, [kreis]);
    const { rows } = await client.query<Few>(sql.TOO_FEW_BY_NOW, [kreis, FAULTS_LISTED]);
    refuse(faults, rows, format, whyTooFew);
    if (faults.count === 0) await client.query(sql.LOWER_KNOWN, [kreis]);
    wrote(lowered);
  }
}

async function openNew(client: Client, kreis: string): Promise<number> {
  try {
    return (await client.query(sql.OPEN_NEW, [kreis])).rowCount ?? 0;
  } catch (thrown) {
    if (!violates(thrown, 'slots_one_per_time')) throw thrown;
    throw new HotlineError('IMPORT_OVERTAKEN', 'somebody else added some of these times meanwhile: run the import again', {
      cause: thrown,
    });
  }
}

interface Few {
  line: number;
  capacity: number;
  taken?: number;
  open?: number;
  later?: boolean;
  /** All of them, listed or not. */
  faults: number;
}

function whyTooFew({ taken = 0, open = 0, later = false }: Few): string {
  return later ? `${open} places are bookable already: a release can only add some` : `${taken} places are held or booked already`;
}

function refuse(faults: Faults, rows: Few[], format: SlotFile['format'], why: (row: Few) => string): void {
  const column = (line: number) => (format === 'csv' ? 'capacity' : `Bundle.entry[${line}].resource`);
  const errors = rows.map((row) => ({ line: row.line, column: column(row.line), value: String(row.capacity), reason: why(row) }));
  faults.add(errors, (rows[0]?.faults ?? 0) - errors.length);
}
