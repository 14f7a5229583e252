import { type RequestHandler, Router } from 'express';
import type { AgentDesk } from '../calls/agent-state.ts';
import type { SignedIn } from '../calls/ports/accounts.ts';
import type { AgentNews, AgentStatus, DeskEvent } from '../calls/ports/agents.ts';
import { stateBody } from './api-schemas.ts';
import { csrfToken, type SessionParts, sessionRoutes, signedIn, stillSignedIn } from './api-session.ts';
import { openEventStream } from './event-stream.ts';
import { checked, notFound, onlyBy, sendProblem } from './problem.ts';

/** `/desk/api`: an agent's own state and calls. */

export interface DeskParts extends Omit<SessionParts, 'area'> {
  desk: AgentDesk;
  news: AgentNews;
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

  router.use(notFound);
  return router;
}

function changeState(desk: AgentDesk): RequestHandler {
  return async (req, res) => {
    const wish = checked(res, stateBody, req.body);
    if (!wish) return;
    const person = signedIn(res);
    const answer = await desk.choose(person, wish);
    if (answer === 'inCall')
      return sendProblem(res, {
        status: 409,
        code: 'IN_CALL',
        detail: 'A call is being connected or held. Change the state when it is over.',
      });
    if (answer === 'noEndpoint')
      return sendProblem(res, { status: 409, code: 'NO_ENDPOINT', detail: 'This account has no phone to send calls to.' });
    res.json({ ...describe(person, answer), csrfToken: csrfToken(res) });
  };
}

function describe(person: SignedIn, status: AgentStatus) {
  return {
    name: person.name,
    roles: person.roles,
    languages: person.languages,
    state: status.state,
    reason: status.reason,
    stateSince: status.sinceMs === 0 ? null : new Date(status.sinceMs).toISOString(),
    call: status.callSid === undefined ? null : { callSid: status.callSid },
  };
}
