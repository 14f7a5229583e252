import express, { type RequestHandler, Router } from 'express';
import helmet from 'helmet';
import type { Logger } from '../platform/logger.ts';
import { type DeskParts, deskRoutes } from './desk-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { type MetricsParts, metricsRoutes } from './metrics-routes.ts';
import { openApi } from './openapi.ts';
import { LiveListeners, type OpsParts, opsRoutes } from './ops-routes.ts';
import { onlyBy, problems, sendProblem } from './problem.ts';
import { type TestClockParts, testClockRoutes } from './test-clock-routes.ts';

/** Everything that is not a telephone webhook: desk, ops, health, figures. One router, to be mounted at `/`. */

export interface ApiParts
  extends Pick<DeskParts, 'signIn' | 'desk' | 'news' | 'work'>,
    Pick<OpsParts, 'tune' | 'whatIf' | 'advice' | 'shadow' | 'live' | 'stock' | 'accounts' | 'auditTrail'>,
    Pick<MetricsParts, 'metrics' | 'health'> {
  log: Logger;
  /** Cookies go over encrypted connections only: yes where the public URL is https. */
  secure: boolean;
  /** Only where the configuration allows it. */
  testClock?: TestClockParts;
}

/** Answers `/desk/api`, `/ops/api`, `/health`, `/metrics`, `/openapi.json` and, where allowed, `/test`; other paths pass through. */
export function createApiApp(parts: ApiParts): Router {
  const router = Router();
  const listeners = new LiveListeners(parts.live);
  const description = openApi({ version: parts.health.version, testClock: parts.testClock !== undefined });
  const door = [helmet({ strictTransportSecurity: parts.secure }), noStore];
  const api = [...door, express.json({ limit: '32kb' }), jsonOnly];

  router.use('/desk/api', api, deskRoutes(parts));
  router.use('/ops/api', api, opsRoutes({ ...parts, listeners }));
  router.use('/health', door, healthRoutes(parts.health));
  router.use('/metrics', door, metricsRoutes(parts));
  router.get('/openapi.json', door, (_req: express.Request, res: express.Response) => void res.json(description));
  router.all('/openapi.json', door, onlyBy('GET'));
  if (parts.testClock) router.use('/test', api, testClockRoutes(parts.testClock));
  router.use(['/desk/api', '/ops/api', '/health', '/metrics', '/test'], problems(parts.log));
  return router;
}

/** Nothing of this may lie in a cache: it is personal, or a minute old at once. */
const noStore: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};

/** Only a body that says it is JSON is read: a form from another site cannot say so. */
const jsonOnly: RequestHandler = (req, res, next) => {
  const hasBody = req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
  if (hasBody && !req.is('application/json'))
    return sendProblem(res, { status: 415, code: 'JSON_ONLY', detail: 'The body must be application/json.' });
  next();
};
