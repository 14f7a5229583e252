import { type RequestHandler, Router } from 'express';
import type { AdviceShown } from '../calls/advice.ts';
import type { ShadowRun } from '../calls/ports/tuning-help.ts';
import type { ShadowFigures, ShadowShown, ShadowTrial } from '../calls/shadow.ts';
import { signedIn } from './api-session.ts';
import { checked, onlyBy, sendProblem } from './problem.ts';
import { shadowBody } from './tuning-help-schemas.ts';

/** `/ops/api/advice` and `/ops/api/shadow`: what helps to choose thresholds. Nothing of it changes what counts. */

export interface TuningHelpParts {
  advice: () => Promise<AdviceShown | undefined>;
  shadow: ShadowTrial;
}

/** Only behind the guard. */
export function tuningHelpRoutes({ advice, shadow }: TuningHelpParts): Router {
  const router = Router();
  router.get('/advice', async (_req, res) => void res.json((await advice()) ?? null));
  router.all('/advice', onlyBy('GET'));

  router.get('/shadow', async (_req, res) => void res.json(shown(await shadow.show())));
  router.post('/shadow', startShadow(shadow));
  router.delete('/shadow', async (_req, res) => void res.json(shown(await shadow.stop({ by: signedIn(res).name }))));
  router.all('/shadow', onlyBy('GET', 'POST', 'DELETE'));
  return router;
}

function startShadow(shadow: ShadowTrial): RequestHandler {
  return async (req, res) => {
    const body = checked(res, shadowBody, req.body);
    if (!body) return;
    const { values, ...why } = body;
    const started = await shadow.start(values, { by: signedIn(res).name, ...why });
    if (started.status === 'started') return void res.json(asRun(started.run));
    const detail = 'The candidate was not started: some values are not allowed.';
    sendProblem(res, { status: 422, code: 'INVALID_THRESHOLDS', detail, faults: started.faults });
  };
}

function shown(now: ShadowShown | undefined): object | null {
  return now ? { run: asRun(now.run), live: asFigures(now.live), shadow: asFigures(now.shadow) } : null;
}

function asRun({ liveThen: _, ...run }: ShadowRun): object {
  return run;
}

/** What is unknown is said to be unknown. */
function asFigures({ estimatedWaitSeconds, ...figures }: ShadowFigures): object {
  return { ...figures, estimatedWaitSeconds: estimatedWaitSeconds ?? null };
}
