import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { isAlive } from './services/processes.ts';

/** Where the commands find the system: the environment, else what `npm start` noted about the one it runs. */
export interface RunningSystem {
  databaseUrl: string;
  redisUrl: string;
  appUrl?: string;
  carrierUrl?: string;
}

const noted = z.object({
  databaseUrl: z.string().min(1),
  redisUrl: z.string().min(1),
  appUrl: z.string().optional(),
  carrierUrl: z.string().optional(),
  /** The process that runs it. */
  pid: z.number().optional(),
});

/** Nothing to talk to; the message says what to do. */
export class NothingRuns extends Error {
  readonly code = 'NOTHING_RUNS';
}

/** The folder of data that `npm start` keeps: `HOTLINE_DATA`, else `.data` in the project. */
export function dataFolder(): string {
  return path.resolve(process.env.HOTLINE_DATA || fileURLToPath(new URL('../.data', import.meta.url)));
}

/** Throws `NothingRuns` when neither the environment nor a running `npm start` says where the stores are. */
export function runningSystem(): RunningSystem {
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = process.env;
  if (databaseUrl && redisUrl) return { databaseUrl, redisUrl };
  if (databaseUrl || redisUrl)
    throw new NothingRuns(
      `${databaseUrl ? 'REDIS_URL' : 'DATABASE_URL'} is missing: set both, or neither to use the system that "npm start" runs`,
    );
  const file = path.join(dataFolder(), 'running.json');
  const { pid, ...system } = read(file);
  if (pid !== undefined && !isAlive(pid))
    throw new NothingRuns(`the system noted in ${file} does not run any more: start it with "npm start"`);
  const known = Object.entries(system).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as unknown as RunningSystem;
}

function read(file: string): z.output<typeof noted> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new NothingRuns('no system runs here: start one with "npm start", or set DATABASE_URL and REDIS_URL', { cause });
  }
  try {
    return noted.parse(JSON.parse(text));
  } catch (cause) {
    throw new NothingRuns(`${file} cannot be read: remove it and run "npm start" again`, { cause });
  }
}
