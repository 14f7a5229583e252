/** A tiny app for the network's own tests: answers by path, checks every signature. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import twilio from 'twilio';

export const accountSid = `AC${'0'.repeat(32)}`;
export const authToken = 'token-for-the-networks-own-tests';

export interface Request {
  path: string;
  params: Record<string, string>;
  headers: http.IncomingHttpHeaders;
}

type Answer = string | { status: number; body: string; type?: string } | ((request: Request) => string | Promise<string>);

export interface TinyApp {
  url: string;
  /** Path → TwiML (the inside of Response), a raw answer, or a function. */
  on: Record<string, Answer>;
  requests: Request[];
  /** Requests whose signature did not fit. */
  unsigned: string[];
  close(): Promise<void>;
}

export async function tinyApp(): Promise<TinyApp> {
  const app: TinyApp = { url: '', on: {}, requests: [], unsigned: [], close: () => Promise.resolve() };
  const server = http.createServer((incoming, outgoing) => {
    answer(app, incoming, outgoing).catch(() => outgoing.writeHead(503).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  app.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  app.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return app;
}

async function answer(app: TinyApp, incoming: http.IncomingMessage, outgoing: http.ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of incoming) body += chunk;
  const params = Object.fromEntries(new URLSearchParams(body));
  const url = new URL(incoming.url ?? '/', app.url);
  const signed = twilio.validateRequest(authToken, String(incoming.headers['x-twilio-signature']), url.href, params);
  if (!signed) app.unsigned.push(url.pathname);
  const request = { path: url.pathname + url.search, params, headers: incoming.headers };
  app.requests.push(request);
  const known = app.on[url.pathname];
  const made = typeof known === 'function' ? await known(request) : known;
  if (typeof made === 'object') {
    outgoing.writeHead(made.status, { 'Content-Type': made.type ?? 'text/xml' }).end(made.body);
    return;
  }
  if (made === undefined) {
    outgoing.writeHead(url.pathname.includes('status') ? 204 : 404).end();
    return;
  }
  outgoing.writeHead(200, { 'Content-Type': 'text/xml' }).end(`<?xml version="1.0" encoding="UTF-8"?><Response>${made}</Response>`);
}
