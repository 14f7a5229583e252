/** What the callbacks' own transactions write into the ledger of promised windows, and how its day is counted. */
import { and, desc, eq, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { z } from 'zod';
import { callbackPromises } from '../../db/schema.ts';
import { instantOf, localTime } from '../platform/berlin-time.ts';
import { resultOf } from './promise.ts';

type Transaction = Pick<NodePgDatabase, 'select' | 'insert' | 'update'>;
export type PromiseRow = typeof callbackPromises.$inferSelect;

/** Neither replaced nor settled; the words of the partial indexes. */
export const standing = sql`superseded_at is null and result is null`;

export async function standingPromise(tx: Transaction, requestId: string): Promise<PromiseRow | undefined> {
  const [row] = await tx
    .select()
    .from(callbackPromises)
    .where(and(eq(callbackPromises.requestId, requestId), standing));
  return row;
}

/** Writes a promise under the next number. The one before must not stand any more. */
export async function writePromise(
  tx: Transaction,
  requestId: string,
  made: Pick<PromiseRow, 'cause' | 'windowFrom' | 'windowTo' | 'madeAt'> & { notice?: 'owed' },
): Promise<void> {
  const [last] = await tx
    .select({ number: callbackPromises.number })
    .from(callbackPromises)
    .where(eq(callbackPromises.requestId, requestId))
    .orderBy(desc(callbackPromises.number))
    .limit(1);
  await tx.insert(callbackPromises).values({ ...made, requestId, number: (last?.number ?? 0) + 1 });
}

/** We rang, or the person rang us while it was due: that decides a promise which stands. Later rings decide nothing. */
export async function settleByRing(tx: Transaction, requestId: string, rungAtMs: number): Promise<void> {
  const promise = await standingPromise(tx, requestId);
  // Made since, in the very call: the next ring decides it
  if (!promise || promise.madeAt.getTime() > rungAtMs) return;
  const window = { fromMs: promise.windowFrom.getTime(), toMs: promise.windowTo.getTime() };
  await settle(tx, promise, resultOf(window, rungAtMs), rungAtMs);
}

/** Nobody will ring any more: withdrawn by the person while we could still have kept it, else late. */
export async function settleWithoutRing(tx: Transaction, requestId: string, end: { byThePerson: boolean; nowMs: number }): Promise<void> {
  const promise = await standingPromise(tx, requestId);
  if (!promise) return;
  await settle(tx, promise, end.byThePerson && end.nowMs <= promise.windowTo.getTime() ? 'withdrawn' : 'late', end.nowMs);
}

export async function settle(tx: Transaction, promise: PromiseRow, result: NonNullable<PromiseRow['result']>, atMs: number): Promise<void> {
  await tx
    .update(callbackPromises)
    .set({ result, settledAt: new Date(atMs) })
    .where(and(eq(callbackPromises.requestId, promise.requestId), eq(callbackPromises.number, promise.number)));
}

const wholeNumber = z.coerce.number().int();
const counted = z.object({
  open: wholeNumber,
  due: wholeNumber,
  kept: wholeNumber,
  early: wholeNumber,
  late: wholeNumber,
  requoted: wholeNumber,
});

/** Today's promises. What passed without a ring is late from that moment on, though its row is settled later. */
export async function countPromises(db: NodePgDatabase, nowMs: number): Promise<z.output<typeof counted>> {
  const now = new Date(nowMs);
  const midnight = new Date(instantOf({ ...localTime(nowMs), minute: 0 }));
  const result = await db.execute(sql`
    with settled as (
      select result, count(*) as n from callback_promises where result is not null and settled_at >= ${midnight} group by result
    ), passed as (
      select count(*) as n from callback_promises
       where superseded_at is null and result is null and window_to >= ${midnight} and window_to < ${now}
    )
    select (select count(*) from callback_requests where state in ('open', 'dialling')) as open,
           (select count(*) from callback_requests where state = 'open' and next_try_at <= ${now}) as due,
           (select coalesce(sum(n), 0) from settled where result = 'kept') as kept,
           (select coalesce(sum(n), 0) from settled where result = 'early') as early,
           (select coalesce(sum(n), 0) from settled where result = 'late') + (select n from passed) as late,
           (select count(*) from callback_promises where superseded_at is not null and superseded_at >= ${midnight}) as requoted`);
  return counted.parse(result.rows[0]);
}
