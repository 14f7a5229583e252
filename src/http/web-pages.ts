import { join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';
import helmet from 'helmet';
import { onlyBy, sendProblem } from './problem.ts';

/** The pages people open in a browser: each at its own address, what they load under `/assets`. */

export interface WebPagesParts {
  /** Where `npm run build` (or Vite) has put them. */
  folder: string;
  /** The public URL is https. */
  secure: boolean;
  /** Agents may telephone in the browser: their page may reach Twilio, and use the microphone. */
  browserPhone: boolean;
}

const PAGES = ['desk'];
const YEAR_MS = 31_536_000_000;

/** Other paths pass through, also `/assets` that do not exist. A page that was never built is a problem that says how to build it. */
export function webPages(parts: WebPagesParts): Router {
  const router = Router();
  const door = [guard(parts), microphone(parts.browserPhone)];
  for (const page of PAGES) {
    router.get(`/${page}`, door, pageOf(parts.folder, page));
    router.all(`/${page}`, onlyBy('GET'));
  }
  // Built files carry a hash in their name: what was loaded once never changes
  router.use('/assets', door, express.static(join(parts.folder, 'assets'), { immutable: true, maxAge: YEAR_MS, index: false }));
  return router;
}

/** The page itself names the files of this build, so it is asked for every time. */
function pageOf(folder: string, page: string): RequestHandler {
  return (_req, res, next) => {
    const headers = { 'Cache-Control': 'no-cache' };
    res.sendFile(`${page}/index.html`, { root: folder, headers, cacheControl: false }, (thrown) => {
      if (!thrown || res.headersSent) return;
      const isMissing = 'status' in thrown && thrown.status === 404;
      if (!isMissing) return next(thrown);
      sendProblem(res, { status: 503, code: 'PAGES_NOT_BUILT', detail: 'The pages have not been built here. Build them: npm run build.' });
    });
  };
}

/** Nothing but our own files, and nothing written into the page. For the telephone what the Voice SDK's own policy names. */
function guard({ secure, browserPhone }: WebPagesParts): RequestHandler {
  const own = ["'self'"];
  return helmet({
    strictTransportSecurity: secure,
    referrerPolicy: { policy: 'no-referrer' },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: own,
        styleSrc: own,
        imgSrc: own,
        connectSrc: browserPhone
          ? [...own, 'https://eventgw.twilio.com', 'wss://voice-js.roaming.twilio.com', 'https://sdk.twilio.com']
          : own,
        ...(browserPhone ? { mediaSrc: ['mediastream:', 'https://sdk.twilio.com'] } : {}),
        formAction: own,
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
  });
}

function microphone(allowed: boolean): RequestHandler {
  const policy = `microphone=${allowed ? '(self)' : '()'}, camera=(), geolocation=()`;
  return (_req, res, next) => {
    res.set('Permissions-Policy', policy);
    next();
  };
}
