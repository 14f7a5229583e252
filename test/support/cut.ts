import { connect, createServer, type Server, type Socket } from 'node:net';

/** A wire between the hotline and a store that a test can cut, freeze and mend. */
export interface Wire {
  /** The store's address as the hotline is told it. */
  url: string;
  /** Connections break and new ones are refused at once, as when the server has died. */
  cut(): Promise<void>;
  /** Nothing gets through any more and nobody says so, as when a cable is pulled. */
  freeze(): void;
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** Puts a wire in front of this store. */
export async function wireTo(url: string): Promise<Wire> {
  const target = new URL(url);
  const ends = new Set<Socket>();
  let frozen = false;
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    pair(near, far, ends);
    pair(far, near, ends);
    if (frozen) for (const end of [near, far]) end.pause();
  });
  const port = await listening(server, 0);
  const told = new URL(url);
  told.hostname = '127.0.0.1';
  told.port = String(port);
  const drop = async () => {
    for (const end of ends) end.destroy();
    if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return {
    url: told.href,
    cut: drop,
    freeze() {
      frozen = true;
      for (const end of ends) end.pause();
    },
    async mend() {
      frozen = false;
      // What was under way while frozen is lost with its connection
      for (const end of ends) end.destroy();
      if (!server.listening) await listening(server, port);
    },
    close: drop,
  };
}

function pair(from: Socket, to: Socket, ends: Set<Socket>): void {
  ends.add(from);
  from.on('data', (data) => to.write(data));
  from.on('error', () => undefined);
  from.on('close', () => {
    ends.delete(from);
    to.destroy();
  });
}

function listening(server: Server, port: number): Promise<number> {
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
}
