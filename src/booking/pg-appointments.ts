import { and, asc, count, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { alias } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import { bookings, centres, slots } from '../../db/schema.ts';
import type { Appointment, Bookings } from '../calls/ports/booking.ts';
import { askPostgres } from '../platform/postgres.ts';

const first = alias(slots, 'first');
const second = alias(slots, 'second');

/** The rows of bookings with their times, one for each person, in order. */
export function appointmentRows(db: NodePgDatabase, where: SQL | undefined) {
  return askPostgres(
    db
      .select({ booking: bookings, centre: centres.name, firstAt: first.startsAt, secondAt: second.startsAt })
      .from(bookings)
      .innerJoin(first, eq(first.id, bookings.firstSlot))
      .innerJoin(second, eq(second.id, bookings.secondSlot))
      .innerJoin(centres, eq(centres.kreis, bookings.kreis))
      .where(where)
      .orderBy(asc(bookings.person)),
  );
}

export type AppointmentRow = Awaited<ReturnType<typeof appointmentRows>>[number];

/** What people booked together have, as it is told to them. @param rows of one booking; @param code whose it is, the first one's where not given */
export function toAppointment(rows: readonly AppointmentRow[], code?: string): Appointment | undefined {
  const [head] = rows;
  if (head === undefined) return undefined;
  const codes = rows.flatMap((row) => row.booking.code ?? []);
  return {
    holdId: head.booking.holdId,
    code: code ?? codes[0] ?? '',
    codes,
    kreis: head.booking.kreis,
    centre: head.centre,
    firstMs: rows.map((row) => row.firstAt.getTime()),
    secondMs: rows.map((row) => row.secondAt.getTime()),
  };
}

/** Reading what is booked, for the caller who wants to hear it. */
export function createAppointments(pool: pg.Pool): Pick<Bookings, 'byHold' | 'byCode' | 'noteHeard' | 'bookedBy'> {
  const db = drizzle(pool);
  const booked = (holdId: SQL | string) => appointmentRows(db, and(eq(bookings.holdId, holdId), eq(bookings.state, 'booked')));
  return {
    byHold: async (holdId) => toAppointment(await booked(holdId)),
    byCode: async (code) =>
      toAppointment(await booked(sql`(select hold_id from bookings where code = ${code} and state = 'booked')`), code),
    async noteHeard(holdId, nowMs) {
      await askPostgres(
        db
          .update(bookings)
          .set({ heardAt: new Date(nowMs) })
          .where(and(eq(bookings.holdId, holdId), eq(bookings.state, 'booked'), isNull(bookings.heardAt))),
      );
    },
    async bookedBy(caller) {
      const rows = await askPostgres(
        db
          .select({ people: count() })
          .from(bookings)
          // Written out, so that the index for just these rows is seen to fit
          .where(and(eq(bookings.callerHash, caller), sql`${bookings.state} = 'booked'`)),
      );
      return rows[0]?.people ?? 0;
    },
  };
}
