import { desc, eq, sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { thresholdVersions } from '../../db/schema.ts';
import type { ThresholdsLog, ThresholdsVersion } from '../calls/ports/thresholds.ts';
import { askPostgres, violates } from '../platform/postgres.ts';
import { defaultThresholds, type Thresholds } from './thresholds.ts';

/** Every set of thresholds that ever counted, in PostgreSQL: who changed them, when and why. Rows are only ever added. */
export function createThresholdLog(pool: pg.Pool): ThresholdsLog {
  const db = drizzle({ client: pool });
  return {
    current: async () => (await newest(db)) ?? (await insertDefaults(db)),
    async history(limit) {
      const rows = await askPostgres(db.select().from(thresholdVersions).orderBy(desc(thresholdVersions.version)).limit(limit).execute());
      return rows.map(asVersion);
    },
    append: (change) => append(db, change),
  };
}

type Row = typeof thresholdVersions.$inferSelect;

async function newest(db: NodePgDatabase): Promise<ThresholdsVersion | undefined> {
  const [row] = await askPostgres(db.select().from(thresholdVersions).orderBy(desc(thresholdVersions.version)).limit(1).execute());
  return row && asVersion(row);
}

/** Version 1 are the defaults. Several processes that start at once write one row together. */
async function insertDefaults(db: NodePgDatabase): Promise<ThresholdsVersion> {
  const first = { version: 1, values: defaultThresholds, changedBy: 'system', reason: 'defaults', changedAt: sql`now()` };
  await askPostgres(db.insert(thresholdVersions).values(first).onConflictDoNothing().execute());
  const stored = await newest(db);
  if (!stored) throw new Error('the first version of the thresholds was written and is not there');
  return stored;
}

/** The constraint decides who was first; a base that never existed is a conflict too. */
async function append(db: NodePgDatabase, change: Parameters<ThresholdsLog['append']>[0]): Promise<ThresholdsVersion | 'conflict'> {
  const changedAt = new Date(change.atMs);
  const row = { version: change.over + 1, values: change.values, changedBy: change.changedBy, reason: change.reason, changedAt };
  const [base] = await askPostgres(
    db.select({ version: thresholdVersions.version }).from(thresholdVersions).where(eq(thresholdVersions.version, change.over)).execute(),
  );
  if (!base) return 'conflict';
  try {
    const [stored] = await askPostgres(db.insert(thresholdVersions).values(row).returning().execute());
    return stored ? asVersion(stored) : 'conflict';
  } catch (thrown) {
    if (violates(thrown, 'threshold_versions_one_per_number')) return 'conflict';
    throw thrown;
  }
}

/** Versions from before a field existed have its default. */
function asVersion(row: Row): ThresholdsVersion {
  const values = { ...defaultThresholds, ...(row.values as Partial<Thresholds>) };
  return { version: row.version, values, changedBy: row.changedBy, changedAt: row.changedAt.toISOString(), reason: row.reason };
}
