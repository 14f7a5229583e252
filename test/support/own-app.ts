import { type ChildProcess, fork } from 'node:child_process';
import { type Carrier, startCarrier } from '../../scripts/carrier/carrier.ts';
import { anyFreePort } from '../../scripts/services/free-port.ts';
import { type Config, readConfig } from '../../src/config.ts';
import type { DoorFigures } from './door-figures.ts';
import { FRONT, MEDICAL, SPECIALIST, VACCINATION } from './line.ts';

export type Store = 'redis' | 'postgres';

/** What such a process can be told; each is answered when it is done. */
export interface AppOrder {
  order: 'figures' | 'watch' | 'dieAfterCommit' | 'close';
  away?: Store[];
}

/** The product in a process of its own: nothing a test does slows it down, and it can be killed. */
export interface OwnApp {
  /** Where it listens. */
  app: string;
  config: Config;
  /** What it measured since it was last asked; waits for the stores that it watches. */
  figures(): Promise<DoorFigures>;
  /** From now on it looks for the moment at which all these stores take connections. */
  watch(away: Store[]): Promise<void>;
  /** The next booking kills the process when it is stored and not yet answered. */
  dieAfterCommit(): Promise<void>;
  /** SIGKILL; resolves when it is dead. */
  kill(): Promise<void>;
  /** Resolves when the process has ended, whoever ended it. */
  ended: Promise<void>;
  close(): Promise<void>;
}

const ACCOUNT = `AC${'7'.repeat(32)}`;
const TOKEN = 'the-token-of-the-tests';
/** One for all processes of a test: what one of them seals another must open. */
const KEY = Buffer.alloc(32, 7).toString('base64');

/**
 * A telephone network whose line leads to this origin.
 * @param connection what stands behind the addresses at the number: how often and when the network tries again; `capMs`: its patience with a webhook
 */
export function carrierFor(
  app: string,
  connection: { voice?: string; status?: string; fallback?: string; capMs?: number } = {},
): Promise<Carrier> {
  const { voice = '', status = '', fallback = '', capMs } = connection;
  return startCarrier({
    accountSid: ACCOUNT,
    authToken: TOKEN,
    clock: 'manual',
    ...(capMs === undefined ? {} : { webhookTimeoutMs: capMs }),
    line: {
      numbers: [VACCINATION, FRONT],
      voiceUrl: `${app}/voice/incoming${voice}`,
      statusCallbackUrl: `${app}/voice/status${status}`,
      fallbackUrl: `${app}/voice/fallback${fallback}`,
    },
  });
}

/** Listens when it resolves. @param environment at least where the stores and the network are; `PUBLIC_URL` unless it is its own */
export async function startOwnApp(environment: Record<string, string>): Promise<OwnApp> {
  const port = environment['PORT'] ?? String(await anyFreePort());
  const app = `http://127.0.0.1:${port}`;
  const settings = { ...environmentOf(app), PORT: port, ...environment };
  const read = readConfig(settings);
  if (!read.ok) throw new Error(read.faults.join('; '));
  const child = fork(new URL('../calls/app-process.ts', import.meta.url), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, NODE_OPTIONS: '', ...settings },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await answered(child, 'ready');
  return { app, config: read.config, ended, ...ordersOf(child, ended) };
}

function ordersOf(child: ChildProcess, ended: Promise<void>): Omit<OwnApp, 'app' | 'config' | 'ended'> {
  const give = (order: AppOrder) => {
    const told = answered(child, order.order);
    child.send(order);
    return told;
  };
  return {
    figures: () => give({ order: 'figures' }) as Promise<DoorFigures>,
    watch: async (away) => void (await give({ order: 'watch', away })),
    dieAfterCommit: async () => void (await give({ order: 'dieAfterCommit' })),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async close() {
      if (child.connected) await give({ order: 'close' });
      await ended;
    },
  };
}

/** What it answers to this order. Rejects when it ends instead. */
function answered(child: ChildProcess, what: AppOrder['order'] | 'ready'): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const over = (code: number | null) => reject(new Error(`the app ended with ${code} instead of answering "${what}"`));
    const hear = (answer: { order: string; told?: unknown }) => {
      if (answer.order !== what) return;
      child.off('message', hear);
      child.off('exit', over);
      resolve(answer.told);
    };
    child.on('message', hear);
    child.once('exit', over);
  });
}

function environmentOf(app: string): Record<string, string> {
  return {
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PUBLIC_URL: app,
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: TOKEN,
    CALLER_ID: VACCINATION,
    VACCINATION_NUMBERS: VACCINATION,
    FRONT_MENU_NUMBERS: FRONT,
    MEDICAL_NUMBER: MEDICAL,
    SPECIALIST_NUMBER: SPECIALIST,
    DATA_KEY: KEY,
    LOOKUP_KEY: KEY,
    SESSION_SECRET: KEY,
    ADMIN_PASSWORD: 'a password for tests',
    LOG_LEVEL: 'fatal',
  };
}
