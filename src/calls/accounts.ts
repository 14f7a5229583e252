import { type AccountFault, type AccountWish, accountFaults, isName, normalName, passwordFaults } from '../agents/account-form.ts';
import { makePassword } from '../agents/passwords.ts';
import type { Clock } from '../platform/clock.ts';
import { accountEffects, type EffectParts } from './account-effects.ts';
import { changesBetween, type Doer, entryBy } from './audit-accounts.ts';
import { FIRST_ADMIN } from './first-admin.ts';
import type { PasswordWork } from './password-work.ts';
import type { Account, AccountProfile, Accounts, Role } from './ports/accounts.ts';
import type { AgentStatus } from './ports/agents.ts';

/** Who may sign in where: added, changed, disabled and given a new password by an administrator. */

export interface AddingParts {
  accounts: Pick<Accounts, 'add'>;
  passwords: Pick<PasswordWork, 'hash'>;
  clock: Clock;
}

export interface AccountParts extends AddingParts, EffectParts {
  accounts: Accounts;
}

/** What others may know of an account. */
export type AccountView = Omit<Account, 'passwordHash'>;

/** `state`: what the person does now; undefined: the agents' store does not answer. */
export type ListedAccount = AccountView & { state: Pick<AgentStatus, 'state' | 'sinceMs'> | undefined };

/** Only what shall change. `endpoint: null`: none any more. */
export interface AccountChanges {
  disabled?: boolean;
  roles?: readonly string[];
  languages?: readonly string[];
  endpoint?: string | null;
  supervisor?: boolean;
}

export type AccountAdded =
  /** `password` where none was given: nobody can read it again. */
  { status: 'added'; account: AccountView; password?: string } | { status: 'taken' } | { status: 'refused'; faults: AccountFault[] };

export type AccountChanged =
  /** `atOnce` false: Redis did not answer; open sign-ins follow when it does, or within a minute. */
  | { status: 'changed'; account: AccountView; atOnce: boolean }
  | { status: 'refused'; faults: AccountFault[] }
  | { status: 'unknown' }
  | { status: 'lastAdmin' };

export type PasswordReset = { status: 'reset'; password: string; atOnce: boolean } | { status: 'unknown' } | { status: 'fromEnvironment' };

export type ManagedAccounts = ReturnType<typeof manageAccounts>;

export function manageAccounts(parts: AccountParts) {
  const { accounts, agents, passwords, clock } = parts;
  const effects = accountEffects(parts);

  async function list(): Promise<ListedAccount[]> {
    const all = await accounts.list();
    const states = await Promise.allSettled(all.map(({ name }) => agents.status(name)));
    return all.map((account, index) => {
      const state = states[index];
      return { ...viewOf(account), state: state?.status === 'fulfilled' ? state.value : undefined };
    });
  }

  async function change(name: string, changes: AccountChanges, doer: Doer): Promise<AccountChanged> {
    if (!isName(name)) return { status: 'unknown' };
    const changed = await accounts.change(
      name,
      (now) => decide(now, changes),
      (before, after) => {
        const differences = changesBetween(before, after);
        return differences && entryBy(doer, clock.nowMs(), differences.what, { account: name, ...differences.details });
      },
    );
    if (changed.status === 'refused') return { status: 'refused', faults: changed.refused };
    if (changed.status !== 'changed') return changed;
    // Also where nothing differs: repeating a change makes up for what Redis did not hear
    return { status: 'changed', account: viewOf(changed.after), atOnce: await effects.ofChange(changed) };
  }

  async function reset(name: string, doer: Doer): Promise<PasswordReset> {
    if (!isName(name)) return { status: 'unknown' };
    if (name === FIRST_ADMIN) return { status: 'fromEnvironment' };
    const password = makePassword();
    const entry = entryBy(doer, clock.nowMs(), 'password reset', { account: name });
    if (!(await accounts.setPassword(name, await passwords.hash(password), entry))) return { status: 'unknown' };
    return { status: 'reset', password, atOnce: await effects.ofNewPassword(name) };
  }

  return { list, add: addAccount(parts), change, reset };
}

/** Adds accounts; needs no Redis, because nobody is signed in with them yet. */
export function addAccount({ accounts, passwords, clock }: AddingParts) {
  /** @param wish.password chosen by somebody; without it one is made */
  return async ({ password: chosen, ...typed }: AccountWish & { password?: string }, doer: Doer): Promise<AccountAdded> => {
    const wish = { ...typed, name: normalName(typed.name) };
    const password = chosen ?? makePassword();
    const faults = [...accountFaults(wish), ...(chosen === undefined ? [] : passwordFaults(chosen, wish.name))];
    if (faults.length > 0) return { status: 'refused', faults };
    const profile = profileFrom(wish);
    const entry = entryBy(doer, clock.nowMs(), 'account added', { account: wish.name, ...profile });
    const added = await accounts.add({ name: wish.name, ...profile, passwordHash: await passwords.hash(password) }, entry);
    if (added === 'taken') return { status: 'taken' };
    const account = { name: wish.name, ...profile, disabled: false };
    return { status: 'added', account, ...(chosen === undefined ? { password } : {}) };
  };
}

function decide(now: Account, changes: AccountChanges): { to: AccountProfile } | { refused: AccountFault[] } {
  const { endpoint: _before, passwordHash: _hash, ...kept } = now;
  const { endpoint = now.endpoint, ...rest } = changes;
  const wish = { ...kept, ...rest, ...(endpoint == null ? {} : { endpoint }) };
  const faults = accountFaults(wish);
  return faults.length > 0 ? { refused: faults } : { to: { ...profileFrom(wish), disabled: wish.disabled } };
}

/** Each value once, the roles in their usual order. Only after the faults: the roles are known then. */
function profileFrom({ roles, languages, endpoint, supervisor }: AccountWish): Omit<AccountProfile, 'disabled'> {
  return {
    roles: (['admin', 'ops', 'agent'] satisfies Role[]).filter((role) => roles.includes(role)),
    languages: [...new Set(languages)],
    supervisor,
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

function viewOf({ passwordHash: _hash, ...view }: Account): AccountView {
  return view;
}
