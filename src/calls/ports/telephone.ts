import type { CallerHash } from './sessions.ts';

/** What we start at the telephone network, and what keeps it within bounds. */

/** Callers who are on the line with us. */
export interface OnTheLine {
  /** Repeatable. */
  began(caller: CallerHash, callSid: string, nowMs: number): Promise<void>;
  ended(caller: CallerHash, callSid: string): Promise<void>;
  isTalking(caller: CallerHash, nowMs: number): Promise<boolean>;
}

/** Dial minutes of the clock hour, over all processes. */
export interface DialSpend {
  minutesThisHour(nowMs: number): Promise<number>;
  /** A call is being placed. */
  begin(nowMs: number): Promise<void>;
  /** A call of ours has ended. Repeatable. */
  ended(call: { callSid: string; durationSeconds: number; nowMs: number }): Promise<void>;
}

/** Spaces out what we start at the network, over all processes. */
export interface Pacer {
  /** From the next job on, so many a second for everybody. Cheap when nothing changed. */
  setRate(perSecond: number): Promise<void>;
  /** Runs the job when it is its turn. Throws `REDIS_DOWN` without running it when nobody can tell whose turn it is; else what the job throws. */
  run<T>(job: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The telephone network's REST side. */
export interface Telephone {
  /** Starts a call. `refused`: the network will not call this number. Throws `TWILIO_DOWN` when nothing is known about the outcome. */
  call(order: {
    to: string;
    path: string;
    statusPath: string;
    ringSeconds: number;
    limitSeconds: number;
  }): Promise<{ placed: string } | { refused: string } | { slowDown: true }>;
  /** Hands over a text message. `refused`: it will never arrive. Throws `TWILIO_DOWN` when nothing is known about the outcome. */
  text(order: { to: string; body: string; statusPath?: string }): Promise<{ sent: string } | { refused: string } | { slowDown: true }>;
  /** Moves a live call to another document. `over`: it has ended meanwhile. */
  redirect(callSid: string, path: string): Promise<'moved' | 'over'>;
  /** Stops a call of ours that nobody has answered yet. `over`: it is answered, or has ended. */
  cancel(callSid: string): Promise<'canceled' | 'over'>;
  /** Calls we started to this number in the last minutes; before dialling again after an unknown outcome. */
  recentCallTo(to: string, sinceMs: number): Promise<string | undefined>;
}

/** What an agent's browser needs to be a telephone. `none`: calls ring the agent's own. */
export type PhoneToken = { kind: 'none' } | { kind: 'browser'; token: string; identity: string; expiresAtMs: number };

export interface PhoneTokens {
  /**
   * @param agent.endpoint where this agent's calls go
   * @param agent.untilMs when the sign-in ends: a token does not outlive it
   */
  phoneToken(agent: { endpoint?: string | undefined; nowMs: number; untilMs?: number | undefined }): PhoneToken;
}
