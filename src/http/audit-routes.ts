import { Router } from 'express';
import type { AuditTrail } from '../calls/ports/audit.ts';
import { adminOnly } from './accounts-routes.ts';
import { auditQuery } from './accounts-schemas.ts';
import { checked, onlyBy } from './problem.ts';

/** `/ops/api/audit`: who did what, when. For administrators only. */

export interface AuditParts {
  auditTrail: AuditTrail;
}

export function auditRoutes({ auditTrail }: AuditParts): Router {
  const router = Router();
  router.use('/audit', adminOnly);
  router.get('/audit', async (req, res) => {
    const query = checked(res, auditQuery, req.query);
    if (!query) return;
    const { who, what, from, to, before, limit } = query;
    const found = await auditTrail.find({
      ...(who === undefined ? {} : { who }),
      ...(what === undefined ? {} : { what }),
      ...(from === undefined ? {} : { fromMs: Date.parse(from) }),
      ...(to === undefined ? {} : { toMs: Date.parse(to) }),
      ...(before === undefined ? {} : { beforeId: before }),
      most: limit + 1,
    });
    const entries = found.slice(0, limit).map(({ atMs, ...entry }) => ({ ...entry, at: new Date(atMs).toISOString() }));
    res.json({ entries, next: found.length > limit ? (entries.at(-1)?.id ?? null) : null });
  });
  router.all('/audit', onlyBy('GET'));
  return router;
}
