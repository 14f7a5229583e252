import { Router } from 'express';
import { z } from 'zod';
import { iso } from '../calls/desk/views.ts';
import type { HumanCallbackDesk, ListedCallback, OutcomeNoted } from '../calls/human-callbacks.ts';
import type { SignedIn } from '../calls/ports/accounts.ts';
import type { PhoneTokens } from '../calls/ports/telephone.ts';
import { SIGN_IN_LONGEST_MS } from '../calls/sign-in.ts';
import type { Clock } from '../platform/clock.ts';
import { signedIn } from './api-session.ts';
import { answer } from './desk-booking-routes.ts';
import * as schemas from './desk-schemas.ts';
import { checked, onlyBy, type Problem, sendProblem } from './problem.ts';

export interface DeskCallbackParts {
  callbackDesk: Pick<HumanCallbackDesk, 'list' | 'take' | 'noteOutcome'>;
  phoneTokens: PhoneTokens;
  clock: Clock;
}

/** `/desk/api`: people whom a human shall call back, and the agent's own telephone in the browser. */
export function deskCallbackRoutes({ callbackDesk, phoneTokens, clock }: DeskCallbackParts): Router {
  const router = Router();

  router.get('/callbacks', async (_req, res) => {
    const { callbacks, humanCallbacks } = await callbackDesk.list();
    answer(res, schemas.callbacksReply, { callbacks: callbacks.map(callbackView), humanCallbacks });
  });
  router.all('/callbacks', onlyBy('GET'));

  router.post('/callbacks/take', async (_req, res) => {
    const taken = await callbackDesk.take(takerOf(signedIn(res)));
    const callback = 'callback' in taken ? callbackView(taken.callback) : null;
    answer(res, schemas.takeCallbackReply, { status: taken.status, callback });
  });
  router.all('/callbacks/take', onlyBy('POST'));

  router.post('/callbacks/:id/outcome', async (req, res) => {
    const body = checked(res, schemas.callbackOutcomeBody, req.body);
    const named = body && checked(res, z.object({ id: z.uuid() }), { id: req.params['id'] });
    if (!named) return;
    const noted = await callbackDesk.noteOutcome(named.id, body.outcome, signedIn(res).name);
    if (noted !== 'noted') return sendProblem(res, NOT_NOTED[noted]);
    res.status(204).end();
  });
  router.all('/callbacks/:id/outcome', onlyBy('POST'));

  router.get('/phone-token', (_req, res) => {
    const { endpoint, sinceMs } = signedIn(res);
    const made = phoneTokens.phoneToken({ endpoint, nowMs: clock.nowMs(), untilMs: sinceMs + SIGN_IN_LONGEST_MS });
    if (made.kind === 'none') return answer(res, schemas.phoneTokenReply, made);
    const { kind, token, identity, expiresAtMs } = made;
    answer(res, schemas.phoneTokenReply, { kind, token, identity, expiresAt: iso(expiresAtMs) });
  });
  router.all('/phone-token', onlyBy('GET'));
  return router;
}

const NOT_NOTED: Record<Exclude<OutcomeNoted, 'noted'>, Problem> = {
  unknown: { status: 404, code: 'UNKNOWN_CALLBACK', detail: 'There is no such callback.' },
  notTheirs: { status: 409, code: 'NOT_YOUR_CALL', detail: 'Another agent has this callback in hand.' },
  notReached: { status: 409, code: 'NOT_REACHED', detail: 'Nobody was on the line; the callback is tried again by itself.' },
  otherOpen: { status: 409, code: 'OTHER_OPEN', detail: 'This person has asked for another callback meanwhile.' },
};

function takerOf({ name, endpoint, languages }: SignedIn) {
  return { id: name, endpoint, languages };
}

function callbackView({ ticketAtMs, window, ...listed }: ListedCallback) {
  return { ...listed, ticketAt: iso(ticketAtMs), windowFrom: iso(window.fromMs), windowTo: iso(window.toMs) };
}
