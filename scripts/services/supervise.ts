import { setTimeout as pause } from 'node:timers/promises';
import type { RunningServer } from './server-process.ts';

/** Keeps one part running: says when it dies, starts it again, and gives up aloud when that does not help. */
export interface Supervised {
  name: string;
  start: () => Promise<RunningServer>;
  say: (line: string) => void;
  /** Called once when the last restart has failed. */
  giveUp: (name: string) => void;
  /** First pause before a restart, doubled each time. */
  firstDelayMs?: number;
}

export interface Kept {
  /** Ends the part and the supervision; repeatable. */
  stop(): Promise<void>;
  pid(): number;
}

const MOST_RESTARTS = 5;
/** After running this long a part counts as well again. */
const WELL_AFTER_MS = 60_000;

/** Starts the part; throws when the very first start fails. */
export async function keepRunning(part: Supervised): Promise<Kept> {
  let current = await part.start();
  const stopping = new AbortController();
  const watching = watch();

  async function watch(): Promise<void> {
    let restarts = 0;
    while (!stopping.signal.aborted) {
      const startedMs = Date.now();
      await current.ended;
      if (stopping.signal.aborted) return;
      if (Date.now() - startedMs > WELL_AFTER_MS) restarts = 0;
      const next = await startAgain(part, stopping.signal, restarts);
      if (!next) return;
      restarts = next.restarts;
      current = next.running;
      // Stopped while it was starting
      if (stopping.signal.aborted) await current.stop();
    }
  }

  return {
    pid: () => current.pid,
    async stop() {
      stopping.abort();
      await current.stop();
      await watching;
    },
  };
}

async function startAgain(
  part: Supervised,
  stopping: AbortSignal,
  before: number,
): Promise<{ running: RunningServer; restarts: number } | undefined> {
  for (let restarts = before + 1; restarts <= MOST_RESTARTS; restarts += 1) {
    const delayMs = (part.firstDelayMs ?? 1_000) * 2 ** (restarts - 1);
    part.say(`${part.name} ended unexpectedly; starting it again in ${delayMs / 1000} s (${restarts} of ${MOST_RESTARTS})`);
    await pause(delayMs, undefined, { signal: stopping }).catch((reason: unknown) => {
      if (!stopping.aborted) throw reason;
    });
    if (stopping.aborted) return undefined;
    try {
      const running = await part.start();
      part.say(`${part.name} runs again`);
      return { running, restarts };
    } catch (thrown) {
      part.say(`${part.name}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    }
  }
  if (!stopping.aborted) part.giveUp(part.name);
  return undefined;
}
