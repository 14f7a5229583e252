/** The ledger of promised windows, looked ahead in and corrected: which will be missed, the new one, and who is owed word of it. */
import { and, asc, eq, sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import { callbackPromises, callbackRequests } from '../../db/schema.ts';
import type { PromiseAtRisk, Promises } from '../calls/ports/promises.ts';
import type { Cipher } from '../platform/ids.ts';
import { askPostgres } from '../platform/postgres.ts';
import { settle, standing, standingPromise, writePromise } from './pg-callback-promises.ts';
import { lockRequest, toRequest } from './pg-callback-tries.ts';

type Change = Parameters<Promises['requote']>[1];

/** The port over PostgreSQL. Every method throws `POSTGRES_DOWN` when the database does not answer. */
export function createPromises({ pool, cipher }: { pool: Pool; cipher: Cipher }): Promises {
  const db = drizzle(pool);
  return {
    ending: (untilMs, limit) => askPostgres(ending(db, cipher, untilMs, limit)),
    requote: (id, change) => askPostgres(db.transaction((tx) => requote(tx, id, change))),
    owedNotices: (limit) => askPostgres(owedNotices(db, cipher, limit)),
    async noteNotice(id, number, notice) {
      const isThisOne = and(eq(callbackPromises.requestId, id), eq(callbackPromises.number, number));
      const free = notice === 'handedOver' ? and(isThisOne, sql`notice = 'owed'`) : isThisOne;
      const changed = await askPostgres(
        db.update(callbackPromises).set({ notice }).where(free).returning({ id: callbackPromises.requestId }),
      );
      return changed.length > 0;
    },
  };
}

async function ending(db: NodePgDatabase, cipher: Cipher, untilMs: number, limit: number): Promise<PromiseAtRisk[]> {
  const until = new Date(untilMs);
  const line = db
    .select({
      id: callbackRequests.id,
      // Those who may not be rung until then do not stand in the way
      ahead: sql<number>`row_number() over (partition by kind = 'human' order by ticket_at, id) - 1`.mapWith(Number).as('ahead'),
    })
    .from(callbackRequests)
    .where(sql`state in ('open', 'dialling') and next_try_at <= ${until}`)
    .as('line');
  const requotedAtMs = sql<number | null>`(select extract(epoch from max(earlier.made_at)) * 1000 from callback_promises earlier
    where earlier.request_id = ${callbackPromises.requestId} and earlier.cause = 'requoted')`.mapWith(Number);
  const rows = await db
    .select({ row: callbackRequests, number: callbackPromises.number, ahead: line.ahead, requotedAtMs })
    .from(callbackPromises)
    .innerJoin(callbackRequests, and(eq(callbackRequests.id, callbackPromises.requestId), sql`${callbackRequests.state} = 'open'`))
    .leftJoin(line, eq(line.id, callbackRequests.id))
    .where(and(standing, sql`${callbackPromises.windowTo} <= ${until}`))
    .orderBy(asc(callbackPromises.windowTo), asc(callbackRequests.ticketAt))
    .limit(limit);
  return rows.map(({ row, number, ahead, requotedAtMs: lastMs }) => ({
    request: toRequest(row),
    number,
    ...(lastMs === null ? {} : { requotedAtMs: lastMs }),
    ahead: ahead ?? 0,
    to: cipher.open(row.numberSealed),
  }));
}

async function requote(tx: NodePgDatabase, id: string, { over, window, byText, nowMs }: Change) {
  const row = await lockRequest(tx, id);
  const promise = await standingPromise(tx, id);
  if (row?.state !== 'open' || promise?.number !== over) return undefined;
  const now = new Date(nowMs);
  if (promise.windowTo < now) await settle(tx, promise, 'late', nowMs);
  else
    await tx
      .update(callbackPromises)
      .set({ supersededAt: now })
      .where(and(eq(callbackPromises.requestId, id), eq(callbackPromises.number, over)));
  const made = { windowFrom: new Date(window.fromMs), windowTo: new Date(window.toMs) };
  await writePromise(tx, id, { ...made, cause: 'requoted', madeAt: now, ...(byText ? { notice: 'owed' } : {}) });
  const [changed] = await tx
    .update(callbackRequests)
    .set({ ...made, nextTryAt: new Date(Math.max(row.nextTryAt.getTime(), window.fromMs)) })
    .where(eq(callbackRequests.id, id))
    .returning();
  return changed && toRequest(changed);
}

async function owedNotices(db: NodePgDatabase, cipher: Cipher, limit: number) {
  const rows = await db
    .select({ row: callbackRequests, number: callbackPromises.number })
    .from(callbackPromises)
    .innerJoin(callbackRequests, eq(callbackRequests.id, callbackPromises.requestId))
    .where(and(sql`notice = 'owed'`, standing))
    .orderBy(asc(callbackPromises.madeAt))
    .limit(limit);
  return rows.map(({ row, number }) => ({ request: toRequest(row), number, to: cipher.open(row.numberSealed) }));
}
