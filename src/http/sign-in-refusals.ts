import type { Response } from 'express';
import type { PasswordChanged } from '../calls/own-password.ts';
import type { SignInAnswer } from '../calls/sign-in.ts';
import { sendProblem } from './problem.ts';

/** How signing in, and changing the own password, are refused. None of it tells whether a name exists. */

export function refuseSignIn(res: Response, answer: Exclude<SignInAnswer, { status: 'signedIn' }>): void {
  switch (answer.status) {
    case 'wrong':
      return sendProblem(res, { status: 401, code: 'WRONG_SIGN_IN', detail: 'Name or password is wrong.' });
    case 'notAllowed':
      return sendProblem(res, { status: 403, code: 'ROLE_MISSING', detail: 'This account has no access to this console.' });
    case 'locked':
      return refuseLocked(res, answer.waitMs);
    case 'tooMany':
      return refuseCrowd(res);
  }
}

export function refusePassword(res: Response, answer: Exclude<PasswordChanged, { status: 'changed' }>): void {
  switch (answer.status) {
    case 'wrong': {
      const detail = 'Nothing was changed: the present password is another one.';
      return sendProblem(res, { status: 403, code: 'WRONG_PASSWORD', detail, faults: [{ field: 'current', fault: 'is wrong' }] });
    }
    case 'refused': {
      const faults = answer.faults.map((fault) => ({ ...fault, field: 'next' }));
      return sendProblem(res, { status: 422, code: 'INVALID_INPUT', detail: 'Nothing was changed: choose another password.', faults });
    }
    case 'fromEnvironment':
      return refuseFirstAdmin(res);
    case 'locked':
      return refuseLocked(res, answer.waitMs);
    case 'tooMany':
      return refuseCrowd(res);
  }
}

export function refuseFirstAdmin(res: Response): void {
  const detail = 'This password is set where the hotline is started: ADMIN_PASSWORD.';
  sendProblem(res, { status: 409, code: 'PASSWORD_FROM_ENVIRONMENT', detail });
}

function refuseLocked(res: Response, waitMs: number): void {
  const seconds = Math.ceil(waitMs / 1_000);
  res.set('Retry-After', String(seconds));
  sendProblem(res, { status: 429, code: 'SIGN_IN_LOCKED', detail: `Too many tries. Try again in ${seconds} s.` });
}

function refuseCrowd(res: Response): void {
  res.set('Retry-After', '5');
  const detail = 'Too many people are signing in just now. Try again in a moment.';
  sendProblem(res, { status: 503, code: 'TOO_MANY_SIGN_INS', detail });
}
