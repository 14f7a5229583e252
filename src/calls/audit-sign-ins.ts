import { maskedAddress } from '../ops/masked-address.ts';
import type { Clock } from '../platform/clock.ts';
import type { Account, SignedIn } from './ports/accounts.ts';
import type { AuditLog } from './ports/audit.ts';

/** What of signing in is kept: who, at which console, from which network. Never a password, and no name that is not an account's. */

/** Stands for everybody who has no account; no account can have this name. */
export const UNKNOWN = '(unknown)';

export type WhyNot = 'unknown name' | 'wrong password' | 'account disabled' | 'role missing';

export interface SignInTry {
  area: SignedIn['area'];
  address: string;
  /** Undefined: what was typed is no account's name, and may have been a password. */
  account: Account | undefined;
}

export function auditSignIns({ audit, clock }: { audit: AuditLog; clock: Clock }) {
  function add(what: string, { area, address, account }: SignInTry, more: object = {}): Promise<void> {
    const details = { console: area, from: maskedAddress(address), ...more };
    return audit.add({ atMs: clock.nowMs(), who: account?.name ?? UNKNOWN, what, details });
  }

  return {
    succeeded: (attempt: SignInTry) => add('signed in', attempt),
    failed: (attempt: SignInTry, why: WhyNot) => add('sign-in failed', attempt, { why }),
    /** Once for each lock, with the failure that began it: what is refused meanwhile is no news. */
    async locked(attempt: SignInTry, { nameMs, addressMs }: { nameMs: number; addressMs: number }): Promise<void> {
      const seconds = (ms: number) => Math.ceil(ms / 1_000);
      const locks = {
        ...(nameMs > 0 ? { nameSeconds: seconds(nameMs) } : {}),
        ...(addressMs > 0 ? { addressSeconds: seconds(addressMs) } : {}),
      };
      if (Object.keys(locks).length > 0) await add('sign-in locked', attempt, locks);
    },
    async signedOut({ name, area }: SignedIn): Promise<void> {
      await audit.add({ atMs: clock.nowMs(), who: name, what: 'signed out', details: { console: area } });
    },
  };
}
