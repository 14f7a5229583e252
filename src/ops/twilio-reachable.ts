import { connect } from 'node:net';
import type { Clock } from '../platform/clock.ts';
import { DependencyDown } from '../platform/errors.ts';

const TIMEOUT_MS = 800;
/** Health is asked every few seconds by every machine; the network's door need not be knocked at as often. */
const KEPT_MS = 15_000;

/** A check that the REST side of the telephone network accepts connections. No request is made, so it costs no quota. */
export function twilioReachable(apiUrl: string, clock: Clock): () => Promise<void> {
  const url = new URL(apiUrl);
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  let last: { atMs: number; result: Promise<void> } | undefined;
  return () => {
    const nowMs = clock.nowMs();
    if (!last || nowMs - last.atMs > KEPT_MS) last = { atMs: nowMs, result: knock(url.hostname.replace(/^\[|\]$/g, ''), port) };
    return last.result;
  };
}

function knock(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const fail = (cause: unknown) => {
      socket.destroy();
      reject(new DependencyDown('twilio', cause));
    };
    socket.setTimeout(TIMEOUT_MS, () => fail('no connection in time'));
    socket.once('error', fail);
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
  });
}
