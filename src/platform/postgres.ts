import pg from 'pg';
import { DependencyDown } from './errors.ts';

/** A pool that fails fast: a statement a caller waits for may take 1.5 s, a connection 1 s. */
export function connectPostgres(url: string, options: { max?: number; statementTimeoutMs?: number } = {}): pg.Pool {
  const statementTimeoutMs = options.statementTimeoutMs ?? 1_500;
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: 1_000,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + 200,
    idle_in_transaction_session_timeout: 5_000,
  });
  // An idle connection that dies (server restart) must not end the process; the next query opens another.
  pool.on('error', () => undefined);
  // The same for one in the middle of a transaction, which the pool does not listen to: its next statement fails and says so.
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    endWhenSilent(client);
  });
  const connect = pool.connect.bind(pool) as (told?: unknown) => Promise<pg.PoolClient>;
  pool.connect = ((told?: unknown) => (told === undefined ? connect().then(comesBackWhenLost) : connect(told))) as typeof pool.connect;
  return pool;
}

/**
 * A connection that is lost while it is lent out comes back by itself, and giving it back once more is harmless. drizzle does not give one
 * back whose `begin` fails: after an outage the pool would be short of it for good.
 */
function comesBackWhenLost(client: pg.PoolClient): pg.PoolClient {
  const giveBack = client.release.bind(client);
  let lent = true;
  client.release = (fault) => {
    if (!lent) return;
    lent = false;
    client.off('end', lost);
    giveBack(fault);
  };
  const lost = () => client.release(true);
  client.once('end', lost);
  return client;
}

/** A statement that got no answer in time may still get it: the connection is not used again. */
function endWhenSilent(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const wire = client as unknown as { connection: { stream: { destroy(): void } } };
  client.query = ((...args: unknown[]) => {
    const asked = query(...args);
    if (asked instanceof Promise)
      asked.catch((thrown: unknown) => {
        if (thrown instanceof Error && thrown.message === 'Query read timeout') wire.connection.stream.destroy();
      });
    return asked;
  }) as typeof client.query;
}

/** SQLSTATE class 23, integrity constraint violation, of the given named constraint. */
export function violates(thrown: unknown, constraint: string): boolean {
  const error = asDatabaseError(thrown);
  return error?.constraint === constraint && error.code?.startsWith('23') === true;
}

/** Runs a query; anything but an error that PostgreSQL itself answered becomes `DependencyDown`. */
export async function askPostgres<T>(query: Promise<T>): Promise<T> {
  try {
    return await query;
  } catch (thrown) {
    if (!isPostgresAway(thrown)) throw thrown;
    throw new DependencyDown('postgres', thrown);
  }
}

/** Did no answer come, or one that the server cannot serve now? Anything else is an answer. */
export function isPostgresAway(thrown: unknown): boolean {
  const code = asDatabaseError(thrown)?.code;
  // 57P0x: server shutting down; 57014: our statement timeout; 53xxx: out of resources.
  return !code || code.startsWith('57') || code.startsWith('53') || code.startsWith('08');
}

function asDatabaseError(thrown: unknown): pg.DatabaseError | undefined {
  if (thrown instanceof pg.DatabaseError) return thrown;
  // drizzle wraps what the driver threw
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return cause instanceof pg.DatabaseError ? cause : undefined;
}
