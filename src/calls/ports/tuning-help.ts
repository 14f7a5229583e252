import type { RateAdvice, Sample } from '../../admission/auto-tune.ts';
import type { Thresholds } from '../../admission/thresholds.ts';
import type { FrontDoor, FrontDoorPicture } from './front-door.ts';
import type { CallerHash } from './sessions.ts';

/** Advice, and candidates that are counted beside the live thresholds. */

/** The advised rate with what it was measured from. */
export interface PublishedAdvice {
  advice: RateAdvice;
  /** What counted then. */
  thresholdsVersion: number;
  admitPerSecond: number;
  /** Was it put into force by `autoTune=on`? */
  applied: boolean;
  atMs: number;
  /** The last minutes, oldest first. */
  samples: Sample[];
}

export interface AdviceBoard {
  read(): Promise<PublishedAdvice | undefined>;
  publish(advice: PublishedAdvice): Promise<void>;
}

/** A candidate that is counted beside the live thresholds and not enforced. */
export interface ShadowRun {
  id: string;
  startedAtMs: number;
  startedBy: string;
  reason?: string;
  /** What differs from the live thresholds of that moment. */
  changes: Record<string, unknown>;
  values: Thresholds;
  /** The live figures when it began. */
  liveThen: FrontDoorPicture;
}

/** The shadow's figures: the door's, and calls that would not have come because the caller would have been served. */
export type ShadowPicture = FrontDoorPicture & { spared: number };

/** The candidate's own lane. Fed with what happens at the live one; nothing it answers reaches a caller. */
export interface ShadowDoor extends Pick<FrontDoor, 'checkTurn' | 'handSeatOver' | 'renew' | 'sweep' | 'noteMissedCallback'> {
  /** Decides and counts the call, unless the shadow has served this caller already (`spared`). */
  arrive(call: { callSid: string; caller?: CallerHash }): Promise<void>;
  /** Lets in waiting calls and due callbacks. A callback that the live line has not rung keeps its seat as long as a call takes. */
  promote(most: number, dueCallbacks: readonly string[]): Promise<void>;
  /**
   * The live call is over. `liveSeat: false`: the live line did not let it in; if the shadow did, its seat stays taken
   * as long as a call takes, and the caller counts as served.
   */
  leave(callSid: string, options: { caller?: CallerHash; served?: boolean; liveSeat: boolean }): Promise<void>;
  noteCallback: FrontDoor['noteCallback'];
  adoptTicket(callSid: string, caller: CallerHash): Promise<void>;
  picture(): Promise<ShadowPicture>;
}

export interface Shadows {
  /** Starts a candidate in an empty lane; one that runs is stopped first. */
  start(run: Omit<ShadowRun, 'id'>): Promise<ShadowRun>;
  /** Forgets the lane. Returns what ran. */
  stop(): Promise<ShadowRun | undefined>;
  /** What runs; from memory, at most a second old. */
  current(): Promise<ShadowRun | undefined>;
  /** The lane of a run. */
  door(run: ShadowRun): ShadowDoor;
}
