import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { anyFreePort } from '../../scripts/services/free-port.ts';
import { redisProgram } from '../../scripts/services/redis-programs.ts';
import { launchServer, type RunningServer } from '../../scripts/services/server-process.ts';

/** A real Redis Cluster of three nodes on loopback, for the tests of one file. */
export interface TestCluster {
  /** As `REDIS_URL` names a cluster. */
  url: string;
  nodes: { host: string; port: number }[];
  /** Ends the nodes by their ids and removes their data; repeatable. */
  stop(): Promise<void>;
}

const NODES = 3;
const SLOTS = 16_384;
const READY_WITHIN_MS = 30_000;
const END = [
  { signal: 'SIGTERM', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
] as const;

interface Node extends RunningServer {
  port: number;
  busPort: number;
}

/**
 * Starts the nodes, shares the slots out among them and waits until each of them says that the cluster is complete.
 * @param options.appendonly they keep a log of their writes on disk, as in production
 */
export async function startTestCluster(options: { appendonly?: boolean } = {}): Promise<TestCluster> {
  const home = mkdtempSync(join(tmpdir(), 'hotline-cluster-'));
  const nodes: Node[] = [];
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.stop()));
    rmSync(home, { recursive: true, force: true });
  };
  try {
    for (let index = 0; index < NODES; index++) nodes.push(await startNode(join(home, `node${index}`), options));
    await joinNodes(nodes);
  } catch (thrown) {
    await stop();
    throw thrown;
  }
  const addresses = nodes.map(({ port }) => ({ host: '127.0.0.1', port }));
  return { url: `redis://${addresses.map(({ host, port }) => `${host}:${port}`).join(',')}`, nodes: addresses, stop };
}

/** Another program may take a port before the node does: then once more with others. */
async function startNode(home: string, options: { appendonly?: boolean }, triesLeft = 4): Promise<Node> {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const [port, busPort] = [await anyFreePort(), await anyFreePort()];
  try {
    const server = await launchServer({
      name: 'Redis Cluster node',
      command: redisProgram((line) => process.stderr.write(`${line}\n`)),
      args: argumentsOf({
        bind: '127.0.0.1',
        port,
        dir: home,
        save: '',
        appendonly: options.appendonly ? 'yes' : 'no',
        'cluster-enabled': 'yes',
        'cluster-port': busPort,
      }),
      logFile: join(home, 'server.log'),
      probe: () => onNode(port, async (node) => void (await node.ping())),
      readyWithinMs: READY_WITHIN_MS,
      endSignals: END,
    });
    return { ...server, port, busPort };
  } catch (thrown) {
    if (triesLeft === 0) throw thrown;
    rmSync(home, { recursive: true, force: true });
    return startNode(home, options, triesLeft - 1);
  }
}

function argumentsOf(settings: Record<string, string | number>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
}

async function joinNodes(nodes: readonly Node[]): Promise<void> {
  for (const [index, node] of nodes.entries()) {
    const [from, to] = [index, index + 1].map((place) => Math.round((place * SLOTS) / nodes.length)) as [number, number];
    await onNode(node.port, async (redis) => {
      await redis.call('CLUSTER', 'ADDSLOTSRANGE', from, to - 1);
      for (const other of nodes) if (other !== node) await redis.call('CLUSTER', 'MEET', '127.0.0.1', other.port, other.busPort);
    });
  }
  const giveUpMs = Date.now() + READY_WITHIN_MS;
  for (const { port } of nodes) {
    while (!(await onNode(port, isComplete))) {
      if (Date.now() > giveUpMs) throw new Error('the cluster of the test is not complete in time');
      await pause(50);
    }
  }
}

async function isComplete(node: Redis): Promise<boolean> {
  const info = String(await node.call('CLUSTER', 'INFO'));
  return info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${NODES}`) && info.includes(`cluster_size:${NODES}`);
}

async function onNode<T>(port: number, ask: (node: Redis) => Promise<T>): Promise<T> {
  const node = new Redis({ host: '127.0.0.1', port, lazyConnect: true, retryStrategy: null, maxRetriesPerRequest: 0 });
  // Refused while it starts; the rejected command says so
  node.on('error', () => undefined);
  try {
    return await ask(node);
  } finally {
    node.disconnect();
  }
}
