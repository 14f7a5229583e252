import { PgAccounts } from '../src/agents/pg-accounts.ts';
import { createAccountMarks } from '../src/agents/redis-sign-ins.ts';
import { type AccountView, addAccount, manageAccounts } from '../src/calls/accounts.ts';
import { createPasswordWork } from '../src/calls/password-work.ts';
import { SIGN_IN_LONGEST_MS } from '../src/calls/sign-in.ts';
import { CLOCK_KEY } from '../src/ops/redis-keys.ts';
import { SystemClock } from '../src/platform/clock.ts';
import { messageOf } from '../src/platform/errors.ts';
import { connectPostgres } from '../src/platform/postgres.ts';
import { openRedis } from '../src/platform/redis.ts';
import { createRouter } from '../src/router.ts';
import { runningSystem } from './running-system.ts';

/** Where `npm run agents` finds the accounts, and whom it tells of a change. */

type TellFailure = (fault: string) => void;

/** Nobody is signed in with an account that is only just added: the database's address is enough. */
export async function withAccounts(
  tellFailure: TellFailure,
  job: (accounts: { add: ReturnType<typeof addAccount>; list(): Promise<AccountView[]> }) => Promise<void>,
): Promise<void> {
  await telling(tellFailure, async () => {
    await withDatabase(process.env.DATABASE_URL || runningSystem().databaseUrl, async (accounts) => {
      const add = addAccount({ accounts, passwords: createPasswordWork(), clock: new SystemClock() });
      await job({ add, list: async () => (await accounts.list()).map(({ passwordHash: _, ...view }) => view) });
    });
  });
}

/** With Redis, so that a change counts at once. */
export async function withStores(
  tellFailure: TellFailure,
  job: (accounts: ReturnType<typeof manageAccounts>) => Promise<void>,
): Promise<void> {
  await telling(tellFailure, async () => {
    const system = runningSystem();
    const redis = await openRedis(system.redisUrl, { commandTimeoutMs: 3_000 });
    try {
      const clock = new SystemClock();
      // Demos and tests move the time of the whole system
      clock.setOffset(Number((await redis.get(CLOCK_KEY)) ?? 0));
      const { agents } = createRouter(redis, () => clock.offsetMs());
      const signIns = createAccountMarks(redis, SIGN_IN_LONGEST_MS);
      // A command does not stay to tell it later: it says so, and is repeated
      const later = { keep: () => undefined };
      await withDatabase(system.databaseUrl, (accounts) =>
        job(manageAccounts({ accounts, agents, signIns, later, clock, passwords: createPasswordWork() })),
      );
    } finally {
      redis.disconnect();
    }
  });
}

async function withDatabase(url: string, job: (accounts: PgAccounts) => Promise<void>): Promise<void> {
  const pool = connectPostgres(url, { max: 1 });
  try {
    await job(new PgAccounts(pool));
  } finally {
    await pool.end();
  }
}

async function telling(tellFailure: TellFailure, job: () => Promise<void>): Promise<void> {
  try {
    await job();
  } catch (thrown) {
    const cause = thrown instanceof Error && thrown.cause !== undefined ? `: ${messageOf(thrown.cause)}` : '';
    tellFailure(`${messageOf(thrown)}${cause}`);
  }
}
