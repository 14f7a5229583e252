/** The list of people to ring, in PostgreSQL: one open request per number, claimed by one worker at a time. */
import { and, asc, eq, inArray, lt, lte, max, sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { unionAll } from 'drizzle-orm/pg-core';
import type { Pool } from 'pg';
import { callbackAttempts, callbackPromises, callbackRequests } from '../../db/schema.ts';
import type { CallbackRequest, Callbacks } from '../calls/ports/callbacks.ts';
import type { Clock } from '../platform/clock.ts';
import { HotlineError } from '../platform/errors.ts';
import { type Cipher, newId } from '../platform/ids.ts';
import { askPostgres } from '../platform/postgres.ts';
import { type CallbackKind, type CallbackLine, isAskedFor, kindsInLine } from './kinds.ts';
import { LineOfCallbacks } from './pg-callback-line.ts';
import { CallbackPace } from './pg-callback-pace.ts';
import { countPromises, settleByRing, settleWithoutRing, writePromise } from './pg-callback-promises.ts';
import { claimForDialling, endTry, endTryUncounted, lockRequest, toRequest } from './pg-callback-tries.ts';

export interface CallbacksParts {
  pool: Pool;
  cipher: Cipher;
  /** A uniformly drawn whole number below the given one. */
  draw: (below: number) => number;
  clock: Clock;
}

type Database = NodePgDatabase;
type Wish = Parameters<Callbacks['register']>[0];

/** States in which a request counts as open: the ones the unique index covers. */
const OPEN = ['open', 'dialling'] as const;

/** Of all tries of a request only the running one has no end. */
const inHandOf = sql<string | null>`max(${callbackAttempts.agent}) filter (where ${callbackAttempts.endedAt} is null)`;

/** So many abandoned attempts are looked at in one go. */
const ABANDONED_AT_ONCE = 100;

/** The port over PostgreSQL. Every method throws `POSTGRES_DOWN` when the database does not answer. */
export function createCallbacks({ pool, cipher, draw, clock }: CallbacksParts): Callbacks {
  const db = drizzle(pool);
  const line = new LineOfCallbacks(db, clock);
  const pace = new CallbackPace(db);
  return {
    register: (wish) => askPostgres(register(db, wish, { sealed: cipher.seal(wish.number), kennzahl: twoDigits(draw) })),
    byId: (id) => askPostgres(byId(db, id)),
    countAhead: (ticketAtMs, asked = 'menu') => askPostgres(line.ahead(ticketAtMs, asked)),
    due: (nowMs, limit, asked) => askPostgres(due(db, nowMs, limit, asked)),
    claim: async (id, nowMs, leaseMs, agent) => {
      const claimed = await askPostgres(db.transaction((tx) => claimForDialling(tx, id, nowMs, leaseMs, agent)));
      if (!claimed) return undefined;
      const { row, ...attempt } = claimed;
      return { request: toRequest(row), number: cipher.open(row.numberSealed), ...attempt };
    },
    noteCall: (id, callSid, rungAtMs = clock.nowMs()) => askPostgres(db.transaction((tx) => noteCall(tx, id, callSid, rungAtMs))),
    tryFailed: async (id, attempt) => {
      const row = await askPostgres(db.transaction((tx) => endTry(tx, id, attempt)));
      return row && toRequest(row);
    },
    accept: (id, nowMs) => askPostgres(db.transaction((tx) => accept(tx, id, nowMs))),
    snooze: async (id, nextTryAtMs, window) => {
      const end = { outcome: 'snoozed', nextTryAtMs, nowMs: clock.nowMs(), ...(window ? { promised: window } : {}) };
      const row = await askPostgres(db.transaction((tx) => endTryUncounted(tx, id, end)));
      return row && toRequest(row);
    },
    drop: (id, nowMs) => askPostgres(db.transaction((tx) => drop(tx, id, nowMs))),
    abandonedAttempts: (nowMs) => askPostgres(abandonedAttempts(db, nowMs)),
    measuredPace: (asked, nowMs) => askPostgres(pace.of(asked, nowMs)),
    counts: () => askPostgres(countPromises(db, clock.nowMs())),
  };
}

async function register(db: Database, wish: Wish, made: { sealed: string; kennzahl: string }) {
  // The request that was in the way may be closed before we read it: then there is room for ours
  for (let round = 0; round < 5; round += 1) {
    const row = rowOf(wish, made);
    const mine = await db.transaction(async (tx) => (await insert(tx, row, wish)) ?? (await takeOver(tx, row, wish)));
    if (mine) return { status: 'registered' as const, request: toRequest(mine) };
    const found = await db
      .select()
      .from(callbackRequests)
      .where(and(eq(callbackRequests.callerHash, wish.caller), inArray(callbackRequests.state, [...OPEN])));
    if (found[0]) return { status: 'already' as const, request: toRequest(found[0]) };
  }
  throw new HotlineError('CALLBACK_NOT_STORED', 'a request of the same caller opened and closed again and again');
}

type NewRow = typeof callbackRequests.$inferInsert;

/** undefined: another request of this caller is open. */
async function insert(tx: Database, row: NewRow, { promised }: Wish) {
  const [inserted] = await tx.insert(callbackRequests).values(row).onConflictDoNothing().returning();
  if (inserted && promised !== false)
    await tx.insert(callbackPromises).values({
      requestId: inserted.id,
      number: 1,
      cause: 'asked',
      windowFrom: inserted.windowFrom,
      windowTo: inserted.windowTo,
      madeAt: inserted.createdAt,
    });
  return inserted;
}

/** An errand of ours that waits for its ring becomes the call that the person asks for; what it was about rides on it. */
async function takeOver(tx: Database, row: NewRow, { promised }: Wish) {
  if (promised === false || !isAskedFor(row.kind)) return undefined;
  const [errand] = await tx
    .select()
    .from(callbackRequests)
    .where(and(eq(callbackRequests.callerHash, row.callerHash), sql`state = 'open'`))
    .for('update');
  if (!errand || isAskedFor(errand.kind)) return undefined;
  const { kind, language, ticketAt, windowFrom, windowTo, nextTryAt } = row;
  const [taken] = await tx
    .update(callbackRequests)
    .set({ kind, language, ticketAt, windowFrom, windowTo, nextTryAt })
    .where(eq(callbackRequests.id, errand.id))
    .returning();
  await writePromise(tx, errand.id, { cause: 'asked', windowFrom, windowTo, madeAt: row.createdAt });
  return taken;
}

function rowOf(wish: Wish, made: { sealed: string; kennzahl: string }): NewRow {
  return {
    id: wish.id ?? newId(),
    callerHash: wish.caller,
    numberSealed: made.sealed,
    kind: wish.kind,
    ...(wish.subject === undefined ? {} : { subject: wish.subject }),
    language: wish.language,
    kennzahl: wish.kennzahl ?? made.kennzahl,
    ticketAt: new Date(wish.ticketAtMs),
    windowFrom: new Date(wish.window.fromMs),
    windowTo: new Date(wish.window.toMs),
    state: 'open',
    nextTryAt: new Date(wish.nextTryAtMs),
    createdAt: new Date(wish.nowMs),
  };
}

async function byId(db: Database, id: string): Promise<CallbackRequest | undefined> {
  const [row] = await db.select().from(callbackRequests).where(eq(callbackRequests.id, id));
  return row && toRequest(row);
}

async function due(db: Database, nowMs: number, limit: number, line: CallbackLine | undefined): Promise<CallbackRequest[]> {
  const inOrder = [asc(callbackRequests.ticketAt), asc(callbackRequests.id)];
  const first = (kind?: CallbackKind) =>
    db
      .select()
      .from(callbackRequests)
      // Literal states: only then can the planner use the partial indexes
      .where(and(sql`state = 'open'`, lte(callbackRequests.nextTryAt, new Date(nowMs)), kind && eq(callbackRequests.kind, kind)))
      .orderBy(...inOrder)
      .limit(limit);
  // The first ones of each kind are read off the index; all kinds in one condition would sort everybody who is due, four times a second
  const [one, other, ...more] = line ? kindsInLine[line].map(first) : [first()];
  if (!one) return [];
  const rows = await (other
    ? unionAll(one, other, ...more)
        .orderBy(sql`ticket_at`, sql`id`)
        .limit(limit)
    : one);
  return rows.map(toRequest);
}

async function noteCall(tx: Database, id: string, callSid: string, rungAtMs: number): Promise<void> {
  const row = await lockRequest(tx, id);
  if (row?.state !== 'dialling' || row.callSid !== null) return;
  await settleByRing(tx, id, rungAtMs);
  await tx.update(callbackRequests).set({ callSid }).where(eq(callbackRequests.id, id));
  await tx
    .update(callbackAttempts)
    .set({ callSid })
    .where(and(eq(callbackAttempts.requestId, id), sql`ended_at is null`));
}

async function accept(tx: Database, id: string, nowMs: number): Promise<'accepted' | 'gone'> {
  const row = await lockRequest(tx, id);
  if (!row || row.state === 'dropped') return 'gone';
  if (row.state === 'accepted') return 'accepted';
  // The person is on the line: whoever of us rang, the promise is decided now
  await settleByRing(tx, id, nowMs);
  await close(tx, id, 'accepted', nowMs);
  return 'accepted';
}

async function drop(tx: Database, id: string, nowMs: number): Promise<void> {
  const row = await lockRequest(tx, id);
  if (!row || row.state === 'accepted' || row.state === 'dropped') return;
  await settleWithoutRing(tx, id, { byThePerson: true, nowMs });
  await close(tx, id, 'dropped', nowMs);
}

async function close(tx: Database, id: string, state: 'accepted' | 'dropped', nowMs: number): Promise<void> {
  const now = new Date(nowMs);
  await tx.update(callbackRequests).set({ state, closedAt: now, leaseUntil: null }).where(eq(callbackRequests.id, id));
  await tx
    .update(callbackAttempts)
    .set({ endedAt: now, outcome: state })
    .where(and(eq(callbackAttempts.requestId, id), sql`ended_at is null`));
}

async function abandonedAttempts(db: Database, nowMs: number) {
  const rows = await db
    .select({ row: callbackRequests, attempt: max(callbackAttempts.number), agent: inHandOf })
    .from(callbackRequests)
    .innerJoin(callbackAttempts, eq(callbackAttempts.requestId, callbackRequests.id))
    .where(and(sql`${callbackRequests.state} = 'dialling'`, lt(callbackRequests.leaseUntil, new Date(nowMs))))
    .groupBy(callbackRequests.id)
    .orderBy(asc(callbackRequests.ticketAt))
    .limit(ABANDONED_AT_ONCE);
  return rows.map(({ row, attempt, agent }) => ({
    request: toRequest(row),
    attempt: attempt ?? 0,
    ...(row.callSid === null ? {} : { callSid: row.callSid }),
    ...(agent === null ? {} : { agent }),
  }));
}

function twoDigits(draw: (below: number) => number): string {
  return String(draw(100)).padStart(2, '0');
}
