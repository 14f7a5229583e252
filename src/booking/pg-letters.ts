import type pg from 'pg';
import type { Cipher } from '../platform/ids.ts';
import { askPostgres } from '../platform/postgres.ts';
import type { Letter } from './letter.ts';
import { readAddress } from './pg-address.ts';
import { streamedRows } from './pg-streamed-rows.ts';
import type { Span } from './span.ts';
import { paperLanguage } from './written.ts';

/** Letters for bookings made in a span of time. */
export interface LettersWanted extends Span {
  /** Of this centre only. */
  kreis?: string;
}

interface Row {
  language: string;
  address_sealed: string;
  code: string;
  first_ms: string;
  second_ms: string;
  booked_ms: string;
  kreis: string;
  name: string;
  street: string;
  plz: string;
  city: string;
}

/** Confirmation letters of bookings whose address is known by a PIN. */
export interface Letters {
  /** By centre, then in the order of booking. What is cancelled gets no letter; what was moved gets its dates of now. */
  all(wanted: LettersWanted): AsyncGenerator<Letter>;
  /** Booked in that time without an address: nobody can write to these people. */
  withoutAddress(wanted: LettersWanted): Promise<number>;
}

const WANTED = `b.state = 'booked' and b.booked_at >= from_ms($1) and b.booked_at < from_ms($2) and ($3::text is null or b.kreis = $3)`;

const LETTERS = `
  select b.language, p.address_sealed, b.code, to_ms(f.starts_at) as first_ms, to_ms(s.starts_at) as second_ms, to_ms(b.booked_at) as booked_ms,
    b.kreis, c.name, c.street, c.plz, c.city
  from bookings b join invitation_pins p using (pin_hash) join slots f on f.id = b.first_slot join slots s on s.id = b.second_slot
    join centres c on c.kreis = b.kreis
  where ${WANTED} order by b.kreis, b.booked_at, b.hold_id, b.person`;

/** Letters from PostgreSQL. Throws `POSTGRES_DOWN`, and `ADDRESS_UNREADABLE` when an address was sealed with another key. */
export function createLetters({ pool, cipher }: { pool: pg.Pool; cipher: Cipher }): Letters {
  const values = ({ fromMs, toMs, kreis }: LettersWanted) => [fromMs, toMs, kreis ?? null];
  return {
    async *all(wanted) {
      for await (const row of streamedRows<Row>(pool, LETTERS, values(wanted))) yield toLetter(row, cipher);
    },
    async withoutAddress(wanted) {
      const counted = await askPostgres(
        pool.query<{ people: number }>(
          `select count(*)::int as people from bookings b where ${WANTED} and b.pin_hash is null`,
          values(wanted),
        ),
      );
      return counted.rows[0]?.people ?? 0;
    },
  };
}

function toLetter(row: Row, cipher: Cipher): Letter {
  return {
    language: paperLanguage(row.language),
    address: readAddress(cipher, row.address_sealed),
    code: row.code,
    firstMs: Number(row.first_ms),
    secondMs: Number(row.second_ms),
    bookedAtMs: Number(row.booked_ms),
    kreis: row.kreis,
    centre: { name: row.name, street: row.street, plz: row.plz, city: row.city },
  };
}
