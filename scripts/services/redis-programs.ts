import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { isProgram } from './programs.ts';

/** Finds a Redis (or Valkey) server on the machine, or has the machine's package manager install one. */
const NAMES = ['redis-server', 'valkey-server'];
const USUAL_FOLDERS = [
  '/usr/bin',
  '/usr/local/bin',
  '/usr/sbin',
  '/opt/homebrew/bin',
  '/home/linuxbrew/.linuxbrew/bin',
  '/opt/local/bin',
  '/snap/bin',
];

interface PackageManager {
  name: string;
  /** Each in turn until one gives us a server. */
  installs: readonly (readonly string[])[];
  asRoot: boolean;
}

const MANAGERS: readonly PackageManager[] = [
  {
    name: 'apt-get',
    installs: [
      ['install', '-y', '-q', '--no-install-recommends', 'redis-server'],
      ['update', '-q'],
      ['install', '-y', '-q', '--no-install-recommends', 'redis-server'],
      ['install', '-y', '-q', '--no-install-recommends', 'valkey-server'],
    ],
    asRoot: true,
  },
  {
    name: 'dnf',
    installs: [
      ['install', '-y', '-q', 'redis'],
      ['install', '-y', '-q', 'valkey'],
    ],
    asRoot: true,
  },
  {
    name: 'apk',
    installs: [
      ['add', '--quiet', 'redis'],
      ['add', '--quiet', 'valkey'],
    ],
    asRoot: true,
  },
  { name: 'brew', installs: [['install', '--quiet', 'redis']], asRoot: false },
];

/**
 * The server's path. Installs one where none is found, and throws one sentence
 * saying what to do where that is not possible.
 * @param say hears what is being installed, before it is
 */
export function redisProgram(say: (line: string) => void): string {
  const found = findRedis();
  if (found) return found;
  for (const manager of MANAGERS) {
    const prefix = rightsFor(manager);
    if (!prefix || !onPath(manager.name)) continue;
    say(`No Redis on this machine: installing one with ${manager.name} …`);
    for (const args of manager.installs) {
      runQuietly(prefix, manager.asRoot, [manager.name, ...args]);
      const installed = findRedis();
      if (installed) return installed;
    }
  }
  throw new Error(
    'No Redis server on this machine, and it could not be installed: install redis-server (or valkey-server), or set REDIS_URL.',
  );
}

function findRedis(): string | undefined {
  return NAMES.map(onPath).find((path) => path !== undefined);
}

/** How to become root: not at all, or by sudo where it asks for no password. Undefined: we may not. */
function rightsFor(manager: PackageManager): string[] | undefined {
  const isRoot = process.getuid?.() === 0;
  if (manager.asRoot) return isRoot ? [] : spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined;
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
