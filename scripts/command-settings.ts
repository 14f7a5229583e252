import { readFileSync } from 'node:fs';
import path from 'node:path';
import { dataFolder, NothingRuns, runningSystem } from './running-system.ts';
import { VACCINATION_NUMBER } from './services/demo-environment.ts';

/**
 * What the commands need that read or write people's data: the database, the keys and the hotline's number. From the environment,
 * as the server has them; else those of the system that `npm start` runs here.
 */
export interface CommandSettings {
  databaseUrl: string;
  /** 32 bytes, base64. */
  dataKey: string;
  lookupKey: string;
  /** E.164. */
  callerId: string;
}

/** For `--help`. */
export const SETTINGS_HELP =
  'The database and the keys are DATABASE_URL, DATA_KEY, LOOKUP_KEY and CALLER_ID, as the server has them; else those of the system that "npm start" runs.';

/** Throws `NothingRuns` when neither the environment nor a running system says where the data are, or when the keys are not there whole. */
export function commandSettings(environment: NodeJS.ProcessEnv = process.env): CommandSettings {
  const { DATABASE_URL: databaseUrl, DATA_KEY: dataKey, LOOKUP_KEY: lookupKey, CALLER_ID: callerId } = environment;
  if (!databaseUrl) return ofRunningSystem();
  const missing = Object.entries({ DATA_KEY: dataKey, LOOKUP_KEY: lookupKey, CALLER_ID: callerId }).filter(([, value]) => !value);
  if (!dataKey || !lookupKey || !callerId)
    throw new NothingRuns(`${missing.map(([name]) => name).join(', ')} is missing beside DATABASE_URL: give what the server has`);
  for (const [name, key] of Object.entries({ DATA_KEY: dataKey, LOOKUP_KEY: lookupKey }))
    if (Buffer.from(key, 'base64').length !== 32) throw new NothingRuns(`${name} must be 32 bytes in base64, as the server has it`);
  return { databaseUrl, dataKey, lookupKey, callerId };
}

function ofRunningSystem(): CommandSettings {
  const { databaseUrl } = runningSystem();
  const file = path.join(dataFolder(), 'secrets.json');
  const { DATA_KEY: dataKey, LOOKUP_KEY: lookupKey } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string | undefined>;
  if (!dataKey || !lookupKey) throw new NothingRuns(`${file} holds no keys: start the system again with "npm start"`);
  return { databaseUrl, dataKey, lookupKey, callerId: VACCINATION_NUMBER };
}
