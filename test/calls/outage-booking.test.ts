import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Callee, Caller } from '../../scripts/carrier/carrier.ts';
import { type Line, startLine } from '../support/line.ts';
import { type OwnStores, ownStores } from '../support/own-stores.ts';
import { PATIENCE_MS, until } from '../support/until.ts';
import { daysAhead, faultyDocuments, pressAll, toHowMany, toProposal } from '../support/walks.ts';

/** The booking store is really stopped while people book, and comes back. */

let stores: OwnStores;
let line: Line;
let pool: pg.Pool;
let numbers = 0;
const newNumber = (before = '+492331211') => {
  numbers += 1;
  return `${before}${String(numbers).padStart(3, '0')}`;
};
const MENU = /mit den Tasten einen Termin buchen/i;
const KENNZAHL = /Kennzahl ist (.+?)\./;

beforeAll(async () => {
  stores = await ownStores('booking');
  line = await startLine({}, { redis: async () => stores.redis.url, postgres: async () => stores.postgres.url }, { ticking: true });
  pool = new pg.Pool({ connectionString: stores.postgres.url, max: 4 });
  pool.on('error', () => undefined);
  await line.tune({ callbackHours: '00:00-24:00', admitPerSecond: 1_000, burst: 1_000, dialPerSecond: 100 });
}, 60_000);
afterAll(async () => {
  await pool?.end();
  await line?.close();
  await stores?.close();
});

/** One place at each of these times (UTC) on one day, and the second appointments. */
async function stock(kreis: string, day: number, hours: string[], capacity = 1): Promise<void> {
  const rows = hours.flatMap((hour) => [
    [kreis, `${daysAhead(day)}T${hour}:00Z`, 1],
    [kreis, `${daysAhead(day + 21)}T${hour}:00Z`, 2],
  ]);
  for (const [at, startsAt, dose] of rows)
    await pool.query(`insert into slots (kreis, starts_at, dose, vaccine, capacity) values ($1, $2, $3, 'biontech', $4)`, [
      at,
      startsAt,
      dose,
      capacity,
    ]);
}

async function isOffered(): Promise<boolean> {
  const caller = await line.call(newNumber());
  const offered = MENU.test(caller.heard);
  if (caller.state !== 'ended') await caller.hangUp();
  return offered;
}
const wishes = () => line.hotline.house.parts.bookingWishes;
const drained = async () => (await wishes().waiting()) === 0;

/** Rings when there is something to tell, and is answered. */
async function answered(number: string): Promise<Callee> {
  const phone = line.carrier.phone(number);
  const rung = await phone.rings();
  await rung.answer();
  return rung;
}

/** Who answers hears the Kennzahl first, and the appointment only after the year of birth. */
async function hearsResult(rung: Callee, kennzahl: string, year: string): Promise<string> {
  expect(rung.heard).toContain(`Kennzahl ist ${kennzahl}`);
  await rung.press('1');
  expect(rung.heard).toContain('Ihr Termin ist gebucht');
  expect(rung.heard).not.toContain('Uhr');
  await rung.press(year);
  expect(rung.heard).toContain('Der Termin ist fest');
  return rung.heard;
}

interface Booked {
  number: string;
  first: string;
  people: number;
}

/** What is booked at a centre, the earliest first. */
async function bookedAt(kreis: string): Promise<Booked[]> {
  const { rows } = await pool.query<{ caller_hash: string; first: string; people: string }>(
    `select b.caller_hash, to_char(min(s.starts_at) at time zone 'UTC', 'HH24:MI') as first, count(*) as people
     from bookings b join slots s on s.id = b.first_slot where b.state = 'booked' and b.kreis = $1 group by b.hold_id, b.caller_hash order by min(s.starts_at)`,
    [kreis],
  );
  return rows.map(({ caller_hash, first, people }) => ({ number: caller_hash, first, people: Number(people) }));
}
const hash = (number: string) => line.hotline.house.parts.hashes.caller(number);

/** Where the store is when it falls silent, and the keys from there to the written wish. */
const steps: { name: string; walk(caller: Caller): Promise<void>; onward: string[]; holds?: string }[] = [
  { name: 'in the main menu', walk: async () => undefined, onward: ['1', '1', '05', '03', '1938', '1', '58095', '1', '1', '1', '1'] },
  { name: 'at the birth date', walk: (caller) => pressAll(caller, '1', '05'), onward: ['03', '1938', '1', '58095', '1', '1', '1', '1'] },
  { name: 'at the postcode', walk: (caller) => pressAll(caller, '1', '05', '03', '1938', '1'), onward: ['58095', '1', '1', '1', '1'] },
  { name: 'at the stock', walk: (caller) => pressAll(caller, '1', '05', '03', '1938', '1', '58095'), onward: ['1', '1', '1', '1'] },
  { name: 'at alone or two', walk: (caller) => toHowMany(caller), onward: ['1', '1', '1'] },
  {
    name: 'at the second person',
    walk: async (caller) => {
      await toHowMany(caller);
      await pressAll(caller, '2', '30');
    },
    onward: ['11', '1936', '1', '1', '1'],
  },
  { name: 'at the proposal', walk: (caller) => toProposal(caller), onward: ['1', '1', '1'], holds: '08:00' },
  {
    name: 'at another proposal',
    walk: async (caller) => {
      await toProposal(caller);
    },
    onward: ['2', '1', '1'],
    holds: '08:15',
  },
  {
    name: 'at the confirmation',
    walk: async (caller) => {
      await toProposal(caller);
      await caller.press('1');
    },
    onward: ['1', '1', '1'],
    holds: '08:30',
  },
];

describe('the store falls silent at every step of the booking', () => {
  it('each caller is told so and never "sold out", the wish is kept, booked once in ticket order, and told', async () => {
    await stock('Hagen', 10, ['08:00', '08:15', '08:30', '08:45', '09:00', '09:15', '09:30', '09:45', '12:30', '12:45']);
    // Those who are offered something first, so that their proposals are the earliest; they ring last
    const callers = new Map<string, Caller>();
    const early = steps.filter(({ holds }) => holds === undefined);
    for (const { name } of early) callers.set(name, await line.call(newNumber()));
    for (const step of steps.filter(({ holds }) => holds !== undefined)) {
      const caller = await line.call(newNumber());
      await step.walk(caller);
      callers.set(step.name, caller);
    }
    for (const step of early) await step.walk(callers.get(step.name) as Caller);
    await until(async () => (line.hotline.house.parts.stockBoard.free('Hagen') ?? 0) > 0, PATIENCE_MS);
    await stores.postgres.stop();
    const told = new Map<string, { number: string; kennzahl: string }>();
    // The last who rang are the first to be written down: the ticket counts, not the wish
    for (const { name, onward } of [...steps].reverse()) {
      const caller = callers.get(name) as Caller;
      const said: string[] = [];
      for (const key of onward) {
        await caller.press(key);
        said.push(caller.heard);
      }
      const all = said.join(' ');
      expect(all).toContain('Unser Terminsystem antwortet gerade nicht');
      expect(all).toContain('Es sind noch Termine da');
      expect(all).not.toMatch(/alle Termine vergeben|ausgebucht/);
      expect(all).toContain('Wir buchen für Sie den frühesten Termin, sobald es wieder geht');
      expect(caller.heard).toContain('Ihr Wunsch ist aufgeschrieben');
      expect(caller.state).toBe('ended');
      told.set(name, { number: caller.number, kennzahl: KENNZAHL.exec(caller.heard)?.[1] ?? '' });
    }
    expect(await wishes().waiting()).toBe(steps.length);
    const rings = steps.map(({ name }) => answered(told.get(name)?.number ?? ''));
    await stores.postgres.start();
    await until(drained, PATIENCE_MS);
    const wanted = steps.map(({ name, holds }) => ({ number: hash(told.get(name)?.number ?? ''), holds }));
    const booked = await bookedAt('Hagen');
    expect(booked).toHaveLength(steps.length);
    // Who wanted a proposal that is still held has got it; the others have the earliest that were left, in ticket order
    for (const { number, holds } of wanted) if (holds) expect(booked.find((one) => one.number === number)?.first).toBe(holds);
    const others = booked.filter(({ first }) => !['08:00', '08:15', '08:30'].includes(first));
    expect(others.map(({ number }) => number)).toEqual(wanted.filter(({ holds }) => !holds).map(({ number }) => number));
    for (const [index, { name }] of steps.entries()) {
      const rung = (await rings[index]) as Callee;
      await hearsResult(rung, told.get(name)?.kennzahl ?? '', '1938');
      await rung.hangUp();
    }
    expect(faultyDocuments(line)).toEqual([]);
  }, 60_000);
});

describe('while the store is away', () => {
  let couple: Caller;
  beforeAll(async () => {
    await until(isOffered, PATIENCE_MS);
    await stock('Kreis Unna', 12, ['08:00', '08:15', '08:30', '08:45', '09:00', '09:15'], 2);
    await stores.postgres.stop();
    await until(async () => !(await isOffered()), PATIENCE_MS);
  }, 30_000);
  afterAll(async () => {
    await stores.postgres.start();
    await until(isOffered, PATIENCE_MS);
  }, 30_000);

  const toWish = (caller: Caller, birth = ['05', '03', '1938']) => pressAll(caller, '1', ...birth, '1', '59423', '1');

  it('two people are one wish', async () => {
    couple = await line.call(newNumber());
    await toWish(couple);
    await pressAll(couple, '2', '30', '11', '1936', '1');
    expect(couple.heard).toContain('Wir buchen für Sie den frühesten Termin');
    await pressAll(couple, '1', '1');
    expect(couple.heard).toContain('Ihr Wunsch ist aufgeschrieben');
  });

  it('who rings again hears that the wish stands, with its Kennzahl, and may still talk to a human', async () => {
    const again = await line.call(couple.number);
    expect(again.heard).toContain('Ihr Wunsch ist aufgeschrieben');
    expect(again.heard).toContain(`Kennzahl ist ${KENNZAHL.exec(couple.heard)?.[1]}`);
    await again.press('0');
    expect(again.heard).toContain('niemand frei');
    await again.hangUp();
  });

  it('the same person wishes once, from whichever number the call comes', async () => {
    const before = await wishes().waiting();
    const other = await line.call(newNumber());
    await toWish(other);
    // The number of the first call is typed
    await pressAll(other, '1', '1', '2', `0${couple.number.slice(3)}#`, '1');
    expect(other.heard).toContain('Ihr Wunsch ist schon aufgeschrieben');
    expect(await wishes().waiting()).toBe(before);
  });

  it('a number that is withheld is typed and read back', async () => {
    const caller = await line.call('anonymous');
    await toWish(caller, ['24', '12', '1935']);
    await pressAll(caller, '1', '1');
    expect(caller.heard).toContain('Wir sehen Ihre Telefonnummer nicht');
    const number = newNumber();
    await caller.press(`0${number.slice(3)}#`);
    expect(caller.heard).toContain('Stimmt die Nummer');
    await caller.press('1');
    expect(caller.heard).toContain('Ihr Wunsch ist aufgeschrieben');
    const again = await line.call(number);
    expect(again.heard).toContain('Ihr Wunsch ist aufgeschrieben');
    await again.hangUp();
  });

  it('0 is a human’s callback, as ever, and silence leads there too', async () => {
    for (const way of ['0', 'silence'] as const) {
      const caller = await line.call(newNumber());
      await toWish(caller, ['01', '02', '1937']);
      await caller.press('1');
      if (way === '0') await caller.press('0');
      else for (let rounds = 0; rounds < 3; rounds += 1) await caller.silence();
      expect(caller.heard).toContain('niemand frei');
      await caller.press('1');
      expect(caller.heard).toMatch(/Wunsch ist aufgeschrieben.*Kennzahl ist/s);
      expect(await line.hotline.house.redis.xlen('outbox')).toBeGreaterThan(0);
    }
  });

  it('too young is told at once: the catalogue is in memory', async () => {
    const caller = await line.call(newNumber());
    await pressAll(caller, '1', '05', '03', '1990', '1');
    expect(caller.heard).toContain('Sie sind es noch nicht');
    await caller.hangUp();
  });

  it('the store comes back while the wish is being entered: it becomes an ordinary booking', async () => {
    const caller = await line.call(newNumber());
    await pressAll(caller, '1', '06', '06', '1936', '1', '59423');
    await stores.postgres.start();
    await until(async () => !line.hotline.house.parts.stores.bookingAway(), PATIENCE_MS);
    await caller.press('1');
    expect(caller.heard).toContain('Kommen Sie allein');
    await caller.press('1');
    expect(caller.heard).toContain('Wir haben einen Termin für Sie');
    await pressAll(caller, '1', '1');
    expect(caller.heard).toContain('Der Termin ist fest');
    await caller.hangUp();
  }, 30_000);

  it('and the two are booked together, one code each, and hear it when they ring', async () => {
    await until(drained, PATIENCE_MS);
    expect((await bookedAt('Kreis Unna')).find(({ number }) => number === hash(couple.number))).toMatchObject({ people: 2 });
    const caller = await line.call(couple.number);
    expect(caller.heard).toContain('Ihr Termin ist gebucht');
    expect(caller.heard).not.toContain('Uhr');
    await caller.press('1901');
    expect(caller.heard).toContain('Das Jahr passt nicht');
    await caller.press('1936');
    expect(caller.heard).toContain('Der Termin ist fest');
    await caller.hangUp();
  });
});

describe('the server answers, and booking hangs in it', () => {
  it('after a few callers nobody waits for it; a human’s callback is put on the list as ever; it is over by itself', async () => {
    await until(isOffered, PATIENCE_MS);
    const { stores: signs } = line.hotline.house.parts;
    const hindered = async () => {
      const caller = await line.call(newNumber());
      await pressAll(caller, '1', '08', '08', '1935', '1', '59423', '1');
      expect(caller.heard).toContain('Unser Terminsystem antwortet gerade nicht');
      await caller.hangUp();
    };
    const jam = await pool.connect();
    await jam.query('begin');
    await jam.query('lock table slots');
    try {
      // Those who ask at a time share a statement: it takes a few rounds
      await until(async () => {
        await Promise.all(Array.from({ length: 4 }, hindered));
        return signs.bookingAway();
      }, PATIENCE_MS);
      expect(signs.postgresAway()).toBe(false);
      const next = await line.call(newNumber());
      expect(next.heard).toContain('Unser Terminsystem antwortet gerade nicht');
      await pressAll(next, '0', '1');
      expect(next.heard).toContain('Sie stehen auf der Liste');
    } finally {
      await jam.query('rollback');
      jam.release();
    }
    await until(isOffered, PATIENCE_MS);
  }, 60_000);
});

describe('both stores are away', () => {
  it('just when a wish is to be written: nothing is promised, the static apology, and the caller is told what to do', async () => {
    await until(isOffered, PATIENCE_MS);
    const caller = await line.call(newNumber());
    await toHowMany(caller, ['07', '07', '1937'], '59423');
    await stores.postgres.stop();
    await caller.press('1');
    expect(caller.heard).toContain('Wir buchen für Sie den frühesten Termin');
    await caller.press('1');
    await stores.redis.stop();
    const { keeper } = line.hotline.house;
    await until(async () => keeper.redisAway() && keeper.postgresAway(), PATIENCE_MS);
    await caller.press('1');
    expect(caller.heard).toMatch(/heißt nicht, dass alles vergeben ist.*eins, eins, zwo/s);
    expect(caller.heard).not.toContain('aufgeschrieben');
    await Promise.all([stores.redis.start(), stores.postgres.start()]);
    await until(isOffered, PATIENCE_MS);
    expect(await wishes().waiting()).toBe(0);
  }, 40_000);
});
