import { programOrInstall, type SystemProgram } from './system-program.ts';

/** A Redis (or Valkey) server: no npm package brings one. */
const REDIS: SystemProgram = {
  title: 'Redis',
  names: ['redis-server', 'valkey-server'],
  packages: {
    'apt-get': ['redis-server', 'valkey-server'],
    dnf: ['redis', 'valkey'],
    apk: ['redis', 'valkey'],
    brew: ['redis'],
  },
  otherwise: 'install redis-server (or valkey-server), or set REDIS_URL',
};

/**
 * The server's path. Installs one where none is found, and throws one sentence
 * saying what to do where that is not possible.
 * @param say hears what is being installed, before it is
 */
export function redisProgram(say: (line: string) => void): string {
  return programOrInstall(REDIS, say);
}
