import { connect, createServer, type Server } from 'node:net';

/** One address for several processes, as a load balancer has: connections go to the first process that takes them. */
export interface Balancer {
  /** Its origin: what the telephone network is told. */
  origin: string;
  port: number;
  /** The ports behind it, best first. */
  behind: number[];
  close(): Promise<void>;
}

/** Listens when it resolves. */
export async function startBalancer(): Promise<Balancer> {
  const behind: number[] = [];
  const server = createServer({ pauseOnConnect: true }, (near) => {
    const tryNext = ([port, ...others]: number[]) => {
      if (port === undefined) return void near.destroy();
      const far = connect(port, '127.0.0.1');
      far.once('connect', () => {
        far.removeAllListeners('error');
        far.on('error', () => near.destroy());
        near.on('error', () => far.destroy());
        near.on('close', () => far.destroy());
        far.on('close', () => near.destroy());
        near.pipe(far).pipe(near);
      });
      far.once('error', () => tryNext(others));
    };
    tryNext([...behind]);
  });
  const port = await listening(server);
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    behind,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
}
