/** The network's own HTTP door: REST API, control API for telephones, and the browser phone. */
import http from 'node:http';
import type { Asked } from './asked.ts';
import { controlApi } from './control-api.ts';
import { sendJson } from './http-reply.ts';
import type { Network } from './network.ts';
import { restApi } from './rest-api.ts';
import { webPages } from './web-pages.ts';

const maxBodyBytes = 65_536;

export function createServer(network: Network): http.Server {
  const answers = { '2010-04-01': restApi(network), control: controlApi(network) };
  const pages = webPages(network);
  return http.createServer((request, response) => {
    void read(request)
      .then(async (asked) => {
        if (asked === undefined) return sendJson(response, 413, { message: 'too long' });
        const [first] = asked.parts;
        if (first === '2010-04-01' || first === 'control') return answers[first](asked, response);
        return pages(asked, response);
      })
      .catch((error: unknown) => {
        if (!response.headersSent) sendJson(response, 500, { message: error instanceof Error ? error.message : String(error) });
      });
  });
}

async function read(request: http.IncomingMessage): Promise<Asked | undefined> {
  const url = new URL(request.url ?? '/', 'http://network');
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  const parts = url.pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  return {
    method: request.method ?? 'GET',
    parts,
    query: url.searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
