import { parseArgs } from 'node:util';
import pg from 'pg';
import { migrate } from '../db/migrate.ts';
import { seedCatalogue } from '../db/seed-catalogue.ts';
import { runningSystem } from './running-system.ts';

/**
 * `npm run migrate [-- --json]`: brings the database to this release's schema and fills in what every
 * installation needs (centres, postcodes, vaccines, who may book). Repeatable, and safe beside running servers.
 */
try {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const databaseUrl = process.env['DATABASE_URL'] || runningSystem().databaseUrl;
  const { applied } = await migrate(databaseUrl);
  await fillCatalogue(databaseUrl);
  const told = applied === 0 ? 'The database is up to date.' : `${applied} migration(s) applied; the database is up to date.`;
  process.stdout.write(values.json ? `${JSON.stringify({ applied })}\n` : `${told}\n`);
} catch (thrown) {
  process.stderr.write(`Not migrated: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
  process.exitCode = 1;
}

async function fillCatalogue(databaseUrl: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  try {
    await seedCatalogue(pool);
  } finally {
    await pool.end();
  }
}
