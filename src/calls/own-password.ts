import { type AccountFault, passwordFaults } from '../agents/account-form.ts';
import type { Clock } from '../platform/clock.ts';
import { profileOf } from './account-profile.ts';
import { entryBy } from './audit-accounts.ts';
import { FIRST_ADMIN } from './first-admin.ts';
import type { PasswordWork } from './password-work.ts';
import type { Accounts, SignedIn, SignIns, SignInTries } from './ports/accounts.ts';

/** Somebody changes their own password: who knows the old one may, whoever else is signed in with it is out. */

export interface PasswordWish {
  /** The one who is signed in. */
  person: SignedIn;
  current: string;
  next: string;
  address: string;
}

export type PasswordChanged =
  /** The sign-in goes on under another id: a stolen cookie is worth nothing either. */
  | { status: 'changed'; id: string; csrfToken: string }
  /** Counted like a wrong sign-in, so that a desk left open is no place to guess at. */
  | { status: 'wrong' }
  | { status: 'locked'; waitMs: number }
  | { status: 'refused'; faults: AccountFault[] }
  /** The first administrator's is set where the machines are. */
  | { status: 'fromEnvironment' }
  | { status: 'tooMany' };

export type OwnPassword = ReturnType<typeof changeOwnPassword>;

export function changeOwnPassword(parts: {
  accounts: Accounts;
  signIns: SignIns;
  tries: SignInTries;
  passwords: PasswordWork;
  clock: Clock;
}) {
  const { accounts, signIns, tries, passwords, clock } = parts;
  return async ({ person, current, next, address }: PasswordWish): Promise<PasswordChanged> => {
    const { name } = person;
    if (name === FIRST_ADMIN) return { status: 'fromEnvironment' };
    const faults = passwordFaults(next, name);
    if (current === next) faults.push({ field: 'password', fault: 'is the old one', remedy: 'choose another one' });
    if (faults.length > 0) return { status: 'refused', faults };
    if (passwords.isFull()) return { status: 'tooMany' };
    const account = await accounts.byName(name);
    const { lockedMs } = await tries.begin(name, address);
    if (lockedMs > 0) return { status: 'locked', waitMs: lockedMs };
    const right = await passwords.matches(current, account?.passwordHash);
    if (right === 'full') return { status: 'tooMany' };
    if (!right || account === undefined || account.disabled) {
      await tries.failed(name, address);
      return { status: 'wrong' };
    }
    const passwordHash = await passwords.hash(next);
    const entry = entryBy({ by: name, address }, clock.nowMs(), 'password changed', { account: name });
    // Two at once: the second one's old password is not the old password any more
    if (!(await accounts.setPassword(name, passwordHash, entry, { of: account.passwordHash }))) return { status: 'wrong' };
    await tries.succeeded(name);
    await signIns.closeAll(name);
    const standing = await signIns.standing(name);
    // Looked at after the marks: whoever was shut out meanwhile does not slip back in
    const now = await accounts.byName(name);
    if (now === undefined || now.disabled || now.passwordHash !== passwordHash) return { status: 'wrong' };
    return { status: 'changed', ...(await signIns.open({ ...person, ...profileOf(now), seenMs: clock.nowMs() }, standing)) };
  };
}
