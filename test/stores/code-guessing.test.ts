import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import type pg from 'pg';
import { drawCode } from '../../src/booking/code.ts';
import { createChanges } from '../../src/booking/pg-changes.ts';
import { createWaitingList } from '../../src/booking/pg-waiting-list.ts';
import { createCodeGuard } from '../../src/booking/redis-code-guard.ts';
import type { Caller } from '../../src/calls/parts.ts';
import { checkKnown, findBooking, findByPerson } from '../../src/calls/works/appointment.ts';
import { hashesOf } from '../../src/calls/works/person.ts';
import type { Facts } from '../../src/ivr/session.ts';
import { Cipher, LookupHash } from '../../src/platform/ids.ts';
import { makeSession } from '../support/make-session.ts';
import { closeServices, testDatabase, testRedis } from '../support/services.ts';
import { addSlots, berlin, held, NINE, process } from './booking-ground.ts';

/** Strangers who try codes and birth dates, through the works of the call, on real stores. */

const key = Buffer.alloc(32, 7).toString('base64');
const lookup = new LookupHash(key);
const hashes = {
  caller: (number: string) => lookup.of('caller', number),
  person: (birthDate: string, plz: string, number: string) => lookup.of('person', `${birthDate}|${plz}|${number}`),
  code: (code: string) => lookup.of('code', code),
};
const PLZ = '58095';
const OWNER = '+492331204001';
const shown = (number: string): Caller => ({ kind: 'shown', number });
const stranger = (n: number) => shown(`+49231555${String(n).padStart(4, '0')}`);

let redis: Redis;
let pool: pg.Pool;
let parts: Parameters<typeof findByPerson>[1];
/** Of people who really have an appointment. */
const codes: string[] = [];
const birthDates = Array.from({ length: 40 }, (_, i) =>
  `1938-03-${String((i % 28) + 1).padStart(2, '0')}`.replace('1938', String(1930 + (i % 7))),
);
let turn = 0;

const by = (caller: Caller, facts: Facts) => {
  turn += 1;
  return { event: { callSid: 'CA1', caller }, session: makeSession({ turn, facts }), nowMs: NINE };
};
const tryCode = async (caller: Caller, code: string) => (await findBooking(by(caller, { code }), parts)).outcome;
const tryPerson = async (caller: Caller, birthDate: string, plz = PLZ) =>
  (await findByPerson(by(caller, { birthDate, plz }), parts)).outcome;
/** A code that anybody could draw, always the same one for a number. */
const drawn = (n: number) => drawCode((below) => (n * 7_919_993 + 17) % below);

beforeAll(async () => {
  redis = await testRedis();
  const database = await testDatabase();
  const own = process(database.url, { nowMs: NINE });
  pool = database.pool;
  const stores = { pool, cipher: new Cipher(key) };
  parts = { hashes, codeGuard: createCodeGuard({ redis }), changes: createChanges(stores), waitingList: createWaitingList(stores) };
  await addSlots(
    pool,
    { dose: 1, at: [berlin('2021-02-09 14:30')], capacity: 100 },
    { dose: 2, at: [berlin('2021-03-02 14:30')], capacity: 100 },
  );
  for (const [index, birthDate] of birthDates.entries()) {
    const { holdId } = await held(own.bookings);
    const number = index === 0 ? OWNER : `+49233199${String(index).padStart(4, '0')}`;
    const [personHash = ''] = hashesOf([birthDate], PLZ, { callSid: 'CA0', caller: shown(number) }, parts);
    const persons = [{ birthDate, plz: PLZ, personHash }];
    const confirmed = await own.bookings.confirm({ holdId, persons, caller: hashes.caller(number), number, nowMs: NINE });
    if (typeof confirmed === 'string') throw new Error(confirmed);
    codes.push(...confirmed.codes);
  }
  await own.pool.end();
});
beforeEach(async () => {
  await redis.flushdb();
});
afterAll(closeServices);

describe('10,000 attempts from 100 numbers', () => {
  it('codes: nothing is found, everybody is locked out, and nobody hears more than two kinds of answer', async () => {
    const heard = new Map<string, number>();
    // Twenty at once
    for (let from = 0; from < 10_000; from += 20) {
      const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => tryCode(stranger((from + n) % 100), drawn(from + n))));
      for (const answer of answers) heard.set(answer, (heard.get(answer) ?? 0) + 1);
    }
    expect([...heard.keys()].sort()).toEqual(['locked', 'unknown']);
    // At most this many were looked up at all
    expect(heard.get('unknown')).toBeLessThanOrEqual(200);
    for (let n = 0; n < 100; n += 1) expect(await tryCode(stranger(n), codes[n % 40] ?? '')).toBe('locked');
  }, 90_000);

  it('the same while they guess: a right code of another number sounds like any other, and the owner still hears the own one', async () => {
    for (let n = 0; n < 400; n += 1) await tryCode(stranger(n), drawn(n));
    const fresh = stranger(9_999);
    expect([await tryCode(fresh, codes[0] ?? ''), await tryCode(fresh, drawn(77_777))]).toEqual(['locked', 'locked']);
    expect(await tryCode(shown(OWNER), codes[0] ?? '')).toBe('found');
  });

  it('birth dates and postcodes of people who are booked: word for word what is heard about people who are not', async () => {
    const answersTo = async (birthDate: (n: number) => string) => {
      await redis.flushdb();
      const answers: string[] = [];
      for (let n = 0; n < 2_500; n += 1) answers.push(await tryPerson(stranger(n % 100), birthDate(n)));
      return answers;
    };
    const aboutBooked = await answersTo((n) => birthDates[n % 40] ?? '');
    const aboutOthers = await answersTo((n) => (birthDates[n % 40] ?? '').replace('-03-', '-04-'));
    expect(aboutBooked).toEqual(aboutOthers);
    expect(new Set(aboutBooked)).toEqual(new Set(['unknown', 'locked']));
    expect(aboutBooked.slice(-100)).toEqual(Array(100).fill('locked'));
  }, 90_000);
});

describe('who has a right to it', () => {
  it('finds it without a code from the number of the booking, and nobody else does', async () => {
    const [birthDate = ''] = birthDates;
    expect(await tryPerson(shown(OWNER), birthDate)).toBe('found');
    expect(await tryPerson(stranger(1), birthDate)).toBe('unknown');
    expect(await tryPerson({ kind: 'withheld' }, birthDate)).toBe('unknown');
    expect(await tryPerson(shown(OWNER), birthDate, '58097')).toBe('unknown');
  });

  it('is told while booking that there is an appointment; a stranger and somebody without a number go on as if there were none', async () => {
    const facts = { persons: [{ birthDate: birthDates[0] ?? '' }], plz: PLZ };
    const known = async (caller: Caller) => (await checkKnown(by(caller, facts), parts)).outcome;
    expect([await known(shown(OWNER)), await known(stranger(1)), await known({ kind: 'withheld' })]).toEqual(['booked', 'new', 'new']);
  });

  it('all who withhold their number are different people to the store', () => {
    const of = (callSid: string) => hashesOf(['1938-03-05'], PLZ, { callSid, caller: { kind: 'withheld' } }, parts);
    expect(of('CA1')).not.toEqual(of('CA2'));
    expect(new Set(hashesOf(['1938-03-05', '1938-03-05'], PLZ, { callSid: 'CA1', caller: shown(OWNER) }, parts)).size).toBe(2);
  });

  it('a right code costs no try, however often it is asked', async () => {
    for (let n = 0; n < 15; n += 1) expect(await tryCode(shown(OWNER), codes[0] ?? '')).toBe('found');
    for (let n = 0; n < 10; n += 1) expect(await tryCode(shown(OWNER), drawn(n))).toBe('unknown');
    expect(await tryCode(shown(OWNER), codes[0] ?? '')).toBe('locked');
  });

  it('one code is not asked for from ever more numbers', async () => {
    const answers: string[] = [];
    for (let n = 0; n < 25; n += 1) answers.push(await tryCode(stranger(n), drawn(5)));
    expect(answers).toEqual([...Array(20).fill('unknown'), ...Array(5).fill('locked')]);
  });

  it('the same delivery of a try, twenty times at once, is one try', async () => {
    const situation = by(stranger(3), { code: drawn(1) });
    const answers = await Promise.all(Array.from({ length: 20 }, () => findBooking(situation, parts)));
    expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['unknown']));
    for (let n = 0; n < 9; n += 1) expect(await tryCode(stranger(3), drawn(n))).toBe('unknown');
    expect(await tryCode(stranger(3), drawn(10))).toBe('locked');
  });
});
