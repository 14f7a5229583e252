import { connect, createServer, type Server, type Socket } from 'node:net';

/** One address for several processes, as a load balancer has: connections go to the first process that takes them. */
export interface Balancer {
  /** Its origin: what the telephone network is told. */
  origin: string;
  port: number;
  /** The ports behind it, best first. */
  behind: number[];
  /** Nobody listens any more, and connections are torn. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** By then all connections to a process that has died are gone: what is sent again goes to another one. */
const TOLD_AFTER_MS = 20;
const BAD_GATEWAY = 'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

/**
 * Listens when it resolves.
 * @param options.gateway as one that understands HTTP: whoever asked a process that died before it answered is told 502, and no connection is torn
 */
export async function startBalancer({ gateway = false } = {}): Promise<Balancer> {
  const behind: number[] = [];
  const open = new Set<Socket>();
  const server = createServer({ pauseOnConnect: true }, (near) => {
    open.add(near);
    near.on('error', () => near.destroy());
    near.on('close', () => open.delete(near));
    const tryNext = ([port, ...others]: number[]) => {
      if (port === undefined) return void near.destroy();
      const far = connect(port, '127.0.0.1');
      far.once('connect', () => {
        far.removeAllListeners('error');
        far.on('error', () => far.destroy());
        near.on('close', () => far.destroy());
        let unanswered = false;
        near.on('data', () => {
          unanswered = true;
        });
        far.on('data', () => {
          unanswered = false;
        });
        far.on('close', () => {
          if (gateway && unanswered) setTimeout(() => near.end(BAD_GATEWAY), TOLD_AFTER_MS);
          else near.destroy();
        });
        near.pipe(far).pipe(near, { end: false });
      });
      far.once('error', () => tryNext(others));
    };
    tryNext([...behind]);
  });
  const port = await listening(server, 0);
  const stop = async () => {
    for (const near of open) near.destroy();
    if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    behind,
    stop,
    start: async () => void (await listening(server, port)),
    close: stop,
  };
}

function listening(server: Server, port: number): Promise<number> {
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
}
