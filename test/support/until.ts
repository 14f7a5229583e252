import { setTimeout as wait } from 'node:timers/promises';

/** How long a test waits for what must come: no bound of the product, only of the test. */
export const PATIENCE_MS = 15_000;

const LOOK_EVERY_MS = 50;

/** Resolves when it holds; rejects when it does not within this time. */
export async function until(holds: () => Promise<boolean>, withinMs: number): Promise<void> {
  const started = performance.now();
  while (!(await holds())) {
    if (performance.now() - started > withinMs) throw new Error(`does not hold after ${withinMs} ms`);
    await wait(LOOK_EVERY_MS);
  }
}
