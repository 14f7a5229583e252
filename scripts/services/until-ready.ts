import { setTimeout as pause } from 'node:timers/promises';

/** Waits until an address answers as wanted; throws when it does not in time or when the wait is called off. */
export async function untilAnswers(
  url: string,
  wanted: (status: number) => boolean,
  options: { withinMs: number; signal: AbortSignal },
): Promise<void> {
  const untilMs = Date.now() + options.withinMs;
  let last = 'no answer';
  while (Date.now() < untilMs) {
    options.signal.throwIfAborted();
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(3_000) });
      if (wanted(response.status)) return;
      last = `status ${response.status}: ${(await response.text()).slice(0, 300)}`;
    } catch (thrown) {
      last = thrown instanceof Error ? (thrown.cause instanceof Error ? thrown.cause.message : thrown.message) : String(thrown);
    }
    await pause(100);
  }
  throw new Error(`${url} was not ready within ${options.withinMs / 1000} s (${last})`);
}
