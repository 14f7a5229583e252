import { and, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import { auditLog } from '../../db/schema.ts';
import type { AuditEntry, AuditLog, AuditQuestion, AuditTrail } from '../calls/ports/audit.ts';
import { askPostgres } from '../platform/postgres.ts';

/** `AuditLog` and `AuditTrail` in PostgreSQL; rows are only ever added. Throws `POSTGRES_DOWN` when the database does not answer. */
export function createAuditLog(pool: Pool): AuditLog & AuditTrail {
  const db = drizzle(pool);
  return {
    async add({ atMs, who, what, details }) {
      await askPostgres(
        db
          .insert(auditLog)
          .values({ at: new Date(atMs), who, what, details })
          .execute(),
      );
    },

    async find(question) {
      const rows = await askPostgres(
        db
          .select()
          .from(auditLog)
          .where(and(...conditions(question)))
          .orderBy(desc(auditLog.id))
          .limit(question.most)
          .execute(),
      );
      return rows.map(({ id, at, who, what, details }) => ({
        id,
        atMs: at.getTime(),
        who,
        what,
        details: details as AuditEntry['details'],
      }));
    },
  };
}

function conditions({ who, what, fromMs, toMs, beforeId }: AuditQuestion): (SQL | undefined)[] {
  return [
    who === undefined ? undefined : eq(auditLog.who, who),
    what === undefined ? undefined : sql`starts_with(${auditLog.what}, ${what})`,
    fromMs === undefined ? undefined : gte(auditLog.at, new Date(fromMs)),
    toMs === undefined ? undefined : lt(auditLog.at, new Date(toMs)),
    beforeId === undefined ? undefined : lt(auditLog.id, beforeId),
  ];
}
