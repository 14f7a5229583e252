import { maskedAddress } from '../ops/masked-address.ts';
import type { AccountProfile } from './ports/accounts.ts';
import type { AuditEntry } from './ports/audit.ts';

/** What of a change to an account is kept: who, from which network, and the values before and after. */

export interface Doer {
  by: string;
  /** Where the request came from; undefined for commands. */
  address?: string;
}

export function entryBy({ by, address }: Doer, atMs: number, what: string, details: object): AuditEntry {
  return { atMs, who: by, what, details: { ...details, ...(address === undefined ? {} : { from: maskedAddress(address) }) } };
}

/** undefined: nothing differs. Who was let in or shut out is the headline, whatever else was changed with it. */
export function changesBetween(before: AccountProfile, after: AccountProfile): { what: string; details: object } | undefined {
  const fields = ['roles', 'languages', 'endpoint', 'supervisor', 'disabled'] as const;
  const changed = fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  if (changed.length === 0) return undefined;
  const details = Object.fromEntries(changed.map((field) => [field, { before: before[field] ?? null, after: after[field] ?? null }]));
  const what = before.disabled === after.disabled ? 'account changed' : after.disabled ? 'account disabled' : 'account enabled';
  return { what, details };
}
