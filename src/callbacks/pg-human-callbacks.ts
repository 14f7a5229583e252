/** The list of callbacks as humans work it off, in PostgreSQL. */
import { and, asc, desc, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import { callbackAttempts, callbackRequests } from '../../db/schema.ts';
import type { CallbackRequest } from '../calls/ports/callbacks.ts';
import type { HumanCallbacks, HumanTry } from '../calls/ports/human-callbacks.ts';
import type { Cipher } from '../platform/ids.ts';
import { askPostgres, violates } from '../platform/postgres.ts';
import { broughtTogether, noteAgentsWord, noteReached } from './pg-agent-outcome.ts';
import { toRequest } from './pg-callback-tries.ts';

/** The port over PostgreSQL. */
export function createHumanCallbacks({ pool, cipher }: { pool: Pool; cipher: Cipher }): HumanCallbacks {
  const db = drizzle(pool);
  return {
    async waiting(limit) {
      const rows = await askPostgres(
        db
          .select()
          .from(callbackRequests)
          .where(sql`state in ('open', 'dialling') and kind = 'human'`)
          .orderBy(asc(callbackRequests.ticketAt), asc(callbackRequests.id))
          .limit(limit),
      );
      return rows.map((row) => ({ request: toRequest(row), number: cipher.open(row.numberSealed) }));
    },
    async due(languages, nowMs, limit) {
      const ofEach = await Promise.all(languages.map((language) => askPostgres(dueIn(db, language, nowMs, limit))));
      return ofEach.flat().sort(inTicketOrder);
    },
    rungWithoutAgent: () => askPostgres(rungWithoutAgent(db)),
    lastTry: (id) => askPostgres(lastTry(db, cipher, id)),
    reached: (id, answered) => askPostgres(db.transaction((tx) => noteReached(tx, id, answered))),
    async noteOutcome(id, note) {
      try {
        return await askPostgres(db.transaction((tx) => noteAgentsWord(tx, id, note)));
      } catch (thrown) {
        if (violates(thrown, 'callback_requests_one_open_per_number')) return { status: 'otherOpen' };
        throw thrown;
      }
    },
  };
}

/** By the index in ticket order, whose condition these literals are. */
async function dueIn(db: NodePgDatabase, language: CallbackRequest['language'], nowMs: number, limit: number): Promise<CallbackRequest[]> {
  const rows = await db
    .select()
    .from(callbackRequests)
    .where(
      and(
        sql`state = 'open' and kind = 'human'`,
        lte(callbackRequests.nextTryAt, new Date(nowMs)),
        eq(callbackRequests.language, language),
      ),
    )
    .orderBy(asc(callbackRequests.ticketAt), asc(callbackRequests.id))
    .limit(limit);
  return rows.map(toRequest);
}

function inTicketOrder(one: CallbackRequest, other: CallbackRequest): number {
  return one.ticketAtMs - other.ticketAtMs || (one.id < other.id ? -1 : 1);
}

async function rungWithoutAgent(db: NodePgDatabase): Promise<CallbackRequest['language'][]> {
  const rows = await db
    .select({ language: callbackRequests.language })
    .from(callbackRequests)
    .innerJoin(callbackAttempts, eq(callbackAttempts.requestId, callbackRequests.id))
    .where(
      and(
        sql`${callbackRequests.state} = 'dialling'`,
        inArray(callbackRequests.kind, ['human']),
        isNull(callbackAttempts.endedAt),
        isNull(callbackAttempts.agent),
      ),
    );
  return rows.map(({ language }) => language);
}

async function lastTry(db: NodePgDatabase, cipher: Cipher, id: string): Promise<HumanTry | undefined> {
  const [found] = await db
    .select({ row: callbackRequests, attempt: callbackAttempts })
    .from(callbackRequests)
    .innerJoin(callbackAttempts, eq(callbackAttempts.requestId, callbackRequests.id))
    .where(eq(callbackRequests.id, id))
    .orderBy(desc(callbackAttempts.number))
    .limit(1);
  if (!found) return undefined;
  const { row, attempt } = found;
  return {
    request: toRequest(row),
    number: cipher.open(row.numberSealed),
    attempt: attempt.number,
    ...(attempt.agent === null ? {} : { agent: attempt.agent }),
    ...(attempt.callSid === null ? {} : { callSid: attempt.callSid }),
    reached: broughtTogether(attempt.outcome),
  };
}
