import type pg from 'pg';
import type { Cipher } from '../platform/ids.ts';
import { askPostgres } from '../platform/postgres.ts';
import { type DayList, dayListEntries, type Expected } from './day-list.ts';
import { streamedRows } from './pg-streamed-rows.ts';
import type { Span } from './span.ts';

interface Row {
  start_ms: string;
  dose: 1 | 2;
  vaccine: string;
  code: string;
  birth_date_sealed: string;
  hold_id: string;
  person: number;
}

/** The list of one centre for one day, booked people only. @param wanted.birth how much of the birth date it shows. Throws `POSTGRES_DOWN`. */
export async function dayListOf(
  { pool, cipher }: { pool: pg.Pool; cipher: Cipher },
  wanted: Span & { kreis: string; day: string; birth: 'date' | 'year' },
): Promise<DayList> {
  const centre = await askPostgres(pool.query<{ name: string }>('select name from centres where kreis = $1', [wanted.kreis]));
  const expected: Expected[] = [];
  for await (const row of streamedRows<Row>(pool, EXPECTED, [wanted.kreis, wanted.fromMs, wanted.toMs])) {
    const { dose, vaccine, code, hold_id: holdId, person } = row;
    expected.push({ startMs: Number(row.start_ms), birthDate: cipher.open(row.birth_date_sealed), dose, vaccine, code, holdId, person });
  }
  return { kreis: wanted.kreis, day: wanted.day, centre: centre.rows[0]?.name ?? '', entries: dayListEntries(expected, wanted.birth) };
}

/** The names by which a Kreis may be called in a command. */
export async function knownKreise(pool: pg.Pool): Promise<string[]> {
  const { rows } = await askPostgres(pool.query<{ kreis: string }>('select kreis from centres order by kreis'));
  return rows.map(({ kreis }) => kreis);
}

const EXPECTED = `
  with bookings_by_slot as (
    select first_slot as slot, * from bookings union all select second_slot, * from bookings
  )
  select to_ms(s.starts_at) as start_ms, s.dose, s.vaccine, b.code, b.birth_date_sealed, b.hold_id, b.person
  from slots s join bookings_by_slot b on b.slot = s.id
  where s.kreis = $1 and s.starts_at >= from_ms($2) and s.starts_at < from_ms($3) and b.state = 'booked'`;
