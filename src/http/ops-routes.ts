import { type RequestHandler, type Response, Router } from 'express';
import type { LivePicture } from '../calls/live-picture.ts';
import type { StockLook } from '../calls/stock-figures.ts';
import type { Tuned, Tuning } from '../calls/tune-admission.ts';
import type { WhatIf, WhatIfQuestion } from '../calls/what-if.ts';
import { type AccountsParts, accountsRoutes } from './accounts-routes.ts';
import { historyQuery, rollbackBody, thresholdsBody } from './api-schemas.ts';
import { csrfToken, type SessionParts, sessionRoutes, signedIn, stillSignedIn } from './api-session.ts';
import { type AuditParts, auditRoutes } from './audit-routes.ts';
import { openEventStream } from './event-stream.ts';
import { checked, notFound, onlyBy, sendProblem } from './problem.ts';
import { type TuningHelpParts, tuningHelpRoutes } from './tuning-help-routes.ts';
import { whatIfBody } from './what-if-schemas.ts';

/** `/ops/api`: thresholds and the live picture. */

export interface OpsParts extends Omit<SessionParts, 'area'>, TuningHelpParts, AccountsParts, AuditParts {
  tune: Tuning;
  whatIf: WhatIf;
  live: () => Promise<LivePicture>;
  stock: () => StockLook;
  listeners: LiveListeners;
}

export function opsRoutes(parts: OpsParts): Router {
  const session = { ...parts, area: 'ops' as const };
  const router = Router();
  router.use(sessionRoutes(session));

  router.get('/me', (_req, res) => {
    const { name, roles } = signedIn(res);
    res.json({ name, roles, csrfToken: csrfToken(res) });
  });
  router.all('/me', onlyBy('GET'));

  router.get('/thresholds', async (_req, res) => void res.json(await parts.tune.show()));
  router.put('/thresholds', changeThresholds(parts.tune));
  router.all('/thresholds', onlyBy('GET', 'PUT'));

  router.get('/thresholds/history', async (req, res) => {
    const query = checked(res, historyQuery, req.query);
    if (query) res.json(await parts.tune.history(query.limit));
  });
  router.all('/thresholds/history', onlyBy('GET'));

  router.post('/thresholds/rollback', rollBack(parts.tune));
  router.all('/thresholds/rollback', onlyBy('POST'));

  router.post('/whatif', foresee(parts.whatIf));
  router.all('/whatif', onlyBy('POST'));
  router.use(tuningHelpRoutes(parts));
  router.use(accountsRoutes(parts));
  router.use(auditRoutes(parts));

  router.get('/live', async (_req, res) => void res.json(await parts.live()));
  router.all('/live', onlyBy('GET'));

  router.get('/stock', (_req, res) => void res.json(parts.stock()));
  router.all('/stock', onlyBy('GET'));

  router.get('/events', async (req, res) => {
    const first = await parts.live();
    if (res.destroyed) return;
    const stream = openEventStream(req, res, () => stillSignedIn(session, req));
    stream.send({ type: 'live', data: JSON.stringify(first) });
    stream.onClose(parts.listeners.add(stream.send));
  });
  router.all('/events', onlyBy('GET'));

  router.use(notFound);
  return router;
}

function changeThresholds(tune: Tuning): RequestHandler {
  return async (req, res) => {
    const body = checked(res, thresholdsBody, req.body);
    if (!body) return;
    const { values, ...change } = body;
    answerChange(res, await tune.set(values, { by: signedIn(res).name, ...change }));
  };
}

function rollBack(tune: Tuning): RequestHandler {
  return async (req, res) => {
    const body = checked(res, rollbackBody, req.body);
    if (!body) return;
    const { version, ...change } = body;
    answerChange(res, await tune.rollback(version, { by: signedIn(res).name, ...change }));
  };
}

function foresee(whatIf: WhatIf): RequestHandler {
  return async (req, res) => {
    const body = checked(res, whatIfBody, req.body);
    if (!body) return;
    const { status, ...answer } = await whatIf(body as WhatIfQuestion);
    if (status === 'predicted') return void res.json(answer);
    const detail = 'There is no forecast: some values are not allowed.';
    sendProblem(res, { status: 422, code: 'INVALID_THRESHOLDS', detail, ...answer });
  };
}

function answerChange(res: Response, answer: Tuned): void {
  switch (answer.status) {
    case 'stored':
      return void res.json({ ...answer.version, published: answer.published });
    case 'conflict': {
      const { version, changedBy } = answer.current;
      const detail = `Version ${version} by ${changedBy} is newer than the one these changes were made on. Look at it first.`;
      return sendProblem(res, { status: 409, code: 'CONFLICT', detail });
    }
    case 'refused':
      return sendProblem(res, {
        status: 422,
        code: 'INVALID_THRESHOLDS',
        detail: 'Nothing was changed: some values are not allowed.',
        faults: answer.faults,
      });
  }
}

/** The picture for everybody who watches: made once a second in this process, however many they are, and not at all for nobody. */
export class LiveListeners {
  readonly #live: () => Promise<LivePicture>;
  readonly #sends = new Set<(event: { type: string; data: string }) => void>();
  #timer: NodeJS.Timeout | undefined;
  #making = false;

  constructor(live: () => Promise<LivePicture>) {
    this.#live = live;
  }

  /** Returns what ends it. */
  add(send: (event: { type: string; data: string }) => void): () => void {
    this.#sends.add(send);
    this.#timer ??= setInterval(() => void this.#tell(), 1_000).unref();
    return () => {
      this.#sends.delete(send);
      if (this.#sends.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  async #tell(): Promise<void> {
    if (this.#making) return;
    this.#making = true;
    const event = await this.#live().then(
      (picture) => ({ type: 'live', data: JSON.stringify(picture) }),
      // Watchers learn that the picture is missing instead of looking at an old one
      () => ({ type: 'unavailable', data: '{}' }),
    );
    this.#making = false;
    for (const send of this.#sends) send(event);
  }
}
