import { hashPassword, verifyPassword } from '../agents/passwords.ts';
import type { Clock } from '../platform/clock.ts';
import type { Account, Accounts, SignIns } from './ports/accounts.ts';

/** The first administrator, whose password comes from the environment and is changed nowhere else. */

export const FIRST_ADMIN = 'admin';

/** Signs what the environment does; no account can have this name. */
const ENVIRONMENT = '(environment)';

/**
 * `admin` exists and has this password. A changed one is taken over, ends all sign-ins with the old one, and enables the account again:
 * that is the way back in for whoever runs the machines. With the same password a disabled `admin` stays so while another administrator
 * is active. Repeatable.
 */
export async function ensureAdmin(
  { accounts, signIns, clock }: { accounts: Accounts; signIns: Pick<SignIns, 'closeAll'>; clock: Clock },
  password: string,
): Promise<void> {
  const admin = await accounts.byName(FIRST_ADMIN);
  if (admin && (await verifyPassword(password, admin.passwordHash)) && (!admin.disabled || (await hasActiveAdmin(accounts)))) return;
  const entry = {
    atMs: clock.nowMs(),
    who: ENVIRONMENT,
    what: admin ? 'password changed' : 'account added',
    details: { account: FIRST_ADMIN },
  };
  await accounts.ensureAdmin(await hashPassword(password), entry);
  await signIns.closeAll(FIRST_ADMIN);
}

async function hasActiveAdmin(accounts: Accounts): Promise<boolean> {
  return (await accounts.list()).some(({ roles, disabled }: Account) => !disabled && roles.includes('admin'));
}
