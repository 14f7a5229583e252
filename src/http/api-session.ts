import { createHash, timingSafeEqual } from 'node:crypto';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { SignedIn } from '../calls/ports/accounts.ts';
import type { SignIn } from '../calls/sign-in.ts';
import { HotlineError } from '../platform/errors.ts';
import { passwordBody, signInBody } from './api-schemas.ts';
import { checked, onlyBy, sendProblem } from './problem.ts';
import { type CookieParts, clearCookie, cookieOf, setCookie } from './session-cookie.ts';
import { refusePassword, refuseSignIn } from './sign-in-refusals.ts';

/** Cookies, sign-in and sign-out of one console, and the guard before everything else of it. */

const SAFE_METHODS = ['GET', 'HEAD'];

export interface SessionParts extends CookieParts {
  signIn: SignIn;
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
    clearCookie(res, parts);
    res.status(204).end();
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
    if (answer.status !== 'signedIn') return refuseSignIn(res, answer);
    const { status: _, id, ...told } = answer;
    setCookie(res, parts, id);
    res.json(told);
  };
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

/** Compares in constant time, whatever the lengths. */
function same(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
