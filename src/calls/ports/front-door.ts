import type { CallerHash } from './sessions.ts';

/** Admission at the front door: who comes in, who waits, who is called back. */

/** `attempt`: how often this caller has rung with this ticket. */
export type Admission = { thresholdsVersion: number; ticketAtMs: number; attempt: number } & (
  | { answer: 'admitted' }
  | { answer: 'queued'; position: number; waitSeconds: number | undefined }
  | { answer: 'callbackOffered' }
  /** The caller has an open callback request. */
  | { answer: 'known'; callbackId: string }
  /** A callback that is due, or was missed in the last 24 h: admitted at once, it is that callback. */
  | { answer: 'missedCallback'; callbackId: string }
  | { answer: 'busy' }
  | { answer: 'closed'; reason: string; opensAtMs: number }
) & {
    /** The last admitted call of this caller if it ended unfinished within 30 min: its session may be gone on with. */
    previousCallSid?: string;
  };

export type Turn =
  | { admitted: true }
  | { admitted: false; position: number; waitSeconds: number | undefined }
  | { admitted: false; position: 0; waitSeconds: undefined; unknown: true };

export interface FrontDoor {
  /** One atomic decision. The same CallSid gets the same answer; a refusal takes nothing. */
  admit(call: { callSid: string; caller?: CallerHash }): Promise<Admission>;
  /** Is it this waiting call's turn? Lets in whoever is first if capacity is free, so the line moves without a worker. */
  checkTurn(callSid: string): Promise<Turn>;
  /**
   * Lets the next ones in, in ticket order, sharing capacity with callbacks by `callbackShare`.
   * `dueCallbacks`: ids in ticket order that could be dialled now; a granted one has its seat (under its id) already.
   */
  promote(most: number, dueCallbacks: readonly string[]): Promise<{ calls: string[]; callbacks: string[] }>;
  /** The seat taken for a callback becomes the seat of the call that was made. Repeatable. */
  handSeatOver(callbackId: string, callSid: string): Promise<void>;
  /** The call (or callback id) is over: gives back its own seat or place, exactly once. `served`: its ticket is used up. */
  leave(callSid: string, options?: { caller?: CallerHash; served?: boolean }): Promise<{ gaveBack: 'seat' | 'place' | 'nothing' }>;
  /**
   * A call with a withheld number has typed one: that caller has a ticket now, the older of their own and the call's. Repeatable.
   * Who had a ticket before was counted among the people already: the person counted for the call is taken back, the attempt stays.
   * The call itself stays where it is: a typed number proves nothing.
   */
  adoptTicket(callSid: string, caller: CallerHash): Promise<{ ticketAtMs: number; attempt: number }>;
  /** The call lives: its seat's lease starts anew. */
  renew(callSid: string): Promise<void>;
  /** Frees seats whose lease ran out; returns their ids. */
  sweep(): Promise<string[]>;
  /** The caller's ticket now carries an open callback request, or (undefined) none any more. Counts open callbacks. */
  noteCallback(caller: CallerHash, callback: { id: string; ticketAtMs: number; dueAtMs: number } | undefined): Promise<void>;
  /** The last try was not answered: calling again before `untilMs` goes to the front. */
  noteMissedCallback(caller: CallerHash, callback: { id: string; untilMs: number }): Promise<void>;
  picture(): Promise<FrontDoorPicture>;
}

export interface FrontDoorPicture {
  thresholdsVersion: number;
  tokens: number;
  activeCalls: number;
  onHold: number;
  longestWaitSeconds: number;
  estimatedWaitSeconds: number | undefined;
  openCallbacks: number;
  /** Since local midnight. */
  decisions: { admitted: number; queued: number; callbackOffered: number; known: number; busy: number };
  people: number;
  attempts: number;
}
