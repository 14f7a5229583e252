import type pg from 'pg';
import type { BookedDose } from './appointment-resource.ts';
import { streamedRows } from './pg-streamed-rows.ts';
import type { Span } from './span.ts';

interface Row {
  code: string;
  dose: 1 | 2;
  start_ms: string;
  vaccine: string;
  kreis: string;
  centre: string;
  state: 'booked' | 'cancelled';
  booked_ms: string;
}

/** Doses that begin in a span of time, booked or cancelled, in order of their beginning. Throws `POSTGRES_DOWN`. */
export async function* bookedDoses(pool: pg.Pool, { fromMs, toMs, kreis }: Span & { kreis?: string }): AsyncGenerator<BookedDose> {
  for await (const row of streamedRows<Row>(pool, DOSES, [fromMs, toMs, kreis ?? null]))
    yield {
      code: row.code,
      dose: row.dose,
      startMs: Number(row.start_ms),
      vaccine: row.vaccine,
      kreis: row.kreis,
      centre: row.centre,
      state: row.state,
      bookedAtMs: Number(row.booked_ms),
    };
}

const DOSES = `
  with bookings_by_slot as (
    select first_slot as slot, * from bookings union all select second_slot, * from bookings
  )
  select b.code, s.dose, to_ms(s.starts_at) as start_ms, s.vaccine, b.kreis, c.name as centre, b.state, to_ms(b.booked_at) as booked_ms
  from slots s
    join bookings_by_slot b on b.slot = s.id join centres c on c.kreis = b.kreis
  where b.state in ('booked', 'cancelled') and b.code is not null and s.starts_at >= from_ms($1) and s.starts_at < from_ms($2)
    and ($3::text is null or b.kreis = $3)
  order by s.starts_at, b.kreis, b.hold_id, b.person, s.dose`;
