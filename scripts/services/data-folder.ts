import { randomBytes, randomInt } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { commandOf, isAlive } from './processes.ts';

/**
 * The folder in which `npm start` keeps everything: `postgres/`, `redis/`, `logs/`,
 * `secrets.json` (made once), `lock` (who runs) and `running.json` (where it can be reached).
 */
export interface Running {
  pid: number;
  appUrl: string;
  carrierUrl: string;
  databaseUrl: string;
  redisUrl: string;
  startedAt: string;
}

export interface Secrets {
  DATA_KEY: string;
  LOOKUP_KEY: string;
  SESSION_SECRET: string;
  ADMIN_PASSWORD: string;
  DEMO_PASSWORD: string;
  TWILIO_ACCOUNT_SID: string;
  TWILIO_AUTH_TOKEN: string;
}

/** `--data DIR`, else HOTLINE_DATA, else `.data` in the project. */
export function dataFolder(option: string | undefined, environment: Record<string, string | undefined>, home: string): string {
  const folder = resolve(option ?? (environment['HOTLINE_DATA'] || join(home, '.data')));
  try {
    openFolder(folder);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'EACCES' && code !== 'EPERM') throw cause;
    throw new Error(`${folder} belongs to another account: start as that one, or keep the data elsewhere with --data DIR`, { cause });
  }
  return folder;
}

function openFolder(folder: string): void {
  mkdirSync(join(folder, 'logs'), { recursive: true });
  // As root, PostgreSQL runs under another account and has to pass through; nobody may look around
  chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
  chmodSync(join(folder, 'logs'), 0o700);
}

/** One start at a time: takes the lock, or says who has it. A lock whose process is gone (kill -9, power cut) does not count. */
export function takeLock(folder: string): { taken: true } | { taken: false; pid: number; running: Running | undefined } {
  const file = join(folder, 'lock');
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
      return { taken: true };
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
    }
    const pid = readLock(file);
    if (pid !== undefined && isRunningStart(pid)) return { taken: false, pid, running: readRunning(folder) };
    removeStaleLock(file, pid);
  }
}

/** Where the running system can be reached; undefined when none runs. */
export function readRunning(folder: string): Running | undefined {
  const file = join(folder, 'running.json');
  if (!existsSync(file)) return undefined;
  const running = JSON.parse(readFileSync(file, 'utf8')) as Running;
  return isAlive(running.pid) ? running : undefined;
}

/** Tells other commands where the system can be reached. Holds passwords: for our own account only. */
export function writeRunning(folder: string, running: Running): void {
  writePrivately(join(folder, 'running.json'), `${JSON.stringify(running, null, 2)}\n`);
}

/** Nothing runs any more. */
export function releaseLock(folder: string): void {
  for (const name of ['running.json', 'lock']) rmSync(join(folder, name), { force: true });
}

/** Keys and passwords of this folder's system: made once, since stored data cannot be read with others. A password given in the environment is taken. */
export function readSecrets(folder: string, environment: Record<string, string | undefined>): Secrets {
  const file = join(folder, 'secrets.json');
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
  const secrets = { ...newSecrets(), ...known };
  for (const name of ['ADMIN_PASSWORD', 'DEMO_PASSWORD'] as const) secrets[name] = environment[name] || secrets[name];
  writePrivately(file, `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
}

/** Fresh random ones. */
export function newSecrets(): Secrets {
  const key = () => randomBytes(32).toString('base64');
  return {
    DATA_KEY: key(),
    LOOKUP_KEY: key(),
    SESSION_SECRET: key(),
    ADMIN_PASSWORD: readablePassword(),
    DEMO_PASSWORD: readablePassword(),
    TWILIO_ACCOUNT_SID: `AC${randomBytes(16).toString('hex')}`,
    TWILIO_AUTH_TOKEN: randomBytes(16).toString('hex'),
  };
}

/** 16 letters and digits in fours (about 79 bits), none that look alike. */
function readablePassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  const four = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return [four(), four(), four(), four()].join('-');
}

function isRunningStart(pid: number): boolean {
  // The id of a dead start may belong to another program by now
  return pid !== process.pid && isAlive(pid) && commandOf(pid).includes('start.ts');
}

function readLock(file: string): number | undefined {
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined;
}

/** Moves it away first: of two starts that find the same stale lock, only one moves it, and neither removes the other's fresh one. */
function removeStaleLock(file: string, stalePid: number | undefined): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw thrown;
  }
  const moved = readLock(aside);
  if (moved !== stalePid && moved !== undefined && isRunningStart(moved)) renameSync(aside, file);
  else rmSync(aside, { force: true });
}

function writePrivately(file: string, text: string): void {
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, text, { mode: 0o600 });
  chmodSync(fresh, 0o600);
  renameSync(fresh, file);
}
