import type { Language } from '../../../flows/vocabulary.ts';
import type { CallbackKind, CallbackLine } from '../../callbacks/kinds.ts';
import type { CallerHash } from './sessions.ts';

/** The list of people who are to be called back. */

export type { CallbackKind, CallbackLine } from '../../callbacks/kinds.ts';

export interface CallbackRequest {
  id: string;
  caller: CallerHash;
  kind: CallbackKind;
  /** What an offer, a result or a reminder is about: an entry of a waiting list, or a hold. */
  subject?: string;
  language: Language;
  kennzahl: string;
  ticketAtMs: number;
  window: { fromMs: number; toMs: number };
  state: 'open' | 'dialling' | 'accepted' | 'dropped' | 'missed';
  attempts: number;
  nextTryAtMs: number;
}

export interface Callbacks {
  /**
   * Durable before it returns. A caller who has an open request gets that one (`already`). A person who asks while only an errand of
   * ours is open for the number is `registered`: that request becomes theirs, with their time and their promise.
   */
  register(wish: {
    caller: CallerHash;
    number: string;
    kind: CallbackKind;
    subject?: string;
    /** `false`: no time was spoken, so nothing stands in the ledger of promises. */
    promised?: false;
    language: Language;
    ticketAtMs: number;
    window: { fromMs: number; toMs: number };
    nextTryAtMs: number;
    nowMs: number;
    /** Where they are given already: the wish was written down elsewhere, and the caller has heard the Kennzahl. */
    id?: string;
    kennzahl?: string;
  }): Promise<{ status: 'registered' | 'already'; request: CallbackRequest }>;
  byId(id: string): Promise<CallbackRequest | undefined>;
  /** Requests in this line (the menu's, where not given) that are not yet served and have an earlier ticket. */
  countAhead(ticketAtMs: number, line?: CallbackLine): Promise<number>;
  /** Requests (of both lines, where not given) whose next try has come, in ticket order. Only a look: `claim` decides. */
  due(nowMs: number, limit: number, line?: CallbackLine): Promise<CallbackRequest[]>;
  /**
   * Takes one for dialling; undefined when another worker has it, its time has not come or it is closed. Counts the attempt.
   * `attempt` numbers this try; `unknownSinceMs`: an earlier try may have reached the network, so look there before dialling.
   * @param agent who takes it from the list, where a human does; recorded with the try
   */
  claim(
    id: string,
    nowMs: number,
    leaseMs: number,
    agent?: string,
  ): Promise<{ request: CallbackRequest; number: string; attempt: number; unknownSinceMs?: number } | undefined>;
  /** The network gave the attempt its CallSid: a ring, which settles the promise by its time (now, where not given). Repeatable. */
  noteCall(id: string, callSid: string, rungAtMs?: number): Promise<void>;
  /**
   * The try ended without the person: open again for `nextTryAtMs`, or missed after the last one. Repeatable per CallSid;
   * with `attempt` only that try is ended, so a late worker cannot end its successor's. `uncounted`: we never rang, the try does not count.
   * `window`: when we ring again, for the caller who asks; a promise that still stands is not touched.
   * Returns the request as it is now; undefined when there is none with this id.
   */
  tryFailed(
    id: string,
    attempt: {
      callSid?: string;
      attempt?: number;
      outcome: string;
      nextTryAtMs: number;
      lastTry: boolean;
      uncounted?: boolean;
      window?: { fromMs: number; toMs: number };
      nowMs: number;
    },
  ): Promise<CallbackRequest | undefined>;
  /** The person pressed 1, or rang us while it was due or missed. `gone`: it had been dropped in the meantime. Repeatable. */
  accept(id: string, nowMs: number): Promise<'accepted' | 'gone'>;
  /**
   * Later again, or sooner: does not count as a try. Without effect on what is closed. `window`: what the person was promised by it.
   * Returns the request as it is now; undefined when there is none with this id.
   */
  snooze(id: string, nextTryAtMs: number, window?: { fromMs: number; toMs: number }): Promise<CallbackRequest | undefined>;
  drop(id: string, nowMs: number): Promise<void>;
  /** Attempts that a dead worker left in `dialling` with the lease run out. `agent`: who had it in hand. */
  abandonedAttempts(nowMs: number): Promise<{ request: CallbackRequest; attempt: number; callSid?: string; agent?: string }[]>;
  /** How this line was rung in the last minutes; at most five seconds old. */
  measuredPace(line: CallbackLine, nowMs: number): Promise<{ rings: number; spanMs: number; pressed: boolean }>;
  /**
   * `open` and `due` now; the others are today's (local day) promises from the ledger: `kept`, `early`, `late` by the first ring, `late`
   * also what passed without one; `requoted` were replaced in time by a later one, and count as none of these.
   */
  counts(): Promise<{ open: number; due: number; kept: number; early: number; late: number; requoted: number }>;
}

/** Everything the tickets should carry, read in pages: for a Redis that has lost it. */
export interface CallbackPages {
  /** Requests that are open, or were missed after `missedSinceMs`, by id from after this one on. `closedAtMs`: since when it is missed. */
  after(
    id: string | undefined,
    limit: number,
    missedSinceMs: number,
  ): Promise<{ request: CallbackRequest; closedAtMs: number | undefined }[]>;
}

/** Whether the tickets of this Redis carry the callbacks that are on the list. */
export interface TicketNotes {
  /** `true`: they may not, and the asker writes them; nobody else is told so meanwhile. */
  begin(): Promise<boolean>;
  /** All were written, or (`false`) it broke off and has to be done again. */
  end(complete: boolean): Promise<void>;
  /** Something was put on the list without a note. */
  outdated(): Promise<void>;
}
