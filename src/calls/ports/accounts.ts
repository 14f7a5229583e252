/** Who may sign in where. */

export type Role = 'admin' | 'ops' | 'agent';

export interface Account {
  name: string;
  passwordHash: string;
  roles: Role[];
  languages: string[];
  /** Where an agent's calls go: `tel:+49…`, `sip:…`, `client:NAME`. */
  endpoint?: string;
  disabled: boolean;
}

export interface Accounts {
  /** `taken`: there is an account of that name already; nothing changed. */
  add(account: Omit<Account, 'disabled'>, nowMs: number): Promise<'added' | 'taken'>;
  byName(name: string): Promise<Account | undefined>;
  /** All of them, by name. */
  list(): Promise<Account[]>;
  /** `admin` exists with every role and this password hash; repeatable. */
  ensureAdmin(passwordHash: string, nowMs: number): Promise<void>;
}

/** One signed-in person at one console. The profile is what the account said when it was last looked at. */
export interface SignedIn {
  area: 'desk' | 'ops';
  name: string;
  roles: Role[];
  languages: string[];
  endpoint?: string;
  /** Changes with the account's password. */
  passwordMark: string;
  sinceMs: number;
  seenMs: number;
}

export interface SignIns {
  /** Opens a sign-in; the id is a secret for the cookie alone and is not stored. */
  open(person: SignedIn): Promise<{ id: string; csrfToken: string }>;
  find(id: string): Promise<SignedIn | undefined>;
  /** Writes what changed (seen, profile) if the sign-in still exists: one that was closed stays closed. */
  refresh(id: string, person: SignedIn): Promise<void>;
  close(id: string): Promise<void>;
  /** The token that belongs to this id and to no other. */
  csrfTokenOf(id: string): string;
}

/** Slows down guessing: after a few free tries each further failure costs a longer wait. */
export interface SignInTries {
  /** Counts a try in advance, so that many at once are not free. `lockedMs` > 0: refused, and for how long. */
  begin(name: string, address: string): Promise<{ lockedMs: number }>;
  failed(name: string, address: string): Promise<void>;
  succeeded(name: string): Promise<void>;
}
