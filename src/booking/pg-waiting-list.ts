/** The waiting lists in PostgreSQL: one open entry per person, offers settled by whoever sees their end first. */
import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { waitingList } from '../../db/schema.ts';
import type { ListWish, WaitingList } from '../calls/ports/waiting-list.ts';
import { HotlineError } from '../platform/errors.ts';
import { type Cipher, newId } from '../platform/ids.ts';
import { askPostgres } from '../platform/postgres.ts';
import { type EntryRow, sealPersons, toEntry } from './pg-list-entry.ts';
import { createListLoads } from './pg-list-loads.ts';
import { createListOffers } from './pg-list-offers.ts';

const OPEN = sql`state in ('waiting', 'offered')`;

/** The port over PostgreSQL. Every method throws `POSTGRES_DOWN` when the database does not answer. */
export function createWaitingList({ pool, cipher }: { pool: pg.Pool; cipher: Cipher }): WaitingList {
  const db = drizzle(pool);
  const entry = (row: EntryRow | undefined) => row && toEntry(row, cipher);
  return {
    ...createListLoads(pool),
    ...createListOffers(pool, cipher),
    enter: (wish) => askPostgres(enter(db, cipher, wish)),
    byId: async (id) => entry((await askPostgres(db.select().from(waitingList).where(eq(waitingList.id, id))))[0]),
    ofPerson: async (personHash) => entry(await askPostgres(ofPerson(db, personHash))),
    async peopleAt(caller) {
      const people = sql<number>`coalesce(sum(${waitingList.people}), 0)::int`;
      const [row] = await askPostgres(
        db
          .select({ people })
          .from(waitingList)
          .where(and(eq(waitingList.callerHash, caller), OPEN)),
      );
      return row?.people ?? 0;
    },
    async offeredTo(caller) {
      const offered = and(eq(waitingList.callerHash, caller), sql`state = 'offered'`);
      return entry((await askPostgres(db.select().from(waitingList).where(offered).orderBy(asc(waitingList.enteredAt)).limit(1)))[0]);
    },
    next: async (kreis, nowMs, most) => {
      await askPostgres(closeBooked(db, kreis, nowMs));
      return (await askPostgres(next(db, kreis, nowMs, most))).map((row) => toEntry(row, cipher));
    },
    async noteOffer(id, { holdId, untilMs }) {
      const waiting = and(eq(waitingList.id, id), eq(waitingList.state, 'waiting'));
      const offered = { state: 'offered', holdId, offerUntil: new Date(untilMs) } as const;
      return (await askPostgres(db.update(waitingList).set(offered).where(waiting).returning({ id: waitingList.id }))).length > 0;
    },
    async extend(id, holdId, untilMs) {
      const lasting = { offerUntil: sql`greatest(offer_until, ${new Date(untilMs)})` };
      await askPostgres(db.update(waitingList).set(lasting).where(offering(id, holdId)));
    },
    async settle(id, { holdId, as, restUntilMs, nowMs }) {
      const settled = {
        state: as,
        offerUntil: restUntilMs === undefined ? null : new Date(restUntilMs),
        closedAt: as === 'waiting' ? null : new Date(nowMs),
      };
      return (
        (await askPostgres(db.update(waitingList).set(settled).where(offering(id, holdId)).returning({ id: waitingList.id }))).length > 0
      );
    },
    leave: async (id, nowMs) => entry(await askPostgres(db.transaction((tx) => leave(tx, id, nowMs)))),
    async rejoin(id) {
      const anew = sql`exists (select from waiting_list w where w.person_hash = ${waitingList.personHash} and w.state in ('waiting', 'offered'))`;
      const unreached = and(eq(waitingList.id, id), eq(waitingList.state, 'unreached'), sql`not ${anew}`);
      await askPostgres(db.update(waitingList).set({ state: 'waiting', offerUntil: null, closedAt: null }).where(unreached));
    },
  };
}

function offering(id: string, holdId: string) {
  return and(eq(waitingList.id, id), eq(waitingList.state, 'offered'), eq(waitingList.holdId, holdId));
}

async function enter(db: NodePgDatabase, cipher: Cipher, wish: ListWish) {
  const row = {
    id: newId(),
    kreis: wish.kreis,
    people: wish.persons.length,
    personsSealed: sealPersons(wish.persons, cipher),
    personHash: wish.personHash,
    plz: wish.plz,
    callerHash: wish.caller,
    numberSealed: cipher.seal(wish.number),
    language: wish.language,
    enteredAt: new Date(wish.nowMs),
    state: 'waiting' as const,
    offerUntil: wish.restUntilMs === undefined ? null : new Date(wish.restUntilMs),
  };
  // The entry that was in the way may be closed before we read it: then there is room for ours
  for (let round = 0; round < 5; round += 1) {
    const [inserted] = await db.insert(waitingList).values(row).onConflictDoNothing().returning();
    if (inserted) return { status: 'entered' as const, entry: toEntry(inserted, cipher) };
    const found = await ofPerson(db, wish.personHash);
    if (found) return { status: 'already' as const, entry: toEntry(found, cipher) };
  }
  throw new HotlineError('LIST_NOT_STORED', 'an entry of the same person opened and closed again and again');
}

async function ofPerson(db: NodePgDatabase, personHash: string): Promise<EntryRow | undefined> {
  const [row] = await db
    .select()
    .from(waitingList)
    .where(and(eq(waitingList.personHash, personHash), OPEN));
  return row;
}

/** Who has an appointment by now needs no place of the list. */
async function closeBooked(db: NodePgDatabase, kreis: string, nowMs: number): Promise<void> {
  const booked = sql`exists (select from bookings b where b.person_hash = ${waitingList.personHash} and b.state = 'booked')`;
  await db
    .update(waitingList)
    .set({ state: 'booked', closedAt: new Date(nowMs) })
    .where(and(eq(waitingList.kreis, kreis), sql`${waitingList.state} = 'waiting'`, booked));
}

async function next(db: NodePgDatabase, kreis: string, nowMs: number, most: { people: number; entries: number }): Promise<EntryRow[]> {
  const rested = sql`(offer_until is null or offer_until <= ${new Date(nowMs)})`;
  // That call has something else to tell; this one would have to wait behind it with the place in its hand
  const free = sql`not exists (select from callback_requests r where r.caller_hash = ${waitingList.callerHash}
    and r.state in ('open', 'dialling') and r.kind in ('result', 'reminder'))`;
  return db
    .select()
    .from(waitingList)
    .where(and(eq(waitingList.kreis, kreis), sql`${waitingList.state} = 'waiting'`, lte(waitingList.people, most.people), rested, free))
    .orderBy(asc(waitingList.enteredAt), asc(waitingList.id))
    .limit(most.entries);
}

async function leave(tx: NodePgDatabase, id: string, nowMs: number): Promise<EntryRow | undefined> {
  const open = and(eq(waitingList.id, id), inArray(waitingList.state, ['waiting', 'offered']));
  const [row] = await tx.select().from(waitingList).where(open).for('update');
  if (row)
    await tx
      .update(waitingList)
      .set({ state: 'left', offerUntil: null, closedAt: new Date(nowMs) })
      .where(eq(waitingList.id, id));
  return row;
}
