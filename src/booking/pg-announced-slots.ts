import type pg from 'pg';
import type { AnnouncedSlots } from '../calls/ports/stock.ts';
import { askPostgres } from '../platform/postgres.ts';

/** So many places are added to known times under one lock of their centre: a few hundredths of a second. */
const RAISED_AT_ONCE = 1_000;
/** All new times of a centre become bookable together, and they may be many: longer than a caller would wait. */
const STATEMENT_MS = 60_000;

/**
 * Announced places in PostgreSQL. A row leaves `announced_slots` in the transaction that makes it bookable. New times are added
 * without any lock that callers take; where a time is bookable already, its places are added under its centre's lock.
 * Rows that an import has locked are passed over.
 */
export function createAnnouncedSlots({ pool }: { pool: pg.Pool }): AnnouncedSlots {
  return {
    async releaseDue(nowMs, told = () => undefined) {
      const due = await askPostgres(pool.query<{ kreis: string }>(KREISE_DUE, [nowMs]));
      let released = 0;
      const kreise: string[] = [];
      for (const { kreis } of due.rows) {
        const before = released;
        released += await askPostgres(open(pool, kreis, nowMs));
        const raised = await askPostgres(raise(pool, kreis, nowMs, (sofar) => told(released + sofar)));
        released += raised;
        if (released > before) kreise.push(kreis);
        told(released);
      }
      return { released, kreise };
    },
    async upcoming(nowMs) {
      const { rows } = await askPostgres(pool.query<{ kreis: string; releaseAtMs: number }>(UPCOMING, [nowMs]));
      return rows;
    },
  };
}

const KREISE_DUE = 'select distinct kreis from announced_slots where release_at <= from_ms($1) order by kreis';

const UPCOMING = `
  select kreis, to_ms(min(release_at))::float as "releaseAtMs" from announced_slots where release_at > from_ms($1) and dose = 1 group by kreis order by kreis`;

const SAME_TIME = 's.kreis = a.kreis and s.dose = a.dose and s.vaccine = a.vaccine and s.starts_at = a.starts_at';

const OPEN = `
  with due as (
    select a.id from announced_slots a
    where a.kreis = $1 and a.release_at <= from_ms($2) and not exists (select from slots s where ${SAME_TIME})
    for update skip locked
  ), gone as (
    delete from announced_slots a using due where a.id = due.id returning a.*
  )
  insert into slots (kreis, starts_at, dose, vaccine, capacity)
  select kreis, starts_at, dose, vaccine, capacity from gone order by dose, vaccine, starts_at`;

const TO_RAISE = `
  select a.id from announced_slots a
  where a.kreis = $1 and a.release_at <= from_ms($2) and exists (select from slots s where ${SAME_TIME}) order by a.id`;

/** $1: which of them. One that was put off or taken back since they were found stays as it is. */
const RAISE = `
  with due as (
    select id from announced_slots where id = any ($1) and release_at <= from_ms($2) for update skip locked
  ), gone as (
    delete from announced_slots a using due where a.id = due.id returning a.*
  )
  update slots s set capacity = greatest(s.capacity, a.capacity) from gone a where ${SAME_TIME}`;

/** One worker at a time for each centre: two would share its places, and neither would show all of them at once. */
async function open(pool: pg.Pool, kreis: string, nowMs: number): Promise<number> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_xact_lock(4, hashtext($1)) as mine', [kreis]);
    return rows[0]?.mine ? affected(await client.query(patient(OPEN, [kreis, nowMs]))) : 0;
  });
}

/** What is to be raised is looked up before the lock is taken: callers wait for the change alone. */
async function raise(pool: pg.Pool, kreis: string, nowMs: number, told: (raised: number) => void): Promise<number> {
  const { rows } = await pool.query<{ id: string }>(patient(TO_RAISE, [kreis, nowMs]));
  let raised = 0;
  for (let from = 0; from < rows.length; from += RAISED_AT_ONCE) {
    const ids = rows.slice(from, from + RAISED_AT_ONCE).map(({ id }) => id);
    raised += await inTransaction(pool, async (client) => {
      await client.query('select lock_centres(array[$1])', [kreis]);
      return affected(await client.query(patient(RAISE, [ids, nowMs])));
    });
    told(raised);
  }
  return raised;
}

const affected = ({ rowCount }: pg.QueryResult): number => rowCount ?? 0;

/** The pool gives up after the time a caller would wait; nobody waits for this. */
function patient(text: string, values: unknown[]): pg.QueryConfig & { query_timeout: number } {
  return { text, values, query_timeout: STATEMENT_MS };
}

async function inTransaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<number>): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`set local statement_timeout = ${STATEMENT_MS}`);
    const done = await work(client);
    await client.query('commit');
    client.release();
    return done;
  } catch (thrown) {
    client.release(true);
    throw thrown;
  }
}
