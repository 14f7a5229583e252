import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createBookings } from '../../src/booking/pg-bookings.ts';
import { createCallerRecords } from '../../src/booking/pg-caller-records.ts';
import { createChanges } from '../../src/booking/pg-changes.ts';
import { createFreePairs } from '../../src/booking/pg-free-pairs.ts';
import { createWaitingList } from '../../src/booking/pg-waiting-list.ts';
import { createDeskNotes } from '../../src/booking/redis-desk-notes.ts';
import type { DeskHold } from '../../src/calls/ports/desk.ts';
import { Cipher } from '../../src/platform/ids.ts';
import { connectPostgres } from '../../src/platform/postgres.ts';
import { closeServices, testDatabase, testRedis } from '../support/services.ts';
import { addSlots, berlin, MINUTE, NINE, person, rowsRead, TERM, wish } from './booking-ground.ts';

const cipher = new Cipher(Buffer.alloc(32, 7).toString('base64'));
const clock = { nowMs: () => NINE, offsetMs: () => 0 };
let pool: pg.Pool;
let url: string;

const FIRST = ['2021-02-09 14:00', '2021-02-09 14:15', '2021-02-10 09:00'].map((at) => berlin(at));
const SECOND = ['2021-03-02 14:00', '2021-03-02 14:15', '2021-03-03 09:00'].map((at) => berlin(at));

beforeAll(async () => {
  ({ pool, url } = await testDatabase());
});
beforeEach(async () => {
  await pool.query('truncate bookings, slots, waiting_list cascade');
});
afterAll(closeServices);

const list = (over: Partial<Parameters<ReturnType<typeof createFreePairs>['list']>[0]> = {}, from = pool) =>
  createFreePairs({ pool: from }).list({ kreis: 'Hagen', people: 1, notBeforeMs: NINE, most: 24, ...over });

describe('pairs to choose from', () => {
  beforeEach(() => addSlots(pool, { dose: 1, at: FIRST, capacity: 2 }, { dose: 2, at: SECOND, capacity: 2 }));

  it('are those that holding would find, in order of time, from an instant on and no more than asked for', async () => {
    const all = FIRST.map((firstMs, index) => ({ firstMs: [firstMs], secondMs: [SECOND[index]] }));
    expect(await list()).toEqual(all);
    expect(await list({ notBeforeMs: (FIRST[0] ?? 0) + 1 })).toEqual(all.slice(1));
    expect(await list({ most: 2 })).toEqual(all.slice(0, 2));
    expect(await list({ kreis: 'Münster' })).toEqual([]);
    const bookings = createBookings({ pool, cipher, clock });
    for (const { firstMs, secondMs } of all)
      expect(await bookings.hold(wish({ notBeforeMs: firstMs[0] ?? 0 }))).toMatchObject({ firstMs, secondMs });
  });

  it('lie together for two people, and what is taken is not among them', async () => {
    const [two] = await list({ people: 2 });
    expect(two).toEqual({ firstMs: [FIRST[0], FIRST[0]], secondMs: [SECOND[0], SECOND[0]] });
    await createBookings({ pool, cipher, clock }).hold(wish());
    const [now] = await list({ people: 2 });
    expect(now?.firstMs).toEqual([FIRST[0], FIRST[1]]);
  });

  it('leave the connection with the plans that holding needs, and with none of the settings', async () => {
    const own = connectPostgres(url, { max: 1 });
    try {
      await own.query('truncate slots cascade');
      // Known to be empty: reading all of it is the cheapest plan then, and stays so for the rest of the connection's life
      await own.query('vacuum analyze slots');
      // More often than a plan is made anew for each asking
      for (let round = 0; round < 12; round += 1) await list({}, own);
      const days = Array.from({ length: 300 }, (_, day) => berlin('2021-02-09 14:00') + day * 1_440 * MINUTE);
      await addSlots(own, { dose: 1, at: days }, { dose: 2, at: days });
      const before = await rowsRead(own, 'slots');
      expect(await list({ most: 3 }, own)).toHaveLength(3);
      // Nine searches of a few rows each, not of all 600
      expect((await rowsRead(own, 'slots')) - before).toBeLessThan(300);
      expect((await own.query('show enable_seqscan')).rows).toEqual([{ enable_seqscan: 'on' }]);
    } finally {
      await own.end();
    }
  });
});

describe('what is kept of a number', () => {
  it('is every appointment that stands, with its people, and every open entry of a list; of no other number', async () => {
    await addSlots(pool, { dose: 1, at: FIRST, capacity: 2 }, { dose: 2, at: SECOND, capacity: 2 });
    const bookings = createBookings({ pool, cipher, clock });
    const waitingList = createWaitingList({ pool, cipher });
    const records = createCallerRecords({ pool, cipher });
    const bookFor = async (caller: string, people: number) => {
      const hold = await bookings.hold(wish({ people, caller }));
      if (hold === 'none') throw new Error('nothing was free');
      const persons = Array.from({ length: people }, () => person());
      await bookings.confirm({ holdId: hold.holdId, persons, caller, number: '+492331207101', nowMs: NINE });
      return hold.holdId;
    };
    const couple = await bookFor('ours', 2);
    const alone = await bookFor('ours', 1);
    const given = await bookFor('ours', 1);
    await bookFor('other', 1);
    await createChanges({ pool, cipher }).cancel({ holdId: given, nowMs: NINE });
    await bookings.hold(wish({ caller: 'ours' }));
    const entry = {
      kreis: 'Hagen',
      persons: [{ birthDate: '1938-03-05' }],
      plz: '58095',
      number: '+492331207101',
      language: 'de' as const,
    };
    await waitingList.enter({ ...entry, personHash: 'a', caller: 'ours', nowMs: NINE });
    await waitingList.enter({ ...entry, personHash: 'b', caller: 'other', nowMs: NINE });

    const found = await records.appointments('ours');
    expect(found.map(({ holdId }) => holdId)).toEqual([couple, alone]);
    expect(found[0]).toMatchObject({ state: 'booked', birthDates: ['1938-03-05', '1938-03-05'], number: '+492331207101', plz: '58095' });
    expect(found[0]?.codes).toHaveLength(2);
    expect((await records.listEntries('ours')).map(({ caller }) => caller)).toEqual(['ours']);
    expect(await records.appointments('nobody')).toEqual([]);
  });
});

describe("a desk's notes", () => {
  const hold = (over: Partial<DeskHold> = {}): DeskHold => ({
    holdId: randomUUID(),
    kreis: 'Hagen',
    centre: 'Stadthalle Hagen',
    firstMs: [1],
    secondMs: [2],
    heldUntilMs: NINE + TERM,
    asked: 'Hagen|1|1',
    ...over,
  });

  it('belong to one conversation of one agent', async () => {
    const redis = await testRedis();
    const notes = createDeskNotes({ redis });
    const ours = { agentId: 'anna', callId: 'CA1' };
    const kept = hold();
    await notes.keepHold(ours, kept);
    await notes.keepHold(ours, { ...kept, over: true });
    expect(await notes.holds(ours)).toEqual([{ ...kept, over: true }]);
    expect(await notes.holds({ agentId: 'anna', callId: 'CA2' })).toEqual([]);
    expect(await notes.holds({ agentId: 'bert', callId: 'CA1' })).toEqual([]);
    await notes.talks(ours, NINE);
    expect(await notes.lastCall('anna')).toEqual({ callId: 'CA1', sinceMs: NINE });
    expect(await notes.lastCall('bert')).toBeUndefined();
    const keys = await redis.keys('desk:*');
    for (const key of keys) expect(await redis.ttl(key)).toBeGreaterThan(3_600);
  });

  it('tell only one of many at once that it was the first', async () => {
    const notes = createDeskNotes({ redis: await testRedis() });
    const ours = { agentId: 'anna', callId: 'CA3' };
    const told = await Promise.all(Array.from({ length: 20 }, () => notes.note(ours, 'booked')));
    expect(told.filter(Boolean)).toHaveLength(1);
    expect(await notes.noted(ours, 'booked')).toBe(true);
    expect(await notes.noted(ours, 'moved')).toBe(false);
  });
});
