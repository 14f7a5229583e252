import { PgAccounts } from './agents/pg-accounts.ts';
import { RedisSignInTries } from './agents/redis-sign-in-tries.ts';
import { RedisSignIns } from './agents/redis-sign-ins.ts';
import { type ManagedAccounts, manageAccounts } from './calls/accounts.ts';
import { ensureAdmin } from './calls/first-admin.ts';
import { createPasswordWork } from './calls/password-work.ts';
import type { AuditTrail } from './calls/ports/audit.ts';
import { createSignIn, SIGN_IN_LONGEST_MS, type SignIn } from './calls/sign-in.ts';
import type { ToldLater } from './calls/told-later.ts';
import type { House } from './compose.ts';
import { createAuditLog } from './ops/pg-audit.ts';

/** Plugs together who may use the consoles: signing in, accounts, and what is written down about both. */
export function consoleAccounts(
  house: House,
  later: Pick<ToldLater, 'keep'>,
): { signIn: SignIn; accounts: ManagedAccounts; auditTrail: AuditTrail } {
  const { clock, redis, pool } = house;
  const audit = createAuditLog(pool);
  const shared = { accounts: new PgAccounts(pool), signIns: signInsOf(house), passwords: createPasswordWork(), clock };
  const tries = new RedisSignInTries(redis, () => clock.offsetMs());
  return {
    signIn: createSignIn({ ...shared, tries, audit }),
    accounts: manageAccounts({ ...shared, agents: house.parts.agents, later }),
    auditTrail: audit,
  };
}

/** The first administrator, from the environment. */
export async function ensureFirstAdmin(house: House): Promise<void> {
  const { pool, clock, config } = house;
  await ensureAdmin({ accounts: new PgAccounts(pool), signIns: signInsOf(house), clock }, config.adminPassword);
}

function signInsOf({ redis, config }: House): RedisSignIns {
  return new RedisSignIns(redis, config.sessionSecret, SIGN_IN_LONGEST_MS);
}
