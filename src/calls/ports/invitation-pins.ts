/** PINs from the invitation letters. Each proves that one person is entitled, and leads to the address the letter went to. */
export interface InvitationPins {
  /** Are there any, so that callers are asked for theirs? From memory, a few seconds old. */
  inUse(): boolean;
  /** The keyed hash by which a PIN is known; from it nobody finds the PIN. */
  hashOf(pin: string): string;
  /**
   * Is it the PIN of a letter, and is there an appointment for it (`used`)? Throws `POSTGRES_DOWN`.
   * Only the booking itself decides whether a PIN is still free.
   */
  stateOf(pinHash: string): Promise<'free' | 'used' | 'unknown'>;
}
