import type { Session } from '../../ivr/session.ts';

/** Where a call stands between two webhooks. */

/** A caller's keyed hash; absent when the number is withheld. */
export type CallerHash = string;

export interface StoredSession {
  session: Session;
  /** The TwiML answered at the session's turn, byte for byte. */
  document: string;
}

export interface Sessions {
  load(callSid: string): Promise<StoredSession | undefined>;
  /**
   * Stores session and answer if the stored turn is still `overTurn` (-1: nothing is stored yet).
   * Otherwise changes nothing and returns what is stored: another delivery of the same webhook was faster.
   */
  save(session: Session, document: string, overTurn: number): Promise<'saved' | StoredSession>;
}
