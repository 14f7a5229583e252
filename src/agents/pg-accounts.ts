import { asc, eq, sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import { accounts } from '../../db/schema.ts';
import type { Account, Accounts, Role } from '../calls/ports/accounts.ts';
import { askPostgres } from '../platform/postgres.ts';

const ADMIN_ROLES: Role[] = ['admin', 'ops', 'agent'];

/** `Accounts` on PostgreSQL. The primary key decides who was first to take a name. */
export class PgAccounts implements Accounts {
  readonly #db: NodePgDatabase;

  constructor(pool: Pool) {
    this.#db = drizzle(pool);
  }

  async add(account: Omit<Account, 'disabled'>, nowMs: number): Promise<'added' | 'taken'> {
    const row = { ...account, endpoint: account.endpoint ?? null, createdAt: new Date(nowMs) };
    const added = await askPostgres(
      this.#db.insert(accounts).values(row).onConflictDoNothing({ target: accounts.name }).returning({ name: accounts.name }).execute(),
    );
    return added.length === 1 ? 'added' : 'taken';
  }

  async byName(name: string): Promise<Account | undefined> {
    const [row] = await askPostgres(this.#db.select().from(accounts).where(eq(accounts.name, name)).execute());
    return row && asAccount(row);
  }

  async list(): Promise<Account[]> {
    const rows = await askPostgres(this.#db.select().from(accounts).orderBy(asc(accounts.name)).execute());
    return rows.map(asAccount);
  }

  async ensureAdmin(passwordHash: string, nowMs: number): Promise<void> {
    const row = { name: 'admin', passwordHash, roles: ADMIN_ROLES, languages: ['de'], createdAt: new Date(nowMs) };
    await askPostgres(
      this.#db
        .insert(accounts)
        .values(row)
        .onConflictDoUpdate({
          target: accounts.name,
          set: { passwordHash: sql`excluded.password_hash`, roles: sql`excluded.roles`, disabledAt: null },
        })
        .execute(),
    );
  }
}

function asAccount(row: typeof accounts.$inferSelect): Account {
  const account: Account = {
    name: row.name,
    passwordHash: row.passwordHash,
    roles: row.roles.filter((role): role is Role => ADMIN_ROLES.some((known) => known === role)),
    languages: row.languages,
    disabled: row.disabledAt !== null,
  };
  return row.endpoint === null ? account : { ...account, endpoint: row.endpoint };
}
