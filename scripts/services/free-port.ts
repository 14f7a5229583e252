import { createServer } from 'node:net';

/** Finds loopback ports that nobody listens on. */

/** The preferred port, or the first free one of the `tries` that follow it. */
export async function freePortFrom(preferred: number, tries = 50, host = '127.0.0.1'): Promise<number> {
  for (let port = preferred; port < preferred + tries; port += 1) if (await canListen(port, host)) return port;
  throw new Error(`no free port between ${preferred} and ${preferred + tries - 1} on ${host}`);
}

/** Any free port, chosen by the system. Another program may take it before we do: callers try again. */
export function anyFreePort(host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, host, () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port was given')),
      );
    });
  });
}

/** Can we listen there now? */
export function canListen(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
