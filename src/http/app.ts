import type { RequestListener } from 'node:http';
import express, { type Router } from 'express';
import { holdAudio } from './hold-audio.ts';
import { notFound } from './problem.ts';
import type { VoiceRoutes } from './voice-routes.ts';

export interface AppParts {
  voice: VoiceRoutes;
  messageStatus: VoiceRoutes;
  api: Router;
  /** What people open in a browser. */
  pages: Router;
  /** Where the local telephone network shows its browser phone; only with the local network. */
  localPhoneUrl: string | undefined;
}

const DAY_SECONDS = 86_400;

/** Builds the app from its parts; never listens. The telephone comes first: what a caller waits for passes nothing else. */
export function createApp({ voice, messageStatus, api, pages, localPhoneUrl }: AppParts): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // Proxies in our own network tell the real address; it counts for lock-outs only, never for signatures
  app.set('trust proxy', 'loopback, linklocal, uniquelocal');
  const audio = holdAudio();
  app.get('/audio/hold.wav', (_request, reply) => {
    reply.set({ 'Content-Type': 'audio/wav', 'Cache-Control': `public, max-age=${DAY_SECONDS}` });
    reply.end(audio);
  });
  app.use(api);
  app.use(pages);
  if (localPhoneUrl) app.get('/phone', (_request, reply) => reply.redirect(`${localPhoneUrl}/phone`));
  app.use(notFound);
  return (request, reply) => {
    if (!voice(request, reply) && !messageStatus(request, reply)) app(request, reply);
  };
}
