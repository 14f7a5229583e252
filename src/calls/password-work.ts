import { hashPassword, unopenableHash, verifyPassword } from '../agents/passwords.ts';

/**
 * Checking and hashing passwords, a few at a time: each takes a core and 32 MiB for a fifth of a second, and callers wait on the same
 * machine. A dozen lines of our own, because a queue of promises is all it takes.
 */

/** Two leave half of Node's four background threads to everything else. */
const AT_ONCE = 2;
/** With those that wait. More wait for nothing: whoever is behind 64 others gives up first. */
const MOST = 64;

export interface PasswordWork {
  /** Would a further check be refused? Asked before anything is counted against anybody. */
  isFull(): boolean;
  /** Is it the password? An account that is not there costs the same time as a wrong password. `full`: not checked. */
  matches(password: string, stored: string | undefined): Promise<boolean | 'full'>;
  /** Waits for its turn. */
  hash(password: string): Promise<string>;
}

/** @param functions what really checks and hashes; tests count them */
export function createPasswordWork(
  functions = { verify: verifyPassword, hash: (password: string) => hashPassword(password) },
): PasswordWork {
  const waiting: (() => void)[] = [];
  const nobodys = unopenableHash();
  let running = 0;

  async function inTurn<T>(job: () => Promise<T>): Promise<T> {
    if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await job();
    } finally {
      // Handed on rather than given back, so that nobody who comes now is faster than those who wait
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  }

  const isFull = () => running + waiting.length >= MOST;
  return {
    isFull,
    async matches(password, stored) {
      if (isFull()) return 'full';
      const right = await inTurn(() => functions.verify(password, stored ?? nobodys));
      return right && stored !== undefined;
    },
    hash: (password) => inTurn(() => functions.hash(password)),
  };
}
