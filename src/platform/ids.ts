import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, randomInt, randomUUID } from 'node:crypto';

/** A fresh random identifier (RFC 9562 version 4). Carries nothing personal. */
export function newId(): string {
  return randomUUID();
}

/** The identifier that belongs to a name (RFC 9562 version 8, over SHA-256): the same name has the same one for good. Nothing personal may be in it. */
export function idOf(name: string): string {
  const digest = createHash('sha256').update(name).digest();
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  return digest.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** A uniformly drawn whole number, 0 ≤ n < `below`, from the system's secure source. */
export function drawBelow(below: number): number {
  return randomInt(below);
}

/** Looks personal values up without storing them: HMAC-SHA-256 (RFC 2104), 32 hex digits kept. */
export class LookupHash {
  readonly #key: Buffer;
  /** @param key 32 bytes, base64 (`LOOKUP_KEY`) */
  constructor(key: string) {
    this.#key = Buffer.from(key, 'base64');
  }
  /** Same purpose and value → same hash; without the key it cannot be reversed or guessed offline. */
  of(purpose: 'caller' | 'person' | 'code' | 'pin', value: string): string {
    return createHmac('sha256', this.#key).update(`${purpose}:${value}`).digest('hex').slice(0, 32);
  }
}

/** Keeps personal values at rest: AES-256-GCM (NIST SP 800-38D), the key's id stored in front. */
export class Cipher {
  readonly #key: Buffer;
  readonly #keyId: string;
  /** @param key 32 bytes, base64 (`DATA_KEY`) */
  constructor(key: string) {
    this.#key = Buffer.from(key, 'base64');
    this.#keyId = createHmac('sha256', this.#key).update('key-id').digest('hex').slice(0, 8);
  }
  /** `keyId.nonce+tag+ciphertext` (base64url); a different text at every call. */
  seal(plain: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return `${this.#keyId}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
  }
  /** The sealed text again. Throws when it was changed or sealed with another key. */
  open(sealed: string): string {
    const bytes = Buffer.from(sealed.slice(sealed.indexOf('.') + 1), 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  }
}
