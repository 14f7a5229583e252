import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hashPassword } from '../../src/agents/passwords.ts';
import { type Desk, signInToDesk } from '../support/desk-house.ts';
import { daysAhead, stockDays } from '../support/walks.ts';
import { type HumanCallbackHouse, settled, startHumanCallbackHouse } from './human-callback-house.ts';

/** An agent works off the list of people who are to be called back, from their desk, and books for whom they reach. */

let house: HumanCallbackHouse;
let anna: Desk;
let bert: Desk;

beforeAll(async () => {
  house = await startHumanCallbackHouse(['anna', 'bert']);
  await stockDays(house.line, 'Hagen', [10], ['14:00'], 5);
  const account = `insert into accounts (name, password_hash, roles, languages, endpoint, created_at) values ($1, $2, '{agent}', '{de}', $3, now())`;
  const passwordHash = await hashPassword('long enough for a test');
  for (const name of ['anna', 'bert']) await house.line.pool.query(account, [name, passwordHash, `client:${name}`]);
});
beforeEach(async () => {
  [anna, bert] = [await signInToDesk(house.line, 'anna'), await signInToDesk(house.line, 'bert')];
});
afterEach(() => house.clear());
afterAll(() => house.close());

describe('the list of people who are to be called back', () => {
  it('is in ticket order, with no more of a number than its end', async () => {
    const nowMs = house.line.hotline.house.clock.nowMs();
    const later = await house.due(house.newNumber(), { ticketAtMs: nowMs - 60_000 });
    const earlier = await house.due(house.newNumber(), { ticketAtMs: nowMs - 120_000 });
    const { body } = await anna.get('/callbacks').expect(200);
    expect(body.callbacks.map(({ id }: { id: string }) => id)).toEqual([earlier.id, later.id]);
    expect(body.callbacks[0]).toMatchObject({ kennzahl: earlier.kennzahl, number: earlier.number.slice(-3), state: 'open', attempts: 0 });
    expect(JSON.stringify(body)).not.toContain(earlier.number.slice(-6));
    expect((await anna.get('/picture').expect(200)).body.openHumanCallbacks).toBe(2);
  });

  it('gives each to one agent, whose telephone rings, who sees whom they talk to and books for them', async () => {
    const { id, number } = await house.due(house.newNumber());
    await anna.put('/state', { state: 'available' }).expect(200);
    await bert.put('/state', { state: 'available' }).expect(200);
    const taken = await Promise.all([anna.post('/callbacks/take').expect(200), bert.post('/callbacks/take').expect(200)]);
    expect(taken.map(({ body }) => body.status).sort()).toEqual(['none', 'ringing']);
    const [desk, name] = taken[0].body.status === 'ringing' ? [anna, 'anna'] : [bert, 'bert'];
    const rung = await house.line.carrier.phone(`client:${name}`).rings();
    expect((await desk.get('/call').expect(200)).body.call).toMatchObject({
      callSid: `cb:${id}`,
      topic: 'callback',
      number: number.slice(-3),
    });
    await rung.answer();
    await rung.press('1');
    const person = await house.line.carrier.phone(number).rings();
    await person.answer();
    const known = () => house.line.hotline.house.parts.sessions.load(person.callSid);
    await settled(async () => (await known()) !== undefined);
    const { holdId } = (await desk.post('/holds', { kreis: 'Hagen', persons: 1, firstAt: `${daysAhead(10)}T14:00:00Z` }).expect(200)).body;
    await desk.post('/bookings', { holdId, persons: [{ birthDate: '1938-03-05' }], plz: '58095' }).expect(200);
    expect((await desk.get('/call').expect(200)).body.call.appointments).toMatchObject([{ number: number.slice(-3) }]);
    const caller = house.line.hotline.house.parts.hashes.caller(number);
    expect(await house.line.hotline.house.parts.bookings.bookedBy(caller)).toBe(1);
    const other = name === 'anna' ? bert : anna;
    expect((await other.post(`/callbacks/${id}/outcome`, { outcome: 'again' }).expect(409)).body.code).toBe('NOT_YOUR_CALL');
    await desk.post(`/callbacks/${id}/outcome`, { outcome: 'served' }).expect(204);
    expect((await known())?.desk?.outcome).toBe('booked');
    await person.hangUp();
    await settled(async () => (await house.stateOf(name)).state === 'wrap_up');
    expect((await desk.post('/wrap-up', { reason: 'callback' }).expect(200)).body.state).toBe('available');
  });
});
