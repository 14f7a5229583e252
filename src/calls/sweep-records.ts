import { isQuietHour, KEPT_DAYS, retentionTerms } from '../ops/retention.ts';
import type { Parts } from './parts.ts';
import type { AuditLog } from './ports/audit.ts';
import type { Deleted, Retention } from './ports/personal-records.ts';

/** Personal data that is needed no more is deleted on time, and it is said what. */

export type SweepParts = Pick<Parts, 'clock' | 'logger'> & { retention: Retention; audit: AuditLog };

/** The name in the audit. */
export const RETENTION = 'retention';

/** How often the round is worth running: it works at night only. */
export const SWEEP_RECORDS_EVERY_MS = 3_600_000;

/** Deletes what is over, now. Written down in the log and the audit, in numbers, where there was anything. */
export async function sweepRecords({ clock, logger, retention, audit }: SweepParts, by = RETENTION): Promise<Deleted> {
  const nowMs = clock.nowMs();
  const { deleted, overdue } = await retention.sweep(retentionTerms(nowMs));
  if (Object.values(deleted).some((count) => count > 0)) {
    logger.info({ deleted, keptDays: KEPT_DAYS }, 'records deleted that are needed no more');
    await audit.add({ atMs: nowMs, who: by, what: 'records deleted', details: { ...deleted } });
  }
  if (overdue > 0) logger.error({ code: 'CALLBACKS_OVERDUE', overdue }, 'callbacks are open that were promised weeks ago');
  return deleted;
}

/** The worker's round: at night, when nobody waits for the database. */
export async function sweepAtNight(parts: SweepParts): Promise<Deleted | undefined> {
  return isQuietHour(parts.clock.nowMs()) ? sweepRecords(parts) : undefined;
}
