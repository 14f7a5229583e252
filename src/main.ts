import cluster from 'node:cluster';
import { readFileSync } from 'node:fs';
import { type Config, readConfig } from './config.ts';
import { startHotline } from './hotline.ts';
import { HotlineError, messageOf } from './platform/errors.ts';
import { createLogger, type Logger } from './platform/logger.ts';

/** The process: environment in, roles up, SIGTERM drains. */

const RESTART_AFTER_MS = 1_000;

function main(): void {
  const read = readConfig(process.env);
  if (!read.ok) {
    process.stderr.write(`Cannot start, ${read.faults.length} ${read.faults.length === 1 ? 'setting is' : 'settings are'} wrong:\n`);
    for (const fault of read.faults) process.stderr.write(`  ${fault}\n`);
    process.exitCode = 1;
    return;
  }
  const logger = createLogger(read.config.logLevel);
  if (read.config.webConcurrency > 1 && cluster.isPrimary) supervise(read.config.webConcurrency, logger);
  else void serve(read.config, logger);
}

async function serve(config: Config, logger: Logger): Promise<void> {
  try {
    const hotline = await startHotline(config, { version: productVersion(), logger });
    logger.info({ port: hotline.port, roles: config.roles }, 'ready');
    onceTold(async (signal) => {
      logger.info({ signal }, 'draining');
      await hotline.close();
    });
  } catch (thrown) {
    logger.error({ code: thrown instanceof HotlineError ? thrown.code : 'UNEXPECTED', cause: messageOf(thrown) }, 'cannot start');
    process.stderr.write(`Cannot start: ${messageOf(thrown)}\n`);
    process.exitCode = 1;
  }
}

/** Keeps so many processes; one that dies is replaced, since nothing in its memory mattered. */
function supervise(processes: number, logger: Logger): void {
  let draining = false;
  for (let i = 0; i < processes; i += 1) cluster.fork();
  cluster.on('exit', (dead, code) => {
    if (draining) return;
    logger.error({ pid: dead.process.pid, exitCode: code }, 'a process died and is replaced');
    setTimeout(() => cluster.fork(), RESTART_AFTER_MS);
  });
  onceTold(async (signal) => {
    draining = true;
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill(signal);
  });
}

function onceTold(stop: (signal: NodeJS.Signals) => Promise<void>): void {
  let told = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (!told) void stop(signal);
      told = true;
    });
}

/** Beside the sources two folders up from here, beside the build three. */
function productVersion(): string {
  for (const up of ['../package.json', '../../package.json']) {
    try {
      return (JSON.parse(readFileSync(new URL(up, import.meta.url), 'utf8')) as { version: string }).version;
    } catch (thrown) {
      if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT')) throw thrown;
    }
  }
  return 'unknown';
}

main();
