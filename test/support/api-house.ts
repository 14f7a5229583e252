import express, { type Express } from 'express';
import type { Redis } from 'ioredis';
import type pg from 'pg';
import supertest from 'supertest';
import { createThresholdLog } from '../../src/admission/pg-threshold-log.ts';
import { createFrontDoor } from '../../src/admission/redis-admission.ts';
import { createAdviceBoard } from '../../src/admission/redis-advice.ts';
import { createShadows } from '../../src/admission/redis-shadow.ts';
import { createLiveThresholds } from '../../src/admission/redis-thresholds.ts';
import { hashPassword } from '../../src/agents/passwords.ts';
import { PgAccounts } from '../../src/agents/pg-accounts.ts';
import { RedisAgentEvents } from '../../src/agents/redis-agent-events.ts';
import { createStockBoard } from '../../src/booking/redis-stock-board.ts';
import { lookAtAdvice } from '../../src/calls/advice.ts';
import { createAgentDesk } from '../../src/calls/agent-state.ts';
import { createLivePicture } from '../../src/calls/live-picture.ts';
import type { Role } from '../../src/calls/ports/accounts.ts';
import { shadowTrial } from '../../src/calls/shadow.ts';
import { boardedStock, lookAtStock } from '../../src/calls/stock-figures.ts';
import { tuneAdmission } from '../../src/calls/tune-admission.ts';
import { createWhatIf } from '../../src/calls/what-if.ts';
import { type ApiParts, createApiApp } from '../../src/http/api-app.ts';
import { createAuditLog } from '../../src/ops/pg-audit.ts';
import { PgStock } from '../../src/ops/pg-stock.ts';
import { RedisTally } from '../../src/ops/redis-tally.ts';
import { localDay } from '../../src/platform/berlin-time.ts';
import type { SystemClock } from '../../src/platform/clock.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { createMetrics } from '../../src/platform/metrics.ts';
import { createRouter } from '../../src/router.ts';
import { CHEAP, openApiAccounts } from './api-accounts.ts';
import { type ApiDesk, openApiDesk } from './api-desk.ts';
import { attended } from './attended.ts';
import { testDatabase, testRedis, testRedisUrl } from './services.ts';

export const PASSWORD = 'vierzehn Zeichen';

export type ApiHouse = Awaited<ReturnType<typeof openApiHouse>>;

/** The JSON APIs on real stores, with an admin, an ops person and two agents, as one process would serve them. */
export async function openApiHouse(changes: Partial<ApiParts> = {}) {
  const redis = await testRedis();
  const { pool, url } = await testDatabase();
  const apiDesk = await openApiDesk(url);
  const { clock } = apiDesk;
  const stores = await openStores(redis, pool, clock);
  const { agents, news, live, frontDoor, tally } = stores;
  const access = openApiAccounts({ redis, pool, clock, agents });
  const callbacks = { counts: async () => ({ open: 4, due: 1, kept: 2, early: 0, late: 0, requoted: 0 }) };
  const stockBoard = createStockBoard({ redis });
  const stock = boardedStock({ board: stockBoard, counted: new PgStock(pool), clock });
  const picture = createLivePicture({ frontDoor, callbacks, agents, counted: tally, stock, live, clock });
  const checks = { redis: () => redis.ping(), postgres: () => pool.query('select 1'), twilio: async () => undefined };
  const advice = createAdviceBoard({ redis });
  const app: Express = express();
  app.use(
    createApiApp({
      ...access.parts,
      desk: createAgentDesk({ agents }),
      news,
      work: apiDesk.work,
      tune: tuneAdmission({ log: createThresholdLog(pool), live, clock }),
      whatIf: createWhatIf({ frontDoor, agents, counted: tally, live, advice, clock }),
      advice: () => lookAtAdvice({ advice, clock }),
      shadow: shadowTrial({ shadows: createShadows({ redis, clock, localDay }), frontDoor, live, audit: createAuditLog(pool), clock }),
      live: picture,
      stock: () => lookAtStock(stockBoard),
      metrics: createMetrics(),
      health: { version: '1.2.3', checks, phase: () => 'serving' },
      log: createLogger('silent'),
      secure: false,
      ...changes,
    }),
  );
  return { app, redis, pool, clock, stockBoard, access, ...stores, close: () => closeBoth(news, apiDesk) };
}

function closeBoth(news: RedisAgentEvents, apiDesk: ApiDesk): void {
  news.close();
  void apiDesk.close();
}

async function openStores(redis: Redis, pool: pg.Pool, clock: SystemClock) {
  const log = createLogger('silent');
  const accounts = new PgAccounts(pool);
  const passwordHash = await hashPassword(PASSWORD, CHEAP);
  const entry = { atMs: clock.nowMs(), who: 'tests', what: 'account added', details: {} };
  await accounts.ensureAdmin(passwordHash, entry);
  const people: [string, Role[], string][] = [
    ['agent1', ['agent'], 'client:agent1'],
    ['agent2', ['agent'], 'client:agent2'],
    ['olga', ['ops'], ''],
  ];
  for (const [name, roles, endpoint] of people) {
    await accounts.add({ name, passwordHash, roles, languages: ['de'], supervisor: false, ...(endpoint && { endpoint }) }, entry);
  }
  const live = createLiveThresholds({ redis, clock });
  await live.publish(await createThresholdLog(pool).current());
  await attended(redis, clock.nowMs());
  return {
    accounts,
    live,
    agents: createRouter(redis, () => clock.offsetMs()).agents,
    news: new RedisAgentEvents({ redis, redisUrl: testRedisUrl(), log }),
    frontDoor: createFrontDoor({ redis, clock, localDay }),
    tally: new RedisTally({ redis, clock, log }),
  };
}

/** A signed-in person: what changes something carries the token. */
export async function signInAs(app: Express, area: 'desk' | 'ops', name: string) {
  const agent = supertest.agent(app);
  const { body } = await agent.post(`/${area}/api/sign-in`).send({ name, password: PASSWORD }).expect(200);
  const token = String(body.csrfToken);
  return {
    token,
    get: (path: string) => agent.get(`/${area}/api${path}`),
    put: (path: string, sent: object) => agent.put(`/${area}/api${path}`).set('X-CSRF-Token', token).send(sent),
    remove: (path: string) => agent.delete(`/${area}/api${path}`).set('X-CSRF-Token', token),
    post: (path: string, sent?: object) => agent.post(`/${area}/api${path}`).set('X-CSRF-Token', token).send(sent),
    agent,
  };
}
