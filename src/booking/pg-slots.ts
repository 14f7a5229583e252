import type pg from 'pg';
import { askPostgres } from '../platform/postgres.ts';
import { createAnnouncedSlots } from './pg-announced-slots.ts';
import { importSlots } from './pg-slot-import.ts';
import type { ImportOptions, ImportReport, SlotFile } from './slot-import.ts';
import type { KnownNames } from './slot-row.ts';

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
  /** Brings the times of a file in: all of them or none. Repeatable. What is to be released later is announced. */
  import(file: SlotFile, options: ImportOptions): Promise<ImportReport>;
  /** Counted at this moment, by Kreis and dose. */
  stock(nowMs: number): Promise<StockRow[]>;
  /** The same by local day (ISO date), in order of the days. */
  stockByDay(nowMs: number): Promise<(StockRow & { day: string })[]>;
}

/** So many new times change what the planner has to know. */
const LARGE_IMPORT = 10_000;

/** Appointment times in PostgreSQL. The pool's statements need the time that a whole file takes: hours for many millions of lines. */
export function createSlots({ pool }: { pool: pg.Pool }): Slots {
  const announced = createAnnouncedSlots({ pool });
  return {
    async import(file, options) {
      const { nowMs, dryRun = false } = options;
      // What an import that died could not finish
      if (!dryRun) await announced.releaseDue(nowMs);
      const report = await askPostgres(
        inTransaction(pool, async (client) => {
          const made = await importSlots(client, file, await knownNames(client), options);
          return { report: made, keep: made.errors.length === 0 && !dryRun };
        }),
      );
      const added = (done: number) => options.onProgress?.({ phase: 'adding', done });
      if (dryRun || report.errors.length > 0) return report;
      await announced.releaseDue(nowMs, added);
      // The planner must not think of the table as it was; by itself PostgreSQL looks again after a minute or so
      if (report.imported >= LARGE_IMPORT) await askPostgres(pool.query('analyze slots, announced_slots'));
      return report;
    },
    stock: async (nowMs) => (await askPostgres(pool.query<StockRow>(stock('kreis', 'dose'), [nowMs]))).rows,
    stockByDay: async (nowMs) => (await askPostgres(pool.query<StockRow & { day: string }>(stock('kreis', 'day', 'dose'), [nowMs]))).rows,
  };
}

/** Slots without bookings are the most: they need not be joined with them. */
const stock = (...by: string[]) => `
  with used as (
    select slot, count(*) filter (where state = 'held') as held, count(*) filter (where state = 'booked') as booked
    from bookings, unnest(array[first_slot, second_slot]) as slot where state in ('held', 'booked') group by slot
  ), upcoming as (
    select id, kreis, dose::int as dose, capacity, taken, to_char(starts_at at time zone 'Europe/Berlin', 'YYYY-MM-DD') as day
    from slots where starts_at >= from_ms($1)
  )
  select ${by.join()}, sum(capacity)::int as capacity, coalesce(sum(used.held), 0)::int as held,
    coalesce(sum(used.booked), 0)::int as booked, sum(capacity - taken)::int as free
  from upcoming left join used on used.slot = upcoming.id group by ${by.join()} order by ${by.join()}`;

async function knownNames(client: pg.PoolClient): Promise<KnownNames> {
  const centres = await client.query<{ kreis: string; name: string }>('select kreis, name from centres order by kreis');
  const vaccines = await client.query<{ name: string }>('select name from vaccines order by name');
  return {
    kreise: centres.rows.map(({ kreis }) => kreis),
    centres: new Map(centres.rows.map(({ kreis, name }) => [name, kreis])),
    vaccines: vaccines.rows.map(({ name }) => name),
  };
}

/** Commits what the work wants to keep. */
async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<{ report: T; keep: boolean }>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { report, keep } = await work(client);
    await client.query(keep ? 'commit' : 'rollback');
    client.release();
    return report;
  } catch (thrown) {
    // The connection may be in any state: it is closed, which undoes the transaction
    client.release(true);
    throw thrown;
  }
}
