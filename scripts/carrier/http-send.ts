/** One HTTP exchange over kept-alive connections, with a cap. Knows nothing of calls. */
import http from 'node:http';
import https from 'node:https';

export type Exchange =
  | { ok: true; status: number; contentType: string | undefined; body: string }
  | { ok: false; phase: 'connect' | 'response'; reason: string };

export interface Outgoing {
  url: URL;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
}

export class HttpSender {
  readonly #http = new http.Agent({ keepAlive: true });
  readonly #https = new https.Agent({ keepAlive: true });

  /** A kept connection that the server closed at the same moment is tried once more on a fresh one. */
  async send(outgoing: Outgoing): Promise<Exchange> {
    const first = await this.#once(outgoing);
    return first === 'stale' ? this.#settle(await this.#once(outgoing)) : first;
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }

  #settle(exchange: Exchange | 'stale'): Exchange {
    return exchange === 'stale' ? { ok: false, phase: 'response', reason: 'connection reset' } : exchange;
  }

  #once(outgoing: Outgoing): Promise<Exchange | 'stale'> {
    const secure = outgoing.url.protocol === 'https:';
    return new Promise((resolve) => {
      let connected = false;
      const options = {
        method: outgoing.method,
        headers: outgoing.headers,
        agent: secure ? this.#https : this.#http,
      };
      const request = (secure ? https : http).request(outgoing.url, options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', (error) => finish({ ok: false, phase: 'response', reason: error.message }));
        response.on('end', () => {
          const body = Buffer.concat(chunks).toString('utf8');
          finish({ ok: true, status: response.statusCode ?? 0, contentType: response.headers['content-type'], body });
        });
      });
      const timer = setTimeout(() => {
        finish({ ok: false, phase: 'response', reason: `no answer within ${outgoing.timeoutMs} ms` });
        request.destroy();
      }, outgoing.timeoutMs);
      const finish = (exchange: Exchange | 'stale') => {
        clearTimeout(timer);
        resolve(exchange);
      };
      request.on('socket', (socket) => {
        if (!socket.connecting) connected = true;
        else socket.once('connect', () => (connected = true));
      });
      request.on('error', (error: NodeJS.ErrnoException) => {
        if (request.reusedSocket && error.code === 'ECONNRESET') finish('stale');
        else finish({ ok: false, phase: connected ? 'response' : 'connect', reason: error.message });
      });
      request.end(outgoing.body);
    });
  }
}
