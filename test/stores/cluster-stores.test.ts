import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { createAdviceBoard } from '../../src/admission/redis-advice.ts';
import { createShadows } from '../../src/admission/redis-shadow.ts';
import { createLiveThresholds } from '../../src/admission/redis-thresholds.ts';
import { defaultThresholds } from '../../src/admission/thresholds.ts';
import { RedisAgentEvents } from '../../src/agents/redis-agent-events.ts';
import { RedisSignInTries } from '../../src/agents/redis-sign-in-tries.ts';
import { RedisSignIns } from '../../src/agents/redis-sign-ins.ts';
import { createBookingWishes } from '../../src/booking/redis-booking-wishes.ts';
import { createCodeGuard } from '../../src/booking/redis-code-guard.ts';
import { createOnTheLine } from '../../src/callbacks/redis-on-the-line.ts';
import { createOutbox } from '../../src/callbacks/redis-outbox.ts';
import { createDialSpend } from '../../src/callbacks/redis-spend.ts';
import { createTicketNotes } from '../../src/callbacks/redis-ticket-notes.ts';
import type { BookingWish } from '../../src/calls/ports/booking-wishes.ts';
import type { Wish } from '../../src/calls/ports/outbox.ts';
import { createSessions } from '../../src/ivr/redis-sessions.ts';
import { localDay } from '../../src/platform/berlin-time.ts';
import { Cipher, newId } from '../../src/platform/ids.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { openRedis, type RedisClient } from '../../src/platform/redis.ts';
import { createRouter } from '../../src/router.ts';
import { makeSession } from '../support/make-session.ts';
import { startTestCluster, type TestCluster } from '../support/redis-cluster.ts';
import { PATIENCE_MS, until } from '../support/until.ts';

/** What is kept outside admission, on a Redis Cluster of three nodes: each store does there what its port promises. */
const START_MS = Date.UTC(2021, 0, 25, 8);
const SECRET = Buffer.alloc(32, 7).toString('base64');
const cipher = new Cipher(SECRET);
const callers = Array.from({ length: 30 }, (_, index) => `caller ${index}`);
const callSid = (index: number) => `CA${String(index).padStart(32, '0')}`;

let cluster: TestCluster;
let redis: RedisClient;
let nodes: Redis[];
let nowMs = START_MS;
const clock = { nowMs: () => nowMs, offsetMs: () => 0 };
const scriptTime = (): `=${number}` => `=${nowMs}`;

beforeAll(async () => {
  cluster = await startTestCluster({ appendonly: true });
  redis = await openRedis(cluster.url);
  nodes = cluster.nodes.map(({ host, port }) => new Redis(port, host));
}, 90_000);
afterAll(async () => {
  redis?.disconnect();
  for (const node of nodes ?? []) node.disconnect();
  await cluster?.stop();
});

/** On how many nodes keys of this form lie. */
async function spread(pattern: string): Promise<number> {
  const kept = await Promise.all(nodes.map((node) => node.keys(pattern)));
  return kept.filter((keys) => keys.length > 0).length;
}

describe('calls', () => {
  it('sessions lie on all nodes; each is saved once over a turn, whoever else tries', async () => {
    const sessions = createSessions({ redis, cipher });
    await Promise.all(callers.map((_, index) => sessions.save(makeSession({ callSid: callSid(index) }), `<A${index}/>`, -1)));
    const tries = callers.map((_, index) => sessions.save(makeSession({ callSid: callSid(index), turn: 1 }), `<B${index}/>`, 0));
    expect((await Promise.all(tries)).every((saved) => saved === 'saved')).toBe(true);
    expect(await sessions.save(makeSession({ callSid: callSid(3), turn: 1 }), '<Late/>', 0)).toMatchObject({ document: '<B3/>' });
    expect((await sessions.load(callSid(7)))?.document).toBe('<B7/>');
    expect(await spread('call:*')).toBe(3);
  });

  it('who is on the line is known to everybody', async () => {
    const onTheLine = createOnTheLine({ redis });
    await Promise.all(callers.map((caller, index) => onTheLine.began(caller, callSid(index), nowMs)));
    expect(await Promise.all(callers.map((caller) => onTheLine.isTalking(caller, nowMs)))).toEqual(callers.map(() => true));
    await onTheLine.ended('caller 4', callSid(4));
    expect(await onTheLine.isTalking('caller 4', nowMs)).toBe(false);
    expect(await spread('on-the-line:*')).toBe(3);
  });

  it('tries at codes are counted by caller, a repeated one once', async () => {
    const guard = createCodeGuard({ redis });
    for (const caller of callers.slice(0, 9)) {
      const attempt = (tried: number) => ({ way: 'code' as const, by: caller, at: `${caller} ${tried}`, id: `${caller} ${tried}` });
      const answers: string[] = [];
      for (let tried = 0; tried < 11; tried += 1) answers.push(await guard.allows(attempt(tried)));
      expect(answers).toEqual([...Array.from({ length: 10 }, () => 'allowed'), 'refused']);
      expect(await guard.allows(attempt(10))).toBe('refused');
    }
    expect(await spread('tries:code:by*')).toBe(3);
  });
});

describe('callbacks', () => {
  it('dial minutes are counted by the hour, a call that ends twice once', async () => {
    const spend = createDialSpend({ redis });
    const before = await spend.minutesThisHour(nowMs);
    for (const index of callers.keys()) await spend.begin(nowMs + index * 3_600_000);
    const begun = await spend.minutesThisHour(nowMs);
    expect(begun).toBeGreaterThan(before);
    for (let told = 0; told < 2; told += 1) await spend.ended({ callSid: 'CA-long', durationSeconds: 600, nowMs });
    const ended = await spend.minutesThisHour(nowMs);
    expect(ended).toBeGreaterThan(begun);
    await spend.ended({ callSid: 'CA-long', durationSeconds: 600, nowMs });
    expect(await spend.minutesThisHour(nowMs)).toBe(ended);
  });

  it('notes on tickets are written once for these runs of the nodes, and again when they are outdated or broke off', async () => {
    const notes = createTicketNotes(redis);
    expect(await notes.begin()).toBe(true);
    expect(await notes.begin()).toBe(false);
    await notes.end(true);
    expect(await notes.begin()).toBe(false);
    // A node that starts anew, and has lost its tickets, has another id
    expect(new Set((await redis.get('callbacks:noted'))?.split(','))).toEqual(new Set(await runs()));
    await notes.outdated();
    expect(await notes.begin()).toBe(true);
    await notes.end(false);
    expect(await notes.begin()).toBe(true);
    await notes.end(true);
  });

  const runs = () => Promise.all(nodes.map(async (node) => /run_id:(\w+)/.exec(await node.info('server'))?.[1] ?? ''));
  const wish = (caller: string): Wish => ({
    id: newId(),
    caller,
    number: '+492311234567',
    kind: 'menu',
    language: 'de',
    kennzahl: '47',
    ticketAtMs: nowMs,
    atMs: nowMs,
  });
  const policies = async () => Promise.all(nodes.map(async (node) => (await node.config('GET', 'appendfsync'))[1]));

  it('wishes are flushed by every node, drained by one, and then each node goes back to its own way', async () => {
    await Promise.all(
      nodes.map((node, index) => node.config('SET', 'appendfsync', index === 1 ? 'always' : index === 2 ? 'no' : 'everysec')),
    );
    const outbox = createOutbox({ redis, cipher });
    const wishes = callers.map(wish);
    for (const one of wishes) expect(await outbox.write(one)).toEqual({ id: one.id, kennzahl: '47' });
    expect(await outbox.write(wish('caller 5'))).toEqual({ id: wishes[5]?.id, kennzahl: '47' });
    expect(await policies()).toEqual(['always', 'always', 'always']);
    const claimed = await outbox.claim('drainer 1', 60_000, 100);
    expect(claimed.map((entry) => entry.wish)).toEqual(wishes);
    expect(await outbox.claim('drainer 2', 60_000, 100)).toEqual([]);
    for (const { entry, wish: one } of claimed) await outbox.settled(entry, one);
    await outbox.relax();
    expect(await policies()).toEqual(['always', 'always', 'always']);
    // As if a minute had gone by since the last wish
    await redis.del('durable-writes:recent');
    await outbox.relax();
    expect(await policies()).toEqual(['everysec', 'always', 'no']);
  });

  it('nothing is promised where one node keeps no log', async () => {
    await nodes[2]?.config('SET', 'appendonly', 'no');
    expect(await createOutbox({ redis, cipher }).write(wish('unlucky'))).toBe('notDurable');
    await nodes[2]?.config('SET', 'appendonly', 'yes');
  });
});

describe('wishes for appointments', () => {
  it('are written on every log, kept in ticket order, put back and settled, whichever node has them', async () => {
    const wishes = createBookingWishes({ redis, cipher });
    const [late, early] = [1, 0].map(
      (ticket): BookingWish => ({
        id: newId(),
        caller: `caller ${ticket}`,
        number: '+492311234567',
        persons: [{ birthDate: '1938-03-05', personHash: `person ${ticket}`, plz: '58095' }],
        kreis: 'Hagen',
        language: 'de',
        kennzahl: '47',
        ticketAtMs: nowMs + ticket,
        atMs: nowMs,
        avoidMs: [],
      }),
    ) as [BookingWish, BookingWish];
    for (const wish of [late, early]) expect(await wishes.write(wish)).toMatchObject({ status: 'written' });
    const term = { leaseMs: 60_000, limit: 10, nowMs };
    expect(await wishes.claim('drainer 1', term)).toEqual([early, late]);
    await wishes.putBack(early, nowMs + 1);
    expect(await wishes.claim('drainer 1', term)).toEqual([late]);
    expect(await wishes.byCaller(early.caller)).toEqual([early]);
    for (const wish of [late, early]) await wishes.settled(wish);
    expect(await wishes.waiting()).toBe(0);
    await redis.del('durable-writes:recent');
    await wishes.relax();
  });
});

describe('agents and consoles', () => {
  it('an agent is reserved, talks, wraps up, and the desk is told all of it in order', async () => {
    const agents = createRouter(redis, scriptTime).agents;
    const news = new RedisAgentEvents({ redis, redisUrl: cluster.url, log: createLogger('silent') });
    const told: string[] = [];
    const stop = await news.follow('anna', undefined, ({ type, data }) => void told.push(type === 'state' ? JSON.parse(data).state : type));
    try {
      await agents.choose('anna', { state: 'available' }, { endpoint: 'client:anna', lanes: ['de'] });
      expect(await agents.ring('CA1', 'de', 30_000)).toEqual({ id: 'anna', endpoint: 'client:anna' });
      await news.publish('anna', { type: 'incoming', data: { callSid: 'CA1' } });
      expect(await agents.connected('anna', 'CA1')).toBe(true);
      await agents.done('anna', 'CA1', nowMs + 30_000);
      expect(await agents.status('anna')).toMatchObject({ state: 'wrap_up' });
      nowMs += 30_001;
      await agents.sweep();
      expect(await agents.counts()).toMatchObject({ available: 1 });
      await until(async () => told.length === 6, PATIENCE_MS);
      expect(told).toEqual(['available', 'reserved', 'incoming', 'on_call', 'wrap_up', 'available']);
    } finally {
      stop();
      news.close();
    }
  });

  it('callers wait, are paired, missed and back at the front, and every figure of it is told', async () => {
    const { agents, agentLanes } = createRouter(redis, scriptTime);
    const version = { version: 1, values: defaultThresholds, changedBy: 'test', changedAt: '', reason: 'test' };
    await createLiveThresholds({ redis, clock }).publish(version);
    await agents.choose('berta', { state: 'available' }, { endpoint: 'client:berta', lanes: ['tr'] });
    for (const callSid of ['CA2', 'CA3'])
      expect(await agentLanes.enter({ callSid, lane: 'tr', ticketAtMs: nowMs })).toMatchObject({ answer: 'queued' });
    expect(await agents.pair(5)).toEqual([{ callSid: 'CA2', agentId: 'berta' }]);
    expect(await agents.ring('CA2', 'tr', 30_000)).toEqual({ id: 'berta', endpoint: 'client:berta' });
    await agents.missed('berta', 'CA2');
    expect(await agentLanes.look('CA2', 'tr')).toMatchObject({ position: 1 });
    await agentLanes.leave('CA3', 'tr');
    await agentLanes.sweep();
    expect((await agentLanes.picture()).find(({ lane }) => lane === 'tr')).toMatchObject({ waiting: 1 });
    expect(await agents.reserve('berta', 'cb:1', 30_000)).toBe('refused');
    await agents.noteDone('berta', 'calledBack');
    expect(await agents.figures('berta')).toMatchObject({ missed: 1, calledBack: 1 });
  });

  it('people sign in and out', async () => {
    const signIns = new RedisSignIns(redis, SECRET, 60_000);
    const person = { area: 'ops' as const, name: 'olga', roles: ['ops' as const], languages: [], passwordMark: 'x', sinceMs: 0, seenMs: 0 };
    const standing = await signIns.standing('olga');
    const opened = await Promise.all(callers.map(() => signIns.open(person, standing)));
    for (const { id } of opened) expect(await signIns.find(id)).toEqual({ person, standing, outdated: false });
    const [first] = opened;
    await signIns.refresh(first?.id ?? '', { ...person, seenMs: 5 }, standing);
    expect((await signIns.find(first?.id ?? ''))?.person.seenMs).toBe(5);
    await signIns.close(first?.id ?? '');
    expect(await signIns.find(first?.id ?? '')).toBeUndefined();
    expect(await spread('signin:session:*')).toBe(3);
    await signIns.closeAll('olga');
    for (const { id } of opened) expect(await signIns.find(id)).toBeUndefined();
  });

  it('guesses at passwords are slowed down, by name and by address', async () => {
    const tries = new RedisSignInTries(redis, scriptTime);
    const waits: boolean[] = [];
    for (let tried = 0; tried < 7; tried += 1) {
      waits.push((await tries.begin('olga', '192.0.2.1')).lockedMs > 0);
      await tries.failed('olga', '192.0.2.1');
    }
    expect(waits).toEqual([false, false, false, false, false, true, true]);
    await tries.succeeded('olga');
    expect((await tries.begin('olga', '192.0.2.2')).lockedMs).toBe(0);
  });

  it('a candidate runs in a lane of its own and is cleared away; advice is found by every process', async () => {
    const shadows = createShadows({ redis, clock, localDay, scriptTime });
    const board = createAdviceBoard({ redis });
    const values = { ...defaultThresholds, burst: 2 };
    const run = await shadows.start({ startedAtMs: nowMs, startedBy: 'olga', changes: { burst: 2 }, values, liveThen: nothingYet });
    const door = shadows.door(run);
    await door.arrive({ callSid: 'CA1', caller: 'anna' });
    await door.arrive({ callSid: 'CA2' });
    await door.adoptTicket('CA2', 'anna');
    expect(await door.picture()).toMatchObject({ attempts: 2, people: 1, spared: 0 });
    expect((await shadows.stop())?.id).toBe(run.id);
    const left = (await Promise.all(nodes.map((node) => node.keys('{shadow*')))).flat();
    expect(left.filter((key) => !/:(call|ticket):/.test(key))).toEqual([]);
    const advice = { admitPerSecond: 3, targetPerSecond: 3, floorPerSecond: 2, direction: 'stay', limit: 'seats', reasons: [] } as const;
    const published = {
      advice: { ...advice, reasons: [] },
      thresholdsVersion: 1,
      admitPerSecond: 20,
      applied: false,
      atMs: nowMs,
      samples: [],
    };
    await board.publish(published);
    expect(await board.read()).toEqual(published);
  });
});

const nothingYet = {
  thresholdsVersion: 1,
  tokens: 0,
  activeCalls: 0,
  onHold: 0,
  longestWaitSeconds: 0,
  estimatedWaitSeconds: undefined,
  openCallbacks: 0,
  decisions: { admitted: 0, queued: 0, callbackOffered: 0, known: 0, busy: 0 },
  people: 0,
  attempts: 0,
};
