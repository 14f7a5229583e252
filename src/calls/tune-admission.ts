import { changeThresholds, isClosed, type ThresholdFault, type Thresholds } from '../admission/thresholds.ts';
import type { Clock } from '../platform/clock.ts';
import { DependencyDown } from '../platform/errors.ts';
import type { LiveThresholds, ThresholdsLog, ThresholdsVersion } from './ports/thresholds.ts';

/** Ops turn the thresholds: checked, kept with who and why, then published; they count from the next call on. */

/** `published: false`: stored, but Redis did not answer; it counts as soon as a worker publishes it again. */
export type Tuned =
  | { status: 'stored'; version: ThresholdsVersion; published: boolean }
  | { status: 'refused'; faults: ThresholdFault[] }
  /** Somebody else changed them since the version this change was made for; nothing is stored. */
  | { status: 'conflict'; current: ThresholdsVersion };

export interface Change {
  by: string;
  reason: string;
  /** The version the person was looking at. Without it the change is made over whatever counts now. */
  baseVersion?: number;
}

export interface Tuning {
  show(): Promise<ThresholdsVersion>;
  set(changes: Readonly<Record<string, unknown>>, change: Change): Promise<Tuned>;
  /** Newest first. */
  history(limit: number): Promise<ThresholdsVersion[]>;
  /** The values of an earlier version as a new one. A closing that is over comes back as an open line. */
  rollback(version: number, change: Change): Promise<Tuned>;
}

/** Two people may type at once; a change without a base is tried again over what the other one stored. */
const TRIES = 5;

export function tuneAdmission({ log, live, clock }: { log: ThresholdsLog; live: LiveThresholds; clock: Clock }): Tuning {
  const store = async (change: Change, next: (current: ThresholdsVersion) => Promise<Thresholds | ThresholdFault[]>): Promise<Tuned> => {
    for (let tries = 1; ; tries++) {
      const current = await log.current();
      if (change.baseVersion !== undefined && change.baseVersion !== current.version) return { status: 'conflict', current };
      const values = await next(current);
      if (Array.isArray(values)) return { status: 'refused', faults: values };
      const stored = await log.append({
        over: current.version,
        values,
        changedBy: change.by,
        reason: change.reason.trim(),
        atMs: clock.nowMs(),
      });
      if (stored !== 'conflict') return { status: 'stored', version: stored, published: await published(live, stored) };
      if (tries === TRIES) return { status: 'conflict', current: await log.current() };
    }
  };
  return {
    show: () => log.current(),
    history: (limit) => log.history(limit),
    set: (changes, change) =>
      store(change, async (current) => {
        if (Object.keys(changes).length === 0)
          return [{ field: 'values', fault: 'are missing', remedy: 'name at least one, like burst=50' }];
        const result = changeThresholds(current.values, changes, { nowMs: clock.nowMs(), reason: change.reason });
        return result.ok ? result.values : result.faults;
      }),
    rollback: (version, change) =>
      store(change, async (current) => {
        const earlier = await find(log, current, version);
        if (!earlier) return [{ field: 'version', fault: `${version} does not exist`, remedy: `name one from 1 to ${current.version}` }];
        const reason = changeThresholds(current.values, {}, { nowMs: clock.nowMs(), reason: change.reason });
        return reason.ok ? reopened(earlier.values, clock.nowMs()) : reason.faults;
      }),
  };
}

async function published(live: LiveThresholds, version: ThresholdsVersion): Promise<boolean> {
  try {
    await live.publish(version);
    return true;
  } catch (thrown) {
    if (thrown instanceof DependencyDown) return false;
    throw thrown;
  }
}

async function find(log: ThresholdsLog, current: ThresholdsVersion, version: number): Promise<ThresholdsVersion | undefined> {
  if (!Number.isInteger(version) || version < 1 || version > current.version) return undefined;
  const recent = await log.history(current.version - version + 1);
  return recent.find((candidate) => candidate.version === version);
}

/** Only a person closes the line: an old closing is not brought back by going back. */
function reopened(values: Thresholds, nowMs: number): Thresholds {
  return values.mode === 'closed' && !isClosed(values, nowMs) ? { ...values, mode: 'open', closedReason: '', closedUntilMs: 0 } : values;
}
