/** The browser phone's files, if this network was started with them. */
import type { ServerResponse } from 'node:http';
import { sendJson } from './http-reply.ts';
import type { Network } from './network.ts';
import type { Asked } from './server.ts';

export function webPages(_network: Network): (asked: Asked, response: ServerResponse) => void {
  return (_asked, response) => sendJson(response, 404, { message: 'not found' });
}
