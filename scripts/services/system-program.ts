import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { isProgram } from './programs.ts';

/** Finds a program of the machine, or has the machine's package manager install it. */

/** A program that does not come with npm. */
export interface SystemProgram {
  /** What it is, for people. */
  title: string;
  /** The file's name, most wanted first. */
  names: readonly string[];
  /** Where else to look than in the usual folders. */
  places?: readonly string[];
  /** By package manager: what is installed, each in turn until one brings the program. None: this manager has it not. */
  packages: Partial<Record<ManagerName, readonly string[]>>;
  /** What somebody can do when all of that failed, as the end of a sentence. */
  otherwise: string;
}

type ManagerName = 'apt-get' | 'dnf' | 'apk' | 'brew';

interface PackageManager {
  install: readonly string[];
  /** What a fresh machine needs before anything can be installed. */
  update?: readonly string[];
  asRoot: boolean;
}

const MANAGERS: Record<ManagerName, PackageManager> = {
  'apt-get': { install: ['install', '-y', '-q', '--no-install-recommends'], update: ['update', '-q'], asRoot: true },
  dnf: { install: ['install', '-y', '-q'], asRoot: true },
  apk: { install: ['add', '--quiet'], asRoot: true },
  brew: { install: ['install', '--quiet'], asRoot: false },
};

const USUAL_FOLDERS = [
  '/usr/bin',
  '/usr/local/bin',
  '/usr/sbin',
  '/opt/homebrew/bin',
  '/home/linuxbrew/.linuxbrew/bin',
  '/opt/local/bin',
  '/snap/bin',
];

/** Where it is, if it is there. Installs nothing. */
export function findProgram({ names, places = [] }: SystemProgram): string | undefined {
  return names.map(onPath).find((path) => path !== undefined) ?? places.find(isProgram);
}

/**
 * The program's path. Installs it where it is not found, and throws one sentence
 * saying what to do where that is not possible.
 * @param say hears what is being installed, before it is
 */
export function programOrInstall(program: SystemProgram, say: (line: string) => void): string {
  const found = findProgram(program);
  if (found) return found;
  for (const name of Object.keys(MANAGERS) as ManagerName[]) {
    const installed = installWith(name, program, say);
    if (installed) return installed;
  }
  throw new Error(`No ${program.title} on this machine, and it could not be installed: ${program.otherwise}.`);
}

function installWith(name: ManagerName, program: SystemProgram, say: (line: string) => void): string | undefined {
  const packages = program.packages[name] ?? [];
  const { install, update, asRoot } = MANAGERS[name];
  const [first] = packages;
  const prefix = first === undefined || !onPath(name) ? undefined : rightsFor(asRoot);
  if (first === undefined || !prefix) return undefined;
  say(`No ${program.title} on this machine: installing it with ${name} …`);
  const steps = [...(update ? [[...install, first], update] : []), ...packages.map((one) => [...install, one])];
  for (const step of steps) {
    runQuietly(prefix, asRoot, [name, ...step]);
    const installed = findProgram(program);
    if (installed) return installed;
  }
  return undefined;
}

/** How to become root: not at all, or by sudo where it asks for no password. Undefined: we may not. */
function rightsFor(asRoot: boolean): string[] | undefined {
  const isRoot = process.getuid?.() === 0;
  if (asRoot) return isRoot ? [] : spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined;
  // Homebrew refuses to run as root
  return isRoot ? undefined : [];
}

/**
 * Debian starts a freshly installed server at once, unless a policy forbids it: this one does for
 * the time of the installation. A policy that is there already is the machine's own and stays.
 */
const WITHOUT_DAEMON = `policy=/usr/sbin/policy-rc.d
if [ -d /usr/sbin ] && [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\\nexit 101\\n' > "$policy" && chmod 755 "$policy"
fi
DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 "$@"`;

function runQuietly(prefix: readonly string[], asRoot: boolean, command: readonly string[]): void {
  const [program, ...args] = asRoot ? [...prefix, 'sh', '-c', WITHOUT_DAEMON, 'sh', ...command] : command;
  spawnSync(program as string, args, { stdio: ['ignore', 'ignore', 'inherit'], timeout: 300_000 });
}

function onPath(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...USUAL_FOLDERS].filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(isProgram);
}
