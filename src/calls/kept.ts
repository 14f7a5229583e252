import type { Clock } from '../platform/clock.ts';

/** The same promise again until it is too old; a failed one is not kept. */
export function kept<T>(clock: Clock, keptMs: number, make: () => Promise<T>): () => Promise<T> {
  let last: { atMs: number; value: Promise<T> } | undefined;
  return () => {
    const nowMs = clock.nowMs();
    if (last && nowMs - last.atMs < keptMs) return last.value;
    const mine = { atMs: nowMs, value: make() };
    last = mine;
    mine.value.catch(() => {
      if (last === mine) last = undefined;
    });
    return mine.value;
  };
}
