import type { Request, Response } from 'express';
import type { SignedIn } from '../calls/ports/accounts.ts';
import { SIGN_IN_LONGEST_MS } from '../calls/sign-in.ts';

/** The cookie that stands for a sign-in. One a console, so that one browser can be at both. */

export interface CookieParts {
  area: SignedIn['area'];
  /** The cookie is for encrypted connections only. */
  secure: boolean;
}

export function setCookie(res: Response, parts: CookieParts, id: string): void {
  res.cookie(cookieName(parts.area), id, { ...cookieOptions(parts), maxAge: SIGN_IN_LONGEST_MS });
}

export function clearCookie(res: Response, parts: CookieParts): void {
  res.clearCookie(cookieName(parts.area), cookieOptions(parts));
}

/** The id that the browser sent, as it came; undefined: none. */
export function cookieOf(req: Request, area: SignedIn['area']): string | undefined {
  const start = `${cookieName(area)}=`;
  const pairs = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(start))?.slice(start.length);
}

function cookieName(area: SignedIn['area']): string {
  return `hotline_${area}`;
}

/** Out of reach of scripts and of other sites (OWASP Session Management Cheat Sheet). */
function cookieOptions({ area, secure }: CookieParts) {
  return { httpOnly: true, sameSite: 'strict', secure, path: `/${area}` } as const;
}
