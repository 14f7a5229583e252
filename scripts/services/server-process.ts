import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { endProcess } from './processes.ts';

/** Starts one server as a child, tells when it is ready, and ends it by its id. */
export interface ServerOrder {
  name: string;
  command: string;
  args: readonly string[];
  /** Everything the server writes; shortened at each start. */
  logFile: string;
  uid?: number;
  gid?: number;
  /** Resolves once the server serves; rejects while it does not. Asked again and again. */
  probe: () => Promise<void>;
  readyWithinMs: number;
  /** From the polite to the last one. */
  endSignals: readonly { signal: NodeJS.Signals; waitMs: number }[];
}

export interface RunningServer {
  pid: number;
  /** Resolves when the process has ended, whoever ended it. */
  ended: Promise<void>;
  /** Ends it and waits; repeatable. */
  stop(): Promise<void>;
}

/** Throws with the last lines of its log when the server ends early or is not ready in time. */
export async function launchServer(order: ServerOrder): Promise<RunningServer> {
  const child = spawnServer(order);
  let over: string | undefined;
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      over = error.message;
      resolve();
    });
    child.once('exit', (code, signal) => {
      over ??= signal === null ? `it ended with code ${code}` : `it was ended by ${signal}`;
      resolve();
    });
  });
  const stop = async () => {
    if (child.pid === undefined || over !== undefined) return;
    await endProcess(child.pid, order.endSignals);
    await ended;
  };
  const untilMs = Date.now() + order.readyWithinMs;
  let lastFault: unknown;
  while (over === undefined && Date.now() < untilMs) {
    try {
      await order.probe();
      // Another server on that port may have answered while ours gave up
      if (over === undefined && child.pid !== undefined) return { pid: child.pid, ended, stop };
    } catch (thrown) {
      lastFault = thrown;
      await pause(15);
    }
  }
  const why = over ?? `not ready after ${Math.round(order.readyWithinMs / 1000)} s`;
  await stop();
  throw new Error(`${order.name} did not start: ${why}\n${lastLines(order.logFile)}`, { cause: lastFault });
}

function spawnServer(order: ServerOrder): ChildProcess {
  const log = openSync(order.logFile, 'w', 0o600);
  try {
    return spawn(order.command, order.args, {
      // Its own process group: Ctrl-C in the terminal reaches us alone, and we end the parts in their order
      detached: true,
      stdio: ['ignore', log, log],
      // Nothing from outside may bend the server (PGOPTIONS, LC_ALL, …)
      env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
      ...(order.uid === undefined ? {} : { uid: order.uid }),
      ...(order.gid === undefined ? {} : { gid: order.gid }),
    });
  } finally {
    closeSync(log);
  }
}

function lastLines(file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').slice(-12).join('\n');
}
