import type { AccountFault } from '../src/agents/account-form.ts';
import type { AccountView } from '../src/calls/accounts.ts';

/** What `npm run agents` prints for people. */

/** An account, or only its name where a password was set. */
export type Outcome = Pick<AccountView, 'name'> & Partial<AccountView> & { password?: string };

export function accountText(account: AccountView & { password?: string }): string {
  return `${account.name} is added: ${account.roles.join(', ')}${rings(account)}.${passwordText(account)}`;
}

export function changedText({ roles, languages, ...outcome }: Outcome): string {
  if (roles === undefined || languages === undefined) return `${outcome.name} has a new password.${passwordText(outcome)}`;
  return `${outcome.name} is now: ${roles.join(', ')}${rings({ ...outcome, languages })}${outcome.disabled ? '; disabled' : ''}.`;
}

export function listText(accounts: readonly AccountView[]): string {
  if (accounts.length === 0) return 'No accounts yet: npm run agents -- add NAME --endpoint tel:+49…';
  return accounts.map(row).join('\n');
}

export function faultText({ field, fault, remedy }: AccountFault): string {
  return `${field} ${fault}: ${remedy}`;
}

function row({ name, roles, languages, endpoint = '-', supervisor, disabled }: AccountView): string {
  const marks = `${supervisor ? '  (supervisor)' : ''}${disabled ? '  (disabled)' : ''}`;
  return `${name.padEnd(20)} ${roles.join(',').padEnd(16)} ${languages.join(',').padEnd(12)} ${endpoint}${marks}`;
}

function rings({ endpoint, languages, supervisor }: Pick<Outcome, 'endpoint' | 'supervisor'> & Pick<AccountView, 'languages'>): string {
  const where = endpoint === undefined ? '' : `; calls ring at ${endpoint}`;
  return `${where}${languages.length > 0 ? `; speaks ${languages.join(', ')}` : ''}${supervisor ? '; supervisor' : ''}`;
}

function passwordText({ password }: Pick<Outcome, 'password'>): string {
  return password === undefined ? '' : `\nPassword (shown only now): ${password}`;
}
