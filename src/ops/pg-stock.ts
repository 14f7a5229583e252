import { sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import { z } from 'zod';
import { bookings, centres, forgottenBookings, slots } from '../../db/schema.ts';
import type { Stock } from '../calls/ports/figures.ts';
import { askPostgres } from '../platform/postgres.ts';

const rows = z.array(z.object({ kreis: z.string(), free: z.coerce.number(), booked: z.coerce.number(), ever: z.coerce.number() }));

/** `Stock` from PostgreSQL: a fresh count over all centres, for ops. What callers are told is counted by the booking itself. */
export class PgStock implements Stock {
  readonly #db: NodePgDatabase;

  constructor(pool: Pool) {
    this.#db = drizzle(pool);
  }

  async figures(nowMs: number): Promise<{ byKreis: { kreis: string; free: number; booked: number }[]; bookedEver: number }> {
    const result = await askPostgres(
      this.#db.execute(sql`
        select ${centres.kreis} as kreis, coalesce(s.free, 0) as free, coalesce(b.booked, 0) + coalesce(g.booked, 0) as booked,
          coalesce(b.ever, 0) + coalesce(g.ever, 0) as ever
        from ${centres}
        left join (
          select ${slots.kreis} as kreis, sum(${slots.capacity} - ${slots.taken}) as free
          from ${slots} where ${slots.dose} = 1 and ${slots.startsAt} > ${new Date(nowMs)} group by 1
        ) s on s.kreis = ${centres.kreis}
        left join (
          select ${bookings.kreis} as kreis, count(*) filter (where ${bookings.state} = 'booked') as booked, count(*) as ever
          from ${bookings} where ${bookings.bookedAt} is not null group by 1
        ) b on b.kreis = ${centres.kreis}
        left join ${forgottenBookings} g on g.kreis = ${centres.kreis}
        order by 1`),
    );
    const byKreis = rows.parse(result.rows);
    return {
      byKreis: byKreis.map(({ kreis, free, booked }) => ({ kreis, free, booked })),
      bookedEver: byKreis.reduce((sum, row) => sum + row.ever, 0),
    };
  }
}
