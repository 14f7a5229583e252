import type pg from 'pg';
import { askPostgres } from '../platform/postgres.ts';

/** Enough for few round trips, few enough for little memory. */
const ROWS_AT_ONCE = 500;
/** Whoever reads may be writing to a slow disk or a pager meanwhile. */
const PATIENCE = '10min';

/**
 * The rows of a query, one after the other, as they were when it began: any number of them in little memory.
 * Keeps a connection until the last row was read or the reader stops. Throws `POSTGRES_DOWN`.
 */
export async function* streamedRows<Row extends object>(pool: pg.Pool, text: string, values: unknown[]): AsyncGenerator<Row> {
  const client = await askPostgres(pool.connect());
  const run = (statement: string, given?: unknown[]) => askPostgres(client.query<Row>(statement, given));
  let whole = false;
  try {
    await run('begin read only');
    await run(`set local idle_in_transaction_session_timeout = '${PATIENCE}'`);
    await run(`declare streamed no scroll cursor for ${text}`, values);
    for (;;) {
      const { rows } = await run(`fetch ${ROWS_AT_ONCE} from streamed`);
      if (rows.length === 0) break;
      yield* rows;
    }
    await run('commit');
    whole = true;
  } finally {
    // A connection in the middle of something is closed, which ends its transaction
    client.release(!whole);
  }
}
