import type { Thresholds } from '../../admission/thresholds.ts';

/** What ops set, with its history, and the copy that decisions read. */

export interface ThresholdsVersion {
  version: number;
  values: Thresholds;
  changedBy: string;
  changedAt: string;
  reason: string;
}

export interface ThresholdsLog {
  current(): Promise<ThresholdsVersion>;
  history(limit: number): Promise<ThresholdsVersion[]>;
  /** Appends version `over`+1. `conflict`: somebody else changed them first; nothing is lost, nothing stored. */
  append(change: {
    over: number;
    values: Thresholds;
    changedBy: string;
    reason: string;
    atMs: number;
  }): Promise<ThresholdsVersion | 'conflict'>;
}

/** The copy that scripts read. */
export interface LiveThresholds {
  publish(version: ThresholdsVersion): Promise<void>;
  /** What counts now for code outside the scripts; at most a second old. */
  now(): Promise<{ version: number; values: Thresholds }>;
}
