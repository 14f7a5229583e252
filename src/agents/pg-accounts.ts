import { and, asc, eq, sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import { accounts, auditLog } from '../../db/schema.ts';
import type { Account, AccountChange, AccountProfile, Accounts, Role } from '../calls/ports/accounts.ts';
import type { AuditEntry } from '../calls/ports/audit.ts';
import { askPostgres } from '../platform/postgres.ts';

const EVERY_ROLE: Role[] = ['admin', 'ops', 'agent'];

type Database = Pick<NodePgDatabase, 'select' | 'insert' | 'update'>;

/** `Accounts` on PostgreSQL. The primary key decides who was first to take a name, row locks who is the last administrator. */
export class PgAccounts implements Accounts {
  readonly #db: NodePgDatabase;

  constructor(pool: Pool) {
    this.#db = drizzle(pool);
  }

  add(account: Omit<Account, 'disabled'>, entry: AuditEntry): Promise<'added' | 'taken'> {
    const row = { ...account, endpoint: account.endpoint ?? null, createdAt: new Date(entry.atMs) };
    return this.#whole(async (db) => {
      const added = await db.insert(accounts).values(row).onConflictDoNothing({ target: accounts.name }).returning({ name: accounts.name });
      if (added.length === 0) return 'taken';
      await note(db, entry);
      return 'added';
    });
  }

  async byName(name: string): Promise<Account | undefined> {
    const [row] = await askPostgres(this.#db.select().from(accounts).where(eq(accounts.name, name)).execute());
    return row && asAccount(row);
  }

  async list(): Promise<Account[]> {
    const rows = await askPostgres(this.#db.select().from(accounts).orderBy(asc(accounts.name)).execute());
    return rows.map(asAccount);
  }

  change<Refusal>(
    name: string,
    decide: (now: Account) => { to: AccountProfile } | { refused: Refusal },
    entryFor: (before: Account, after: Account) => AuditEntry | undefined,
  ): Promise<AccountChange<Refusal>> {
    return this.#whole(async (db) => {
      const admins = await activeAdmins(db);
      const [row] = await db.select().from(accounts).where(eq(accounts.name, name)).for('update');
      if (!row) return { status: 'unknown' };
      const before = asAccount(row);
      const decided = decide(before);
      if ('refused' in decided) return { status: 'refused', refused: decided.refused };
      const after = { name, passwordHash: before.passwordHash, ...decided.to };
      const leaves = after.disabled || !after.roles.includes('admin');
      if (leaves && admins.length === 1 && admins[0] === name) return { status: 'lastAdmin' };
      const entry = entryFor(before, after);
      if (entry) {
        await db
          .update(accounts)
          .set(asRow(after, row.disabledAt, entry.atMs))
          .where(eq(accounts.name, name));
        await note(db, entry);
      }
      return { status: 'changed', before, after };
    });
  }

  setPassword(name: string, passwordHash: string, entry: AuditEntry, instead?: { of: string }): Promise<boolean> {
    const still = instead && eq(accounts.passwordHash, instead.of);
    return this.#whole(async (db) => {
      const set = await db
        .update(accounts)
        .set({ passwordHash })
        .where(and(eq(accounts.name, name), still))
        .returning({ name: accounts.name });
      if (set.length === 0) return false;
      await note(db, entry);
      return true;
    });
  }

  async ensureAdmin(passwordHash: string, entry: AuditEntry): Promise<void> {
    const row = { name: 'admin', passwordHash, roles: EVERY_ROLE, languages: ['de'], createdAt: new Date(entry.atMs) };
    const set = { passwordHash: sql`excluded.password_hash`, roles: sql`excluded.roles`, disabledAt: null };
    await this.#whole(async (db) => {
      await db.insert(accounts).values(row).onConflictDoUpdate({ target: accounts.name, set });
      await note(db, entry);
    });
  }

  #whole<T>(job: (db: Database) => Promise<T>): Promise<T> {
    return askPostgres(this.#db.transaction(job));
  }
}

/** Locked, in one order: whoever takes an administrator away waits for the one who is about to. */
async function activeAdmins(db: Database): Promise<string[]> {
  const active = sql`'admin' = any(${accounts.roles}) and ${accounts.disabledAt} is null`;
  const rows = await db.select({ name: accounts.name }).from(accounts).where(active).orderBy(asc(accounts.name)).for('update');
  return rows.map(({ name }) => name);
}

async function note(db: Database, { atMs, ...entry }: AuditEntry): Promise<void> {
  await db.insert(auditLog).values({ at: new Date(atMs), ...entry });
}

function asRow({ roles, languages, endpoint, supervisor, disabled }: AccountProfile, disabledAt: Date | null, nowMs: number) {
  return { roles, languages, endpoint: endpoint ?? null, supervisor, disabledAt: disabled ? (disabledAt ?? new Date(nowMs)) : null };
}

function asAccount(row: typeof accounts.$inferSelect): Account {
  const account: Account = {
    name: row.name,
    passwordHash: row.passwordHash,
    roles: row.roles.filter((role): role is Role => EVERY_ROLE.some((known) => known === role)),
    languages: row.languages,
    supervisor: row.supervisor,
    disabled: row.disabledAt !== null,
  };
  return row.endpoint === null ? account : { ...account, endpoint: row.endpoint };
}
