import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Desk, numbersFrom, signInToDesk } from '../support/desk-house.ts';
import { daysAhead, faultyDocuments, pressAll, stockDays, toProposal } from '../support/walks.ts';
import { type AgentsHouse, openAgentsHouse } from './agents-house.ts';

/** Whole calls: the agent sees who is calling, books while they talk, and what becomes of it when the line goes dead. */

let house: AgentsHouse;
let anna: Desk;
let bert: Desk;
const born = { birthDate: '1938-03-05' };
const newMobile = numbersFrom('+4917120730');

beforeAll(async () => {
  house = await openAgentsHouse('1304');
  await stockDays(house.line, 'Hagen', [10, 11], ['14:00', '15:00'], 20);
  for (const [name, number] of [
    ['anna', '+493012345001'],
    ['bert', '+493012345002'],
  ] as const)
    await house.line.agent(name, number);
  await house.clear();
});
beforeEach(async () => {
  // What clears the house moves the clock past the end of every sign-in
  [anna, bert] = [await signInToDesk(house.line, 'anna'), await signInToDesk(house.line, 'bert')];
});
afterAll(() => house.line.close());
afterEach(() => house.clear());

const first = `${daysAhead(10)}T14:00:00.000Z`;
async function books(desk: Desk): Promise<string> {
  const { holdId } = (await desk.post('/holds', { kreis: 'Hagen', persons: 1, firstAt: first }).expect(200)).body;
  return (await desk.post('/bookings', { holdId, persons: [born], plz: '58095' }).expect(200)).body.code;
}

describe('the call of an agent', () => {
  it('is shown while it rings and while they talk, with what the caller has keyed in and holds', async () => {
    await house.choose('anna', 'available');
    expect((await anna.get('/call').expect(200)).body).toEqual({ call: null });
    const number = newMobile();
    const caller = await house.line.call(number);
    await toProposal(caller);
    await caller.press('0');
    const rung = await house.rings('anna');
    const ringing = (await anna.get('/call').expect(200)).body.call;
    expect(ringing).toMatchObject({
      ...{ callSid: caller.callSid, language: 'de', topic: 'booking', attempts: 1, waitedMinutes: 0, connectedAt: null },
      ...{ number: number.slice(-3), mobile: true, appointments: [], waitingList: [], wishes: [] },
      keyedIn: { birthDates: ['1938-03-05'], plz: '58095', place: 'Hagen', kreis: 'Hagen', centre: 'Stadthalle Hagen', people: 1 },
      held: { kreis: 'Hagen', first: [first] },
    });
    expect(Date.parse(ringing.ticketAt)).not.toBeNaN();
    expect((await bert.get('/call').expect(200)).body).toEqual({ call: null });
    await rung.answer();
    await rung.press('1');
    const talking = (await anna.get('/call').expect(200)).body.call;
    expect(talking).toMatchObject({ callSid: caller.callSid, connectedAt: expect.any(String), held: { holdId: ringing.held.holdId } });
    await anna.post('/bookings', { holdId: ringing.held.holdId, persons: [born], plz: '58095' }).expect(200);
    expect((await anna.get('/call').expect(200)).body.call.appointments).toMatchObject([{ plz: '58095', birthDates: ['1938-03-05'] }]);
    await house.hangsUp('anna', rung);
    await anna.post('/wrap-up', { reason: 'booked' }).expect(200);
    expect((await anna.get('/call').expect(200)).body).toEqual({ call: null });
  });

  it('is opened in the audit once for each thing it shows, by hash and hold', async () => {
    await house.choose('anna', 'available');
    const { caller, agent } = await house.talksWith('anna');
    for (let round = 0; round < 3; round += 1) await anna.get('/call').expect(200);
    await books(anna);
    for (let round = 0; round < 3; round += 1) await anna.get('/call').expect(200);
    const { rows } = await house.line.pool.query(
      "select who, details from audit_log where what = 'call opened' and details ->> 'callId' = $1 order by id",
      [caller.callSid],
    );
    const hash = house.line.hotline.house.parts.hashes.caller(caller.number);
    expect(rows).toMatchObject([
      { who: 'anna', details: { caller: hash, holdIds: [] } },
      { who: 'anna', details: { caller: hash, holdIds: [expect.any(String)] } },
    ]);
    await house.hangsUp('anna', agent);
  });
});

describe('booked by an agent', () => {
  it('the call ends as booked, once', async () => {
    await house.choose('anna', 'available');
    const before = await house.outcomes();
    const { caller, agent } = await house.talksWith('anna');
    await books(anna);
    await house.hangsUp('anna', agent);
    await caller.rests();
    expect(caller.state).toBe('ended');
    const after = await house.outcomes();
    expect([after['booked'], after['agent_handled']]).toEqual([(before['booked'] ?? 0) + 1, before['agent_handled']]);
  });

  it('and the line goes dead before it was read out: the next call hears dates and code, after the year of birth', async () => {
    await house.choose('anna', 'available');
    const { caller } = await house.talksWith('anna');
    const code = await books(anna);
    const before = (await house.outcomes())['booked'] ?? 0;
    await caller.hangUp();
    expect((await house.outcomes())['booked']).toBe(before + 1);
    const again = await house.line.call(caller.number);
    expect(again.heard).toContain('Ihr Termin ist gebucht');
    expect(again.heard).not.toContain('Uhr');
    await again.press('1938');
    expect(again.heard).toContain('Der Termin ist fest');
    const spoken = house.line.hotline.house.parts;
    expect((await spoken.changes.findByCode(code))?.state).toBe('booked');
    await again.hangUp();
    expect(faultyDocuments(house.line)).toEqual([]);
  });

  it('and told by the agent to the end: the next call is an ordinary one', async () => {
    await house.choose('anna', 'available');
    const { caller, agent } = await house.talksWith('anna');
    await books(anna);
    await house.hangsUp('anna', agent);
    await caller.rests();
    const again = await house.line.call(caller.number);
    expect(again.heard).toContain('mit den Tasten einen Termin buchen');
    expect(again.heard).not.toContain('Ihr Termin ist gebucht');
    await again.hangUp();
  });

  it('and handed back to the menu: what the keys do there does not lose it', async () => {
    await house.choose('anna', 'available');
    const before = (await house.outcomes())['booked'] ?? 0;
    const { caller } = await house.talksWith('anna');
    await books(anna);
    await anna.post(`/calls/${caller.callSid}/hand-back`, { to: 'menu' }).expect(204);
    await caller.hears('Sie sind wieder im Menü');
    await pressAll(caller, '9', '1');
    await caller.hangUp();
    expect((await house.outcomes())['booked']).toBe(before + 1);
    expect(await house.state('anna')).toBe('wrap_up');
  });
});

describe('handing back', () => {
  it("is for the agent of this very call: another's call and an unknown one are refused, and nobody notices", async () => {
    await house.choose('anna', 'available');
    const { caller, agent } = await house.talksWith('anna');
    for (const callSid of [caller.callSid, `CA${'f'.repeat(32)}`, 'nonsense'])
      expect((await bert.post(`/calls/${callSid}/hand-back`, { to: 'menu' }).expect(409)).body.code).toBe('NOT_YOUR_CALL');
    expect((await anna.post(`/calls/${caller.callSid}/hand-back`, { to: 'moon' }).expect(422)).body.faults[0].field).toBe('to');
    expect([caller.state, agent.state]).toEqual(['connected', 'connected']);
    await house.hangsUp('anna', agent);
    expect((await anna.post(`/calls/${caller.callSid}/hand-back`, { to: 'menu' }).expect(409)).body.code).toBe('NOT_YOUR_CALL');
  });
});

describe('wrapping up', () => {
  it('ends early with a reason, gives back what is still held, and keeps what was noted sealed', async () => {
    await house.choose('anna', 'available');
    const { caller, agent } = await house.talksWith('anna');
    await anna.post('/holds', { kreis: 'Hagen', persons: 1, firstAt: first }).expect(200);
    expect((await anna.post('/wrap-up', { reason: 'answered' }).expect(409)).body.code).toBe('IN_CALL');
    await house.hangsUp('anna', agent);
    expect((await anna.get('/me')).body.state).toBe('wrap_up');
    const note = 'Rückfrage zu Frau M.';
    expect((await anna.post('/wrap-up', { reason: 'answered', note }).expect(200)).body).toMatchObject({ state: 'available', call: null });
    expect((await house.line.pool.query("select 1 from bookings where state = 'held'")).rowCount).toBe(0);
    const { rows } = await house.line.pool.query<{ details: Record<string, string> }>(
      "select details from audit_log where what = 'call wrapped up' and details ->> 'callId' = $1",
      [caller.callSid],
    );
    expect(rows).toMatchObject([{ details: { reason: 'answered' } }]);
    expect(JSON.stringify(rows)).not.toContain('Frau');
  });

  it('that comes late is for the call that was, and the next one rings on', async () => {
    await house.choose('anna', 'available');
    const { caller, agent } = await house.talksWith('anna');
    await anna.get('/call').expect(200);
    await house.hangsUp('anna', agent);
    await house.line.advance(31);
    const next = await house.asks();
    const rung = await house.rings('anna');
    expect((await anna.post('/wrap-up', { reason: 'answered' }).expect(200)).body).toMatchObject({
      state: 'reserved',
      call: { callSid: next.callSid },
    });
    const { rows } = await house.line.pool.query(
      "select details ->> 'callId' as call from audit_log where what = 'call wrapped up' order by id",
    );
    expect(rows.at(-1)).toEqual({ call: caller.callSid });
    expect(rung.state).toBe('ringing');
  });

  it('after a call during which the desk was closed is about that call, and shows nobody from before', async () => {
    await house.choose('anna', 'available');
    const before = await house.talksWith('anna');
    await anna.get('/call').expect(200);
    await house.hangsUp('anna', before.agent);
    await house.line.advance(31);
    const { caller, agent } = await house.talksWith('anna');
    await house.hangsUp('anna', agent);
    expect((await anna.get('/call').expect(200)).body.call).toMatchObject({ callSid: caller.callSid, number: caller.number.slice(-3) });
    await anna.post('/wrap-up', { reason: 'answered' }).expect(200);
    const { rows } = await house.line.pool.query(
      "select details ->> 'callId' as call from audit_log where what = 'call wrapped up' order by id",
    );
    expect(rows.at(-1)).toEqual({ call: caller.callSid });
  });

  it('that was over by itself changes no state', async () => {
    await house.choose('anna', 'available');
    const { agent } = await house.talksWith('anna');
    await house.hangsUp('anna', agent);
    await house.line.advance(31);
    await house.choose('anna', 'paused');
    expect((await anna.post('/wrap-up', { reason: 'other' }).expect(200)).body.state).toBe('paused');
    expect((await anna.post('/wrap-up', { reason: 'bored' }).expect(422)).body.faults[0].field).toBe('reason');
  });
});

describe('the header of the desk', () => {
  it('tells who waits in which lane, and what is owed', async () => {
    await house.choose('anna', 'available');
    const { agent } = await house.talksWith('anna');
    const waits = await house.asks();
    await house.line.advance(1);
    const { body } = await anna.get('/picture').expect(200);
    expect(body.waiting).toContainEqual({ lane: 'de', waiting: 1, longestWaitSeconds: expect.any(Number) });
    expect(body).toMatchObject({ openHumanCallbacks: 0, degraded: [], wrapUpSeconds: 30, ringSeconds: 20 });
    await waits.hangUp();
    await house.hangsUp('anna', agent);
  });

  it('has own figures of the day, the list of callbacks, and no telephone in the browser for a plain one', async () => {
    const { body } = await anna.get('/day').expect(200);
    expect(body).toMatchObject({ day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), booked: expect.any(Number), calls: expect.any(Number) });
    expect((await anna.get('/callbacks').expect(200)).body).toEqual({ callbacks: [], humanCallbacks: 'callerFirst' });
    expect((await anna.post('/callbacks/take').expect(200)).body).toEqual({ status: 'notAvailable', callback: null });
    const nobodys = '00000000-0000-4000-8000-000000000000';
    expect((await anna.post(`/callbacks/${nobodys}/outcome`, { outcome: 'served' }).expect(404)).body.code).toBe('UNKNOWN_CALLBACK');
    await anna.post('/callbacks/nonsense/outcome', { outcome: 'served' }).expect(422);
    expect((await anna.get('/phone-token').expect(200)).body).toEqual({ kind: 'none' });
  });
});
