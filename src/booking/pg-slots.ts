import type pg from 'pg';
import { askPostgres } from '../platform/postgres.ts';
import { type LineError, parseSlotCsv, type SlotRow } from './slot-csv.ts';

/** What an import did, or with `errors` would have done: any error, and nothing is imported. */
export interface ImportReport {
  imported: number;
  changed: number;
  unchanged: number;
  errors: LineError[];
}

/** Places of appointments that are still to come. held + booked + free = capacity. */
export interface StockRow {
  kreis: string;
  dose: number;
  capacity: number;
  held: number;
  booked: number;
  free: number;
}

export interface Slots {
  /** Brings the times of a CSV file in: all lines or none. Repeatable. A dry run checks and reports, and writes nothing. */
  importCsv(text: string, options?: { dryRun?: boolean }): Promise<ImportReport>;
  stock(nowMs: number): Promise<StockRow[]>;
}

type Query = Pick<pg.PoolClient, 'query'>;

/** Appointment times in PostgreSQL. The pool should allow statements of a minute: a file may have many thousand lines. */
export function createSlots({ pool }: { pool: pg.Pool }): Slots {
  return {
    async importCsv(text, { dryRun = false } = {}) {
      const { rows, errors } = parseSlotCsv(text, await askPostgres(knownNames(pool)));
      if (errors.length > 0) return refusal(errors);
      if (dryRun) return (await askPostgres(compare(pool, rows))).report;
      return askPostgres(inTransaction(pool, (client) => importRows(client, rows)));
    },
    async stock(nowMs) {
      const result = await askPostgres(pool.query<StockRow>(STOCK, [nowMs]));
      return result.rows;
    },
  };
}

const STOCK = `
  with used as (
    select slot, count(*) filter (where state = 'held') as held, count(*) filter (where state = 'booked') as booked
    from bookings, unnest(array[first_slot, second_slot]) as slot group by slot
  )
  select s.kreis, s.dose::int as dose, sum(s.capacity)::int as capacity, coalesce(sum(used.held), 0)::int as held,
    coalesce(sum(used.booked), 0)::int as booked, sum(s.capacity - s.taken)::int as free
  from slots s left join used on used.slot = s.id
  where s.starts_at >= from_ms($1) group by s.kreis, s.dose order by s.kreis, s.dose`;

async function knownNames(query: Query): Promise<{ kreise: string[]; vaccines: string[] }> {
  const result = await query.query<{ kreise: string[]; vaccines: string[] }>(
    "select coalesce((select array_agg(kreis) from centres), '{}') as kreise, coalesce((select array_agg(name order by name) from vaccines), '{}') as vaccines",
  );
  return result.rows[0] ?? { kreise: [], vaccines: [] };
}

/**
 * New times are added without any lock; only where a capacity changes are the centres locked, last of all
 * and for as short as possible, for callers are waiting behind them.
 */
async function importRows(client: Query, rows: readonly SlotRow[]): Promise<ImportReport> {
  // One import at a time
  await client.query('select pg_advisory_xact_lock(3, 0)');
  const { report, changing } = await compare(client, rows);
  if (report.errors.length > 0) return report;
  await client.query(
    `insert into slots (kreis, starts_at, dose, vaccine, capacity)
     select r.kreis, from_ms(r."startsAtMs"), r.dose, r.vaccine, r.capacity from ${ROWS}
     on conflict on constraint slots_one_per_time do nothing`,
    [JSON.stringify(rows)],
  );
  if (changing.length === 0) return report;
  await client.query('select lock_centres($1)', [[...new Set(changing.map((row) => row.kreis))]]);
  // Bookings may have come in between
  const { errors } = (await compare(client, changing)).report;
  if (errors.length > 0) return refusal(errors);
  await client.query(`update slots s set capacity = r.capacity from ${ROWS} where ${SAME_TIME}`, [JSON.stringify(changing)]);
  return report;
}

const ROWS = 'jsonb_to_recordset($1) as r(line int, kreis text, "startsAtMs" bigint, dose smallint, vaccine text, capacity int)';
const SAME_TIME = 's.kreis = r.kreis and s.dose = r.dose and s.vaccine = r.vaccine and s.starts_at = from_ms(r."startsAtMs")';

/** What importing these rows would do to the table as it is now, and the rows that would change a capacity. */
async function compare(query: Query, rows: readonly SlotRow[]): Promise<{ report: ImportReport; changing: SlotRow[] }> {
  const result = await query.query<{ line: number; capacity: number; taken: number }>(
    `select r.line, s.capacity, s.taken from ${ROWS} join slots s on ${SAME_TIME}`,
    [JSON.stringify(rows)],
  );
  const existing = new Map(result.rows.map((slot) => [slot.line, slot]));
  const changing = rows.filter((row) => existing.has(row.line) && existing.get(row.line)?.capacity !== row.capacity);
  const errors = changing.flatMap((row): LineError[] => {
    const taken = existing.get(row.line)?.taken ?? 0;
    if (row.capacity >= taken) return [];
    return [{ line: row.line, column: 'capacity', value: String(row.capacity), reason: `${taken} places are held or booked already` }];
  });
  if (errors.length > 0) return { report: refusal(errors), changing };
  const report = { imported: rows.length - existing.size, changed: changing.length, unchanged: existing.size - changing.length, errors };
  return { report, changing };
}

const refusal = (errors: LineError[]): ImportReport => ({ imported: 0, changed: 0, unchanged: 0, errors });

/** Commits unless the work throws or reports an error. */
async function inTransaction(pool: pg.Pool, work: (client: Query) => Promise<ImportReport>): Promise<ImportReport> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const report = await work(client);
    await client.query(report.errors.length > 0 ? 'rollback' : 'commit');
    client.release();
    return report;
  } catch (thrown) {
    // The connection may be in any state: it is closed, which undoes the transaction
    client.release(true);
    throw thrown;
  }
}
