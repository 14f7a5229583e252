import { type RequestHandler, Router } from 'express';
import type { AgentDesk } from '../calls/agent-state.ts';
import { ownDay } from '../calls/desk/day.ts';
import type { DeskParts } from '../calls/desk/desk-parts.ts';
import { knownCall } from '../calls/desk/known-call.ts';
import { createDeskPicture } from '../calls/desk/picture.ts';
import { wrapUp } from '../calls/desk/wrap-up.ts';
import { type HandBackParts, handBack } from '../calls/hand-back.ts';
import { csrfToken, signedIn } from './api-session.ts';
import { answer } from './desk-booking-routes.ts';
import { describe, sendInCall } from './desk-me.ts';
import { sendRefusal } from './desk-refusals.ts';
import * as schemas from './desk-schemas.ts';
import { checked, onlyBy, sendProblem } from './problem.ts';

export type DeskCallParts = DeskParts & HandBackParts & { desk: AgentDesk };

/** `/desk/api`: the call an agent is in, how it is handed back and wrapped up, and the figures of the day. */
export function deskCallRoutes(parts: DeskCallParts): Router {
  const router = Router();
  const picture = createDeskPicture(parts);

  router.get('/call', async (_req, res) => {
    answer(res, schemas.callReply, { call: (await knownCall(parts, signedIn(res))) ?? null });
  });
  router.all('/call', onlyBy('GET'));

  router.post('/calls/:callSid/hand-back', handBackRoute(parts));
  router.all('/calls/:callSid/hand-back', onlyBy('POST'));

  router.post('/wrap-up', async (req, res) => {
    const body = checked(res, schemas.wrapUpBody, req.body);
    if (!body) return;
    const person = signedIn(res);
    const status = await wrapUp(parts, person, body);
    if (status === 'inCall') return sendInCall(res);
    res.json({ ...describe(person, status), csrfToken: csrfToken(res) });
  });
  router.all('/wrap-up', onlyBy('POST'));

  router.get('/day', async (_req, res) => answer(res, schemas.dayReply, await ownDay(parts, signedIn(res))));
  router.all('/day', onlyBy('GET'));

  router.get('/picture', async (_req, res) => answer(res, schemas.deskPictureReply, await picture()));
  router.all('/picture', onlyBy('GET'));
  return router;
}

function handBackRoute(parts: DeskCallParts): RequestHandler {
  return async (req, res) => {
    const body = checked(res, schemas.handBackBody, req.body);
    if (!body) return;
    const answered = await handBack(parts, { ...body, callSid: String(req.params['callSid']), agentId: signedIn(res).name });
    switch (answered) {
      case 'handed':
        return void res.status(204).end();
      case 'notYourCall':
        return sendRefusal(res, { refused: 'notYourCall' });
      case 'over':
        return sendProblem(res, { status: 409, code: 'CALL_OVER', detail: 'The caller has hung up.' });
      case 'networkAway':
        res.set('Retry-After', '5');
        return sendProblem(res, {
          status: 503,
          code: 'NETWORK_AWAY',
          detail: 'The telephone network does not answer. The caller is still with you.',
        });
    }
  };
}
