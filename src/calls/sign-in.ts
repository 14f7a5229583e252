import { hashPassword, markOf, verifyPassword } from '../agents/passwords.ts';
import type { Clock } from '../platform/clock.ts';
import { DependencyDown } from '../platform/errors.ts';
import type { Account, Accounts, Role, SignedIn, SignIns, SignInTries } from './ports/accounts.ts';

/** Signing in and out of a console, and who a cookie stands for. */

/** A sign-in ends after this long, whatever happens: a shift and a bit. */
export const SIGN_IN_LONGEST_MS = 12 * 3_600_000;
/** … and after this long without a request. An open event stream counts as use: an agent who waits for calls is at work. */
export const SIGN_IN_IDLE_MS = 30 * 60_000;
/** How often use is written down and the account looked at again. */
const REFRESH_MS = 60_000;
/** Password checks at once in one process. More wait for nothing: the machine cannot do them any faster. */
const MOST_CHECKS = 64;

const MAY_ENTER: Record<SignedIn['area'], Role[]> = { desk: ['agent', 'admin'], ops: ['ops', 'admin'] };

export type SignInAnswer =
  | { status: 'signedIn'; id: string; csrfToken: string; name: string; roles: Role[] }
  /** Unknown, disabled or wrong password: the answer does not tell which. */
  | { status: 'wrong' }
  | { status: 'locked'; waitMs: number }
  /** The right password at the wrong console. */
  | { status: 'notAllowed' }
  | { status: 'tooMany' };

export type SignIn = ReturnType<typeof createSignIn>;

export function createSignIn(parts: { accounts: Accounts; signIns: SignIns; tries: SignInTries; clock: Clock }) {
  const { accounts, signIns, tries, clock } = parts;
  // An unknown name costs as much time as a wrong password, so that names cannot be found out
  let nobody: Promise<string> | undefined;
  let checks = 0;

  async function rightPassword(account: Account | undefined, password: string): Promise<boolean> {
    checks += 1;
    try {
      const right = await verifyPassword(password, account?.passwordHash ?? (await nobodysHash()));
      return right && account !== undefined && !account.disabled;
    } finally {
      checks -= 1;
    }
  }

  function nobodysHash(): Promise<string> {
    nobody ??= hashPassword('nobody has this password');
    return nobody;
  }

  async function signIn(wish: { area: SignedIn['area']; name: string; password: string; address: string }): Promise<SignInAnswer> {
    if (checks >= MOST_CHECKS) return { status: 'tooMany' };
    const account = await accounts.byName(wish.name);
    const { lockedMs } = await tries.begin(wish.name, wish.address);
    if (lockedMs > 0) return { status: 'locked', waitMs: lockedMs };
    if (!(await rightPassword(account, wish.password)) || account === undefined) {
      await tries.failed(wish.name, wish.address);
      return { status: 'wrong' };
    }
    await tries.succeeded(wish.name);
    if (!mayEnter(wish.area, account.roles)) return { status: 'notAllowed' };
    const nowMs = clock.nowMs();
    const opened = await signIns.open({ area: wish.area, sinceMs: nowMs, seenMs: nowMs, ...profileOf(account) });
    return { status: 'signedIn', ...opened, name: account.name, roles: account.roles };
  }

  /** Who holds this cookie at this console; undefined: nobody any more. Using it keeps it alive. */
  async function who(area: SignedIn['area'], id: string): Promise<SignedIn | undefined> {
    const person = await signIns.find(id);
    if (person?.area !== area) return undefined;
    const nowMs = clock.nowMs();
    if (nowMs - person.sinceMs >= SIGN_IN_LONGEST_MS || nowMs - person.seenMs >= SIGN_IN_IDLE_MS) return over(id);
    if (nowMs - person.seenMs < REFRESH_MS) return person;
    const fresh = await profileNow(person);
    if (fresh === undefined || !mayEnter(area, fresh.roles)) return over(id);
    const seen = { area, sinceMs: person.sinceMs, seenMs: nowMs, ...fresh };
    await signIns.refresh(id, seen);
    return seen;
  }

  /** The profile as the account has it now; undefined when the account is gone, disabled, or has another password. */
  async function profileNow(person: SignedIn): Promise<ReturnType<typeof profileOf> | undefined> {
    try {
      const account = await accounts.byName(person.name);
      if (account === undefined || account.disabled) return undefined;
      const profile = profileOf(account);
      return profile.passwordMark === person.passwordMark ? profile : undefined;
    } catch (thrown) {
      // Agents keep working while the accounts cannot be read
      if (thrown instanceof DependencyDown) return person;
      throw thrown;
    }
  }

  async function over(id: string): Promise<undefined> {
    await signIns.close(id);
    return undefined;
  }

  return { signIn, who, signOut: (id: string) => signIns.close(id), csrfTokenOf: (id: string) => signIns.csrfTokenOf(id) };
}

/** The account `admin` exists and has this password; a changed one is taken over. Repeatable. */
export async function ensureAdmin(parts: { accounts: Accounts; clock: Clock }, password: string): Promise<void> {
  const admin = await parts.accounts.byName('admin');
  if (admin !== undefined && !admin.disabled && (await verifyPassword(password, admin.passwordHash))) return;
  await parts.accounts.ensureAdmin(await hashPassword(password), parts.clock.nowMs());
}

function mayEnter(area: SignedIn['area'], roles: readonly Role[]): boolean {
  return roles.some((role) => MAY_ENTER[area].includes(role));
}

function profileOf(account: Account): Pick<SignedIn, 'name' | 'roles' | 'languages' | 'endpoint' | 'passwordMark'> {
  const { name, roles, languages, endpoint } = account;
  return { name, roles, languages, passwordMark: markOf(account.passwordHash), ...(endpoint === undefined ? {} : { endpoint }) };
}
