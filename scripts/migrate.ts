import { parseArgs } from 'node:util';
import pg from 'pg';
import { migrate } from '../db/migrate.ts';
import { seedCatalogue } from '../db/seed-catalogue.ts';
import { runningSystem } from './running-system.ts';

const usage = `Usage: npm run migrate -- [options]

Brings the database to this release's schema and fills in centres, postcodes, vaccines and who may book.
Repeatable, and safe beside running servers. The database is DATABASE_URL, else the one of the system that "npm start" runs.

Options:
  --json      for programs: {applied}
  -h, --help  display help for command
`;

/**
 * `npm run migrate [-- --json]`: brings the database to this release's schema and fills in what every
 * installation needs (centres, postcodes, vaccines, who may book). Repeatable, and safe beside running servers.
 */
try {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h' } } });
  if (values.help) {
    process.stdout.write(usage);
    process.exit(0);
  }
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
