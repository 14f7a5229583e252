import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdviceBoard } from './admission/redis-advice.ts';
import { createShadows } from './admission/redis-shadow.ts';
import { builtPages } from './built-pages.ts';
import { lookAtAdvice } from './calls/advice.ts';
import { createAgentDesk } from './calls/agent-state.ts';
import { type Alone, awayParts } from './calls/away-parts.ts';
import { callbackEnded } from './calls/callback-ended.ts';
import { createLivePicture } from './calls/live-picture.ts';
import { shadowTrial } from './calls/shadow.ts';
import { boardedStock, lookAtStock } from './calls/stock-figures.ts';
import { toldLater } from './calls/told-later.ts';
import { tuneAdmission } from './calls/tune-admission.ts';
import { createWhatIf } from './calls/what-if.ts';
import type { House } from './compose.ts';
import { consoleAccounts } from './console-accounts.ts';
import { openDeskWork } from './desk-work.ts';
import { type ApiParts, createApiApp } from './http/api-app.ts';
import { createApp } from './http/app.ts';
import { messageStatusRoute } from './http/message-status.ts';
import { signatureCheck } from './http/twilio-signature.ts';
import { voiceRoutes } from './http/voice-routes.ts';
import { webPages } from './http/web-pages.ts';
import { createAuditLog } from './ops/pg-audit.ts';
import { PgStock } from './ops/pg-stock.ts';
import { RedisTestClock } from './ops/redis-test-clock.ts';
import { twilioReachable } from './ops/twilio-reachable.ts';
import { localDay } from './platform/berlin-time.ts';
import { every } from './platform/every.ts';
import { createMetrics } from './platform/metrics.ts';
import { askPostgres } from './platform/postgres.ts';
import { askRedis } from './platform/redis.ts';

export interface WebRole {
  port: number;
  /** Takes no new connections, lets running webhooks end, closes. */
  close(): Promise<void>;
}

/** How soon a store that is back hears what it has missed. */
const TELL_EVERY_MS = 250;
/** How old the stock in memory may be beside the last count. */
const LEARN_STOCK_EVERY_MS = 250;

/** The door: voice webhooks, consoles' APIs, health, figures. Resolves when it listens. */
export async function startWeb(house: House, version: string): Promise<WebRole> {
  const { config, parts } = house;
  let phase: 'starting' | 'serving' | 'draining' = 'starting';
  const { health, metrics, live } = consoleParts(house, version, () => phase);
  const later = toldLater(house);
  const desk = await openDeskWork(house, later);
  const isSigned = signatureCheck(config.publicUrl, config.twilio.authTokens);
  const { accountSid } = config.twilio;
  const app = createApp({
    localPhoneUrl: config.localPhoneUrl,
    pages: webPages({
      folder: builtPages(),
      secure: config.publicUrl.startsWith('https:'),
      browserPhone: config.twilio.apiKey !== undefined,
    }),
    messageStatus: messageStatusRoute({ ...parts, isSigned, accountSid, nowMs: () => house.clock.nowMs() }),
    voice: voiceRoutes({
      parts,
      isSigned,
      accountSid,
      publicUrl: config.publicUrl,
      vaccinationNumbers: config.vaccinationNumbers,
      frontMenuNumbers: config.frontMenuNumbers,
      callbackEnded: async (event) => void (await callbackEnded(parts, { ...event, nowMs: house.clock.nowMs() })),
      away: { parts: awayParts(parts, aloneIn(house)), destinations: house.destinations },
      repair: () => house.keeper.repair(),
      later,
      timer: (route) => metrics.webhookDuration.startTimer({ route }),
    }),
    api: createApiApp({
      ...consoleAccounts(house, later),
      health,
      metrics,
      live,
      stock: () => lookAtStock(parts.stockBoard),
      desk: createAgentDesk({ agents: parts.agents }),
      news: parts.agentEvents,
      work: desk.work,
      tune: tuneAdmission({ log: house.thresholdsLog, live: parts.thresholds, clock: house.clock }),
      ...tuningHelp(house),
      log: house.logger,
      secure: config.publicUrl.startsWith('https:'),
      ...(config.allowTestClock ? { testClock: { advance: advanceClock(house), nowMs: () => house.clock.nowMs() } } : {}),
    }),
  });
  const server = await listen(app, config).catch(async (thrown: unknown) => {
    await desk.close();
    throw thrown;
  });
  phase = 'serving';
  const stopTelling = every(TELL_EVERY_MS, later.round);
  const stopLearning = every(LEARN_STOCK_EVERY_MS, async () => void (await parts.stockBoard.refresh()));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      phase = 'draining';
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        // Event streams never end by themselves; webhooks have ended long before this
        setTimeout(() => server.closeAllConnections(), 3_000).unref();
      });
      await stopTelling();
      await stopLearning();
      await desk.close();
      await later.round();
      await parts.agentEvents.close();
    },
  };
}

function consoleParts(house: House, version: string, phase: () => 'starting' | 'serving' | 'draining') {
  const { config, clock, redis, pool, parts } = house;
  const stock = boardedStock({ board: parts.stockBoard, counted: new PgStock(pool), clock });
  const live = createLivePicture({ ...parts, counted: parts.tally, stock, live: parts.thresholds, clock });
  const checks = {
    redis: () => askRedis(redis.ping()),
    postgres: () => askPostgres(pool.query('select 1')),
    twilio: twilioReachable(config.twilio.apiUrl, clock),
  };
  return { live, metrics: createMetrics(), health: { version, checks, phase } };
}

/** What helps ops to choose thresholds. */
function tuningHelp({ parts, pool, redis, clock }: House): Pick<ApiParts, 'whatIf' | 'advice' | 'shadow'> {
  const advice = createAdviceBoard({ redis });
  const live = parts.thresholds;
  return {
    whatIf: createWhatIf({ ...parts, counted: parts.tally, live, advice }),
    advice: () => lookAtAdvice({ advice, clock }),
    shadow: shadowTrial({
      shadows: createShadows({ redis, clock, localDay }),
      frontDoor: parts.frontDoor,
      live,
      audit: createAuditLog(pool),
      clock,
    }),
  };
}

/** What this process goes by while it is on its own. */
function aloneIn({ config, keeper }: House): Alone {
  return {
    lastKnown: () => keeper.lastKnown(),
    // INSTANCES counts the processes of all machines; those of this machine are a part of them
    processes: Math.max(config.instances, config.webConcurrency),
    unnoted: () => keeper.unnoted(),
  };
}

/** Moves the clock of all processes; this one has it when the promise resolves. */
function advanceClock(house: House): (seconds: number) => Promise<number> {
  const shared = new RedisTestClock(house.redis);
  return async (seconds) => {
    const offsetMs = await shared.advance(seconds);
    house.clock.setOffset(offsetMs);
    return offsetMs;
  };
}

function listen(app: RequestListener, config: House['config']): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(app);
    // Longer than a load balancer's, so that it never reuses a connection we are closing
    server.keepAliveTimeout = 65_000;
    server.once('error', reject);
    server.listen(config.port, config.host, () => resolve(server));
  });
}
