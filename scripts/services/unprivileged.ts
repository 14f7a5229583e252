import { spawnSync } from 'node:child_process';
import { lchownSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * PostgreSQL refuses to run as root. Where we are root it runs under another
 * account, and still has to reach its programs and its data.
 */
export interface Account {
  uid: number;
  gid: number;
}

/**
 * Undefined when we are not root: then our own account will do. Data that are there stay with the
 * account they belong to; else it is `postgres`, made where there is none.
 */
export function accountForPostgres(dataFolder: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(dataFolder, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const known = lookUp('postgres');
  if (known) return known;
  // Not every small image has useradd; nobody has an entry everywhere
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'], { stdio: 'ignore' });
  const account = lookUp('postgres') ?? lookUp('nobody');
  if (!account) throw new Error('PostgreSQL must not run as root, and there is no account for it: run this as an ordinary user');
  return account;
}

/**
 * How to start a program under that account. A folder like /root is closed to
 * others; there the program keeps root's right to pass through folders, and no other.
 */
export function commandFor(
  account: Account | undefined,
  command: string,
  paths: readonly string[],
): { command: string; before: string[]; uid?: number; gid?: number } {
  if (!account) return { command, before: [] };
  if (paths.every(isOpenToOthers)) return { command, before: [], ...account };
  const rights = '+dac_override';
  const before = [
    '--reuid',
    String(account.uid),
    '--regid',
    String(account.gid),
    '--clear-groups',
    '--inh-caps',
    rights,
    '--ambient-caps',
    rights,
  ];
  if (spawnSync('setpriv', [...before, 'true'], { stdio: 'ignore' }).status !== 0)
    throw new Error(
      'PostgreSQL must not run as root, and other accounts cannot read this folder: move the project out of it, or run this as an ordinary user',
    );
  return { command: 'setpriv', before: [...before, '--', command] };
}

/** Gives a folder and all in it to the account: data that root has copied here. */
export function handOver(path: string, account: Account): void {
  lchownSync(path, account.uid, account.gid);
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) handOver(join(path, name), account);
}

/** May everybody pass through every folder above it? */
function isOpenToOthers(path: string): boolean {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function lookUp(name: string): Account | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}
