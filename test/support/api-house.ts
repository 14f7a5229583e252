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
import { RedisAgents } from '../../src/agents/redis-agents.ts';
import { RedisSignInTries } from '../../src/agents/redis-sign-in-tries.ts';
import { RedisSignIns } from '../../src/agents/redis-sign-ins.ts';
import { createStockBoard } from '../../src/booking/redis-stock-board.ts';
import { lookAtAdvice } from '../../src/calls/advice.ts';
import { createAgentDesk } from '../../src/calls/agent-state.ts';
import { createLivePicture } from '../../src/calls/live-picture.ts';
import type { Role } from '../../src/calls/ports/accounts.ts';
import { shadowTrial } from '../../src/calls/shadow.ts';
import { createSignIn, SIGN_IN_LONGEST_MS } from '../../src/calls/sign-in.ts';
import { boardedStock, lookAtStock } from '../../src/calls/stock-figures.ts';
import { tuneAdmission } from '../../src/calls/tune-admission.ts';
import { createWhatIf } from '../../src/calls/what-if.ts';
import { type ApiParts, createApiApp } from '../../src/http/api-app.ts';
import { createAuditLog } from '../../src/ops/pg-audit.ts';
import { PgStock } from '../../src/ops/pg-stock.ts';
import { RedisTally } from '../../src/ops/redis-tally.ts';
import { localDay } from '../../src/platform/berlin-time.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { createMetrics } from '../../src/platform/metrics.ts';
import { attended } from './attended.ts';
import { testDatabase, testRedis, testRedisUrl } from './services.ts';

export const PASSWORD = 'vierzehn Zeichen';

export type ApiHouse = Awaited<ReturnType<typeof openApiHouse>>;

/** The JSON APIs on real stores, with an admin, an ops person and two agents, as one process would serve them. */
export async function openApiHouse(changes: Partial<ApiParts> = {}) {
  const redis = await testRedis();
  const { pool } = await testDatabase();
  const clock = new SystemClock();
  const stores = await openStores(redis, pool, clock);
  const { accounts, agents, news, live, frontDoor, tally } = stores;
  const signIn = createSignIn({
    accounts,
    clock,
    signIns: new RedisSignIns(redis, Buffer.alloc(32, 7).toString('base64'), SIGN_IN_LONGEST_MS),
    tries: new RedisSignInTries(redis, () => clock.offsetMs()),
  });
  const callbacks = { counts: async () => ({ open: 4, due: 1, kept: 2, early: 0, late: 0, requoted: 0 }) };
  const stockBoard = createStockBoard({ redis });
  const stock = boardedStock({ board: stockBoard, counted: new PgStock(pool), clock });
  const picture = createLivePicture({ frontDoor, callbacks, agents, counted: tally, stock, live, clock });
  const checks = { redis: () => redis.ping(), postgres: () => pool.query('select 1'), twilio: async () => undefined };
  const advice = createAdviceBoard({ redis });
  const app: Express = express();
  app.use(
    createApiApp({
      signIn,
      desk: createAgentDesk({ agents }),
      news,
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
  return { app, redis, pool, clock, stockBoard, ...stores, close: () => news.close() };
}

async function openStores(redis: Redis, pool: pg.Pool, clock: SystemClock) {
  const log = createLogger('silent');
  const accounts = new PgAccounts(pool);
  // As cheap as it gets: what it costs is tested elsewhere
  const passwordHash = await hashPassword(PASSWORD, { logN: 4, r: 1, p: 1 });
  await accounts.ensureAdmin(passwordHash, clock.nowMs());
  const people: [string, Role[], string][] = [
    ['agent1', ['agent'], 'client:agent1'],
    ['agent2', ['agent'], 'client:agent2'],
    ['olga', ['ops'], ''],
  ];
  for (const [name, roles, endpoint] of people) {
    await accounts.add({ name, passwordHash, roles, languages: ['de'], ...(endpoint && { endpoint }) }, clock.nowMs());
  }
  const live = createLiveThresholds({ redis, clock });
  await live.publish(await createThresholdLog(pool).current());
  await attended(redis, clock.nowMs());
  return {
    accounts,
    live,
    agents: new RedisAgents(redis, () => clock.offsetMs()),
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
