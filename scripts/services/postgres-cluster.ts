import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PostgresPrograms } from './postgres-programs.ts';
import { type Account, commandFor } from './unprivileged.ts';

/** The owner of everything in our own PostgreSQL. */
export const USER = 'hotline';

interface ClusterOrder {
  programs: PostgresPrograms;
  /** Where the password is kept. */
  home: string;
  /** Where the data will be; must not exist. */
  cluster: string;
  account: Account | undefined;
  /** false: not waited for until it is on disk. */
  durable: boolean;
}

/** Makes an empty data folder, UTF-8, sorted by bytes. Made beside its place and moved there when complete, so that a killed first start leaves nothing half done. */
export function createCluster({ programs, home, cluster, account, durable }: ClusterOrder): void {
  const fresh = `${cluster}.new`;
  rmSync(fresh, { recursive: true, force: true });
  const passwordFile = writePassword(home, account);
  const { command, before, ...identity } = commandFor(account, programs.initdb, [programs.initdb, fresh]);
  const form = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', ...(durable ? [] : ['--no-sync'])];
  const made = spawnSync(command, [...before, '-D', fresh, '-U', USER, `--pwfile=${passwordFile}`, ...form], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    ...identity,
  });
  if (made.status !== 0) throw new Error(`PostgreSQL's initdb failed: ${made.error?.message ?? made.stderr.trim()}`);
  renameSync(fresh, cluster);
}

function writePassword(home: string, account: Account | undefined): string {
  const file = join(home, 'password');
  writeFileSync(file, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  // initdb reads it under its own account
  if (account) chownSync(file, account.uid, account.gid);
  return file;
}
