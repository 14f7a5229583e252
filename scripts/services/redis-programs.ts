import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
      runQuietly([...prefix, manager.name, ...args]);
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

/** Debian starts a freshly installed server at once; a policy for the time of the installation forbids that. */
function runQuietly(command: readonly string[]): void {
  const policyFolder = mkdtempSync(join(tmpdir(), 'hotline-policy-'));
  try {
    const policy = join(policyFolder, 'policy-rc.d');
    writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
    // Both are asked: invoke-rc.d by the first, package scripts by the run level
    const variables = ['DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1', `POLICYRCD=${policy}`];
    const words = command[0] === 'sudo' ? ['sudo', '-n', 'env', ...variables, ...command.slice(2)] : ['env', ...variables, ...command];
    spawnSync(words[0] as string, words.slice(1), { stdio: ['ignore', 'ignore', 'inherit'], timeout: 300_000 });
  } finally {
    rmSync(policyFolder, { recursive: true, force: true });
  }
}

function onPath(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...USUAL_FOLDERS].filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(isProgram);
}
