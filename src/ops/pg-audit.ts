import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import { auditLog } from '../../db/schema.ts';
import type { AuditLog } from '../calls/ports/audit.ts';
import { askPostgres } from '../platform/postgres.ts';

/** `AuditLog` in PostgreSQL; rows are only ever added. Throws `POSTGRES_DOWN` when the database does not answer. */
export function createAuditLog(pool: Pool): AuditLog {
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
  };
}
