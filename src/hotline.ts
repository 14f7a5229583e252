import { schemaIsCurrent } from '../db/migrate.ts';
import { awayEntrances, awayFlow, callFlow } from '../flows/index.ts';
import { buildHouse, type House } from './compose.ts';
import type { Config } from './config.ts';
import { ensureFirstAdmin } from './console-accounts.ts';
import { checkFlow } from './ivr/check-flow.ts';
import { followTestClock } from './ops/redis-test-clock.ts';
import { HotlineError, messageOf } from './platform/errors.ts';
import { every } from './platform/every.ts';
import type { Logger } from './platform/logger.ts';
import { LOOK_EVERY_MS } from './store-keeper.ts';
import { startWeb } from './web-role.ts';
import { startWorker, type WorkerRole } from './worker-role.ts';

export interface Hotline {
  house: House;
  /** Where the door listens; undefined without the role `web`. */
  port: number | undefined;
  worker: WorkerRole['worker'] | undefined;
  rounds: WorkerRole['rounds'] | undefined;
  /** Stops taking calls, lets running webhooks and dials end, closes the stores. */
  close(): Promise<void>;
}

/** How old the data that rarely changes, and the live copy of the thresholds, may get unnoticed. */
const REFRESH_EVERY_MS = 10_000;

/**
 * Starts the roles of this process. Throws `FLOW_FAULTY`, `SCHEMA_OLD`, or what a store answers, before a door is opened.
 * @param options.ticking false: the worker's rounds are left to the caller (tests)
 */
export async function startHotline(config: Config, options: { version: string; logger?: Logger; ticking?: boolean }): Promise<Hotline> {
  const faults = [...checkFlow(callFlow), ...checkFlow(awayFlow, Object.values(awayEntrances))];
  if (faults.length > 0) throw new HotlineError('FLOW_FAULTY', faults.join('; '));
  const house = buildHouse(config, options.logger);
  const closers: (() => Promise<void>)[] = [() => house.close()];
  const closeAll = async () => {
    for (const close of closers.reverse()) await close();
  };
  try {
    await prepare(house);
    if (config.allowTestClock) closers.push(await followTestClock({ redisUrl: config.redisUrl, clock: house.clock }));
    closers.push(every(REFRESH_EVERY_MS, () => refresh(house)));
    closers.push(every(LOOK_EVERY_MS, () => house.keeper.look()));
    const worker = config.roles.includes('worker') ? await startWorker(house, options) : undefined;
    if (worker) closers.push(() => worker.close());
    const web = config.roles.includes('web') ? await startWeb(house, options.version) : undefined;
    if (web) closers.push(() => web.close());
    return { house, port: web?.port, worker: worker?.worker, rounds: worker?.rounds, close: closeAll };
  } catch (thrown) {
    await closeAll();
    throw thrown;
  }
}

async function prepare(house: House): Promise<void> {
  await house.redis.connect();
  if (!(await schemaIsCurrent(house.pool)))
    throw new HotlineError('SCHEMA_OLD', 'the database is older than this release: run `npm run migrate` first');
  await house.keeper.repair();
  // From now on the bucket fills: a start lets no burst through
  await house.parts.frontDoor.promote(0, []);
  await house.parts.catalogue.refresh();
  await house.parts.pins.refresh();
  await ensureFirstAdmin(house);
}

/** Repairs what a restarted Redis has lost, and reads what ops have changed. A store that is away now is asked again. */
async function refresh(house: House): Promise<void> {
  try {
    await house.keeper.repair();
    await house.parts.catalogue.refresh();
    await house.parts.pins.refresh();
  } catch (thrown) {
    house.logger.warn({ cause: messageOf(thrown) }, 'refresh waits for a store');
  }
}
