import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cluster, Redis } from 'ioredis';
import { laneKeys } from '../../src/admission/keys.ts';
import { createFrontDoor } from '../../src/admission/redis-admission.ts';
import { laneScripts } from '../../src/admission/redis-scripts.ts';
import { createLiveThresholds } from '../../src/admission/redis-thresholds.ts';
import { defaultThresholds } from '../../src/admission/thresholds.ts';
import { createPacer } from '../../src/callbacks/redis-pacer.ts';
import { RedisTally } from '../../src/ops/redis-tally.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { askRedis, openRedis, type RedisClient } from '../../src/platform/redis.ts';
import { createRouter } from '../../src/router.ts';
import { startTestCluster, type TestCluster } from '../support/redis-cluster.ts';

const START_MS = Date.UTC(2021, 0, 25, 8);

let cluster: TestCluster;
let redis: RedisClient;
let nowMs = START_MS;
const clock = { nowMs: () => nowMs, offsetMs: () => 0 };

beforeAll(async () => {
  cluster = await startTestCluster();
  redis = await openRedis(cluster.url);
}, 90_000);
afterAll(async () => {
  redis?.disconnect();
  await cluster?.stop();
});

async function openLane(lane: `test${string}`, values: object) {
  const live = createLiveThresholds({ redis, clock, lanes: [lane] });
  await live.publish({ version: 1, values: { ...defaultThresholds, ...values }, changedBy: 'test', changedAt: '', reason: 'test' });
  await redis.hset(laneKeys(lane).bucket, 'tokens', 10_000, 'atMs', nowMs);
  return createFrontDoor({ redis, clock, lane, localDay: () => '2021-01-25', scriptTime: () => `=${nowMs}` });
}

describe('on a Redis Cluster of three nodes', () => {
  it('every decision and every ending works with the keys that are declared, for lanes on all nodes', async () => {
    const lanes = Array.from({ length: 9 }, (_, index) => `test${index}` as const);
    const slots = await Promise.all(lanes.map((lane) => redis.cluster('KEYSLOT', laneKeys(lane).bucket)));
    expect(new Set(slots.map((slot) => Math.floor((slot * 3) / 16_384))).size).toBe(3);
    for (const lane of lanes) {
      const door = await openLane(lane, { burst: 2, admitPerSecond: 1 });
      const calls = ['one', 'two', 'three', 'four'].map((callSid) => ({ callSid, caller: `caller ${callSid}` }));
      const answers = await Promise.all(calls.map((call) => door.admit(call)));
      expect(answers.map(({ answer }) => answer)).toEqual(['admitted', 'admitted', 'queued', 'queued']);
      await door.renew('one');
      await door.noteCallback('somebody', { id: 'cb1', ticketAtMs: nowMs, dueAtMs: nowMs });
      nowMs += 1_000;
      expect(await door.checkTurn('three')).toEqual({ admitted: true });
      nowMs += 1_000;
      expect(await door.promote(10, ['cb1'])).toEqual({ calls: ['four'], callbacks: [] });
      nowMs += 1_000;
      expect(await door.promote(10, ['cb1'])).toEqual({ calls: [], callbacks: ['cb1'] });
      await door.handSeatOver('cb1', 'five');
      await door.noteMissedCallback('somebody', { id: 'cb1', untilMs: nowMs + 60_000 });
      expect(await door.adoptTicket('withheld', 'typed')).toEqual({ ticketAtMs: nowMs, attempt: 1 });
      expect(await door.leave('one', { caller: 'caller one', served: true })).toEqual({ gaveBack: 'seat' });
      expect(await door.picture()).toMatchObject({ activeCalls: 4, onHold: 0, people: 4, attempts: 4 });
      nowMs += 3_600_000;
      expect((await door.sweep()).sort()).toEqual(['five', 'four', 'three', 'two']);
    }
  });

  it('keys of two lanes in one script are refused: one tag per lane is what makes it work', async () => {
    const keys = [laneKeys('front').seats, laneKeys('agents').decision('CA1')];
    await expect(laneScripts.renew.command(redis, keys, ['=1', 'CA1'])).rejects.toThrow(/slot/i);
  });

  it('takes any client of a cluster, and finds a script again that a node has forgotten', async () => {
    const [node] = cluster.nodes;
    const own = new Cluster(node ? [node] : []);
    try {
      const door = createFrontDoor({ redis: own, clock, lane: 'test0', localDay: () => '2021-01-25', scriptTime: () => `=${nowMs}` });
      const before = await door.admit({ callSid: 'before', caller: 'before' });
      for (const { port } of cluster.nodes) {
        const one = new Redis(port, '127.0.0.1');
        await one.script('FLUSH');
        one.disconnect();
      }
      expect(await door.admit({ callSid: 'before', caller: 'before' })).toEqual(before);
    } finally {
      own.disconnect();
    }
  });

  it('agents, counters and the pacer keep their keys together too', async () => {
    const agents = createRouter(redis, () => `=${nowMs}`).agents;
    await agents.choose('agent1', { state: 'available' }, { endpoint: 'client:agent1', lanes: ['de'] });
    expect(await agents.ring('CA1', 'de', 30_000)).toEqual({ id: 'agent1', endpoint: 'client:agent1' });
    const tally = new RedisTally({ redis, clock, log: createLogger('silent') });
    tally.call('vaccination');
    await tally.flush();
    nowMs += 1_000;
    expect((await tally.today()).calls.vaccination).toBe(1);
    const pacer = await createPacer({ redisUrl: cluster.url });
    try {
      expect(await pacer.run(async () => 'its turn')).toBe('its turn');
    } finally {
      await pacer.close();
    }
  });

  it('a cluster that is away is said to be away', async () => {
    const away = await startTestCluster();
    const other = await openRedis(away.url);
    await away.stop();
    try {
      await expect(askRedis(other.get('any'))).rejects.toMatchObject({ code: 'REDIS_DOWN' });
    } finally {
      other.disconnect();
    }
  }, 90_000);
});
