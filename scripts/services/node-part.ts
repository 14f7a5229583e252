import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { endProcess } from './processes.ts';
import type { RunningServer } from './server-process.ts';

/** Runs one TypeScript program of the project as a child: app, worker or telephone network. */
export interface NodePart {
  /** Relative to the project's folder. */
  program: string;
  environment: Record<string, string | undefined>;
  /** Its output; appended, so that what was said before a restart stays. */
  logFile: string;
}

/** The project's folder. */
export const HOME = fileURLToPath(new URL('../../', import.meta.url));

/** A part finishes what it has begun (calls, statements) before it goes. */
const END = [
  { signal: 'SIGTERM', waitMs: 25_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
] as const;

/** Starts it; does not wait until it is ready. Throws when it cannot be started at all. */
export async function startNodePart(part: NodePart): Promise<RunningServer> {
  const log = openSync(part.logFile, 'a', 0o600);
  try {
    const child = spawn(process.execPath, ['--import', 'tsx', '--import', './scripts/services/end-with-parent.ts', part.program], {
      cwd: HOME,
      // Ctrl-C in the terminal reaches us alone, and we end the parts in their order
      detached: true,
      stdio: ['pipe', log, log],
      env: { ...process.env, ...part.environment },
    });
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const pid = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('spawn', () => resolve(child.pid as number));
    });
    // The line breaks when the part ends first
    child.stdin?.on('error', () => undefined);
    const stop = async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      await endProcess(pid, END);
      await ended;
    };
    return { pid, ended, stop };
  } finally {
    closeSync(log);
  }
}

/** The end of a part's log, for a terminal. */
export function lastLinesOf(logFile: string, lines = 15): string {
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}
