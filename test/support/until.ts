import { setTimeout as wait } from 'node:timers/promises';

/** We aim at 5 s and measure it by hand; a busy machine gets more time, so that only what never comes back fails. */
export const BACK_WITHIN_MS = 15_000;

const LOOK_EVERY_MS = 50;

/** Resolves when it holds; rejects when it does not within this time. */
export async function until(holds: () => Promise<boolean>, withinMs: number): Promise<void> {
  const started = performance.now();
  while (!(await holds())) {
    if (performance.now() - started > withinMs) throw new Error(`does not hold after ${withinMs} ms`);
    await wait(LOOK_EVERY_MS);
  }
}
