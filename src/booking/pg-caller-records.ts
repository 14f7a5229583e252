/** What is kept of one caller's number, for the agent who talks to them. */
import { and, asc, eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { bookings, waitingList } from '../../db/schema.ts';
import type { StandingAppointment } from '../calls/ports/booking-changes.ts';
import type { CallerRecords } from '../calls/ports/desk.ts';
import type { Cipher } from '../platform/ids.ts';
import { askPostgres } from '../platform/postgres.ts';
import { type AppointmentRow, appointmentRows } from './pg-appointments.ts';
import { standing } from './pg-changes.ts';
import { toEntry } from './pg-list-entry.ts';

/** The port over PostgreSQL; both questions go by an index of the caller's hash. */
export function createCallerRecords({ pool, cipher }: { pool: pg.Pool; cipher: Cipher }): CallerRecords {
  const db = drizzle(pool);
  return {
    async appointments(caller) {
      // Written out, so that the index for just these rows is seen to fit
      const rows = await appointmentRows(db, and(eq(bookings.callerHash, caller), sql`${bookings.state} = 'booked'`));
      const found = [...byHold(rows).values()].flatMap((together): StandingAppointment[] => {
        const appointment = standing(together, cipher);
        return appointment ? [appointment] : [];
      });
      return found.sort((one, other) => Math.min(...one.firstMs) - Math.min(...other.firstMs));
    },
    async listEntries(caller) {
      const open = and(eq(waitingList.callerHash, caller), sql`state in ('waiting', 'offered')`);
      const rows = await askPostgres(db.select().from(waitingList).where(open).orderBy(asc(waitingList.enteredAt), asc(waitingList.id)));
      return rows.map((row) => toEntry(row, cipher));
    },
  };
}

function byHold(rows: readonly AppointmentRow[]): Map<string, AppointmentRow[]> {
  const holds = new Map<string, AppointmentRow[]>();
  for (const row of rows) holds.set(row.booking.holdId, [...(holds.get(row.booking.holdId) ?? []), row]);
  return holds;
}
