import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import type { Service } from '../../scripts/services/postgres.ts';
import { startRedis } from '../../scripts/services/redis.ts';
import { createBookingWishes } from '../../src/booking/redis-booking-wishes.ts';
import type { BookingWish, BookingWishes } from '../../src/calls/ports/booking-wishes.ts';
import { Cipher, newId } from '../../src/platform/ids.ts';

const TEN = Date.UTC(2021, 0, 25, 9);
const cipher = new Cipher(Buffer.alloc(32, 7).toString('base64'));
const NUMBER = '+492311234567';

/** A server of its own: how it keeps its log is changed here. */
const dataDir = mkdtempSync(join(tmpdir(), 'hotline-wishes-'));
let server: Service;
let redis: Redis;
let wishes: BookingWishes;
beforeAll(async () => {
  server = await startRedis({ dataDir, appendonly: true });
  redis = new Redis(server.url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
  redis.on('error', () => undefined);
  wishes = createBookingWishes({ redis, cipher });
});
beforeEach(() => redis.flushdb());
afterAll(async () => {
  redis?.disconnect();
  await server?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

let people = 0;
const person = (birthDate = '1938-03-05') => {
  people += 1;
  return { birthDate, personHash: `person ${people}`, plz: '58095' };
};
const wish = (over: Partial<BookingWish> = {}): BookingWish => ({
  id: newId(),
  caller: 'caller 1',
  number: NUMBER,
  persons: [person()],
  kreis: 'Hagen',
  language: 'de',
  kennzahl: '47',
  ticketAtMs: TEN,
  atMs: TEN,
  avoidMs: [],
  ...over,
});
const turn = { leaseMs: 60_000, limit: 100, nowMs: TEN };
const written = async (one: BookingWish) => {
  expect(await wishes.write(one)).toEqual({ status: 'written', id: one.id, kennzahl: one.kennzahl });
  return one;
};
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

describe('a wish', () => {
  it('comes back as it was written, and nothing personal can be read in the store', async () => {
    const one = await written(
      wish({ persons: [person('1938-03-05'), person('1936-11-30')], holdId: newId(), avoidMs: [TEN + 1], language: 'tr' }),
    );
    expect(await wishes.claim('a', turn)).toEqual([one]);
    const [entry] = await redis.xrange('booking-wishes', '-', '+');
    for (const secret of [NUMBER.slice(3), '1938', '1936', '58095']) expect(JSON.stringify(entry)).not.toContain(secret);
  });

  it('is written once: the same one again is the same, also for fifty at a time', async () => {
    const one = wish();
    const answers = await Promise.all(Array.from({ length: 50 }, () => wishes.write(one)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify({ status: 'written', id: one.id, kennzahl: '47' })]),
    );
    expect(await wishes.waiting()).toBe(1);
  });

  it('is one for a person: whoever wishes again, also as one of two, hears the first one’s Kennzahl', async () => {
    const shared = person();
    const first = await written(wish({ persons: [shared], kennzahl: '11' }));
    const again = wish({ persons: [person(), shared], kennzahl: '12', caller: 'caller 2' });
    expect(await wishes.write(again)).toEqual({ status: 'already', id: first.id, kennzahl: '11' });
    await wishes.settled(first);
    expect(await wishes.write(again)).toMatchObject({ status: 'written', id: again.id });
  });

  it('is refused for the seventh person of one number, and stores nothing', async () => {
    for (let pair = 0; pair < 3; pair += 1) await written(wish({ persons: [person(), person()] }));
    expect(await wishes.write(wish())).toEqual({ status: 'full' });
    expect(await wishes.waiting()).toBe(3);
    await written(wish({ caller: 'caller 2' }));
  });

  it('is known to its caller until it has come to its end', async () => {
    const [first, second] = [await written(wish({ ticketAtMs: TEN + 5 })), await written(wish())];
    await written(wish({ caller: 'caller 2' }));
    expect(ids(await wishes.byCaller('caller 1'))).toEqual([first.id, second.id]);
    await wishes.settled(first);
    expect(ids(await wishes.byCaller('caller 1'))).toEqual([second.id]);
    expect(await wishes.byCaller('nobody')).toEqual([]);
  });

  it('leaves nothing behind when all have come to their end, however often that is said', async () => {
    const all = [wish(), wish({ caller: 'caller 2', persons: [person(), person()] })];
    for (const one of all) await written(one);
    await wishes.putBack(all[0] as BookingWish, TEN);
    for (const one of [...all, ...all]) await wishes.settled(one);
    expect(await wishes.waiting()).toBe(0);
    expect(await redis.keys('{booking-wishes}*')).toEqual([]);
  });
});

describe('wishes are claimed', () => {
  it('in ticket order, whenever they were written, and among equals in the order of writing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3), { minLength: 1, maxLength: 12 }), async (tickets) => {
        await redis.flushdb();
        const all: BookingWish[] = [];
        for (const [index, ticket] of tickets.entries())
          all.push(await written(wish({ ticketAtMs: TEN + ticket, caller: `caller ${index}` })));
        const inOrder = all.map((one, index) => ({ one, index })).sort((a, b) => a.one.ticketAtMs - b.one.ticketAtMs || a.index - b.index);
        expect(ids(await wishes.claim('a', turn))).toEqual(inOrder.map(({ one }) => one.id));
      }),
      { numRuns: 20 },
    );
  });

  it('by one drainer at a time', async () => {
    const one = await written(wish());
    expect(ids(await wishes.claim('a', turn))).toEqual([one.id]);
    expect(await wishes.claim('b', turn)).toEqual([]);
    expect(ids(await wishes.claim('a', turn))).toEqual([one.id]);
    // Its lease is over
    await redis.del('{booking-wishes}:drainer');
    expect(ids(await wishes.claim('b', turn))).toEqual([one.id]);
  });

  it('except those put back: they are in nobody’s way, and have their old place when their time has come', async () => {
    const [early, late] = [await written(wish()), await written(wish({ ticketAtMs: TEN + 1, caller: 'caller 2' }))];
    await wishes.putBack(early, TEN + 60_000);
    expect(ids(await wishes.claim('a', turn))).toEqual([late.id]);
    expect(await wishes.waiting()).toBe(2);
    expect(ids(await wishes.byCaller('caller 1'))).toEqual([early.id]);
    expect(ids(await wishes.claim('a', { ...turn, nowMs: TEN + 60_000 }))).toEqual([early.id, late.id]);
  });
});

describe('a wish is promised only where it is kept', () => {
  const policy = async () => ((await redis.config('GET', 'appendfsync')) as string[])[1];

  it('it is on disk before it is answered, and survives SIGKILL', async () => {
    const one = await written(wish());
    expect(await policy()).toBe('always');
    process.kill(server.pid, 'SIGKILL');
    await server.ended;
    server = await startRedis({ dataDir, port: server.port, appendonly: true });
    expect(await wishes.claim('a', turn)).toEqual([one]);
  });

  it('the server goes back to its own pace when all have come to their end and nobody has wished for a while', async () => {
    await redis.config('SET', 'appendfsync', 'everysec');
    const one = await written(wish());
    await redis.del('durable-writes:recent');
    await wishes.relax();
    expect(await policy()).toBe('always');
    await wishes.settled(one);
    await redis.set('durable-writes:recent', '1');
    await wishes.relax();
    expect(await policy()).toBe('always');
    await redis.del('durable-writes:recent');
    await wishes.relax();
    expect(await policy()).toBe('everysec');
  });

  it('a server without a log refuses, and keeps nothing', async () => {
    await redis.config('SET', 'appendonly', 'no');
    expect(await wishes.write(wish())).toEqual({ status: 'notDurable' });
    expect(await wishes.waiting()).toBe(0);
  });
});
