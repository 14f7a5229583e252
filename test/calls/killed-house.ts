import { setTimeout as wait } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { Carrier } from '../../scripts/carrier/carrier.ts';
import { tuneAdmission } from '../../src/calls/tune-admission.ts';
import { buildHouse } from '../../src/compose.ts';
import { localTime } from '../../src/platform/berlin-time.ts';
import { createRouter, type Router } from '../../src/router.ts';
import { attended } from '../support/attended.ts';
import { startBalancer } from '../support/balancer.ts';
import { carrierFor, type OwnApp, startOwnApp } from '../support/own-app.ts';
import { closeServices, testDatabase, testRedis, testRedisUrl } from '../support/services.ts';

/** Two web processes behind one address and two workers, all real, on one Redis and one PostgreSQL: any of them dies at any moment and is started again. */
export interface KilledHouse {
  carrier: Carrier;
  /** For looking into, however long a busy machine takes, and for the agents' own choices. */
  router: Router;
  redis: Redis;
  seatsTaken(): Promise<number>;
  /** SIGKILL for one of that role, then another one in its place. Resolves when that one is at work. */
  kill(role: Role): Promise<void>;
  /** The same for a web process, in the middle of a webhook of this path; in the middle of nothing where none comes in time. */
  killWhileAnswering(path: RegExp): Promise<void>;
  readonly kills: Record<Role | 'whileAnswering', number>;
  close(): Promise<void>;
}

export type Role = 'web' | 'worker';

const ROLES: readonly Role[] = ['web', 'worker'];
/** What can safely come twice is sent again until somebody answers: nothing follows after it that would put it right. How busy the machine is, is not asked here. */
const CONNECTION = { voice: '#rc=2&rp=ct,5xx', status: '#rc=5&rp=all', fallback: '#rc=5&rp=all', capMs: 60_000 };
/** So long a webhook of one path is waited for. */
const AIM_FOR_MS = 2_000;

export async function openKilledHouse(values: Record<string, unknown>): Promise<KilledHouse> {
  const [redis, { url: databaseUrl }, balancer] = [await testRedis(), await testDatabase(), await startBalancer({ gateway: true })];
  const carrier = await carrierFor(balancer.origin, CONNECTION);
  const environment = {
    PUBLIC_URL: balancer.origin,
    DATABASE_URL: databaseUrl,
    REDIS_URL: testRedisUrl(),
    TWILIO_API_URL: carrier.url,
    ALLOW_TEST_CLOCK: '1',
    INSTANCES: '4',
  };
  const living: Record<Role, OwnApp[]> = { web: [], worker: [] };
  const starting = new Set<Promise<void>>();
  let closed = false;
  const start = async (role: Role) => {
    const app = await startOwnApp({ ...environment, ROLES: role });
    if (closed) return app.kill();
    living[role].push(app);
    if (role === 'web') balancer.behind.push(portOf(app));
  };
  const startAnother = async (role: Role) => {
    const started = start(role);
    starting.add(started);
    await started.finally(() => starting.delete(started));
  };
  await startAnother('web');
  await Promise.all([startAnother('web'), startAnother('worker'), startAnother('worker')]);
  const house = buildHouse((living.web[0] as OwnApp).config);
  await house.redis.connect();
  await attended(redis, Date.now());
  const tuned = await tuneAdmission({ log: house.thresholdsLog, live: house.parts.thresholds, clock: house.clock }).set(
    { callbackHours: hoursNotNow(), ...values },
    { by: 'test', reason: 'test' },
  );
  if (tuned.status !== 'stored') throw new Error(JSON.stringify(tuned));
  const kills = { web: 0, worker: 0, whileAnswering: 0 };

  async function kill(role: Role): Promise<void> {
    const app = living[role].shift();
    if (!app) return;
    kills[role] += 1;
    await app.kill();
    // Until then the balancer finds out by itself that nobody listens there
    await startAnother(role);
    if (role === 'web') balancer.behind.splice(balancer.behind.indexOf(portOf(app)), 1);
  }

  return {
    carrier,
    router: createRouter(redis, () => 0),
    redis,
    seatsTaken: async () => (await house.parts.frontDoor.picture()).activeCalls,
    kills,
    kill,
    async killWhileAnswering(path) {
      const until = performance.now() + AIM_FOR_MS;
      while (!underWay(carrier, path)) {
        if (performance.now() > until) return kill('web');
        await wait(1);
      }
      kills.whileAnswering += 1;
      await kill('web');
    },
    async close() {
      closed = true;
      await Promise.allSettled(starting);
      await Promise.all(ROLES.flatMap((role) => living[role].map((app) => app.kill())));
      await house.close();
      await carrier.close();
      await balancer.close();
      await closeServices();
    },
  };
}

/** Webhooks that nobody has answered yet are among the last ones. */
const LAST = 20;

function underWay(carrier: Carrier, path: RegExp): boolean {
  return carrier.requests.slice(-LAST).some((request) => request.ms === 0 && path.test(request.path));
}

const portOf = ({ app }: OwnApp) => Number(new URL(app).port);

/** Callbacks are promised, and rung on another day: whoever was promised one is served, as far as this run goes. */
function hoursNotNow(): string {
  return localTime(Date.now()).minute < 840 ? '18:00-19:00' : '09:00-10:00';
}
