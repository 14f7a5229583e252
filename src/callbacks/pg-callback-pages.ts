/** The whole list of callbacks in pages: what a Redis that has lost its tickets has to be told. */
import { and, asc, eq, gt, inArray, or } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import { callbackRequests } from '../../db/schema.ts';
import type { CallbackPages } from '../calls/ports/callbacks.ts';
import { askPostgres } from '../platform/postgres.ts';
import { toRequest } from './pg-callback-tries.ts';

/** The port over PostgreSQL. Throws `POSTGRES_DOWN` without an answer. */
export function createCallbackPages(pool: Pool): CallbackPages {
  const db = drizzle(pool);
  const { id, state, closedAt } = callbackRequests;
  return {
    async after(last, limit, missedSinceMs) {
      const noted = or(inArray(state, ['open', 'dialling']), and(eq(state, 'missed'), gt(closedAt, new Date(missedSinceMs))));
      const rows = await askPostgres(
        db
          .select()
          .from(callbackRequests)
          .where(and(noted, last === undefined ? undefined : gt(id, last)))
          .orderBy(asc(id))
          .limit(limit),
      );
      return rows.map((row) => ({ request: toRequest(row), closedAtMs: row.closedAt?.getTime() }));
    },
  };
}
