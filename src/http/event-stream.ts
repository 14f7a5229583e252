import type { Request, Response } from 'express';

/** Server-sent events (WHATWG HTML, 9.2): what is written, and how a stream is kept open and ended. */

/** Proxies close silent connections after half a minute or so. */
const KEEP_ALIVE_MS = 15_000;

export interface EventStream {
  send(event: { type: string; data: string; id?: string }): void;
  onClose(then: () => void): void;
}

/**
 * Answers the request with a stream that stays open until the client leaves, or
 * `mayStay` says no (asked with every keep-alive; a question that fails is asked again).
 */
export function openEventStream(req: Request, res: Response, mayStay: () => Promise<boolean>): EventStream {
  res.status(200).set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
  res.flushHeaders();
  // Tells the browser how soon to come back
  res.write('retry: 2000\n\n');
  const keepAlive = setInterval(() => {
    res.write(': still here\n\n');
    mayStay().then(
      (stays) => stays || res.end(),
      () => undefined,
    );
  }, KEEP_ALIVE_MS);
  res.on('close', () => clearInterval(keepAlive));
  req.socket.setNoDelay(true);
  return {
    send: ({ type, data, id }) => void res.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${type}\ndata: ${data}\n\n`),
    onClose: (then) => void res.on('close', then),
  };
}
