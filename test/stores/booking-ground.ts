import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { createBookings } from '../../src/booking/pg-bookings.ts';
import type { Bookings, HoldWish } from '../../src/calls/ports/booking.ts';
import type { Proposal } from '../../src/ivr/session.ts';
import { Cipher } from '../../src/platform/ids.ts';
import { connectPostgres } from '../../src/platform/postgres.ts';

/** Monday, 25 January 2021, 9 o'clock at the centres. */
export const NINE = Date.UTC(2021, 0, 25, 8);
export const MINUTE = 60_000;
export const TERM = 5 * MINUTE;

/** The instant of a wall clock in Berlin, like '2021-02-09 14:30'. Winter and summer time as in `offsetHours`. */
export const berlin = (local: string, offsetHours = 1): number => Date.parse(`${local.replace(' ', 'T')}:00+0${offsetHours}:00`);

export interface Stock {
  kreis?: string;
  dose: 1 | 2;
  at: number[];
  capacity?: number;
  vaccine?: string;
}

export async function addSlots(pool: pg.Pool, ...stocks: Stock[]): Promise<void> {
  for (const { kreis = 'Hagen', dose, at, capacity = 1, vaccine = 'biontech' } of stocks)
    await pool.query(
      'insert into slots (kreis, starts_at, dose, vaccine, capacity) select $1, from_ms(t), $2, $3, $4 from unnest($5::bigint[]) as t',
      [kreis, dose, vaccine, capacity, at],
    );
}

/** A process of its own as far as booking is concerned: own connections, own batches. `refusals`: SQLSTATEs the database answered it with. */
export function process(url: string, clock: { nowMs: number }, draw?: (below: number) => number) {
  const pool = connectPostgres(url, { statementTimeoutMs: 20_000 });
  const refusals: string[] = [];
  const cipher = new Cipher(Buffer.alloc(32, 7).toString('base64'));
  const parts = { pool: listenedTo(pool, refusals), cipher, clock: { nowMs: () => clock.nowMs, offsetMs: () => 0 } };
  return { pool, refusals, bookings: createBookings({ ...parts, ...(draw && { draw }) }) };
}

function listenedTo(pool: pg.Pool, refusals: string[]): pg.Pool {
  const query = async (...given: unknown[]) => {
    try {
      return await Reflect.apply(pool.query, pool, given);
    } catch (thrown) {
      refusals.push((thrown as pg.DatabaseError).code ?? 'none');
      throw thrown;
    }
  };
  return new Proxy(pool, { get: (target, name) => (name === 'query' ? query : Reflect.get(target, name, target)) });
}

export const wish = (over: Partial<HoldWish> = {}): HoldWish => ({
  requestKey: randomUUID(),
  kreis: 'Hagen',
  people: 1,
  notBeforeMs: NINE,
  avoidMs: [],
  heldUntilMs: NINE + TERM,
  ...over,
});

export const person = (personHash: string = randomUUID()) => ({ birthDate: '1938-03-05', personHash, plz: '58095' });

/** The hold of a wish that has to succeed. */
export async function held(bookings: Bookings, over: Partial<HoldWish> = {}): Promise<Proposal> {
  const proposal = await bookings.hold(wish(over));
  if (proposal === 'none') throw new Error('nothing was free');
  return proposal;
}

/** What must be true after any history: places are counted right, pairs are whole and fit. Answers what is wrong. */
export async function faults(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ fault: string }>(`
    with used as (select slot, count(*) as n from bookings, unnest(array[first_slot, second_slot]) as slot where state <> 'cancelled' group by slot)
    select 'slot ' || s.id || ' counts ' || s.taken || ' of ' || s.capacity || ', used ' || coalesce(used.n, 0) as fault
    from slots s left join used on used.slot = s.id where s.taken <> coalesce(used.n, 0) or s.taken > s.capacity
    union all
    select 'hold ' || b.hold_id || ' does not fit' from bookings b
    join slots f on f.id = b.first_slot join slots s on s.id = b.second_slot join vaccines v on v.name = f.vaccine
    where f.dose <> 1 or s.dose <> 2 or f.kreis <> s.kreis or f.kreis <> b.kreis or f.vaccine <> s.vaccine
      or (s.starts_at at time zone 'Europe/Berlin')::date - (f.starts_at at time zone 'Europe/Berlin')::date
         not between v.interval_days and v.interval_days + v.slack_days
    union all
    select 'hold ' || hold_id || ' is mixed' from bookings where state <> 'cancelled' group by hold_id having count(distinct state) > 1 or count(distinct kreis) > 1`);
  return rows.map((row) => row.fault);
}

/** Rows of a table that were read so far, by whatever way. Exact for what this pool's one connection did; others may tell later. */
export async function rowsRead(pool: pg.Pool, table: 'bookings' | 'slots'): Promise<number> {
  await pool.query('select pg_stat_force_next_flush()');
  const { rows } = await pool.query<{ n: number }>(
    `select (seq_tup_read + (select sum(idx_tup_read) from pg_stat_user_indexes i where i.relid = t.relid))::int as n
     from pg_stat_user_tables t where relname = $1`,
    [table],
  );
  return rows[0]?.n ?? 0;
}
