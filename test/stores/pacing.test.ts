import { connect, createServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { anyFreePort } from '../../scripts/services/free-port.ts';
import { createPacer } from '../../src/callbacks/redis-pacer.ts';
import type { Pacer } from '../../src/calls/ports/telephone.ts';
import { DependencyDown } from '../../src/platform/errors.ts';
import { closeServices, testRedis, testRedisUrl } from '../support/services.ts';

const open: Pacer[] = [];
let files = 0;
let id: string;

beforeAll(async () => void (await testRedis()));
afterEach(async () => void (await Promise.all(open.splice(0).map((pacer) => pacer.close()))));
afterAll(closeServices);

/** Each stands for a process: its own connection, its own queue. */
async function pacers(count: number): Promise<Pacer[]> {
  files += 1;
  id = `{test-${process.pid}-${files}}`;
  const made = await Promise.all(Array.from({ length: count }, () => another()));
  return made;
}

async function another(redisUrl = testRedisUrl()): Promise<Pacer> {
  const pacer = await createPacer({ redisUrl, id });
  open.push(pacer);
  return pacer;
}

/** Most starts in any one second. */
function worstSecond(startsMs: number[]): number {
  return Math.max(...startsMs.map((from) => startsMs.filter((at) => at >= from && at < from + 1_000).length));
}

describe('our calls, over all processes', () => {
  it('are never more in a second than the rate and one', async () => {
    const three = await pacers(3);
    await Promise.all(three.map((pacer) => pacer.setRate(4)));
    const starts: number[] = [];
    const jobs = three.flatMap((pacer) => Array.from({ length: 4 }, () => pacer.run(async () => void starts.push(performance.now()))));
    await Promise.all(jobs);
    expect(starts).toHaveLength(12);
    expect(worstSecond(starts)).toBeLessThanOrEqual(5);
    // And not much slower either: 11 gaps of 250 ms
    expect(Math.max(...starts) - Math.min(...starts)).toBeLessThan(4_000);
  });

  it('follow a changed rate in every process at once', async () => {
    const [one, other] = (await pacers(2)) as [Pacer, Pacer];
    await one.setRate(0.5);
    await other.run(async () => undefined);
    await one.setRate(100);
    // The turn given at the old rate still counts: the next is two seconds after the first
    const begun = performance.now();
    await other.run(async () => undefined);
    await Promise.all(Array.from({ length: 20 }, () => other.run(async () => undefined)));
    // At the old rate these would take 40 seconds
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  it('go on when a process dies in the middle of a job', async () => {
    const [dying, living] = (await pacers(2)) as [Pacer, Pacer];
    await living.setRate(50);
    let finish: () => void = () => undefined;
    let job: Promise<void> = Promise.resolve();
    await new Promise<void>((begun) => {
      job = dying.run(() => {
        begun();
        return new Promise<void>((resolve) => {
          finish = resolve;
        });
      });
    });
    await dying.close();
    open.splice(open.indexOf(dying), 1);
    expect(await Promise.all(Array.from({ length: 5 }, (_, index) => living.run(async () => index)))).toEqual([0, 1, 2, 3, 4]);
    finish();
    await job;
  });

  it('return what the job returns, and throw what it throws', async () => {
    const [pacer] = (await pacers(1)) as [Pacer];
    await pacer.setRate(100);
    expect(await pacer.run(async () => 'placed')).toBe('placed');
    await expect(
      pacer.run(async () => {
        throw new Error('refused');
      }),
    ).rejects.toThrow('refused');
  });

  it('are not begun when Redis is lost while they wait, nor afterwards', async () => {
    await pacers(0);
    const line = await cuttable(new URL(testRedisUrl()));
    const pacer = await another(line.url);
    await pacer.setRate(1);
    await pacer.run(async () => undefined);
    const begun: string[] = [];
    const waiting = pacer.run(async () => void begun.push('too late'));
    const refused = expect(waiting).rejects.toThrow(DependencyDown);
    line.cut();
    await refused;
    line.mend();
    // The lost turn passes unused; the next job is begun after it
    expect(await onceConnected(() => pacer.run(async () => true))).toBe(true);
    expect(begun).toEqual([]);
    line.close();
  });

  it('cannot be paced without Redis: said at once, not waited for', async () => {
    const redisUrl = `redis://127.0.0.1:${await anyFreePort()}`;
    await expect(createPacer({ redisUrl })).rejects.toMatchObject({ code: 'REDIS_DOWN' });
  });
});

/** Asks again until the connection stands; the file's time limit ends it otherwise. */
async function onceConnected<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (thrown) {
      if (!(thrown instanceof DependencyDown)) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** A line to Redis that can be cut and mended. */
async function cuttable(redisUrl: URL): Promise<{ url: string; cut(): void; mend(): void; close(): void }> {
  const sockets = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) return void near.destroy();
    const far = connect(Number(redisUrl.port), redisUrl.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => sockets.delete(one));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = new URL(redisUrl);
  if (address !== null && typeof address === 'object') url.host = `127.0.0.1:${address.port}`;
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut: () => {
      whole = false;
      drop();
    },
    mend: () => {
      whole = true;
    },
    close: () => {
      server.close();
      drop();
    },
  };
}
