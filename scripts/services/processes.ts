import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Looks at and ends processes by their id, never by name: only what we started, or what a dead start of ours left. */

/** Is a process with this id running? One of another user counts as running. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
  // A killed child that its parent has not waited for still answers signal 0
  return !/^\d+ \(.*\) Z/s.test(readOr(`/proc/${pid}/stat`, ''));
}

/** The command line of a running process, or '' when it cannot be told. Guards against ids the machine has given to somebody else. */
export function commandOf(pid: number): string {
  const fromProc = readOr(`/proc/${pid}/cmdline`, '').replaceAll('\0', ' ').trim();
  if (fromProc !== '') return fromProc;
  try {
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    // No such program or no such process: it cannot be told
    return '';
  }
}

/**
 * Sends the signals one after the other, each with its own patience, until the process is gone.
 * @returns whether it is gone
 */
export async function endProcess(pid: number, signals: readonly { signal: NodeJS.Signals; waitMs: number }[]): Promise<boolean> {
  for (const { signal, waitMs } of signals) {
    if (!isAlive(pid)) return true;
    sendSignal(pid, signal);
    if (await goneWithin(pid, waitMs)) return true;
  }
  return !isAlive(pid);
}

/** Signals a process; one that is already gone is what we wanted. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown;
  }
}

async function goneWithin(pid: number, waitMs: number): Promise<boolean> {
  const untilMs = Date.now() + waitMs;
  while (isAlive(pid)) {
    if (Date.now() >= untilMs) return false;
    await pause(20);
  }
  return true;
}

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process may have ended between two looks
    return otherwise;
  }
}
