import { z } from 'zod';
import { HotlineError } from '../platform/errors.ts';
import type { Cipher } from '../platform/ids.ts';
import type { Address } from './pin-csv.ts';

/** How the address of an invitation letter is kept: sealed, as JSON. */

const addressSchema = z.object({ name: z.string(), street: z.string(), plz: z.string(), city: z.string() });

export function sealAddress(cipher: Cipher, { name, street, plz, city }: Address): string {
  return cipher.seal(JSON.stringify({ name, street, plz, city }));
}

/** Throws `ADDRESS_UNREADABLE` when it was sealed with another key, or is no address. */
export function readAddress(cipher: Cipher, sealed: string): Address {
  try {
    return addressSchema.parse(JSON.parse(cipher.open(sealed)));
  } catch (cause) {
    throw new HotlineError('ADDRESS_UNREADABLE', 'a stored address cannot be opened (was DATA_KEY changed?)', { cause });
  }
}
