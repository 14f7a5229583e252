import type pg from 'pg';
import { z } from 'zod';
import type { DueReminder, Reminders } from '../calls/ports/reminders.ts';
import type { Cipher } from '../platform/ids.ts';
import { askPostgres } from '../platform/postgres.ts';

/** The first of those who still come stands for everybody; marked are all of them, so that nobody is reminded again when that one cancels. */
const TAKE = `
  with due as (
    select b.hold_id
    from bookings b join slots f on f.id = b.first_slot join slots s on s.id = b.second_slot
    where b.state = 'booked' and b.number_sealed is not null
      and not exists (select from bookings e where e.hold_id = b.hold_id and e.person < b.person and e.state = 'booked')
      and ((f.starts_at >= $1 and f.starts_at < $2) or (s.starts_at >= $1 and s.starts_at < $2))
      and b.booked_at < $3 and (b.reminded_at is null or b.reminded_at < $3)
    order by b.booked_at
    limit $4
    for update of b skip locked
  ), marked as (
    update bookings b set reminded_at = $5 from due where b.hold_id = due.hold_id and b.state = 'booked'
    returning b.hold_id, b.person, b.number_sealed, b.language
  ), heads as (
    select distinct on (hold_id) hold_id, number_sealed, language from marked order by hold_id, person
  )
  select m.hold_id as "holdId", m.number_sealed as "sealed", m.language, c.name as centre,
    array_agg((extract(epoch from f.starts_at) * 1000)::float8 order by b.person) as "firstMs",
    array_agg((extract(epoch from s.starts_at) * 1000)::float8 order by b.person) as "secondMs",
    array_agg(b.code order by b.person) as codes
  from heads m
  join bookings b on b.hold_id = m.hold_id and b.state = 'booked'
  join slots f on f.id = b.first_slot join slots s on s.id = b.second_slot
  join centres c on c.kreis = b.kreis
  group by m.hold_id, m.number_sealed, m.language, c.name`;

const rows = z.array(
  z.object({
    holdId: z.string(),
    sealed: z.string(),
    language: z.enum(['de', 'en', 'tr', 'ru']).catch('de'),
    centre: z.string(),
    firstMs: z.array(z.number()),
    secondMs: z.array(z.number()),
    codes: z.array(z.string()),
  }),
);

/** The port over PostgreSQL. Throws `POSTGRES_DOWN` without an answer. */
export function createReminders({ pool, cipher }: { pool: pg.Pool; cipher: Cipher }): Reminders {
  return {
    async take({ fromMs, toMs, sinceMs }, limit, nowMs): Promise<DueReminder[]> {
      const instants = [fromMs, toMs, sinceMs].map((ms) => new Date(ms));
      const found = await askPostgres(pool.query({ name: 'take_reminders', text: TAKE, values: [...instants, limit, new Date(nowMs)] }));
      return rows.parse(found.rows).map(({ sealed, ...row }) => ({ ...row, to: cipher.open(sealed) }));
    },
  };
}
