import type pg from 'pg';
import type { Cipher, LookupHash } from '../platform/ids.ts';
import { askPostgres } from '../platform/postgres.ts';
import { readAddress, sealAddress } from './pg-address.ts';
import { drawPins } from './pin.ts';
import { type PinRow, readPinCsv } from './pin-csv.ts';
import type { LineError, OpenFile } from './slot-row.ts';

/** What an import of PINs did, or with `errors` would have done: any fault, and nothing is imported. */
export interface PinReport {
  imported: number;
  changed: number;
  unchanged: number;
  /** The first thousand; `faults` counts all. */
  errors: LineError[];
  faults: number;
}

export interface PinImport {
  /**
   * Brings PINs and addresses in: all lines or none, any number of them in little memory. The same file again changes nothing,
   * another address for a known PIN replaces the former. A dry run checks and reports, and writes nothing.
   * @param onProgress good lines read so far
   */
  importCsv(open: OpenFile, options: { nowMs: number; dryRun?: boolean; onProgress?: (lines: number) => void }): Promise<PinReport>;
  /** So many new PINs, in handfuls: different, not to be guessed, and none of them known. Drawing stores nothing. */
  draw(count: number, draw: (below: number) => number): AsyncGenerator<string[]>;
}

interface Keys {
  cipher: Cipher;
  lookup: LookupHash;
}

const ROWS_AT_ONCE = 1_000;
const DRAWN_AT_ONCE = 10_000;
const ERRORS_KEPT = 1_000;
/** One import at a time; beside 3, that of appointment times. */
const LOCK = 'select pg_advisory_xact_lock(4, 0)';

type Ask = <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>;

/** Imports PINs into PostgreSQL. The pool should allow statements of a minute: a file may have a line for everybody of a region. */
export function createPinImport({ pool, ...keys }: Keys & { pool: pg.Pool }): PinImport {
  return {
    importCsv: (open, { nowMs, dryRun = false, onProgress }) =>
      inTransaction(pool, async (ask) => {
        await ask(LOCK);
        await ask(STAGE);
        const report: PinReport = { imported: 0, changed: 0, unchanged: 0, errors: [], faults: 0 };
        let lines = 0;
        for await (const batch of batches(readPinCsv(open), report)) {
          await stage(ask, batch, keys, report);
          lines += batch.length;
          onProgress?.(lines);
        }
        await noteRepeats(ask, report);
        if (report.faults > 0) return { keep: false, answer: { ...report, imported: 0, changed: 0, unchanged: 0 } };
        if (!dryRun) await ask(TAKE_OVER, [nowMs]);
        return { keep: !dryRun, answer: report };
      }),
    async *draw(count, draw) {
      const drawn = drawPins(draw);
      for (let left = count; left > 0; ) {
        const fresh = await unknownOf(
          pool,
          keys.lookup,
          Array.from({ length: Math.min(left, DRAWN_AT_ONCE) }, () => drawn.next().value),
        );
        left -= fresh.length;
        yield fresh;
      }
    },
  };
}

/** Those of these PINs that nobody has yet. */
async function unknownOf(pool: pg.Pool, lookup: LookupHash, pins: readonly string[]): Promise<string[]> {
  const byHash = new Map(pins.map((pin) => [lookup.of('pin', pin), pin]));
  const known = await askPostgres(
    pool.query<{ pin_hash: string }>('select pin_hash from invitation_pins where pin_hash = any($1)', [[...byHash.keys()]]),
  );
  for (const { pin_hash } of known.rows) byHash.delete(pin_hash);
  return [...byHash.values()];
}

/** Lines wait here until the last of them was read. `address_sealed` is empty where nothing changes. */
const STAGE = 'create temp table staged_pins (line int, pin_hash text, address_sealed text) on commit drop';
const TAKE_OVER = `
  insert into invitation_pins (pin_hash, address_sealed, imported_at)
  select pin_hash, address_sealed, from_ms($1) from staged_pins where address_sealed is not null
  on conflict (pin_hash) do update set address_sealed = excluded.address_sealed, imported_at = excluded.imported_at`;
const REPEATS = `
  select line, first from (select line, min(line) over (partition by pin_hash) as first from staged_pins) as pins
  where line > first order by line`;

/** Good lines in handfuls; the faults of the others go into the report. */
async function* batches(lines: ReturnType<typeof readPinCsv>, report: PinReport): AsyncGenerator<PinRow[]> {
  let batch: PinRow[] = [];
  for await (const line of lines) {
    if ('errors' in line) for (const error of line.errors) note(report, error);
    else batch.push(line);
    if (batch.length < ROWS_AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function stage(ask: Ask, rows: readonly PinRow[], { cipher, lookup }: Keys, report: PinReport): Promise<void> {
  const hashes = rows.map(({ pin }) => lookup.of('pin', pin));
  const known = await ask<{ pin_hash: string; address_sealed: string }>(
    'select pin_hash, address_sealed from invitation_pins where pin_hash = any($1)',
    [hashes],
  );
  // The same address is sealed to another text each time, so it is opened to be compared
  const addresses = new Map(known.map((row) => [row.pin_hash, JSON.stringify(readAddress(cipher, row.address_sealed))]));
  const sealed = rows.map(({ address }, index) => {
    const former = addresses.get(hashes[index] ?? '');
    const same = former === JSON.stringify(address);
    report[former === undefined ? 'imported' : same ? 'unchanged' : 'changed'] += 1;
    return same ? null : sealAddress(cipher, address);
  });
  const lines = rows.map(({ line }) => line);
  await ask('insert into staged_pins select * from unnest($1::int[], $2::text[], $3::text[])', [lines, hashes, sealed]);
}

async function noteRepeats(ask: Ask, report: PinReport): Promise<void> {
  for (const { line, first } of await ask<{ line: number; first: number }>(REPEATS))
    note(report, { line, column: 'pin', value: '', reason: `the same PIN stands in line ${first}` });
}

function note(report: PinReport, error: LineError): void {
  report.faults += 1;
  if (report.errors.length < ERRORS_KEPT) report.errors.push(error);
}

/** Commits what is to be kept; a throw undoes everything. */
async function inTransaction<T>(pool: pg.Pool, work: (ask: Ask) => Promise<{ keep: boolean; answer: T }>): Promise<T> {
  const client = await askPostgres(pool.connect());
  const ask: Ask = async <Row extends object>(text: string, values?: unknown[]) =>
    (await askPostgres(client.query<Row>(text, values))).rows;
  let ended = false;
  try {
    await ask('begin');
    // Reading a long file may keep the transaction waiting
    await ask(`set local idle_in_transaction_session_timeout = '10min'`);
    const { keep, answer } = await work(ask);
    await ask(keep ? 'commit' : 'rollback');
    ended = true;
    return answer;
  } finally {
    // A connection in any other state is closed, which undoes the transaction
    client.release(!ended);
  }
}
