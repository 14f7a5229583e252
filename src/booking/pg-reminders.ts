import type pg from 'pg';
import { z } from 'zod';
import type { DueReminder, Reminders } from '../calls/ports/reminders.ts';
import type { Cipher } from '../platform/ids.ts';
import { askPostgres } from '../platform/postgres.ts';

/** The first of those who still come stands for everybody. */
const DUE = `
  with heads as (
    select b.hold_id, b.number_sealed, b.language, b.moves, b.booked_at
    from bookings b join slots f on f.id = b.first_slot join slots s on s.id = b.second_slot
    where b.state = 'booked' and b.number_sealed is not null
      and not exists (select from bookings e where e.hold_id = b.hold_id and e.person < b.person and e.state = 'booked')
      and ((f.starts_at >= $1 and f.starts_at < $2) or (s.starts_at >= $1 and s.starts_at < $2))
      and b.booked_at < $3 and (b.reminded_at is null or b.reminded_at < $3)
    order by b.booked_at, b.hold_id
    limit $4
  )
  select h.hold_id as "holdId", h.moves, h.number_sealed as "sealed", h.language, c.name as centre,
    array_agg((extract(epoch from f.starts_at) * 1000)::float8 order by b.person) as "firstMs",
    array_agg((extract(epoch from s.starts_at) * 1000)::float8 order by b.person) as "secondMs",
    array_agg(b.code order by b.person) as codes
  from heads h
  join bookings b on b.hold_id = h.hold_id and b.state = 'booked'
  join slots f on f.id = b.first_slot join slots s on s.id = b.second_slot
  join centres c on c.kreis = b.kreis
  group by h.hold_id, h.moves, h.number_sealed, h.language, h.booked_at, c.name
  order by h.booked_at, h.hold_id`;

/** All of a booking are marked, so that nobody is reminded again when the first of them cancels. */
const NOTE = `
  update bookings b set reminded_at = $3
  from unnest($1::uuid[], $2::int[]) as told (hold_id, moves)
  where b.hold_id = told.hold_id and b.moves = told.moves and b.state = 'booked'`;

const rows = z.array(
  z.object({
    holdId: z.string(),
    moves: z.number(),
    sealed: z.string(),
    language: z.enum(['de', 'en', 'tr', 'ru']).catch('de'),
    centre: z.string(),
    firstMs: z.array(z.number()),
    secondMs: z.array(z.number()),
    codes: z.array(z.string()),
  }),
);

/** The port over PostgreSQL. */
export function createReminders({ pool, cipher }: { pool: pg.Pool; cipher: Cipher }): Reminders {
  return {
    async due({ fromMs, toMs, sinceMs }, limit): Promise<DueReminder[]> {
      const instants = [fromMs, toMs, sinceMs].map((ms) => new Date(ms));
      const found = await askPostgres(pool.query({ name: 'due_reminders', text: DUE, values: [...instants, limit] }));
      return rows.parse(found.rows).map(({ sealed, ...row }) => ({ ...row, to: cipher.open(sealed) }));
    },
    async note(reminded, nowMs) {
      const values = [reminded.map(({ holdId }) => holdId), reminded.map(({ moves }) => moves), new Date(nowMs)];
      await askPostgres(pool.query({ name: 'note_reminders', text: NOTE, values }));
    },
  };
}
