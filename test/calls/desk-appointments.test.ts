import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Desk, numbersFrom, signInToDesk, talk } from '../support/desk-house.ts';
import { type Line, startLine } from '../support/line.ts';
import { daysAhead, stockDays } from '../support/walks.ts';

/** An agent opens, moves and cancels appointments that they may see, and finds out nothing about others. */

let line: Line;
let anna: Desk;
let bert: Desk;
let agents = 0;
const newNumber = numbersFrom('+492331208');
const newMobile = numbersFrom('+4917120700');
const BORN = { birthDate: '1938-03-05' };
const PARTNER = { birthDate: '1936-07-11' };
const first = (day: number, hour = '14:00') => `${daysAhead(day)}T${hour}:00.000Z`;

beforeAll(async () => {
  line = await startLine();
  for (const name of ['anna', 'bert']) await line.agent(name, `+49301234500${name.length}`);
  [anna, bert] = [await signInToDesk(line, 'anna'), await signInToDesk(line, 'bert')];
});
beforeEach(async () => {
  await line.pool.query('truncate bookings, slots, waiting_list, messages cascade');
  await stockDays(line, 'Hagen', [10, 11], ['14:00', '15:00'], 4);
  const tries = await line.redis.keys('tries:*');
  if (tries.length > 0) await line.redis.del(...tries);
});
afterAll(() => line.close());

/** An appointment that this agent books for a caller of theirs. */
async function booked(desk: Desk, name: string, { number = newNumber(), people = [BORN] } = {}) {
  const call = await talk(line, name, { number });
  const { holdId } = (await desk.post('/holds', { kreis: 'Hagen', persons: people.length, firstAt: first(10) }).expect(200)).body;
  const { body } = await desk.post('/bookings', { holdId, persons: people, plz: '58095' }).expect(200);
  return { ...call, code: String(body.code), codes: body.codes as string[], holdId: String(body.holdId) };
}
const open = (desk: Desk, body: object) => desk.post('/appointments/open', body);
const messages = async () =>
  (await line.pool.query<{ kind: string }>('select kind from messages order by created_at')).rows.map(({ kind }) => kind);
const states = async () =>
  (await line.pool.query<{ state: string }>('select state from bookings order by person')).rows.map(({ state }) => state);
const openings = async (who: string) =>
  (
    await line.pool.query<{ details: Record<string, unknown> }>(
      "select details from audit_log where what = 'appointment opened' and who = $1 order by id",
      [who],
    )
  ).rows.map(({ details }) => details);
/** Somebody whose counts of tries are their own. */
async function newAgent(): Promise<{ name: string; desk: Desk }> {
  agents += 1;
  const name = `agent${agents}`;
  await line.agent(name, `+4930123460${agents}`);
  return { name, desk: await signInToDesk(line, name) };
}

describe('an appointment opens', () => {
  it('for the caller of whose number it is, by its code, and for others by code and a birth date of it', async () => {
    const { code, number, holdId } = await booked(anna, 'anna', { people: [BORN, PARTNER] });
    await talk(line, 'bert', { number });
    expect((await bert.get(`/bookings/${code}`).expect(200)).body).toMatchObject({ code, holdId, plz: '58095', number: number.slice(-3) });
    await talk(line, 'bert', { number: newNumber() });
    expect((await bert.get(`/bookings/${code}`).expect(404)).body.code).toBe('UNKNOWN_APPOINTMENT');
    const shown = await bert.get(`/bookings/${code}`, { 'X-Birth-Date': PARTNER.birthDate }).expect(200);
    expect(shown.body.birthDates).toEqual([BORN.birthDate, PARTNER.birthDate]);
    // Once opened in a conversation it stays open in it, and in no other
    await bert.get(`/bookings/${code}`).expect(200);
    await talk(line, 'bert', { number: newNumber() });
    await bert.get(`/bookings/${code}`).expect(404);
  });

  it('by birth date and postcode from the number of the caller on the line only', async () => {
    const { number, code } = await booked(anna, 'anna');
    const proof = { ...BORN, plz: '58095' };
    await talk(line, 'bert', { number });
    expect((await open(bert, proof).expect(200)).body.code).toBe(code);
    await open(bert, { ...proof, plz: '58097' }).expect(404);
    await talk(line, 'bert', { number: newNumber() });
    await open(bert, proof).expect(404);
    await talk(line, 'bert', { number: undefined });
    await open(bert, proof).expect(404);
    expect((await open(bert, { ...BORN }).expect(422)).body.faults[0].field).toBe('code');
  });

  it('with the same answer for a wrong code, a wrong birth date, and one that strangers have cancelled', async () => {
    const { code, number } = await booked(anna, 'anna');
    await talk(line, 'bert', { number: newNumber() });
    const wrongDate = await open(bert, { code, birthDate: '1938-03-06' }).expect(404);
    const wrongCode = await open(bert, { code: '00000013', birthDate: BORN.birthDate }).expect(404);
    const mistyped = await open(bert, { code: '12345678', birthDate: BORN.birthDate }).expect(404);
    await anna.remove(`/bookings/${code}`, { only: 'everybody' }).expect(204);
    const cancelled = await open(bert, { code, birthDate: BORN.birthDate }).expect(404);
    for (const refused of [wrongCode, mistyped, cancelled]) expect(refused.body).toEqual(wrongDate.body);
    expect(wrongDate.body).toMatchObject({ status: 404, code: 'UNKNOWN_APPOINTMENT' });
    await talk(line, 'bert', { number });
    expect((await open(bert, { code }).expect(410)).body.code).toBe('CANCELLED');
  });

  it('not before it is written down who opened it, without a word of the person', async () => {
    const { code, holdId, number } = await booked(anna, 'anna');
    const { name, desk } = await newAgent();
    const { callSid } = await talk(line, name, { number });
    await open(desk, { code }).expect(200);
    expect(await openings(name)).toEqual([{ callId: callSid, holdId, by: 'code' }]);
    const written = JSON.stringify((await line.pool.query('select * from audit_log')).rows);
    for (const plain of [code, number, number.slice(-9), BORN.birthDate, '58095']) expect(written).not.toContain(plain);
    await line.pool.query('alter table audit_log rename to audit_gone');
    try {
      await talk(line, name, { number });
      const refused = await open(desk, { code });
      expect(refused.status).toBe(500);
      expect(JSON.stringify(refused.body)).not.toContain(code);
    } finally {
      await line.pool.query('alter table audit_gone rename to audit_log');
    }
  });
});

describe('an agent who guesses', () => {
  it('is locked after ten wrong codes in an hour, whoever calls, and told how long; right ones do not count', async () => {
    const { code, number } = await booked(anna, 'anna');
    const { name, desk } = await newAgent();
    for (let round = 0; round < 12; round += 1) {
      await talk(line, name, { number });
      await open(desk, { code }).expect(200);
    }
    for (let n = 0; n < 10; n += 1) {
      await talk(line, name, { number: newNumber() });
      await open(desk, { code: WRONG[n], birthDate: '1938-03-05' }).expect(404);
    }
    const locked = await open(desk, { code: WRONG[10], birthDate: '1938-03-05' }).expect(429);
    expect(locked.body.code).toBe('TOO_MANY_TRIES');
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0);
    await talk(line, name, { number });
    await open(desk, { code }).expect(429);
    await talk(line, 'bert', { number });
    await open(bert, { code }).expect(200);
  });

  it('is locked after ten wrong birth dates', async () => {
    const { number } = await booked(anna, 'anna');
    const { name, desk } = await newAgent();
    await talk(line, name, { number });
    for (let day = 10; day < 20; day += 1) await open(desk, { birthDate: `1938-04-${day}`, plz: '58095' }).expect(404);
    await open(desk, { ...BORN, plz: '58095' }).expect(429);
  });
});

/** Codes with a right check digit that nobody was given. */
const WRONG = [
  '00000013',
  '00000021',
  '00000037',
  '00000045',
  '00000059',
  '00000068',
  '00000076',
  '00000084',
  '00000092',
  '00000101',
  '00000117',
];

describe('moving', () => {
  it('puts everybody onto the pair that is held, keeps the codes, frees the old places and tells the caller by text', async () => {
    const { code, codes, callSid } = await booked(anna, 'anna', { number: newMobile(), people: [BORN, PARTNER] });
    const { holdId } = (await anna.post('/holds', { kreis: 'Hagen', persons: 2, firstAt: first(11) }).expect(200)).body;
    const before = (await anna.get('/day')).body.moved;
    const { body } = await anna.patch(`/bookings/${code}`, { holdId }).expect(200);
    expect(body).toMatchObject({ code, codes, moves: 1, first: [first(11), first(11)] });
    expect(body.readOut[0]).toContain('für beide');
    expect((await anna.patch(`/bookings/${code}`, { holdId }).expect(200)).body.moves).toBe(1);
    expect((await anna.get('/day')).body.moved).toBe(before + 1);
    expect(await messages()).toEqual(['moved']);
    const taken = 'select sum(taken)::int as taken from slots where starts_at = $1';
    expect((await line.pool.query(taken, [first(10)])).rows).toEqual([{ taken: 0 }]);
    // It was booked in this call: that counts for more
    expect((await line.hotline.house.parts.sessions.load(callSid))?.desk?.outcome).toBe('booked');
  });

  it('counts for a call that did nothing else, and needs a hold for as many people in this conversation', async () => {
    const { code, number } = await booked(anna, 'anna');
    const { callSid } = await talk(line, 'anna', { number });
    const nobodys = '00000000-0000-4000-8000-000000000000';
    expect((await anna.patch(`/bookings/${code}`, { holdId: nobodys }).expect(409)).body.code).toBe('HOLD_EXPIRED');
    const two = (await anna.post('/holds', { kreis: 'Hagen', persons: 2, firstAt: first(11) })).body;
    expect((await anna.patch(`/bookings/${code}`, { holdId: two.holdId }).expect(422)).body.faults[0].field).toBe('holdId');
    const one = (await anna.post('/holds', { kreis: 'Hagen', persons: 1, firstAt: first(11) })).body;
    await line.advance(301);
    expect((await anna.patch(`/bookings/${code}`, { holdId: one.holdId }).expect(409)).body.code).toBe('HOLD_EXPIRED');
    const again = (await anna.post('/holds', { kreis: 'Hagen', persons: 1, firstAt: first(11) })).body;
    await anna.patch(`/bookings/${code}`, { holdId: again.holdId }).expect(200);
    expect((await line.hotline.house.parts.sessions.load(callSid))?.desk?.outcome).toBe('appointment_changed');
  });

  it('is refused when the first appointment is over', async () => {
    const { code, number } = await booked(anna, 'anna');
    await talk(line, 'anna', { number });
    await line.pool.query(`update slots set starts_at = now() - interval '1 day' where dose = 1 and starts_at = $1`, [first(10)]);
    const { holdId } = (await anna.post('/holds', { kreis: 'Hagen', persons: 1, firstAt: first(11) })).body;
    expect((await anna.patch(`/bookings/${code}`, { holdId }).expect(409)).body.code).toBe('BEGUN');
  });
});

describe('cancelling', () => {
  it('for one of two leaves the other, for everybody leaves nobody; sent again it is done already', async () => {
    const { codes } = await booked(anna, 'anna', { number: newMobile(), people: [BORN, PARTNER] });
    const [one = '', other = ''] = codes;
    const before = (await anna.get('/day')).body.cancelled;
    await anna.remove(`/bookings/${other}`, { only: 'thisPerson' }).expect(204);
    await anna.remove(`/bookings/${other}`, { only: 'thisPerson' }).expect(204);
    expect(await states()).toEqual(['booked', 'cancelled']);
    await anna.remove(`/bookings/${one}`, { only: 'everybody' }).expect(204);
    expect(await states()).toEqual(['cancelled', 'cancelled']);
    expect(await messages()).toEqual(['cancelled', 'cancelled']);
    expect((await anna.get('/day')).body.cancelled).toBe(before + 2);
    expect((await line.pool.query('select sum(taken)::int as taken from slots')).rows).toEqual([{ taken: 0 }]);
  });

  it('by code and birth date needs no caller, and a code alone is nothing', async () => {
    const { code } = await booked(anna, 'anna');
    const { desk } = await newAgent();
    await desk.remove(`/bookings/${code}`, { only: 'everybody' }).expect(404);
    await desk.remove(`/bookings/${code}`, { only: 'everybody', birthDate: '1938-03-06' }).expect(404);
    expect(await states()).toEqual(['booked']);
    await desk.remove(`/bookings/${code}`, { only: 'everybody', ...BORN }).expect(204);
    expect(await states()).toEqual(['cancelled']);
  });
});

describe('sending an appointment', () => {
  it('by text goes to a mobile, once for each number', async () => {
    const landline = await booked(anna, 'anna');
    const text = (sent: object = {}) => anna.post(`/bookings/${landline.code}/text`, sent).expect(200);
    expect((await text()).body).toEqual({ status: 'notMobile' });
    expect((await text({ number: '0171 2079999' })).body).toEqual({ status: 'owed' });
    expect((await text({ number: '+49 171 2079999' })).body).toEqual({ status: 'already' });
    expect((await anna.post(`/bookings/${landline.code}/text`, { number: 'keine' }).expect(422)).body.faults[0].field).toBe('number');
    const mobile = await booked(anna, 'anna', { number: newMobile(), people: [PARTNER] });
    await anna.post(`/bookings/${mobile.code}/text`).expect(200, { status: 'owed' });
    await anna.post(`/bookings/${mobile.code}/text`).expect(200, { status: 'already' });
    expect(await messages()).toEqual(['confirmation', 'confirmation']);
  });

  it('as a calendar file has both appointments, and asks for the same proof', async () => {
    const { code } = await booked(anna, 'anna');
    const answered = await anna.get(`/bookings/${code}/calendar`).expect(200);
    expect(answered.headers['content-type']).toContain('text/calendar');
    expect(answered.headers['content-disposition']).toContain('.ics');
    expect(answered.text.match(/BEGIN:VEVENT/g)).toHaveLength(2);
    await bert.get(`/bookings/${code}/calendar`).expect(404);
    await bert.get(`/bookings/${code}/calendar`, { 'X-Birth-Date': '5.3.1938' }).expect(422);
    await bert.get(`/bookings/${code}/calendar`, { 'X-Birth-Date': BORN.birthDate }).expect(200);
  });
});
