/** The tries of one callback request, each in its own transaction under the request's row lock. */
import { and, desc, eq, lte, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { callbackAttempts, callbackRequests } from '../../db/schema.ts';
import type { Callbacks } from '../calls/ports.ts';

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
export async function claimForDialling(tx: Transaction, id: string, nowMs: number, leaseMs: number) {
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
  await tx.insert(callbackAttempts).values({ requestId: id, number: attempt, startedAt: now });
  const unknown = firstUnknown(tries);
  return row && { row, attempt, ...(unknown ? { unknownSinceMs: unknown.startedAt.getTime() } : {}) };
}

/** Ends a try, as the port's `tryFailed` promises. */
export async function endTry(tx: Transaction, id: string, end: End): Promise<RequestRow | undefined> {
  const row = await lockRequest(tx, id);
  if (!row || !(await isCurrent(tx, row, end))) return row;
  const last = end.lastTry && !end.uncounted;
  await endCurrentAttempt(tx, id, end);
  const [changed] = await tx
    .update(callbackRequests)
    .set({
      state: last ? 'missed' : 'open',
      nextTryAt: new Date(end.nextTryAtMs),
      leaseUntil: null,
      callSid: null,
      closedAt: last ? new Date(end.nowMs) : null,
      ...(end.uncounted ? { attempts: sql`${callbackRequests.attempts} - 1` } : {}),
    })
    .where(eq(callbackRequests.id, id))
    .returning();
  return changed;
}

/** Puts an open request to another time; one that is being tried is taken back and the try does not count. */
export async function endTryUncounted(
  tx: Transaction,
  id: string,
  end: { outcome: string; nextTryAtMs: number; nowMs: number },
): Promise<void> {
  const row = await lockRequest(tx, id);
  if (row?.state === 'dialling') await endTry(tx, id, { ...end, lastTry: false, uncounted: true });
  if (row?.state === 'open')
    await tx
      .update(callbackRequests)
      .set({ nextTryAt: new Date(end.nextTryAtMs) })
      .where(eq(callbackRequests.id, id));
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
  await tx
    .update(callbackAttempts)
    .set({ endedAt: new Date(end.nowMs), outcome: end.outcome, ...(end.callSid === undefined ? {} : { callSid: end.callSid }) })
    .where(and(eq(callbackAttempts.requestId, id), sql`ended_at is null`));
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
