import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { hashPassword } from '../../src/agents/passwords.ts';
import { type Desk, signInToDesk, talk } from '../support/desk-house.ts';
import { type Line, startLine } from '../support/line.ts';
import { type OwnStores, ownStores } from '../support/own-stores.ts';
import { PATIENCE_MS, until } from '../support/until.ts';
import { daysAhead } from '../support/walks.ts';

/** PostgreSQL is really stopped while an agent talks: the desk says so at once, keeps working, and what was wished for is booked. */

let stores: OwnStores;
let line: Line;
let pool: pg.Pool;
let anna: Desk;
const NUMBER = '+492331210001';
const born = { birthDate: '1938-03-05' };
const first = `${daysAhead(10)}T14:00:00.000Z`;

beforeAll(async () => {
  stores = await ownStores('desk');
  line = await startLine({}, { redis: async () => stores.redis.url, postgres: async () => stores.postgres.url }, { ticking: true });
  pool = new pg.Pool({ connectionString: stores.postgres.url, max: 2 });
  pool.on('error', () => undefined);
  await line.tune({ callbackHours: '00:00-24:00', admitPerSecond: 1_000, burst: 1_000, dialPerSecond: 100 });
  const account = `insert into accounts (name, password_hash, roles, languages, endpoint, created_at) values ('anna', $1, '{agent}', '{de}', 'client:anna', now())`;
  await pool.query(account, [await hashPassword('long enough for a test')]);
  const slot = `insert into slots (kreis, starts_at, dose, vaccine, capacity) values ('Hagen', $1, $2, 'biontech', 5)`;
  await pool.query(slot, [first, 1]);
  await pool.query(slot, [`${daysAhead(31)}T14:00:00Z`, 2]);
  anna = await signInToDesk(line, 'anna');
}, 60_000);
afterAll(async () => {
  await pool?.end();
  await line?.close();
  await stores?.close();
});

const degraded = async () => (await anna.get('/picture').expect(200)).body.degraded as string[];
const openings = async () =>
  (await pool.query<{ who: string; details: { callId: string } }>("select who, details from audit_log where what = 'call opened'")).rows;

describe('while the database is away', () => {
  it('the desk says so at once, shows the call, writes the wish down, and it is booked when the database is back', async () => {
    const { callSid } = await talk(line, 'anna', { number: NUMBER, facts: { persons: [born], plz: '58095' } });
    const { holdId } = (await anna.post('/holds', { kreis: 'Hagen', persons: 1, firstAt: first }).expect(200)).body;
    await stores.postgres.stop();
    await until(async () => (await degraded()).includes('booking'), PATIENCE_MS);

    expect((await anna.get('/proposals?plz=58095').expect(200)).body).toMatchObject({ status: 'away', kreis: 'Hagen', pairs: [] });
    const needsIt = [
      anna.post('/holds', { kreis: 'Hagen', persons: 1, firstAt: first }),
      anna.post('/bookings', { holdId, persons: [born], plz: '58095' }),
      anna.post('/appointments/open', { ...born, plz: '58095' }),
      anna.get('/bookings/00000013'),
      anna.remove('/bookings/00000013', { only: 'everybody' }),
      anna.post('/waiting-list', { persons: [born], plz: '58095' }),
    ];
    for (const asked of needsIt) {
      const refused = await asked.expect(503);
      expect(refused.body.code).toBe('BOOKING_AWAY');
      expect(refused.headers['retry-after']).toBe('5');
    }
    expect((await anna.get('/call').expect(200)).body.call).toMatchObject({
      callSid,
      keyedIn: { plz: '58095' },
      appointments: [],
      held: null,
    });
    expect((await anna.get('/picture')).body).toMatchObject({ openHumanCallbacks: null, degraded: ['postgres', 'booking'] });
    expect((await anna.get('/centres').expect(200)).body).toHaveLength(27);

    const wish = () => anna.post('/wishes', { persons: [born], plz: '58095' });
    const { body } = await wish().expect(200);
    expect(body).toEqual({ status: 'written', kennzahl: expect.stringMatching(/^\d\d$/) });
    expect((await wish().expect(200)).body.kennzahl).toBe(body.kennzahl);
    expect((await wish().expect(200)).body.kennzahl).toBe(body.kennzahl);
    expect((await anna.get('/call')).body.call.wishes).toMatchObject([{ kreis: 'Hagen', people: 1, kennzahl: body.kennzahl }]);
    expect((await line.hotline.house.parts.sessions.load(callSid))?.desk?.outcome).toBe('callback_registered');
    await anna.post('/wrap-up', { reason: 'wish' }).expect(409);

    await stores.postgres.start();
    await until(async () => (await degraded()).length === 0, PATIENCE_MS);
    await until(async () => (await line.hotline.house.parts.bookingWishes.waiting()) === 0, PATIENCE_MS);
    const hash = line.hotline.house.parts.hashes.caller(NUMBER);
    const { rows } = await pool.query('select hold_id, plz, language from bookings where caller_hash = $1 and state = $2', [
      hash,
      'booked',
    ]);
    // The very pair that the agent held when it happened
    expect(rows).toEqual([{ hold_id: holdId, plz: '58095', language: 'de' }]);
    await until(async () => (await openings()).length > 0, PATIENCE_MS);
    expect(await openings()).toMatchObject([{ who: 'anna', details: { callId: callSid, caller: hash } }]);
    expect((await anna.get('/call')).body.call.appointments).toMatchObject([{ plz: '58095' }]);
  }, 60_000);
});
