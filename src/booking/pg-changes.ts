import { eq, inArray, type SQL, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { bookings } from '../../db/schema.ts';
import type { Language } from '../../flows/vocabulary.ts';
import type { Changes, StandingAppointment } from '../calls/ports/booking-changes.ts';
import { HotlineError } from '../platform/errors.ts';
import type { Cipher } from '../platform/ids.ts';
import { askPostgres } from '../platform/postgres.ts';
import { type AppointmentRow, appointmentRows, toAppointment } from './pg-appointments.ts';

/** Finding, moving and cancelling appointments in PostgreSQL; its functions decide. Throws `POSTGRES_DOWN` when it does not answer. */
export function createChanges({ pool, cipher }: { pool: pg.Pool; cipher: Cipher }): Changes {
  const db = drizzle(pool);
  const rowsOf = (holdId: SQL | string) => appointmentRows(db, eq(bookings.holdId, holdId));
  const decide = async (text: string, values: unknown[]): Promise<string> => {
    const result = await askPostgres(pool.query<{ answer: string }>(text, values));
    return result.rows[0]?.answer ?? '';
  };

  return {
    async findByCode(code) {
      const rows = await rowsOf(sql`(select hold_id from bookings where code = ${code})`);
      const own = rows.find((row) => row.booking.code === code);
      if (!own) return undefined;
      const { holdId, callerHash, state } = own.booking;
      if (state === 'cancelled') return { state, holdId, ...(callerHash === null ? {} : { caller: callerHash }) };
      return standing(rows, cipher, code);
    },
    async findByPerson(personHashes) {
      if (personHashes.length === 0) return undefined;
      const theirs = inArray(bookings.personHash, [...personHashes]);
      const rows = await rowsOf(sql`(select hold_id from bookings where ${theirs} and state = 'booked' limit 1)`);
      const own = rows.find(({ booking }) => booking.state === 'booked' && personHashes.includes(booking.personHash ?? ''));
      return own?.booking.code ? standing(rows, cipher, own.booking.code) : undefined;
    },
    async move({ holdId, to, nowMs }) {
      const answer = await decide('select move_booking($1, $2, $3, $4, from_ms($5)) as answer', [
        holdId,
        to.holdId,
        to.firstMs,
        to.secondMs,
        nowMs,
      ]);
      if (answer === 'expired' || answer === 'changed') return answer;
      const moved = answer === 'moved' ? standing(await rowsOf(holdId), cipher) : undefined;
      if (moved) return moved;
      // Cancelled between the move and the look at it
      if (answer === 'moved') return 'changed';
      throw new HotlineError('DATABASE_REPLY', `move_booking answered ${answer}`);
    },
    async cancel({ holdId, code, nowMs }) {
      const before = standing(await rowsOf(holdId), cipher, code);
      const answer = await decide('select cancel_booking($1, $2, from_ms($3)) as answer', [holdId, code ?? null, nowMs]);
      if (answer === 'unknown') return answer;
      if (answer !== 'cancelled') throw new HotlineError('DATABASE_REPLY', `cancel_booking answered ${answer}`);
      const left = standing(await rowsOf(holdId), cipher);
      return { ...(before ? { before } : {}), ...(left ? { left } : {}) };
    },
  };
}

/** The rows of one hold that are booked, opened. undefined when none is. @param code whose it is, the first one's where not given */
export function standing(rows: readonly AppointmentRow[], cipher: Cipher, code?: string): StandingAppointment | undefined {
  const booked = rows.filter(({ booking }) => booking.state === 'booked');
  const appointment = toAppointment(booked, code);
  const head = booked[0]?.booking;
  if (!appointment || !head) return undefined;
  return {
    ...appointment,
    state: 'booked',
    birthDates: booked.map(({ booking }) => (booking.birthDateSealed === null ? '' : cipher.open(booking.birthDateSealed))),
    plz: head.plz ?? '',
    ...(head.callerHash === null ? {} : { caller: head.callerHash }),
    ...(head.numberSealed === null ? {} : { number: cipher.open(head.numberSealed) }),
    language: head.language as Language,
    moves: head.moves,
  };
}
