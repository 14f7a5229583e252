import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { alias } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import { bookings, centres, slots } from '../../db/schema.ts';
import type { Appointment, Bookings } from '../calls/ports/booking.ts';
import { askPostgres } from '../platform/postgres.ts';

/** Reading what is booked, for the caller who wants to hear it. */
export function createAppointments(pool: pg.Pool): Pick<Bookings, 'byHold' | 'byCode' | 'noteHeard'> {
  const db = drizzle(pool);
  const first = alias(slots, 'first');
  const second = alias(slots, 'second');

  const find = (holdId: SQL | string) =>
    askPostgres(
      db
        .select({
          holdId: bookings.holdId,
          code: bookings.code,
          kreis: bookings.kreis,
          centre: centres.name,
          firstAt: first.startsAt,
          secondAt: second.startsAt,
        })
        .from(bookings)
        .innerJoin(first, eq(first.id, bookings.firstSlot))
        .innerJoin(second, eq(second.id, bookings.secondSlot))
        .innerJoin(centres, eq(centres.kreis, bookings.kreis))
        .where(and(eq(bookings.holdId, holdId), eq(bookings.state, 'booked')))
        .orderBy(asc(bookings.person)),
    );

  const toAppointment = (rows: Awaited<ReturnType<typeof find>>, code?: string): Appointment | undefined => {
    const [head] = rows;
    if (head === undefined) return undefined;
    const codes = rows.flatMap((row) => row.code ?? []);
    return {
      holdId: head.holdId,
      code: code ?? codes[0] ?? '',
      codes,
      kreis: head.kreis,
      centre: head.centre,
      firstMs: rows.map((row) => row.firstAt.getTime()),
      secondMs: rows.map((row) => row.secondAt.getTime()),
    };
  };

  return {
    byHold: async (holdId) => toAppointment(await find(holdId)),
    byCode: async (code) => toAppointment(await find(sql`(select hold_id from bookings where code = ${code} and state = 'booked')`), code),
    async noteHeard(holdId, nowMs) {
      await askPostgres(
        db
          .update(bookings)
          .set({ heardAt: new Date(nowMs) })
          .where(and(eq(bookings.holdId, holdId), eq(bookings.state, 'booked'), isNull(bookings.heardAt))),
      );
    },
  };
}
