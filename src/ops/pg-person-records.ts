/** Everything that is stored about one person, in PostgreSQL: found by keyed hash, opened with the key. */
import { asc, eq, gt, inArray, or, type SQL } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { alias } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import { z } from 'zod';
import { bookings, callbackAttempts, callbackRequests, invitationPins, messages, slots, waitingList } from '../../db/schema.ts';
import type { PersonRecords, PersonSought } from '../calls/ports/personal-records.ts';
import type { Cipher } from '../platform/ids.ts';
import { askPostgres } from '../platform/postgres.ts';

/** The records, and by which letters their people were invited. */
export interface Found extends PersonRecords {
  pinHashes: string[];
}

const PAGE = 1_000;
const BEFORE_ALL_IDS = '00000000-0000-0000-0000-000000000000';
const personsSchema = z.array(z.object({ birthDate: z.string(), pinHash: z.string().exactOptional() }));
const addressSchema = z.object({ name: z.string(), street: z.string(), plz: z.string(), city: z.string() });

/** Throws `POSTGRES_DOWN`. */
export async function findRecords({ pool, cipher }: { pool: pg.Pool; cipher: Cipher }, person: PersonSought): Promise<Found> {
  const db = drizzle(pool);
  const booked = await bookingsOf(db, person);
  const waiting = person.caller === undefined ? [] : await listEntriesOf(db, cipher, person.caller);
  const invited = [...booked.map(({ row }) => row.pinHash), ...waiting.flatMap(({ pins }) => pins), person.pinHash ?? null];
  const pinHashes = [...new Set(invited.filter((pinHash) => pinHash !== null))];
  const holdIds = new Set(booked.map(({ row }) => row.holdId));
  return {
    pinHashes,
    bookings: booked.map((one) => toBooking(one, cipher)),
    addresses: await addressesOf(db, cipher, pinHashes),
    callbacks: person.caller === undefined ? [] : await callbacksOf(db, cipher, person.caller),
    listEntries: waiting.map(({ entry }) => entry),
    messages: await messagesOf(db, cipher, holdIds, person.number),
  };
}

interface Booked {
  row: typeof bookings.$inferSelect;
  firstAt: Date;
  secondAt: Date;
}

async function bookingsOf(db: NodePgDatabase, { caller, code, pinHash }: PersonSought): Promise<Booked[]> {
  const ways: SQL[] = [
    ...(caller === undefined ? [] : [eq(bookings.callerHash, caller)]),
    ...(code === undefined ? [] : [eq(bookings.code, code)]),
    ...(pinHash === undefined ? [] : [eq(bookings.pinHash, pinHash)]),
  ];
  if (ways.length === 0) return [];
  const [first, second] = [alias(slots, 'first'), alias(slots, 'second')];
  return askPostgres(
    db
      .select({ row: bookings, firstAt: first.startsAt, secondAt: second.startsAt })
      .from(bookings)
      .innerJoin(first, eq(first.id, bookings.firstSlot))
      .innerJoin(second, eq(second.id, bookings.secondSlot))
      .where(or(...ways))
      .orderBy(asc(bookings.createdAt), asc(bookings.holdId), asc(bookings.person)),
  );
}

function toBooking({ row, firstAt, secondAt }: Booked, cipher: Cipher): PersonRecords['bookings'][number] {
  const { holdId, state, kreis, language, code, birthDateSealed, plz, numberSealed, createdAt, bookedAt, cancelledAt } = row;
  return {
    ...{ holdId, state, kreis, language, firstMs: firstAt.getTime(), secondMs: secondAt.getTime(), createdAtMs: createdAt.getTime() },
    ...(code === null ? {} : { code }),
    ...(birthDateSealed === null ? {} : { birthDate: cipher.open(birthDateSealed) }),
    ...(plz === null ? {} : { plz }),
    ...(numberSealed === null ? {} : { number: cipher.open(numberSealed) }),
    ...(bookedAt === null ? {} : { bookedAtMs: bookedAt.getTime() }),
    ...(cancelledAt === null ? {} : { cancelledAtMs: cancelledAt.getTime() }),
  };
}

async function addressesOf(db: NodePgDatabase, cipher: Cipher, pinHashes: string[]): Promise<PersonRecords['addresses']> {
  if (pinHashes.length === 0) return [];
  const rows = await askPostgres(db.select().from(invitationPins).where(inArray(invitationPins.pinHash, pinHashes)));
  return rows.map(({ addressSealed, importedAt }) => ({
    ...addressSchema.parse(JSON.parse(cipher.open(addressSealed))),
    importedAtMs: importedAt.getTime(),
  }));
}

async function callbacksOf(db: NodePgDatabase, cipher: Cipher, caller: string): Promise<PersonRecords['callbacks']> {
  const mine = eq(callbackRequests.callerHash, caller);
  const rows = await askPostgres(db.select().from(callbackRequests).where(mine).orderBy(asc(callbackRequests.createdAt)));
  const tries = await askPostgres(
    db
      .select({ row: callbackAttempts })
      .from(callbackAttempts)
      .innerJoin(callbackRequests, eq(callbackRequests.id, callbackAttempts.requestId))
      .where(mine)
      .orderBy(asc(callbackAttempts.number)),
  );
  return rows.map(({ id, kind, state, numberSealed, kennzahl, language, createdAt, closedAt }) => ({
    ...{ id, kind, state, kennzahl, language, number: cipher.open(numberSealed), askedAtMs: createdAt.getTime() },
    ...(closedAt === null ? {} : { closedAtMs: closedAt.getTime() }),
    tries: tries
      .filter(({ row }) => row.requestId === id)
      .map(({ row: { startedAt, outcome, agent } }) => ({
        startedAtMs: startedAt.getTime(),
        ...(outcome === null ? {} : { outcome }),
        ...(agent === null ? {} : { agent }),
      })),
  }));
}

interface Waiting {
  entry: PersonRecords['listEntries'][number];
  pins: string[];
}

async function listEntriesOf(db: NodePgDatabase, cipher: Cipher, caller: string): Promise<Waiting[]> {
  const rows = await askPostgres(
    db.select().from(waitingList).where(eq(waitingList.callerHash, caller)).orderBy(asc(waitingList.enteredAt)),
  );
  return rows.map(({ id, state, kreis, personsSealed, plz, numberSealed, language, enteredAt, closedAt }) => {
    const persons = personsSchema.parse(JSON.parse(cipher.open(personsSealed)));
    return {
      pins: persons.flatMap(({ pinHash }) => pinHash ?? []),
      entry: {
        ...{ id, state, kreis, plz, language, number: cipher.open(numberSealed), enteredAtMs: enteredAt.getTime() },
        birthDates: persons.map(({ birthDate }) => birthDate),
        ...(closedAt === null ? {} : { closedAtMs: closedAt.getTime() }),
      },
    };
  });
}

/** About one of these bookings, or to this number. A number is sealed, so every message is looked at; few are older than two weeks. */
async function messagesOf(
  db: NodePgDatabase,
  cipher: Cipher,
  holdIds: ReadonlySet<string>,
  number: string | undefined,
): Promise<PersonRecords['messages']> {
  const found: PersonRecords['messages'] = [];
  for (let after = BEFORE_ALL_IDS; ; ) {
    const page = await askPostgres(db.select().from(messages).where(gt(messages.id, after)).orderBy(asc(messages.id)).limit(PAGE));
    for (const { id, kind, state, occasion, toSealed, bodySealed, createdAt } of page) {
      const to = cipher.open(toSealed);
      if (to !== number && !holdIds.has(occasion.split(':')[0] ?? '')) continue;
      found.push({ id, kind, state, to, body: cipher.open(bodySealed), createdAtMs: createdAt.getTime() });
    }
    const last = page.at(-1);
    if (page.length < PAGE || !last) return found.sort((one, other) => one.createdAtMs - other.createdAtMs);
    after = last.id;
  }
}
