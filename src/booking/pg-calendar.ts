import type pg from 'pg';
import { askPostgres } from '../platform/postgres.ts';
import type { CalendarBooking } from './calendar.ts';
import { paperLanguage } from './written.ts';

interface Row {
  language: string;
  moves: number;
  state: string;
  first_ms: string;
  second_ms: string;
  name: string;
  street: string;
  plz: string;
  city: string;
}

/** What a calendar is told about the appointments of a code, also of cancelled ones. Undefined: there is no such code. Throws `POSTGRES_DOWN`. */
export async function bookingForCalendar(pool: pg.Pool, code: string): Promise<CalendarBooking | undefined> {
  const { rows } = await askPostgres(pool.query<Row>(BY_CODE, [code]));
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    code,
    firstMs: Number(row.first_ms),
    secondMs: Number(row.second_ms),
    centre: { name: row.name, street: row.street, plz: row.plz, city: row.city },
    language: paperLanguage(row.language),
    moves: row.moves,
    cancelled: row.state === 'cancelled',
  };
}

const BY_CODE = `
  select b.language, b.moves, b.state, to_ms(f.starts_at) as first_ms, to_ms(s.starts_at) as second_ms, c.name, c.street, c.plz, c.city
  from bookings b join slots f on f.id = b.first_slot join slots s on s.id = b.second_slot join centres c on c.kreis = b.kreis
  where b.code = $1`;
