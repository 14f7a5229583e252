import { Router } from 'express';
import { clockBody } from './api-schemas.ts';
import { checked, notFound, onlyBy } from './problem.ts';

/** `POST /test/clock`: moves the time of the whole system forward. Mounted only where the configuration allows it. */

export interface TestClockParts {
  /** Moves every process' clock; returns the whole offset in ms once this process has it. */
  advance: (seconds: number) => Promise<number>;
  nowMs: () => number;
}

export function testClockRoutes(parts: TestClockParts): Router {
  const router = Router();
  router.post('/clock', async (req, res) => {
    const body = checked(res, clockBody, req.body);
    if (!body) return;
    const offsetMs = await parts.advance(body.advanceSeconds);
    res.json({ offsetSeconds: offsetMs / 1_000, now: new Date(parts.nowMs()).toISOString() });
  });
  router.all('/clock', onlyBy('POST'));
  router.use(notFound);
  return router;
}
