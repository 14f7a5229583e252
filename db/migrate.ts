import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { HotlineError } from '../src/platform/errors.ts';
import { type JournalEntry, migrationsFolder, readJournal } from './check-journal.ts';

/** Any number, the same for everybody who migrates this product. */
const MIGRATION_LOCK = 1_161_170_200;

/**
 * Brings the database to the newest schema: lock, check, migrate, verify, all on one connection,
 * so that two starting servers take turns. Repeatable.
 * Throws `JOURNAL` before anything is changed, `MIGRATIONS_MISSING` when a migration was left out.
 */
export async function migrate(databaseUrl: string): Promise<{ applied: number }> {
  const journal = readJournal();
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // Belongs to the connection: it is given back when the connection ends, whatever happens in between.
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const before = await appliedTimes(client);
    await applyMigrations(drizzle(client), { migrationsFolder: fileURLToPath(migrationsFolder) });
    const after = await appliedTimes(client);
    const missing = missingFrom(after, journal);
    if (missing.length > 0) throw new HotlineError('MIGRATIONS_MISSING', `not applied: ${missing.map((entry) => entry.tag).join(', ')}`);
    return { applied: after.size - before.size };
  } finally {
    await client.end();
  }
}

/** Does the database have every migration this release knows? A newer one is fine: old and new servers overlap during a release. */
export async function schemaIsCurrent(pool: Pick<pg.Pool, 'query'>): Promise<boolean> {
  return missingFrom(await appliedTimes(pool), readJournal()).length === 0;
}

async function appliedTimes(database: Pick<pg.Pool, 'query'>): Promise<Set<number>> {
  const ledger = await database.query<{ known: boolean }>("select to_regclass('drizzle.__drizzle_migrations') is not null as known");
  if (ledger.rows[0]?.known !== true) return new Set();
  const rows = await database.query<{ created_at: string }>('select created_at from drizzle.__drizzle_migrations');
  return new Set(rows.rows.map((row) => Number(row.created_at)));
}

function missingFrom(applied: ReadonlySet<number>, journal: readonly JournalEntry[]): JournalEntry[] {
  return journal.filter((entry) => !applied.has(entry.when));
}
