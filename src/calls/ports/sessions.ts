import type { Session } from '../../ivr/session.ts';
import type { DeskWork } from './desk-work.ts';

/** Where a call stands between two webhooks. */

/** A caller's keyed hash; absent when the number is withheld. */
export type CallerHash = string;

export interface StoredSession {
  session: Session;
  /** The TwiML answered at the session's turn, byte for byte. */
  document: string;
  /** What an agent has done for this caller. Beside the session, so that no webhook under way can lose it. */
  desk?: DeskWork;
}

export interface Sessions {
  load(callSid: string): Promise<StoredSession | undefined>;
  /**
   * Stores session and answer if the stored turn is still `overTurn` (-1: nothing is stored yet).
   * Otherwise changes nothing and returns what is stored: another delivery of the same webhook was faster.
   */
  save(session: Session, document: string, overTurn: number): Promise<'saved' | StoredSession>;
  /** Notes the agent's latest work for this call, whatever its webhooks do meanwhile. The turn stays. */
  noteDesk(callSid: string, work: DeskWork): Promise<void>;
}
