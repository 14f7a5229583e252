import { instantOf, localTime, localDay as nameOf, onDay } from '../platform/berlin-time.ts';

/** The local day that figures belong to. */
export interface LocalDay {
  /** Like 2021-01-25. */
  name: string;
  startMs: number;
}

/** Finds the local day of an instant (ms since 1970). Remembers the last one, because the calendar is slow and days are long. */
export function localDays(): (ms: number) => LocalDay {
  let last = { name: '', startMs: 0, endMs: 0 };
  return (ms) => {
    if (ms < last.startMs || ms >= last.endMs) {
      const now = localTime(ms);
      last = { name: nameOf(ms), startMs: instantOf(onDay(now, 0, 0)), endMs: instantOf(onDay(now, 1, 0)) };
    }
    return last;
  };
}
