import type { AuditEntry } from './audit.ts';

/** Who may sign in where. */

export type Role = 'admin' | 'ops' | 'agent';

/** What ops may turn of an account. */
export interface AccountProfile {
  roles: Role[];
  languages: string[];
  /** Where an agent's calls go: `tel:+49…`, `sip:…`, `client:NAME`. */
  endpoint?: string;
  /** Also takes the calls that other agents hand on. */
  supervisor: boolean;
  disabled: boolean;
}

export interface Account extends AccountProfile {
  name: string;
  passwordHash: string;
}

/** What a change came to. `lastAdmin`: nobody could manage the accounts any more; nothing changed. */
export type AccountChange<Refusal> =
  | { status: 'changed'; before: Account; after: Account }
  | { status: 'refused'; refused: Refusal }
  | { status: 'unknown' }
  | { status: 'lastAdmin' };

/** Every change stands in the audit log together with what it changed: both or neither. Throws `POSTGRES_DOWN`. */
export interface Accounts {
  /** `taken`: there is an account of that name already; nothing changed. */
  add(account: Omit<Account, 'disabled'>, entry: AuditEntry): Promise<'added' | 'taken'>;
  byName(name: string): Promise<Account | undefined>;
  /** All of them, by name. */
  list(): Promise<Account[]>;
  /**
   * Reads, decides and writes in one step: nobody changes the account in between, and of two who take the last admins away at the same
   * time one is refused. `entryFor` answers undefined where nothing would differ: then nothing is written.
   */
  change<Refusal>(
    name: string,
    decide: (now: Account) => { to: AccountProfile } | { refused: Refusal },
    entryFor: (before: Account, after: Account) => AuditEntry | undefined,
  ): Promise<AccountChange<Refusal>>;
  /** `false`: there is no such account, or its hash is not `instead.of` any more; nothing changed. */
  setPassword(name: string, passwordHash: string, entry: AuditEntry, instead?: { of: string }): Promise<boolean>;
  /** `admin` exists and is enabled with every role and this password hash; repeatable. */
  ensureAdmin(passwordHash: string, entry: AuditEntry): Promise<void>;
}

/** One signed-in person at one console. The profile is what the account said when it was last looked at. */
export interface SignedIn {
  area: 'desk' | 'ops';
  name: string;
  roles: Role[];
  languages: string[];
  endpoint?: string;
  supervisor?: boolean;
  /** Changes with the account's password. */
  passwordMark: string;
  sinceMs: number;
  seenMs: number;
}

/** What the sign-ins know of an account, as marks to compare. Empty: nothing for as long as a sign-in may last. */
export interface Standing {
  /** Another one with every end of all sign-ins of the account. */
  closed: string;
  /** Another one with every change of its profile. */
  changed: string;
}

export interface FoundSignIn {
  person: SignedIn;
  standing: Standing;
  /** The account was changed after its profile was last looked at. */
  outdated: boolean;
}

export interface SignIns {
  /** To be read before the account itself: what is done to the account after that, the sign-in that follows learns of. */
  standing(name: string): Promise<Standing>;
  /** Opens a sign-in; the id is a secret for the cookie alone and is not stored. */
  open(person: SignedIn, standing: Standing): Promise<{ id: string; csrfToken: string }>;
  /** One round trip. undefined: never opened, closed, or closed together with all others of its account. */
  find(id: string): Promise<FoundSignIn | undefined>;
  /** Writes what changed (seen, profile) if the sign-in still exists: one that was closed stays closed. */
  refresh(id: string, person: SignedIn, standing: Standing): Promise<void>;
  close(id: string): Promise<void>;
  /** Ends every sign-in of this account, from the next request on; those that are being opened just now, too. */
  closeAll(name: string): Promise<void>;
  /** Every sign-in of this account looks at it again with the next request. */
  noteChange(name: string): Promise<void>;
  /** The token that belongs to this id and to no other. */
  csrfTokenOf(id: string): string;
}

/** Slows down guessing: after a few free tries each further failure costs a longer wait. */
export interface SignInTries {
  /** Counts a try in advance, so that many at once are not free. `lockedMs` > 0: refused, and for how long. */
  begin(name: string, address: string): Promise<{ lockedMs: number }>;
  /** For how long the next try with this name, or from this address, is refused now; 0: not at all. */
  failed(name: string, address: string): Promise<{ nameMs: number; addressMs: number }>;
  succeeded(name: string): Promise<void>;
}
