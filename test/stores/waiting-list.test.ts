import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { createBookings } from '../../src/booking/pg-bookings.ts';
import { createListBoard } from '../../src/booking/pg-list-loads.ts';
import { createWaitingList } from '../../src/booking/pg-waiting-list.ts';
import type { ListWish, WaitingList } from '../../src/calls/ports/waiting-list.ts';
import { Cipher } from '../../src/platform/ids.ts';
import { closeServices, testDatabase } from '../support/services.ts';
import { addSlots, berlin, MINUTE, NINE, wish } from './booking-ground.ts';

const cipher = new Cipher(Buffer.alloc(32, 7).toString('base64'));
const FIRST = [berlin('2021-02-09 14:00'), berlin('2021-02-09 14:15')];
const SECOND = [berlin('2021-03-02 14:00'), berlin('2021-03-02 14:15')];
const UNTIL = NINE + 60 * MINUTE;

let pool: Pool;
let list: WaitingList;
let bookings: ReturnType<typeof createBookings>;

beforeAll(async () => {
  ({ pool } = await testDatabase());
  list = createWaitingList({ pool, cipher });
  bookings = createBookings({ pool, cipher, clock: { nowMs: () => NINE, offsetMs: () => 0 } });
});
beforeEach(async () => {
  await pool.query(
    'truncate waiting_list, callback_requests, callback_attempts, callback_promises, announced_slots, bookings, slots cascade',
  );
});
afterAll(closeServices);

let people = 0;
const entering = (over: Partial<ListWish> = {}): ListWish => {
  people += 1;
  return {
    kreis: 'Hagen',
    persons: [{ birthDate: '1938-03-05' }],
    personHash: `person-${people}`,
    plz: '58095',
    caller: `caller-${people}`,
    number: '+492331204001',
    language: 'de',
    nowMs: NINE,
    ...over,
  };
};
const entered = async (over: Partial<ListWish> = {}) => (await list.enter(entering(over))).entry;
const TEN_OF_TWO = { people: 2, entries: 10 };
const TWO = [{ birthDate: '1938-03-05' }, { birthDate: '1936-07-11' }];
const stock = (capacity = 1) => addSlots(pool, { dose: 1, at: FIRST, capacity }, { dose: 2, at: SECOND, capacity });
const loadOf = async (kreis = 'Hagen', nowMs = NINE) => (await list.loads(nowMs, nowMs)).find((load) => load.kreis === kreis);
const ids = (entries: { id: string }[]) => entries.map(({ id }) => id);
/** Holds the earliest pair for an entry, as the worker does. */
const offered = async (id: string, over: { untilMs?: number; people?: number } = {}) => {
  const held = await bookings.hold(wish({ heldUntilMs: UNTIL, people: over.people ?? 1 }));
  if (held === 'none') throw new Error('nothing to hold');
  expect(await list.noteOffer(id, { holdId: held.holdId, untilMs: over.untilMs ?? UNTIL })).toBe(true);
  return held.holdId;
};

describe('entering', () => {
  it('a person stands on the list once, however often and wherever they enter', async () => {
    const same = entering();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => list.enter({ ...same, kreis: index % 2 ? 'Hagen' : 'Dortmund' })),
    );
    expect(answers.filter(({ status }) => status === 'entered')).toHaveLength(1);
    expect(new Set(answers.map(({ entry }) => entry.id)).size).toBe(1);
    expect((await list.ofPerson(same.personHash))?.id).toBe(answers[0]?.entry.id);
  });

  it('keeps who waits, sealed, and in what language to ring', async () => {
    const entry = await entered({ persons: TWO, language: 'tr' });
    expect(await list.byId(entry.id)).toEqual({
      id: entry.id,
      kreis: 'Hagen',
      persons: TWO,
      plz: '58095',
      caller: entry.caller,
      number: '+492331204001',
      language: 'tr',
      enteredAtMs: NINE,
      state: 'waiting',
    });
    const { rows } = await pool.query('select persons_sealed || number_sealed as sealed, people from waiting_list');
    expect(rows).toEqual([{ sealed: expect.not.stringMatching(/1938|1936|2331204/), people: 2 }]);
  });

  it('who left may enter again, at the end', async () => {
    const first = entering();
    const { entry } = await list.enter(first);
    expect(await list.leave(entry.id, NINE)).toMatchObject({ id: entry.id, state: 'waiting' });
    expect(await list.leave(entry.id, NINE)).toBeUndefined();
    expect(await list.enter({ ...first, nowMs: NINE + 1 })).toMatchObject({ status: 'entered' });
  });
});

describe('who is next', () => {
  it('in order of entry, at this centre alone, without those who rest', async () => {
    const late = await entered({ nowMs: NINE + 2 });
    const resting = await entered({ nowMs: NINE, restUntilMs: NINE + MINUTE });
    const early = await entered({ nowMs: NINE + 1 });
    await entered({ kreis: 'Dortmund' });
    expect(ids(await list.next('Hagen', NINE + 3, TEN_OF_TWO))).toEqual([early.id, late.id]);
    expect(ids(await list.next('Hagen', NINE + MINUTE, TEN_OF_TWO))).toEqual([resting.id, early.id, late.id]);
  });

  it('only those who can take single places, where no two lie together', async () => {
    await entered({ persons: TWO });
    const single = await entered();
    expect(ids(await list.next('Hagen', NINE, { people: 1, entries: 1 }))).toEqual([single.id]);
  });

  it('not who has booked elsewhere meanwhile: the entry is closed', async () => {
    await stock();
    const entry = await entered({ personHash: 'booked-elsewhere' });
    const held = await bookings.hold(wish({}));
    if (held === 'none') throw new Error('nothing to hold');
    const person = { birthDate: '1938-03-05', personHash: 'booked-elsewhere', plz: '58095' };
    await bookings.confirm({ holdId: held.holdId, persons: [person], nowMs: NINE });
    expect(await list.next('Hagen', NINE, TEN_OF_TWO)).toEqual([]);
    expect(await list.byId(entry.id)).toMatchObject({ state: 'booked' });
  });

  it('not whom we are about to ring for another errand', async () => {
    const { caller } = await entered();
    await pool.query(
      `insert into callback_requests (id, caller_hash, number_sealed, kind, language, kennzahl, ticket_at, window_from, window_to, state, next_try_at, created_at)
       values ($1, $2, '', 'reminder', 'de', '07', now(), now(), now(), 'open', now(), now())`,
      [randomUUID(), caller],
    );
    expect(await list.next('Hagen', NINE, TEN_OF_TWO)).toEqual([]);
    await pool.query(`update callback_requests set kind = 'menu'`);
    expect(await list.next('Hagen', NINE, TEN_OF_TWO)).toHaveLength(1);
  });
});

describe('an offer', () => {
  it('tells the dates that are held, for everybody of the entry', async () => {
    await stock();
    const entry = await entered({ persons: TWO });
    const holdId = await offered(entry.id, { people: 2 });
    expect(await list.offer(entry.id)).toMatchObject({
      entry: { id: entry.id, state: 'offered', holdId, untilMs: UNTIL },
      proposal: { holdId, firstMs: FIRST, secondMs: SECOND },
      centre: 'Stadthalle Hagen',
    });
    expect(await list.offeredTo(entry.caller)).toMatchObject({ id: entry.id });
  });

  it('is one, whoever makes it', async () => {
    const entry = await entered();
    const twice = await Promise.all([1, 2].map(() => list.noteOffer(entry.id, { holdId: randomUUID(), untilMs: UNTIL })));
    expect(twice.sort()).toEqual([false, true]);
  });

  it('is gone with its hold', async () => {
    await stock();
    const entry = await entered();
    const holdId = await offered(entry.id);
    await bookings.release(holdId);
    expect(await list.offer(entry.id)).toBeUndefined();
    expect(await list.standing(NINE, 10)).toMatchObject([{ entry: { id: entry.id }, hold: 'gone' }]);
  });

  it('is settled once, and never in the name of another offer', async () => {
    await stock();
    const entry = await entered();
    const holdId = await offered(entry.id);
    expect(await list.settle(entry.id, { holdId: randomUUID(), as: 'unreached', nowMs: NINE })).toBe(false);
    expect(await list.settle(entry.id, { holdId, as: 'waiting', restUntilMs: UNTIL, nowMs: NINE })).toBe(true);
    expect(await list.settle(entry.id, { holdId, as: 'unreached', nowMs: NINE })).toBe(false);
    expect(await list.byId(entry.id)).toMatchObject({ state: 'waiting', untilMs: UNTIL, enteredAtMs: NINE });
  });

  it('needs looking at when nobody rings for it, when it was booked, and when its time is up', async () => {
    await stock(3);
    const fine = await entered();
    const fineHold = await offered(fine.id);
    await ringingFor(fineHold, fine.caller, 'open');
    expect(await list.standing(NINE, 10)).toEqual([]);
    expect(await list.standing(UNTIL, 10)).toMatchObject([{ entry: { id: fine.id }, callback: { state: 'open', attempts: 1 } }]);

    const unheard = await entered();
    await offered(unheard.id);
    const missed = await entered();
    await ringingFor(await offered(missed.id), missed.caller, 'missed');
    const booked = await entered();
    const bookedHold = await offered(booked.id);
    await bookings.confirm({
      holdId: bookedHold,
      persons: [{ birthDate: '1938-03-05', personHash: booked.id, plz: '58095' }],
      nowMs: NINE,
    });
    const seen = await list.standing(NINE, 10);
    expect(ids(seen.map(({ entry }) => entry)).sort()).toEqual(ids([unheard, missed, booked]).sort());
    expect(seen.find(({ entry }) => entry.id === booked.id)?.hold).toBe('booked');
    expect(seen.find(({ entry }) => entry.id === missed.id)?.callback?.state).toBe('missed');
    expect(seen.find(({ entry }) => entry.id === unheard.id)).toMatchObject({ hold: 'held', firstMs: FIRST[0] });
  });

  it('rides on another call of the person until that has been made', async () => {
    await stock();
    const entry = await entered();
    await offered(entry.id);
    const { rows } = await ringingFor(randomUUID(), entry.caller, 'open');
    expect(await list.standing(NINE, 10)).toEqual([]);
    await pool.query(`update callback_requests set state = 'accepted', closed_at = now() where id = $1`, [rows[0].id]);
    expect(await list.standing(NINE, 10)).toMatchObject([{ entry: { id: entry.id }, hold: 'held' }]);
  });

  it('who was not reached and rings waits again at the old place, unless they entered anew', async () => {
    await stock();
    const unreached = entering();
    const { entry } = await list.enter(unreached);
    await list.settle(entry.id, { holdId: await offered(entry.id), as: 'unreached', nowMs: NINE });
    await list.rejoin(entry.id);
    expect(await list.byId(entry.id)).toMatchObject({ state: 'waiting', enteredAtMs: NINE });
    await pool.query(`update waiting_list set state = 'unreached'`);
    await list.enter({ ...unreached, nowMs: NINE + 1 });
    await list.rejoin(entry.id);
    expect(await list.byId(entry.id)).toMatchObject({ state: 'unreached' });
  });
});

describe('how a centre stands', () => {
  it('is told only where somebody waits or is offered a place', async () => {
    await stock();
    expect(await list.loads(NINE, NINE)).toEqual([]);
    await entered();
    expect(await list.loads(NINE, NINE)).toEqual([{ kreis: 'Hagen', waiting: 1, offered: 0, free: 2 }]);
  });

  it('counts pairs, not places: a first one without a second to follow is none', async () => {
    await entered();
    await addSlots(pool, { dose: 1, at: FIRST, capacity: 5 });
    expect(await loadOf()).toMatchObject({ free: 0, waiting: 0 });
    await addSlots(pool, { dose: 2, at: SECOND.slice(0, 1), capacity: 3 });
    expect(await loadOf()).toMatchObject({ free: 3, waiting: 1 });
  });

  it('does not count places before the list may be offered any, nor people beyond the places', async () => {
    await stock();
    for (let n = 0; n < 5; n += 1) await entered();
    expect(await loadOf()).toMatchObject({ waiting: 2, free: 2 });
    expect((await list.loads(NINE, FIRST[1] ?? 0))[0]).toMatchObject({ waiting: 1, free: 1 });
  });

  it('people who are offered a place are not waiting, and their place is not free', async () => {
    await stock();
    const entry = await entered();
    await entered();
    await offered(entry.id);
    expect(await loadOf()).toEqual({ kreis: 'Hagen', waiting: 1, offered: 1, free: 1 });
  });

  it('a couple does not keep a single place from everybody, and counts as two where two lie together', async () => {
    await entered({ persons: TWO });
    await addSlots(pool, { dose: 1, at: FIRST.slice(0, 1) }, { dose: 2, at: SECOND.slice(0, 1) });
    expect(await loadOf()).toMatchObject({ waiting: 0, free: 1 });
    await addSlots(pool, { dose: 1, at: FIRST.slice(1) }, { dose: 2, at: SECOND.slice(1) });
    expect(await loadOf()).toMatchObject({ waiting: 2, free: 2 });
  });

  it('is counted once a second for all of a process, and anew after that or after a failure', async () => {
    let counted = 0;
    let fails = true;
    const board = createListBoard({
      loads: async () => {
        counted += 1;
        if (fails) throw new Error('away');
        return [{ kreis: 'Hagen', waiting: counted, offered: 0, free: 0 }];
      },
    });
    await expect(board.loadOf('Hagen', NINE, NINE)).rejects.toThrow('away');
    fails = false;
    const answers = await Promise.all(['Hagen', 'Hagen', 'Herne'].map((kreis) => board.loadOf(kreis, NINE + 999, NINE)));
    expect(answers.map((load) => load?.waiting)).toEqual([2, 2, undefined]);
    expect(await board.loadOf('Hagen', NINE + 1_999, NINE)).toMatchObject({ waiting: 3 });
  });
});

describe('what else there is', () => {
  it('every Kreis is its neighbours’ neighbour', async () => {
    const { rows } = await pool.query(
      'select count(*)::int as borders, count(distinct n.kreis)::int as kreise, count(*) filter (where m.kreis is null)::int as one_way from neighbours n left join neighbours m on m.kreis = n.neighbour and m.neighbour = n.kreis',
    );
    expect(rows).toEqual([{ borders: 120, kreise: 27, one_way: 0 }]);
  });

  it('the earliest pair of each neighbour that has one, earliest first, for so many people', async () => {
    const at = (kreis: string, first: number[], second: number[]) =>
      addSlots(pool, { kreis, dose: 1, at: first }, { kreis, dose: 2, at: second });
    await at('Dortmund', FIRST.slice(1), SECOND.slice(1));
    await at('Kreis Unna', FIRST, SECOND);
    await at('Bochum', FIRST, SECOND);
    await addSlots(pool, { kreis: 'Märkischer Kreis', dose: 1, at: FIRST });
    expect(await list.nearby('Hagen', 1, NINE)).toEqual([
      { kreis: 'Kreis Unna', centre: 'Kreissporthalle Unna', city: 'Unna', firstMs: FIRST[0] },
      { kreis: 'Dortmund', centre: 'Warsteiner Music Hall (Phoenix-West)', city: 'Dortmund', firstMs: FIRST[1] },
    ]);
    expect((await list.nearby('Hagen', 2, NINE)).map(({ kreis }) => kreis)).toEqual(['Kreis Unna']);
  });
});

function ringingFor(id: string, caller: string, state: string) {
  return pool.query(
    `insert into callback_requests (id, caller_hash, number_sealed, kind, language, kennzahl, ticket_at, window_from, window_to, state, attempts, next_try_at, created_at)
     values ($1, $2, '', 'offer', 'de', '07', now(), now(), now(), $3, 1, now(), now()) returning id`,
    [id, caller, state],
  );
}
