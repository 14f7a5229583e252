import { type ErrorRequestHandler, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { book } from '../calls/desk/book.ts';
import { type DeskParts, isRefused, type Refused } from '../calls/desk/desk-parts.ts';
import { holdPair, releasePair, renewPair } from '../calls/desk/hold.ts';
import { proposals } from '../calls/desk/proposals.ts';
import { enterList } from '../calls/desk/waiting-list.ts';
import { writeWish } from '../calls/desk/wish.ts';
import { DependencyDown } from '../platform/errors.ts';
import { signedIn } from './api-session.ts';
import { sendBookingAway, sendRefusal } from './desk-refusals.ts';
import * as schemas from './desk-schemas.ts';
import { checked, onlyBy } from './problem.ts';

/** `/desk/api`: what is free, holds, bookings, lists and wishes. Wishes and the catalogue need no database. */
export function deskBookingRoutes(parts: DeskParts): Router {
  const router = Router();
  const store = needsStore(parts);

  router.get('/centres', async (_req, res) => {
    answer(
      res,
      schemas.centresReply,
      parts.catalogue.centres().map(({ kreis, name: centre }) => ({ kreis, centre })),
    );
  });
  router.all('/centres', onlyBy('GET'));

  router.get('/proposals', async (req, res) => {
    const wish = checked(res, schemas.proposalsQuery, req.query);
    if (wish) answer(res, schemas.proposalsReply, await proposals(parts, wish));
  });
  router.all('/proposals', onlyBy('GET'));

  router.post('/holds', store, async (req, res) => {
    const body = checked(res, schemas.holdBody, req.body);
    if (!body) return;
    const { firstAt, ...wish } = body;
    answer(res, schemas.heldPair, await holdPair(parts, signedIn(res), { ...wish, firstAtMs: Date.parse(firstAt) }));
  });
  router.all('/holds', onlyBy('POST'));

  router.post('/holds/:holdId/renew', store, async (req, res) => {
    const holdId = holdIdIn(res, req.params['holdId']);
    if (holdId) answer(res, schemas.heldPair, await renewPair(parts, signedIn(res), holdId));
  });
  router.all('/holds/:holdId/renew', onlyBy('POST'));
  router.delete('/holds/:holdId', store, async (req, res) => {
    const holdId = holdIdIn(res, req.params['holdId']);
    if (!holdId) return;
    const released = await releasePair(parts, signedIn(res), holdId);
    if (isRefused(released)) return sendRefusal(res, released);
    res.status(204).end();
  });
  router.all('/holds/:holdId', onlyBy('DELETE'));

  router.post('/bookings', store, async (req, res) => {
    const body = checked(res, schemas.bookBody, req.body);
    if (body) answer(res, schemas.appointment, await book(parts, signedIn(res), body));
  });
  router.all('/bookings', onlyBy('POST'));

  router.post('/waiting-list', store, async (req, res) => {
    const body = checked(res, schemas.listBody, req.body);
    if (body) answer(res, schemas.listReply, await enterList(parts, signedIn(res), body));
  });
  router.all('/waiting-list', onlyBy('POST'));

  router.post('/wishes', async (req, res) => {
    const body = checked(res, schemas.wishBody, req.body);
    if (body) answer(res, schemas.wishReply, await writeWish(parts, signedIn(res), body));
  });
  router.all('/wishes', onlyBy('POST'));
  return router;
}

/** The value in the form that the description promises, or the refusal's problem. */
export function answer<Schema extends z.ZodType>(res: Response, _schema: Schema, value: z.output<Schema> | Refused): void {
  if (isRefused(value)) return sendRefusal(res, value);
  res.json(value);
}

/** While the store is known to be in trouble nobody waits for it: refused at once. */
export function needsStore({ stores }: Pick<DeskParts, 'stores'>): RequestHandler {
  return (_req, res, next) => (stores.bookingAway() ? sendBookingAway(res) : next());
}

/** A store that fell silent in the middle of it is told in the same words. */
export const bookingAway: ErrorRequestHandler = (thrown: unknown, _req, res, next) => {
  if (thrown instanceof DependencyDown && thrown.part === 'postgres' && !res.headersSent) return sendBookingAway(res);
  next(thrown);
};

function holdIdIn(res: Response, text: unknown): string | undefined {
  return checked(res, z.object({ holdId: z.uuid() }), { holdId: text })?.holdId;
}
