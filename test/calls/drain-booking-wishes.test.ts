import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Service } from '../../scripts/services/postgres.ts';
import { startRedis } from '../../scripts/services/redis.ts';
import { drainBookingWishes } from '../../src/calls/drain-booking-wishes.ts';
import type { Parts } from '../../src/calls/parts.ts';
import type { BookingWish } from '../../src/calls/ports/booking-wishes.ts';
import { hashesOf } from '../../src/calls/works/person.ts';
import { DependencyDown, HotlineError } from '../../src/platform/errors.ts';
import { newId } from '../../src/platform/ids.ts';
import { type Line, startLine } from '../support/line.ts';
import { daysAhead } from '../support/walks.ts';

/** The store is back: what becomes of each wish, whatever dies in between. */

const dataDir = mkdtempSync(join(tmpdir(), 'hotline-drain-'));
const LANDLINE = '+4923312120';
const MOBILE = '+4915112345';

let server: Service;
let line: Line;
let parts: Parts;
let numbers = 0;
const newNumber = (before = LANDLINE) => {
  numbers += 1;
  return `${before}${String(numbers).padStart(3, '0')}`;
};

beforeAll(async () => {
  server = await startRedis({ dataDir, appendonly: true });
  line = await startLine({}, { redis: async () => server.url });
  parts = line.hotline.house.parts;
  await line.tune({ callbackHours: '00:00-24:00' });
});
afterAll(async () => {
  await line?.close();
  await server?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  await line.pool.query('truncate bookings, slots, callback_requests, callback_attempts, callback_promises, messages cascade');
  for (const wish of await parts.bookingWishes.claim('a', { leaseMs: 1, limit: 100, nowMs: Number.MAX_SAFE_INTEGER }))
    await parts.bookingWishes.settled(wish);
});

/** Places at these times (UTC) of one day, and the second appointments. */
async function stock(hours: string[], capacity = 1, kreis = 'Hagen'): Promise<void> {
  const rows = hours.flatMap((hour) => [
    { kreis, startsAt: `${daysAhead(10)}T${hour}:00Z`, dose: 1 as const, capacity },
    { kreis, startsAt: `${daysAhead(31)}T${hour}:00Z`, dose: 2 as const, capacity },
  ]);
  await line.stock(rows);
}

async function wished(over: Partial<BookingWish> & { birthDates?: string[] } = {}): Promise<BookingWish> {
  const { birthDates = ['1938-03-05'], number = newNumber(), ...rest } = over;
  const nowMs = parts.clock.nowMs();
  const hashes = hashesOf(birthDates, '58095', { callSid: '', caller: { kind: 'shown', number } }, parts);
  const wish: BookingWish = {
    id: newId(),
    caller: parts.hashes.caller(number),
    number,
    persons: birthDates.map((birthDate, index) => ({ birthDate, plz: '58095', personHash: hashes[index] ?? '' })),
    kreis: 'Hagen',
    language: 'de',
    kennzahl: '47',
    ticketAtMs: nowMs,
    atMs: nowMs,
    avoidMs: [],
    ...rest,
  };
  expect(await parts.bookingWishes.write(wish)).toMatchObject({ status: 'written' });
  return wish;
}

const drain = (over: Partial<Parts> = {}) => drainBookingWishes({ ...parts, ...over }, 'a');
const waiting = () => parts.bookingWishes.waiting();

interface Booked {
  hold_id: string;
  caller_hash: string;
  first: string;
}

/** One row for each person booked, the earliest first. */
async function booked(): Promise<Booked[]> {
  const { rows } = await line.pool.query<Booked>(
    `select b.hold_id, b.caller_hash, to_char(s.starts_at at time zone 'UTC', 'HH24:MI') as first
     from bookings b join slots s on s.id = b.first_slot where b.state = 'booked' order by s.starts_at, b.person`,
  );
  return rows;
}

async function callbacks(): Promise<
  { id: string; kind: string; subject: string | null; kennzahl: string; ticket_at: Date; state: string }[]
> {
  const { rows } = await line.pool.query('select id, kind, subject, kennzahl, ticket_at, state from callback_requests order by created_at');
  return rows as Awaited<ReturnType<typeof callbacks>>;
}
const owed = async () => (await line.pool.query<{ kind: string; occasion: string }>('select kind, occasion from messages')).rows;

describe('wishes are booked', () => {
  it('in ticket order, each at its own centre, and told with the Kennzahl that was spoken', async () => {
    await stock(['08:00', '08:15', '08:30'], 1);
    await stock(['08:00'], 1, 'Bochum');
    const nowMs = parts.clock.nowMs();
    const late = await wished({ ticketAtMs: nowMs + 2, kennzahl: '11' });
    const first = await wished({ ticketAtMs: nowMs, kennzahl: '12' });
    const elsewhere = await wished({ ticketAtMs: nowMs + 3, kreis: 'Bochum', kennzahl: '14' });
    const second = await wished({ ticketAtMs: nowMs + 1, kennzahl: '13' });
    expect(await drain()).toBe(4);
    const inHagen = (await booked()).filter(({ caller_hash }) => caller_hash !== elsewhere.caller);
    expect(inHagen.map(({ caller_hash, first: at }) => [caller_hash, at])).toEqual([
      [first.caller, '08:00'],
      [second.caller, '08:15'],
      [late.caller, '08:30'],
    ]);
    const told = new Map((await callbacks()).map((one) => [one.id, one]));
    for (const wish of [first, second, late, elsewhere])
      expect(told.get(wish.id)).toMatchObject({
        kind: 'result',
        kennzahl: wish.kennzahl,
        subject: (await booked()).find(({ caller_hash }) => caller_hash === wish.caller)?.hold_id,
      });
    expect(await waiting()).toBe(0);
  });

  it('a proposal that was wanted and is still held is taken; one that is over is not, and refused half-days are avoided', async () => {
    await stock(['08:00', '08:15', '12:30'], 1);
    const hold = (requestKey: string, heldForMs: number) =>
      parts.bookings.hold({
        requestKey,
        kreis: 'Hagen',
        people: 1,
        notBeforeMs: parts.clock.nowMs(),
        avoidMs: [],
        heldUntilMs: parts.clock.nowMs() + heldForMs,
      });
    const over = await hold('over', 1);
    await line.advance(60);
    const held = await hold('held', 60_000);
    if (held === 'none' || over === 'none') throw new Error('nothing was free');
    await wished({ holdId: over.holdId, avoidMs: over.firstMs });
    const wanted = await wished({ holdId: held.holdId, ticketAtMs: parts.clock.nowMs() + 1 });
    await drain();
    expect((await booked()).map(({ first }) => first)).toEqual(['08:00', '12:30']);
    expect((await booked())[0]?.caller_hash).toBe(wanted.caller);
  });

  it('two people together, or not at all', async () => {
    await stock(['08:00', '08:15', '10:00'], 1);
    const couple = await wished({ birthDates: ['1938-03-05', '1936-11-30'] });
    const tooMany = await wished({ birthDates: ['1937-01-01', '1935-01-01'], ticketAtMs: parts.clock.nowMs() + 1 });
    await drain();
    expect((await booked()).map(({ caller_hash, first }) => [caller_hash, first])).toEqual([
      [couple.caller, '08:00'],
      [couple.caller, '08:15'],
    ]);
    expect((await callbacks()).map(({ id, kind }) => [id, kind])).toEqual([
      [couple.id, 'result'],
      [tooMany.id, 'menu'],
    ]);
  });

  it('a mobile is texted once, a landline is not', async () => {
    await stock(['08:00'], 2);
    await wished();
    const mobile = await wished({ number: newNumber(MOBILE) });
    await drain();
    const hold = (await booked()).find(({ caller_hash }) => caller_hash === mobile.caller)?.hold_id;
    expect(await owed()).toEqual([{ kind: 'result', occasion: hold }]);
  });
});

describe('whatever dies while a wish is being booked', () => {
  const gone = async (): Promise<never> => {
    throw new DependencyDown('postgres', new Error('killed'));
  };
  /** A process that dies right after, or right before, this was done. */
  const deaths: [string, (whole: Parts) => Partial<Parts>][] = [
    ['before it is held', ({ bookings }) => ({ bookings: { ...bookings, hold: gone } })],
    [
      'when it is held',
      ({ bookings }) => ({ bookings: { ...bookings, hold: async (wish) => [await bookings.hold(wish), await gone()][1] as never } }),
    ],
    [
      'when it is booked',
      ({ bookings }) => ({
        bookings: { ...bookings, confirm: async (order) => [await bookings.confirm(order), await gone()][1] as never },
      }),
    ],
    ['before the text is owed', ({ messages }) => ({ messages: { ...messages, owe: gone } })],
    ['before the call is owed', (whole) => ({ callbacks: { ...whole.callbacks, register: gone } })],
    [
      'when the call is owed',
      (whole) => ({
        callbacks: { ...whole.callbacks, register: async (wish) => [await whole.callbacks.register(wish), await gone()][1] as never },
      }),
    ],
    ['before it is settled', ({ bookingWishes }) => ({ bookingWishes: { ...bookingWishes, settled: gone } })],
  ];

  it.each(deaths)('%s: in the end it is booked once, texted once, rung once, and gone', async (_when, dying) => {
    await stock(['08:00', '08:15'], 3);
    const wish = await wished({ number: newNumber(MOBILE), birthDates: ['1938-03-05', '1936-11-30'] });
    await expect(drain(dying(parts))).rejects.toMatchObject({ code: 'POSTGRES_DOWN' });
    expect(await waiting()).toBe(1);
    expect(await drain()).toBe(1);
    const rows = await booked();
    expect(rows).toHaveLength(2);
    expect(new Set(rows.map(({ hold_id }) => hold_id)).size).toBe(1);
    expect(await callbacks()).toEqual([expect.objectContaining({ id: wish.id, kind: 'result', subject: rows[0]?.hold_id })]);
    expect(await owed()).toHaveLength(1);
    expect(await waiting()).toBe(0);
    const { rows: places } = await line.pool.query<{ taken: string }>('select sum(taken) as taken from slots');
    expect(Number(places[0]?.taken)).toBe(4);
  });

  it('before it is settled, and the person was rung meanwhile: nobody rings again', async () => {
    await stock(['08:00']);
    const wish = await wished();
    await expect(drain({ bookingWishes: { ...parts.bookingWishes, settled: gone } })).rejects.toMatchObject({ code: 'POSTGRES_DOWN' });
    await parts.callbacks.accept(wish.id, parts.clock.nowMs());
    expect(await drain()).toBe(1);
    expect(await callbacks()).toEqual([expect.objectContaining({ id: wish.id, state: 'accepted' })]);
  });

  it('a wish that meets a fault of ours is put back, and the others go on', async () => {
    await stock(['08:00'], 2);
    const faulty = await wished({ ticketAtMs: parts.clock.nowMs() - 1 });
    const sound = await wished();
    const { bookings } = parts;
    const confirm: Parts['bookings']['confirm'] = async (order) => {
      if (order.caller === faulty.caller) throw new HotlineError('DATABASE_REPLY', 'a test');
      return bookings.confirm(order);
    };
    expect(await drain({ bookings: { ...bookings, confirm } })).toBe(1);
    expect((await booked()).map(({ caller_hash }) => caller_hash)).toEqual([sound.caller]);
    expect(await drain()).toBe(0);
    await line.advance(301);
    expect(await drain()).toBe(1);
    expect(await booked()).toHaveLength(2);
  });
});

describe('what cannot be booked becomes a call to the menu, with the old place', () => {
  const expectMenu = async (wish: BookingWish) => {
    expect(await callbacks()).toEqual([
      expect.objectContaining({ id: wish.id, kind: 'menu', kennzahl: '47', ticket_at: new Date(wish.ticketAtMs) }),
    ]);
    expect(await waiting()).toBe(0);
  };

  it('nothing is free', async () => {
    const wish = await wished({ ticketAtMs: parts.clock.nowMs() - 3_600_000 });
    await drain();
    await expectMenu(wish);
  });

  it('not yet entitled', async () => {
    await stock(['08:00']);
    const wish = await wished({ birthDates: ['1960-01-01'] });
    await drain();
    await expectMenu(wish);
    expect(await booked()).toEqual([]);
  });

  it('one of two has an appointment already', async () => {
    await stock(['08:00', '08:15'], 3);
    const number = newNumber();
    await wished({ number });
    await drain();
    await line.pool.query('delete from callback_promises');
    await line.pool.query('delete from callback_requests');
    const couple = await wished({ number, birthDates: ['1938-03-05', '1936-11-30'] });
    await drain();
    await expectMenu(couple);
    expect(await booked()).toHaveLength(1);
    const { rows } = await line.pool.query("select 1 from bookings where state = 'held'");
    expect(rows).toEqual([]);
  });
});

describe('what is there already', () => {
  it('a person who has an appointment is told that one', async () => {
    await stock(['08:00', '08:15'], 3);
    const number = newNumber(MOBILE);
    await wished({ number });
    await drain();
    const before = await booked();
    await line.pool.query('delete from callback_requests');
    const again = await wished({ number });
    await drain();
    expect(await booked()).toEqual(before);
    expect(await callbacks()).toEqual([expect.objectContaining({ id: again.id, kind: 'result', subject: before[0]?.hold_id })]);
    // It was texted when it was made
    expect(await owed()).toHaveLength(1);
  });

  it('another call to the number comes first: the result is told after it, and keeps nobody waiting', async () => {
    await stock(['08:00'], 3);
    const asked = await wished({ ticketAtMs: parts.clock.nowMs() - 1 });
    const { number, caller, language, ticketAtMs } = asked;
    const nowMs = parts.clock.nowMs();
    const human = await parts.callbacks.register({
      ...{ number, caller, language, ticketAtMs, nowMs },
      kind: 'human',
      window: { fromMs: nowMs, toMs: nowMs + 60_000 },
      nextTryAtMs: nowMs,
    });
    const other = await wished();
    expect(await drain()).toBe(1);
    expect(await booked()).toHaveLength(2);
    expect((await callbacks()).map(({ id }) => id).sort()).toEqual([human.request.id, other.id].sort());
    await parts.callbacks.accept(human.request.id, nowMs);
    await line.advance(301);
    expect(await drain()).toBe(1);
    expect((await callbacks()).find(({ id }) => id === asked.id)).toMatchObject({ kind: 'result', state: 'open' });
    expect(await booked()).toHaveLength(2);
  });

  it('nothing is touched while the store is away', async () => {
    const wish = await wished();
    expect(await drain({ stores: { postgresAway: () => false, bookingAway: () => true } })).toBe(0);
    expect(await parts.bookingWishes.byCaller(wish.caller)).toHaveLength(1);
  });
});
