import { normalName } from '../agents/account-form.ts';
import type { Clock } from '../platform/clock.ts';
import { DependencyDown } from '../platform/errors.ts';
import { mayEnter, type Profile, profileOf } from './account-profile.ts';
import { auditSignIns, type WhyNot } from './audit-sign-ins.ts';
import { changeOwnPassword } from './own-password.ts';
import type { PasswordWork } from './password-work.ts';
import type { Account, Accounts, FoundSignIn, Role, SignedIn, SignIns, SignInTries } from './ports/accounts.ts';
import type { AuditLog } from './ports/audit.ts';

/** Signing in and out of a console, and who a cookie stands for. */

/** A sign-in ends after this long, whatever happens: a shift and a bit. */
export const SIGN_IN_LONGEST_MS = 12 * 3_600_000;
/** … and after this long without a request. An open event stream counts as use: an agent who waits for calls is at work. */
export const SIGN_IN_IDLE_MS = 30 * 60_000;
/** How often use is written down and the account looked at again, though nobody said that it was changed. */
const REFRESH_MS = 60_000;

export type SignInAnswer =
  | { status: 'signedIn'; id: string; csrfToken: string; name: string; roles: Role[]; languages: string[] }
  /** Unknown, disabled or wrong password: the answer does not tell which. */
  | { status: 'wrong' }
  | { status: 'locked'; waitMs: number }
  /** The right password at the wrong console. */
  | { status: 'notAllowed' }
  | { status: 'tooMany' };

export interface SignInParts {
  accounts: Accounts;
  signIns: SignIns;
  tries: SignInTries;
  passwords: PasswordWork;
  audit: AuditLog;
  clock: Clock;
}

export interface SignInWish {
  area: SignedIn['area'];
  name: string;
  password: string;
  address: string;
}

export type SignIn = ReturnType<typeof createSignIn>;

export function createSignIn(parts: SignInParts) {
  const { accounts, signIns, tries, passwords, clock } = parts;
  const written = auditSignIns(parts);

  async function signIn({ area, password, address, ...typed }: SignInWish): Promise<SignInAnswer> {
    if (passwords.isFull()) return { status: 'tooMany' };
    const name = normalName(typed.name);
    // Before the account: whoever is disabled from here on is out again at once
    const standing = await signIns.standing(name);
    const account = await accounts.byName(name);
    const { lockedMs } = await tries.begin(name, address);
    if (lockedMs > 0) return { status: 'locked', waitMs: lockedMs };
    const right = await passwords.matches(password, account?.passwordHash);
    if (right === 'full') return { status: 'tooMany' };
    const attempt = { area, address, account };
    if (!right || account === undefined || account.disabled) {
      const locks = await tries.failed(name, address);
      await written.failed(attempt, whyNot(account, right));
      await written.locked(attempt, locks);
      return { status: 'wrong' };
    }
    await tries.succeeded(name);
    if (!mayEnter(area, account.roles)) {
      await written.failed(attempt, 'role missing');
      return { status: 'notAllowed' };
    }
    await written.succeeded(attempt);
    const nowMs = clock.nowMs();
    const opened = await signIns.open({ area, sinceMs: nowMs, seenMs: nowMs, ...profileOf(account) }, standing);
    return { status: 'signedIn', ...opened, name, roles: account.roles, languages: account.languages };
  }

  /** Who holds this cookie at this console; undefined: nobody any more. Using it keeps it alive. */
  async function who(area: SignedIn['area'], id: string): Promise<SignedIn | undefined> {
    const found = await signIns.find(id);
    if (found?.person.area !== area) return undefined;
    const { person } = found;
    const nowMs = clock.nowMs();
    if (nowMs - person.sinceMs >= SIGN_IN_LONGEST_MS || nowMs - person.seenMs >= SIGN_IN_IDLE_MS) return over(id);
    if (!found.outdated && nowMs - person.seenMs < REFRESH_MS) return person;
    const fresh = await profileNow(found);
    if (fresh === undefined || !mayEnter(area, fresh.roles)) return over(id);
    const seen = { area, sinceMs: person.sinceMs, seenMs: nowMs, ...fresh };
    await signIns.refresh(id, seen, found.standing);
    return seen;
  }

  /** The profile as the account has it now; undefined when the account is gone, disabled, or has another password. */
  async function profileNow({ person }: FoundSignIn): Promise<Profile | undefined> {
    try {
      const account = await accounts.byName(person.name);
      if (account === undefined || account.disabled) return undefined;
      const profile = profileOf(account);
      return profile.passwordMark === person.passwordMark ? profile : undefined;
    } catch (thrown) {
      // Agents keep working while the accounts cannot be read; those who were sent away are out by their mark
      if (thrown instanceof DependencyDown) return asProfile(person);
      throw thrown;
    }
  }

  async function over(id: string): Promise<undefined> {
    await signIns.close(id);
    return undefined;
  }

  /** Nobody is kept signed in because it could not be written down. */
  async function signOut(id: string, person: SignedIn): Promise<void> {
    await signIns.close(id);
    await written.signedOut(person).catch((thrown: unknown) => {
      if (!(thrown instanceof DependencyDown)) throw thrown;
    });
  }

  return { signIn, who, signOut, changePassword: changeOwnPassword(parts), csrfTokenOf: (id: string) => signIns.csrfTokenOf(id) };
}

function asProfile({ area: _area, sinceMs: _sinceMs, seenMs: _seenMs, ...profile }: SignedIn): Profile {
  return profile;
}

function whyNot(account: Account | undefined, right: boolean): WhyNot {
  if (account === undefined) return 'unknown name';
  return right ? 'account disabled' : 'wrong password';
}
