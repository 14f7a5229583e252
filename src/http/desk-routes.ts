import { type RequestHandler, Router } from 'express';
import type { AgentDesk } from '../calls/agent-state.ts';
import type { AgentNews, DeskEvent } from '../calls/ports/agents.ts';
import { stateBody } from './api-schemas.ts';
import { csrfToken, type SessionParts, sessionRoutes, signedIn, stillSignedIn } from './api-session.ts';
import { deskAppointmentRoutes } from './desk-appointment-routes.ts';
import { bookingAway, deskBookingRoutes } from './desk-booking-routes.ts';
import { type DeskCallParts, deskCallRoutes } from './desk-call-routes.ts';
import { type DeskCallbackParts, deskCallbackRoutes } from './desk-callback-routes.ts';
import { describe, sendInCall } from './desk-me.ts';
import { openEventStream } from './event-stream.ts';
import { checked, notFound, onlyBy, sendProblem } from './problem.ts';

/** `/desk/api`: an agent's own state and calls, and what they do for the caller. */

export interface DeskParts extends Omit<SessionParts, 'area'> {
  desk: AgentDesk;
  news: AgentNews;
  /** What is done for the caller on the line. */
  work: Omit<DeskCallParts, 'desk'> & DeskCallbackParts;
}

export function deskRoutes(parts: DeskParts): Router {
  const session = { ...parts, area: 'desk' as const };
  const router = Router();
  router.use(sessionRoutes(session));

  router.get('/me', async (_req, res) => {
    const person = signedIn(res);
    res.json({ ...describe(person, await parts.desk.status(person)), csrfToken: csrfToken(res) });
  });
  router.all('/me', onlyBy('GET'));

  router.put('/state', changeState(parts.desk));
  router.all('/state', onlyBy('PUT'));

  router.get('/events', async (req, res) => {
    // Followed before the stream is opened, so that a store that is away is still a problem with a status
    const early: DeskEvent[] = [];
    let tell = (event: DeskEvent): void => void early.push(event);
    const stop = await parts.news.follow(signedIn(res).name, req.get('Last-Event-ID'), (event) => tell(event));
    if (res.destroyed) return stop();
    const stream = openEventStream(req, res, () => stillSignedIn(session, req));
    stream.onClose(stop);
    tell = stream.send;
    for (const event of early) tell(event);
  });
  router.all('/events', onlyBy('GET'));

  const { work } = parts;
  router.use(deskCallRoutes({ ...work, desk: parts.desk }), deskCallbackRoutes(work));
  router.use(deskBookingRoutes(work), deskAppointmentRoutes(work), bookingAway);
  router.use(notFound);
  return router;
}

function changeState(desk: AgentDesk): RequestHandler {
  return async (req, res) => {
    const wish = checked(res, stateBody, req.body);
    if (!wish) return;
    const person = signedIn(res);
    const answer = await desk.choose(person, wish);
    if (answer === 'inCall') return sendInCall(res);
    if (answer === 'noEndpoint')
      return sendProblem(res, { status: 409, code: 'NO_ENDPOINT', detail: 'This account has no phone to send calls to.' });
    res.json({ ...describe(person, answer), csrfToken: csrfToken(res) });
  };
}
