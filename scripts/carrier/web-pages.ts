/** The browser phone's files, if this network was started with them. */
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import type { Asked } from './asked.ts';
import { sendJson } from './http-reply.ts';
import type { Network } from './network.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.map': 'application/json',
};
const guard = {
  'Content-Security-Policy': "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

export function webPages(network: Network): (asked: Asked, response: ServerResponse) => Promise<void> {
  const { pages } = network.options;
  return async (asked, response) => {
    if (asked.parts.length === 0) return void response.writeHead(302, { Location: '/phone' }).end();
    const wanted = asked.parts.length === 1 && asked.parts[0] === 'phone' ? ['phone', 'index.html'] : asked.parts;
    const file = pages === undefined ? undefined : await read(pages, wanted);
    if (file === undefined || (asked.method !== 'GET' && asked.method !== 'HEAD')) return sendJson(response, 404, { message: 'not found' });
    const type = types[path.extname(wanted.at(-1) ?? '')] ?? 'application/octet-stream';
    // Built files carry a hash in their name; the page that names them must be fresh
    const cache = wanted[0] === 'assets' ? 'public, max-age=31536000, immutable' : 'no-cache';
    response.writeHead(200, { ...guard, 'Content-Type': type, 'Cache-Control': cache }).end(asked.method === 'HEAD' ? undefined : file);
  };
}

async function read(root: string, parts: string[]): Promise<Buffer | undefined> {
  const file = path.resolve(root, ...parts);
  if (!file.startsWith(path.resolve(root) + path.sep)) return undefined;
  return readFile(file).catch(() => undefined);
}
