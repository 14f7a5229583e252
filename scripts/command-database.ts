import type pg from 'pg';
import { findKreis } from '../src/booking/kreis-name.ts';
import { knownKreise } from '../src/booking/pg-day-lists.ts';
import { messageOf } from '../src/platform/errors.ts';
import { connectPostgres } from '../src/platform/postgres.ts';
import { commandSettings } from './command-settings.ts';
import { complain } from './print.ts';

/** A whole region's bookings may be read; nobody waits on the telephone for it. */
const STATEMENT_MS = 300_000;

/** Does something with the database of the command and lets it go. What goes wrong is told on standard error, exit code 1. */
export async function withDatabase(job: (pool: pg.Pool) => Promise<void>): Promise<void> {
  try {
    const pool = connectPostgres(commandSettings().databaseUrl, { max: 2, statementTimeoutMs: STATEMENT_MS });
    try {
      await job(pool);
    } finally {
      await pool.end();
    }
  } catch (thrown) {
    const cause = thrown instanceof Error && thrown.cause !== undefined ? ` (${messageOf(thrown.cause)})` : '';
    complain(`Nothing done: ${messageOf(thrown)}${cause}`);
    process.exitCode = 1;
  }
}

/** The Kreis that was meant; undefined when none was named. Throws with the known ones when it is none of them. */
export async function kreisOption(pool: pg.Pool, name: string | undefined): Promise<string | undefined> {
  if (name === undefined) return undefined;
  const known = await knownKreise(pool);
  const kreis = findKreis(name, known);
  if (kreis === undefined) throw new Error(`there is no centre for ${name}; there is one for: ${known.join(', ')}`);
  return kreis;
}
