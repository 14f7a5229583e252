import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { HotlineError } from '../platform/errors.ts';

/**
 * Passwords as scrypt hashes (RFC 7914). The cost stands in the stored string, so
 * it can be raised later without locking anybody out.
 */

/** log2 of scrypt's N, then r and p. */
export interface Cost {
  logN: number;
  r: number;
  p: number;
}

/**
 * N = 2^15, r = 8, p = 3: one of the equal settings that OWASP's Password Storage Cheat Sheet gives as the least for scrypt, and of those
 * the one for little memory. 32 MiB and about a fifth of a second each: dear for guessing, bearable for signing in.
 */
const COST: Cost = { logN: 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** 96 bits: beyond guessing, and short enough to be typed once from a screen. */
const MADE_PASSWORD_BYTES = 12;
const STORED = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]{16,})\$([\w-]{43,})$/;

/** `$scrypt$ln=15,r=8,p=3$salt$hash` (base64url); a different string at every call. Only tests ask for a smaller cost. */
export async function hashPassword(password: string, cost = COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return stored(cost, salt, await derive(password, salt, cost, HASH_BYTES));
}

/** Like a stored password, and as dear to check, but none opens it: drawn, not derived. */
export function unopenableHash(): string {
  return stored(COST, randomBytes(SALT_BYTES), randomBytes(HASH_BYTES));
}

/** A password for somebody who gets it shown once. */
export function makePassword(): string {
  return randomBytes(MADE_PASSWORD_BYTES).toString('base64url');
}

/** Is it the password? Compares in constant time. Throws `PASSWORD_HASH` when `kept` was not made by `hashPassword`. */
export async function verifyPassword(password: string, kept: string): Promise<boolean> {
  const [, logN, r, p, salt, hash] = STORED.exec(kept) ?? [];
  if (salt === undefined || hash === undefined) throw new HotlineError('PASSWORD_HASH', 'a stored password is not an scrypt hash of ours');
  const expected = Buffer.from(hash, 'base64url');
  const actual = await derive(
    password,
    Buffer.from(salt, 'base64url'),
    { logN: Number(logN), r: Number(r), p: Number(p) },
    expected.length,
  );
  return timingSafeEqual(actual, expected);
}

/** Tells one setting of a password from the next: the salt, which is no secret and never the same twice. */
export function markOf(kept: string): string {
  return STORED.exec(kept)?.[4] ?? '';
}

function stored({ logN, r, p }: Cost, salt: Buffer, hash: Buffer): string {
  return `$scrypt$ln=${logN},r=${r},p=${p}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}

function derive(password: string, salt: Buffer, cost: Cost, bytes: number): Promise<Buffer> {
  const N = 2 ** cost.logN;
  // Node refuses more than 32 MiB unless told; scrypt needs 128·N·r and a little.
  const options: ScryptOptions = { N, r: cost.r, p: cost.p, maxmem: 128 * cost.r * (N + cost.p + 64) };
  return new Promise((resolve, reject) => {
    // One person's ü may be one code point or two, depending on the keyboard.
    scrypt(password.normalize('NFC'), salt, bytes, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
