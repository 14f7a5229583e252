import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../db/migrate.ts';
import { seed } from '../../db/seed.ts';
import type { Running, Secrets } from './data-folder.ts';
import { appEnvironment, carrierEnvironment, originOf, type Places } from './demo-environment.ts';
import { canListen, freePortFrom } from './free-port.ts';
import { lastLinesOf, startNodePart } from './node-part.ts';
import { openStores } from './stores.ts';
import { type Kept, keepRunning } from './supervise.ts';
import { untilAnswers } from './until-ready.ts';

const READY_WITHIN_MS = 60_000;

interface Order {
  folder: string;
  secrets: Secrets;
  environment: Record<string, string | undefined>;
  say: (line: string) => void;
  /** A part could not be kept alive: the system is to be stopped. */
  giveUp: (why: string) => void;
}

/** The whole hotline on this machine: stores, app, worker and telephone network, started in that order and ended in the opposite one. */
export class LocalSystem {
  readonly #order: Order;
  /** What runs, the first to end in front. */
  #parts: Kept[] = [];
  readonly #abort = new AbortController();
  #ready = false;
  #settled: Promise<void> = Promise.resolve();

  constructor(order: Order) {
    this.#order = order;
  }

  /** Resolves when the app is ready and the network answers. Throws what went wrong; `stop` is due then as well. */
  start(): Promise<Running> {
    const starting = this.#start();
    this.#settled = starting.then(
      () => undefined,
      () => undefined,
    );
    return starting;
  }

  /** Ends every part, one after the other; also in the middle of a start. */
  async stop(): Promise<void> {
    this.#abort.abort(new Error('stopped while starting'));
    // What is just being started is a part too, once it is there
    await this.#settled;
    for (const part of this.#parts.splice(0)) await part.stop();
  }

  async #start(): Promise<Running> {
    const { environment, secrets, say } = this.#order;
    const startedAt = new Date().toISOString();
    const places = await this.#openPlaces();
    await this.#fill(places.databaseUrl);
    // Each goes in front: whoever answers callers ends first, the stores last
    await this.#startPart('carrier', 'scripts/carrier/main.ts', carrierEnvironment(places, secrets));
    await this.#startPart('worker', 'src/main.ts', appEnvironment(places, secrets, 'worker', environment));
    await this.#startPart('app', 'src/main.ts', appEnvironment(places, secrets, 'web', environment));
    const [appUrl, carrierUrl] = [originOf(places.appPort), originOf(places.carrierPort)];
    const within = { withinMs: READY_WITHIN_MS, signal: this.#abort.signal };
    say('Waiting until everything answers …');
    await untilAnswers(carrierUrl, () => true, within);
    await untilAnswers(`${appUrl}/health/ready`, (status) => status === 200, within);
    this.#ready = true;
    return { pid: process.pid, appUrl, carrierUrl, databaseUrl: places.databaseUrl, redisUrl: places.redisUrl, startedAt };
  }

  async #openPlaces(): Promise<Places> {
    const { environment, folder, say, giveUp } = this.#order;
    const appPort = await choosePort(environment['PORT'], 'PORT', 3000);
    const carrierPort = await choosePort(environment['CARRIER_PORT'], 'CARRIER_PORT', Math.max(3001, appPort + 1));
    say('Starting PostgreSQL and Redis …');
    const stores = await openStores({ folder, databaseUrl: environment['DATABASE_URL'], redisUrl: environment['REDIS_URL'], say, giveUp });
    this.#parts = stores.kept;
    this.#abort.signal.throwIfAborted();
    return { appPort, carrierPort, databaseUrl: stores.databaseUrl, redisUrl: stores.redisUrl };
  }

  async #fill(databaseUrl: string): Promise<void> {
    const { say, secrets } = this.#order;
    say('Preparing the database …');
    await migrate(databaseUrl);
    this.#abort.signal.throwIfAborted();
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
    try {
      await seed(pool, { nowMs: Date.now(), slots: true, demoPassword: secrets.DEMO_PASSWORD, log: say });
    } finally {
      await pool.end();
    }
    this.#abort.signal.throwIfAborted();
  }

  async #startPart(name: string, program: string, environment: Record<string, string>): Promise<void> {
    const { folder, say, giveUp } = this.#order;
    const logFile = join(folder, 'logs', `${name}.log`);
    // Of this start only: what is shown when something fails must not be an old story
    rmSync(logFile, { force: true });
    const start = async () => {
      const part = await startNodePart({ program, environment, logFile });
      void part.ended.then(() => {
        // A part that cannot even start would fail again: its own words help more than five tries
        if (!this.#ready) this.#abort.abort(new Error(`${name} ended while starting:\n${lastLinesOf(logFile)}`));
      });
      return part;
    };
    this.#parts.unshift(await keepRunning({ name, start, say, giveUp }));
    this.#abort.signal.throwIfAborted();
  }
}

async function choosePort(wanted: string | undefined, variable: string, usual: number): Promise<number> {
  if (wanted === undefined || wanted === '') return freePortFrom(usual);
  const port = Number(wanted);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`${variable} must be a port between 1 and 65535`);
  if (!(await canListen(port))) throw new Error(`port ${port} is taken: choose another one with ${variable}`);
  return port;
}
