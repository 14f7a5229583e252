import { Router } from 'express';
import { notFound, onlyBy } from './problem.ts';

/** Alive and ready are two questions: a process that waits for its stores must not be killed for it. */

type Part = 'redis' | 'postgres' | 'twilio';

export interface HealthParts {
  version: string;
  /** Resolves when the part answers. */
  checks: Record<Part, () => Promise<unknown>>;
  /** Only a `serving` process is sent new calls. */
  phase: () => 'starting' | 'serving' | 'draining';
}

/** A part that takes longer is as good as away: a caller's webhook could not wait for it either. */
const TIMEOUT_MS = 1_000;

export interface Readiness {
  status: 'ok' | 'degraded' | 'down';
  version: string;
  parts: Record<Part, { ok: boolean; ms: number }>;
}

export function healthRoutes(parts: HealthParts): Router {
  const router = Router();
  router.get('/live', (_req, res) => void res.json({ status: 'ok', version: parts.version }));
  router.all('/live', onlyBy('GET'));
  router.get('/ready', async (_req, res) => {
    const readiness = await readinessOf(parts);
    res.status(readiness.status === 'down' ? 503 : 200).json(readiness);
  });
  router.all('/ready', onlyBy('GET'));
  router.use(notFound);
  return router;
}

/** `degraded` while calls can still be answered; `down` while they should go elsewhere. */
export async function readinessOf({ version, checks, phase }: HealthParts): Promise<Readiness> {
  const [redis, postgres, twilio] = await Promise.all([ask(checks.redis), ask(checks.postgres), ask(checks.twilio)]);
  const down = phase() !== 'serving' || (!redis.ok && !postgres.ok);
  const allWell = redis.ok && postgres.ok && twilio.ok;
  return { status: down ? 'down' : allWell ? 'ok' : 'degraded', version, parts: { redis, postgres, twilio } };
}

async function ask(check: () => Promise<unknown>): Promise<{ ok: boolean; ms: number }> {
  const started = performance.now();
  const timeout = new AbortController();
  const late = new Promise<false>((resolve) => {
    const timer = setTimeout(() => resolve(false), TIMEOUT_MS);
    timeout.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  const answered = check().then(
    () => true,
    () => false,
  );
  const ok = await Promise.race([answered, late]);
  timeout.abort();
  return { ok, ms: Math.round((performance.now() - started) * 10) / 10 };
}
