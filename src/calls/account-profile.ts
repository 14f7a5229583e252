import { markOf } from '../agents/passwords.ts';
import type { Account, Role, SignedIn } from './ports/accounts.ts';

/** What a sign-in takes over from its account, and which console that opens. */

const MAY_ENTER: Record<SignedIn['area'], Role[]> = { desk: ['agent', 'admin'], ops: ['ops', 'admin'] };

export type Profile = Omit<SignedIn, 'area' | 'sinceMs' | 'seenMs'>;

/** What a sign-in remembers of its account. */
export function profileOf({ name, roles, languages, endpoint, supervisor, passwordHash }: Account): Profile {
  return { name, roles, languages, supervisor, passwordMark: markOf(passwordHash), ...(endpoint === undefined ? {} : { endpoint }) };
}

/** May somebody with these roles use that console? */
export function mayEnter(area: SignedIn['area'], roles: readonly Role[]): boolean {
  return roles.some((role) => MAY_ENTER[area].includes(role));
}
