/** Offers to people of the waiting lists, as they stand with the pair that is held and the callback that tells them. */
import { and, asc, eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { alias } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import { bookings, callbackRequests, centres, slots, waitingList } from '../../db/schema.ts';
import type { StandingOffer, WaitingList } from '../calls/ports/waiting-list.ts';
import type { Cipher } from '../platform/ids.ts';
import { askPostgres } from '../platform/postgres.ts';
import { UNDECIDED_MS } from './offer-end.ts';
import { toEntry } from './pg-list-entry.ts';

export function createListOffers(pool: pg.Pool, cipher: Cipher): Pick<WaitingList, 'offer' | 'standing'> {
  const db = drizzle(pool);
  const first = alias(slots, 'first');
  const second = alias(slots, 'second');
  return {
    async offer(id) {
      const rows = await askPostgres(
        db
          .select({
            entry: waitingList,
            centre: centres.name,
            heldUntil: bookings.heldUntil,
            firstAt: first.startsAt,
            secondAt: second.startsAt,
          })
          .from(waitingList)
          .innerJoin(bookings, and(eq(bookings.holdId, waitingList.holdId), eq(bookings.state, 'held')))
          .innerJoin(first, eq(first.id, bookings.firstSlot))
          .innerJoin(second, eq(second.id, bookings.secondSlot))
          .innerJoin(centres, eq(centres.kreis, waitingList.kreis))
          .where(and(eq(waitingList.id, id), eq(waitingList.state, 'offered')))
          .orderBy(asc(bookings.person)),
      );
      const [head] = rows;
      if (!head?.entry.holdId) return undefined;
      const proposal = {
        holdId: head.entry.holdId,
        heldUntilMs: head.heldUntil?.getTime() ?? 0,
        firstMs: rows.map(({ firstAt }) => firstAt.getTime()),
        secondMs: rows.map(({ secondAt }) => secondAt.getTime()),
      };
      return { entry: toEntry(head.entry, cipher), proposal, centre: head.centre };
    },

    async standing(nowMs, limit) {
      const now = new Date(nowMs);
      const { state, closedAt } = callbackRequests;
      // Somebody who is about to be rung for something else hears of the offer then
      const another = sql`exists (select from callback_requests o where o.caller_hash = ${waitingList.callerHash} and o.state in ('open', 'dialling'))`;
      const unheard = sql`(${callbackRequests.id} is null and not ${another})`;
      const ended = sql`(${state} in ('missed', 'dropped') or (${state} = 'accepted' and ${closedAt} <= ${new Date(nowMs - UNDECIDED_MS)}))`;
      const lost = sql`(${bookings.state} is null or ${bookings.state} <> 'held')`;
      const rows = await askPostgres(
        db
          .select({ row: waitingList, hold: bookings.state, firstAt: first.startsAt, callback: callbackRequests })
          .from(waitingList)
          .leftJoin(bookings, and(eq(bookings.holdId, waitingList.holdId), eq(bookings.person, 1)))
          .leftJoin(first, eq(first.id, bookings.firstSlot))
          .leftJoin(callbackRequests, eq(callbackRequests.id, waitingList.holdId))
          .where(sql`${waitingList.state} = 'offered' and (${waitingList.offerUntil} <= ${now} or ${lost} or ${ended} or ${unheard})`)
          .orderBy(asc(waitingList.offerUntil))
          .limit(limit),
      );
      return rows.flatMap(({ row, hold, firstAt, callback }): StandingOffer[] => {
        const { holdId, untilMs = 0, ...entry } = toEntry(row, cipher);
        if (holdId === undefined) return [];
        const told = callback && {
          state: callback.state,
          attempts: callback.attempts,
          ...(callback.closedAt === null ? {} : { closedAtMs: callback.closedAt.getTime() }),
        };
        return [
          {
            entry: { ...entry, holdId, untilMs },
            hold: hold === 'held' || hold === 'booked' ? hold : 'gone',
            ...(firstAt === null ? {} : { firstMs: firstAt.getTime() }),
            ...(told ? { callback: told } : {}),
          },
        ];
      });
    },
  };
}
