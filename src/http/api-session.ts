import { createHash, timingSafeEqual } from 'node:crypto';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { PasswordChanged } from '../calls/own-password.ts';
import type { SignedIn } from '../calls/ports/accounts.ts';
import { SIGN_IN_LONGEST_MS, type SignIn, type SignInAnswer } from '../calls/sign-in.ts';
import { HotlineError } from '../platform/errors.ts';
import { passwordBody, signInBody } from './api-schemas.ts';
import { checked, onlyBy, sendProblem } from './problem.ts';

/** Cookies, sign-in and sign-out of one console, and the guard before everything else of it. */

const SAFE_METHODS = ['GET', 'HEAD'];

export interface SessionParts {
  signIn: SignIn;
  area: SignedIn['area'];
  /** The cookie is for encrypted connections only. */
  secure: boolean;
}

/** `POST /sign-in` and, behind the guard, `POST /sign-out` and `PUT /password`; then only signed-in people pass. */
export function sessionRoutes(parts: SessionParts): Router {
  const router = Router();
  router.post('/sign-in', signInRoute(parts));
  router.all('/sign-in', onlyBy('POST'));
  router.use(guard(parts));
  router.post('/sign-out', async (req, res) => {
    const id = cookieOf(req, parts.area);
    if (id !== undefined) await parts.signIn.signOut(id, signedIn(res));
    res.clearCookie(cookieName(parts.area), cookieOptions(parts)).status(204).end();
  });
  router.all('/sign-out', onlyBy('POST'));
  router.put('/password', passwordRoute(parts));
  router.all('/password', onlyBy('PUT'));
  return router;
}

/** Who is signed in. Only behind the guard. */
export function signedIn(res: Response): SignedIn {
  const person: unknown = res.locals.person;
  if (person === undefined) throw new HotlineError('NO_GUARD', 'a route that needs a signed-in person stands before the guard');
  return person as SignedIn;
}

/** The token of this sign-in, for a page that was loaded anew. Only behind the guard. */
export function csrfToken(res: Response): string {
  return String(res.locals.csrfToken);
}

/** Is the person behind this request still signed in? For streams that outlive the request; asking keeps it alive. */
export async function stillSignedIn(parts: Pick<SessionParts, 'signIn' | 'area'>, req: Request): Promise<boolean> {
  const id = cookieOf(req, parts.area);
  return id !== undefined && (await parts.signIn.who(parts.area, id)) !== undefined;
}

function signInRoute(parts: SessionParts): RequestHandler {
  return async (req, res) => {
    const body = checked(res, signInBody, req.body);
    if (!body) return;
    const answer = await parts.signIn.signIn({ area: parts.area, address: req.ip ?? '', ...body });
    if (answer.status !== 'signedIn') return refuse(res, answer);
    const { status: _, id, ...told } = answer;
    setCookie(res, parts, id);
    res.json(told);
  };
}

function refuse(res: Response, answer: Exclude<SignInAnswer, { status: 'signedIn' }>): void {
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

/** The old cookie is worth nothing afterwards, nor is that of anybody else who is signed in with this account. */
function passwordRoute(parts: SessionParts): RequestHandler {
  return async (req, res) => {
    const body = checked(res, passwordBody, req.body);
    if (!body) return;
    const person = signedIn(res);
    const answer = await parts.signIn.changePassword({ person, address: req.ip ?? '', ...body });
    if (answer.status !== 'changed') return refusePassword(res, answer);
    setCookie(res, parts, answer.id);
    const { name, roles, languages } = person;
    res.json({ csrfToken: answer.csrfToken, name, roles, languages });
  };
}

function refusePassword(res: Response, answer: Exclude<PasswordChanged, { status: 'changed' }>): void {
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
      return sendProblem(res, {
        status: 409,
        code: 'PASSWORD_FROM_ENVIRONMENT',
        detail: 'This password is set where the hotline is started: ADMIN_PASSWORD.',
      });
    case 'locked':
      return refuseLocked(res, answer.waitMs);
    case 'tooMany':
      return refuseCrowd(res);
  }
}

function setCookie(res: Response, parts: SessionParts, id: string): void {
  res.cookie(cookieName(parts.area), id, { ...cookieOptions(parts), maxAge: SIGN_IN_LONGEST_MS });
}

function guard(parts: SessionParts): RequestHandler {
  return async (req, res, next) => {
    const id = cookieOf(req, parts.area);
    const person = id === undefined ? undefined : await parts.signIn.who(parts.area, id);
    if (id === undefined || person === undefined)
      return sendProblem(res, { status: 401, code: 'NOT_SIGNED_IN', detail: `Sign in first: POST /${parts.area}/api/sign-in.` });
    const token = parts.signIn.csrfTokenOf(id);
    if (!SAFE_METHODS.includes(req.method) && !same(req.get('X-CSRF-Token') ?? '', token))
      return sendProblem(res, { status: 403, code: 'CSRF_TOKEN', detail: 'X-CSRF-Token must be the token that the sign-in gave.' });
    res.locals.person = person;
    res.locals.csrfToken = token;
    next();
  };
}

/** One cookie a console, so that one browser can be at both. */
function cookieName(area: SignedIn['area']): string {
  return `hotline_${area}`;
}

function cookieOptions(parts: SessionParts) {
  return { httpOnly: true, sameSite: 'strict', secure: parts.secure, path: `/${parts.area}` } as const;
}

function cookieOf(req: Request, area: SignedIn['area']): string | undefined {
  const start = `${cookieName(area)}=`;
  const pairs = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(start))?.slice(start.length);
}

/** Compares in constant time, whatever the lengths. */
function same(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
