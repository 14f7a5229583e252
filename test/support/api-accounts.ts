import type { Redis } from 'ioredis';
import type pg from 'pg';
import { hashPassword, verifyPassword } from '../../src/agents/passwords.ts';
import { PgAccounts } from '../../src/agents/pg-accounts.ts';
import { RedisSignInTries } from '../../src/agents/redis-sign-in-tries.ts';
import { RedisSignIns } from '../../src/agents/redis-sign-ins.ts';
import { manageAccounts } from '../../src/calls/accounts.ts';
import { createPasswordWork } from '../../src/calls/password-work.ts';
import type { Agents } from '../../src/calls/ports/agents.ts';
import { createSignIn, SIGN_IN_LONGEST_MS } from '../../src/calls/sign-in.ts';
import { createAuditLog } from '../../src/ops/pg-audit.ts';
import type { Clock } from '../../src/platform/clock.ts';

/** As cheap as it gets: what a password costs is tested elsewhere. */
export const CHEAP = { logN: 4, r: 1, p: 1 };

/** Signing in, accounts and the audit of one process, on a test's stores; it counts how often a password was really checked. */
export function openApiAccounts({ redis, pool, clock, agents }: { redis: Redis; pool: pg.Pool; clock: Clock; agents: Agents }) {
  const accounts = new PgAccounts(pool);
  const signIns = new RedisSignIns(redis, Buffer.alloc(32, 7).toString('base64'), SIGN_IN_LONGEST_MS);
  const tries = new RedisSignInTries(redis, () => clock.offsetMs());
  const auditTrail = createAuditLog(pool);
  const owed: (() => Promise<void>)[] = [];
  let checks = 0;
  const passwords = createPasswordWork({
    verify(password, stored) {
      checks += 1;
      return verifyPassword(password, stored);
    },
    hash: (password) => hashPassword(password, CHEAP),
  });
  return {
    parts: {
      signIn: createSignIn({ accounts, signIns, tries, passwords, audit: auditTrail, clock }),
      accounts: manageAccounts({
        accounts,
        signIns,
        passwords,
        agents,
        clock,
        later: { keep: (_name, tell) => void owed.push(tell) },
      }),
      auditTrail,
    },
    signIns,
    checks: () => checks,
    /** What waits until a store answers again. */
    owed,
  };
}
