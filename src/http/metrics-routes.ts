import { Router } from 'express';
import type { LivePicture } from '../calls/live-picture.ts';
import type { Metrics } from '../platform/metrics.ts';
import { type HealthParts, readinessOf } from './health-routes.ts';
import { onlyBy } from './problem.ts';

/** `/metrics` for Prometheus. */

export interface MetricsParts {
  metrics: Metrics;
  live: () => Promise<LivePicture>;
  health: HealthParts;
}

export function metricsRoutes(parts: MetricsParts): Router {
  const router = Router();
  router.get('/', async (_req, res) => {
    const [picture, readiness] = await Promise.all([pictureIfAny(parts.live), readinessOf(parts.health)]);
    showPicture(parts.metrics, picture);
    for (const [part, { ok }] of Object.entries(readiness.parts)) parts.metrics.partUp.set({ part }, ok ? 1 : 0);
    res.type(parts.metrics.registry.contentType).send(await parts.metrics.registry.metrics());
  });
  router.all('/', onlyBy('GET'));
  return router;
}

/** Figures that cannot be had are left out: a missing line is honest, an old one is not. `hotline_part_up` says why. */
async function pictureIfAny(live: () => Promise<LivePicture>): Promise<LivePicture | undefined> {
  return live().catch(() => undefined);
}

function showPicture({ shared }: Metrics, picture: LivePicture | undefined): void {
  for (const metric of Object.values(shared)) {
    metric.reset();
    // A metric without labels starts again at 0, which would be a figure
    metric.remove({});
  }
  if (!picture) return;
  for (const [line, n] of Object.entries(picture.calls)) shared.calls.inc({ line }, n);
  for (const [decision, n] of Object.entries(picture.decisions)) shared.decisions.inc({ decision: snake(decision) }, n);
  for (const [outcome, n] of Object.entries(picture.outcomes)) shared.outcomes.inc({ outcome: snake(outcome) }, n);
  for (const [state, n] of Object.entries(picture.agents)) shared.agents.set({ state: snake(state) }, n);
  for (const { kreis, free } of picture.stock) shared.slotsFree.set({ kreis }, free);
  const { open, due: _due, ...promises } = picture.callbacks;
  for (const [result, n] of Object.entries(promises)) if (n !== null) shared.promises.inc({ result }, n);
  if (picture.bookedEver !== null) shared.bookings.inc(picture.bookedEver);
  shared.people.inc(picture.people);
  shared.attempts.inc(picture.attempts);
  shared.activeCalls.set(picture.activeCalls);
  shared.waitingCalls.set(picture.onHold);
  shared.openCallbacks.set(open);
}

/** Prometheus writes labels' values as the product's own words: callbackOffered → callback_offered. */
function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
