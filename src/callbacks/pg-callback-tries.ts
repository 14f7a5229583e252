/** The tries of one callback request, each in its own transaction under the request's row lock. */
import { and, desc, eq, lte, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { callbackAttempts, callbackRequests } from '../../db/schema.ts';
import type { CallbackRequest, Callbacks } from '../calls/ports/callbacks.ts';
import { settleByRing, settleWithoutRing, standingPromise, writePromise } from './pg-callback-promises.ts';

type Transaction = NodePgDatabase;
export type RequestRow = typeof callbackRequests.$inferSelect;
type AttemptRow = typeof callbackAttempts.$inferSelect;
type End = Parameters<Callbacks['tryFailed']>[1];

/** The row, locked to the end of the transaction. */
export async function lockRequest(tx: Transaction, id: string): Promise<RequestRow | undefined> {
  const [row] = await tx.select().from(callbackRequests).where(eq(callbackRequests.id, id)).for('update');
  return row;
}

/** Takes an open request whose time has come and starts a numbered try. Another worker's lock or claim: undefined, without waiting. */
export async function claimForDialling(tx: Transaction, id: string, nowMs: number, leaseMs: number, agent?: string) {
  const now = new Date(nowMs);
  const free = and(eq(callbackRequests.id, id), eq(callbackRequests.state, 'open'), lte(callbackRequests.nextTryAt, now));
  const [locked] = await tx.select({ id: callbackRequests.id }).from(callbackRequests).where(free).for('update', { skipLocked: true });
  if (!locked) return undefined;
  const [row] = await tx
    .update(callbackRequests)
    .set({ state: 'dialling', attempts: sql`${callbackRequests.attempts} + 1`, leaseUntil: new Date(nowMs + leaseMs), callSid: null })
    .where(eq(callbackRequests.id, id))
    .returning();
  const tries = await triesOf(tx, id);
  const attempt = (tries[0]?.number ?? 0) + 1;
  await tx.insert(callbackAttempts).values({ requestId: id, number: attempt, startedAt: now, ...(agent === undefined ? {} : { agent }) });
  const unknown = firstUnknown(tries);
  return row && { row, attempt, ...(unknown ? { unknownSinceMs: unknown.startedAt.getTime() } : {}) };
}

/** Ends a try, as the port's `tryFailed` promises. */
export async function endTry(tx: Transaction, id: string, end: End): Promise<RequestRow | undefined> {
  const row = await lockRequest(tx, id);
  if (row?.state === 'open' && end.callSid !== undefined) return endUnknownTry(tx, row, { ...end, callSid: end.callSid });
  if (!row || !(await isCurrent(tx, row, end))) return row;
  const last = end.lastTry && !end.uncounted;
  await endCurrentAttempt(tx, id, end);
  if (last) await settleWithoutRing(tx, id, { byThePerson: false, nowMs: end.nowMs });
  const asked = end.window && !last && !(await standingPromise(tx, id)) ? end.window : undefined;
  const [changed] = await tx
    .update(callbackRequests)
    .set({
      state: last ? 'missed' : 'open',
      nextTryAt: new Date(end.nextTryAtMs),
      leaseUntil: null,
      callSid: null,
      closedAt: last ? new Date(end.nowMs) : null,
      ...(asked ? { windowFrom: new Date(asked.fromMs), windowTo: new Date(asked.toMs) } : {}),
      ...(end.uncounted ? { attempts: sql`${callbackRequests.attempts} - 1` } : {}),
    })
    .where(eq(callbackRequests.id, id))
    .returning();
  return changed;
}

/**
 * The end of a call whose order we took for lost: now it is known, so nobody has to look for it any more, and it was a try. Where the
 * person has put us off in that call, it was none, and their time stays.
 */
async function endUnknownTry(tx: Transaction, row: RequestRow, end: End & { callSid: string }): Promise<RequestRow | undefined> {
  const tries = await triesOf(tx, row.id);
  const unknown = firstUnknown(tries);
  if (!unknown || tries.some(({ callSid }) => callSid === end.callSid)) return row;
  await tx.update(callbackAttempts).set({ callSid: end.callSid, outcome: end.outcome }).where(eq(callbackAttempts.id, unknown.id));
  await settleByRing(tx, row.id, unknown.startedAt.getTime());
  const putOff = await standingPromise(tx, row.id);
  if (putOff?.cause === 'snoozed' && putOff.madeAt >= unknown.startedAt) return row;
  if (end.lastTry) await settleWithoutRing(tx, row.id, { byThePerson: false, nowMs: end.nowMs });
  const [changed] = await tx
    .update(callbackRequests)
    .set({
      attempts: sql`${callbackRequests.attempts} + 1`,
      nextTryAt: new Date(Math.max(row.nextTryAt.getTime(), end.nextTryAtMs)),
      ...(end.lastTry ? { state: 'missed', closedAt: new Date(end.nowMs) } : {}),
      ...(end.window && !end.lastTry ? { windowFrom: new Date(end.window.fromMs), windowTo: new Date(end.window.toMs) } : {}),
    })
    .where(eq(callbackRequests.id, row.id))
    .returning();
  return changed;
}

/** Puts an open request to another time; one that is being tried is taken back and the try does not count. Returns the row as it is now. */
export async function endTryUncounted(
  tx: Transaction,
  id: string,
  end: { outcome: string; nextTryAtMs: number; nowMs: number; promised?: { fromMs: number; toMs: number } },
): Promise<RequestRow | undefined> {
  const row = await lockRequest(tx, id);
  if (row?.state === 'dialling') await endTry(tx, id, { ...end, lastTry: false, uncounted: true });
  if (row?.state === 'open')
    await tx
      .update(callbackRequests)
      .set({ nextTryAt: new Date(end.nextTryAtMs) })
      .where(eq(callbackRequests.id, id));
  // After the try has ended: its ring belongs to the promise before
  if (end.promised && (row?.state === 'dialling' || row?.state === 'open')) await promiseAnew(tx, id, end.promised, end.nowMs);
  return lockRequest(tx, id);
}

/** The person put us off: the promise so far is kept, they were on the line, and we said when we ring again. */
async function promiseAnew(tx: Transaction, id: string, window: { fromMs: number; toMs: number }, nowMs: number): Promise<void> {
  await settleByRing(tx, id, nowMs);
  const made = { windowFrom: new Date(window.fromMs), windowTo: new Date(window.toMs) };
  await writePromise(tx, id, { ...made, cause: 'snoozed', madeAt: new Date(nowMs) });
  await tx.update(callbackRequests).set(made).where(eq(callbackRequests.id, id));
}

/** Is this the end of the try that is running? Ends come late, twice, and from workers that lost their claim. */
async function isCurrent(tx: Transaction, row: RequestRow, end: End): Promise<boolean> {
  if (row.state !== 'dialling') return false;
  const tries = await triesOf(tx, row.id);
  if (end.attempt !== undefined && tries[0]?.number !== end.attempt) return false;
  if (end.callSid === undefined) return true;
  if (row.callSid !== null) return row.callSid === end.callSid;
  // The end may overtake the note of its CallSid; a CallSid of an earlier try is an old story
  return !tries.some((attempt) => attempt.callSid === end.callSid);
}

async function endCurrentAttempt(tx: Transaction, id: string, end: { callSid?: string; outcome: string; nowMs: number }): Promise<void> {
  const [ended] = await tx
    .update(callbackAttempts)
    .set({ endedAt: new Date(end.nowMs), outcome: end.outcome, ...(end.callSid === undefined ? {} : { callSid: end.callSid }) })
    .where(and(eq(callbackAttempts.requestId, id), sql`ended_at is null`))
    .returning();
  // The end may overtake the note of the ring
  if (ended && ended.callSid !== null) await settleByRing(tx, id, ended.startedAt.getTime());
}

/** Newest first. */
async function triesOf(tx: Transaction, id: string): Promise<AttemptRow[]> {
  return tx.select().from(callbackAttempts).where(eq(callbackAttempts.requestId, id)).orderBy(desc(callbackAttempts.number));
}

/** The earliest try of unknown outcome since the last one that is known to have become a call. */
function firstUnknown(newestFirst: AttemptRow[]): AttemptRow | undefined {
  const known = newestFirst.findIndex((attempt) => attempt.callSid !== null);
  const since = known === -1 ? newestFirst : newestFirst.slice(0, known);
  return since.filter((attempt) => attempt.outcome === 'unknown').at(-1);
}

/** A row in the story's words. */
export function toRequest(row: RequestRow): CallbackRequest {
  return {
    id: row.id,
    caller: row.callerHash,
    kind: row.kind,
    ...(row.subject === null ? {} : { subject: row.subject }),
    language: row.language,
    kennzahl: row.kennzahl,
    ticketAtMs: row.ticketAt.getTime(),
    window: { fromMs: row.windowFrom.getTime(), toMs: row.windowTo.getTime() },
    state: row.state,
    attempts: row.attempts,
    nextTryAtMs: row.nextTryAt.getTime(),
  };
}
