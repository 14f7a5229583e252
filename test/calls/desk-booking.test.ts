import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Desk, numbersFrom, signInToDesk, type Talk, talk, talked } from '../support/desk-house.ts';
import { type Line, startLine } from '../support/line.ts';
import { daysAhead, stockDays } from '../support/walks.ts';

/** An agent finds, holds and books for the caller on the line, by the rules of the keys. */

let line: Line;
let anna: Desk;
let bert: Desk;
const newNumber = numbersFrom('+492331207');
const BORN = { birthDate: '1938-03-05' };
const PARTNER = { birthDate: '1936-07-11' };
const first = (day: number, hour: string) => `${daysAhead(day)}T${hour}:00.000Z`;

beforeAll(async () => {
  line = await startLine();
  await line.agent('anna', '+493012345001');
  await line.agent('bert', '+493012345002');
  [anna, bert] = [await signInToDesk(line, 'anna'), await signInToDesk(line, 'bert')];
});
beforeEach(async () => {
  await line.pool.query('truncate bookings, slots, waiting_list, messages cascade');
  await line.tune({ neighbourCentres: false, holdSeconds: 300 });
  await stockDays(line, 'Hagen', [10, 11], ['14:00', '14:15'], 2);
  // What lists and thresholds were a moment ago is remembered for a second
  await line.advance(2);
});
afterAll(() => line.close());

const hold = (desk: Desk, over: object = {}) => desk.post('/holds', { kreis: 'Hagen', persons: 1, firstAt: first(10, '14:00'), ...over });
const book = (desk: Desk, holdId: string, over: object = {}) => desk.post('/bookings', { holdId, persons: [BORN], plz: '58095', ...over });
const talks = (name = 'anna', number: string | undefined = newNumber()): Promise<Talk> => talk(line, name, { number });
const bookedRows = async () =>
  (await line.pool.query<{ code: string; state: string }>("select code, state from bookings where state = 'booked' order by person")).rows;
const heldCount = async () => (await line.pool.query("select 1 from bookings where state = 'held'")).rowCount;
const auditOf = async (what: string, callId: string) =>
  (
    await line.pool.query<{ who: string; details: Record<string, unknown> }>(
      "select who, details from audit_log where what = $1 and details ->> 'callId' = $2",
      [what, callId],
    )
  ).rows;

describe('what is free', () => {
  it('is listed by postcode or centre, from a day on, for one or two', async () => {
    const { body } = await anna.get('/proposals?plz=58095').expect(200);
    expect(body).toMatchObject({ status: 'found', kreis: 'Hagen', centre: 'Stadthalle Hagen', place: 'Hagen', nextReleaseAt: null });
    expect(body.pairs.map((pair: { first: string[] }) => pair.first)).toEqual([
      [first(10, '14:00')],
      [first(10, '14:15')],
      [first(11, '14:00')],
      [first(11, '14:15')],
    ]);
    expect(body.pairs[0].second).toEqual([first(31, '14:00')]);
    const later = await anna.get(`/proposals?kreis=Hagen&persons=2&from=${daysAhead(11)}`).expect(200);
    expect(later.body.pairs[0].first).toEqual([first(11, '14:00'), first(11, '14:00')]);
  });

  it('says why there is nothing: taken, the Rhineland, or a postcode that is none', async () => {
    expect((await anna.get('/proposals?plz=48143')).body).toMatchObject({ status: 'none', kreis: 'Münster', pairs: [] });
    expect((await anna.get('/proposals?plz=45127')).body).toMatchObject({ status: 'rhineland', place: 'Essen', pairs: [] });
    expect((await anna.get('/proposals?plz=99999')).body).toMatchObject({ status: 'unknownPostcode', pairs: [] });
    expect((await anna.get('/proposals?kreis=Atlantis')).body).toMatchObject({ status: 'unknownPostcode' });
    expect((await anna.get('/proposals').expect(422)).body.faults[0].field).toBe('plz');
    const wrong = await anna.get('/proposals?plz=5809&persons=3&from=tomorrow').expect(422);
    expect(wrong.body.faults.map(({ field }: { field: string }) => field)).toEqual(['plz', 'persons', 'from']);
    expect((await anna.get('/centres').expect(200)).body).toHaveLength(27);
  });

  it('is not what the waiting list of the centre claims', async () => {
    await line.pool.query('update slots set capacity = 1');
    await line.pool.query(`delete from slots where dose = 1 and starts_at <> $1`, [first(10, '14:00')]);
    await talks();
    await anna.post('/waiting-list', { persons: [BORN], plz: '58095' }).expect(200);
    await line.advance(2);
    expect((await anna.get('/proposals?plz=58095')).body).toMatchObject({ status: 'none', pairs: [] });
    expect((await hold(anna).expect(409)).body.code).toBe('TAKEN');
  });
});

describe('a hold', () => {
  it('is made for the caller on the line, once for the same request, and given back on demand', async () => {
    await talks();
    const { body } = await hold(anna).expect(200);
    expect(body).toMatchObject({ kreis: 'Hagen', centre: 'Stadthalle Hagen', first: [first(10, '14:00')], second: [first(31, '14:00')] });
    expect((await hold(anna).expect(200)).body.holdId).toBe(body.holdId);
    expect(await heldCount()).toBe(1);
    await anna.remove(`/holds/${body.holdId}`).expect(204);
    await anna.remove(`/holds/${body.holdId}`).expect(204);
    expect(await heldCount()).toBe(0);
    expect((await hold(anna).expect(200)).body.holdId).not.toBe(body.holdId);
  });

  it('of the same request sent many times at once is one', async () => {
    await talks();
    const answers = await Promise.all(Array.from({ length: 8 }, () => hold(anna).expect(200)));
    expect(new Set(answers.map(({ body }) => body.holdId)).size).toBe(1);
    expect(await heldCount()).toBe(1);
  });

  it('goes to the next time when the wanted one is gone, and is refused when nothing is left', async () => {
    await line.pool.query('update slots set capacity = 1');
    await talks('anna');
    await talks('bert');
    const both = await Promise.all([hold(anna).expect(200), hold(bert).expect(200)]);
    expect(both.map(({ body }) => body.first[0]).sort()).toEqual([first(10, '14:00'), first(10, '14:15')]);
    await hold(anna, { firstAt: first(11, '14:00') }).expect(200);
    const last = await Promise.all([hold(anna, { firstAt: first(11, '14:15') }), hold(bert, { firstAt: first(11, '14:15') })]);
    expect(last.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(last.find(({ status }) => status === 409)?.body.code).toBe('TAKEN');
  });

  it('replaces another one only when it is there', async () => {
    await talks();
    const former = (await hold(anna).expect(200)).body;
    const other = (await hold(anna, { firstAt: first(11, '14:00'), insteadOf: former.holdId }).expect(200)).body;
    expect(other.first).toEqual([first(11, '14:00')]);
    expect(await heldCount()).toBe(1);
    expect((await hold(anna, { firstAt: first(40, '14:00'), insteadOf: other.holdId }).expect(409)).body.code).toBe('TAKEN');
    expect(await heldCount()).toBe(1);
  });

  it('lasts as long as the desk looks at the call, and is over after its term otherwise', async () => {
    await talks();
    const { body } = await hold(anna).expect(200);
    for (let round = 0; round < 3; round += 1) {
      await line.advance(200);
      expect((await anna.get('/call').expect(200)).body.call.held.holdId).toBe(body.holdId);
    }
    await line.advance(200);
    expect(Date.parse((await anna.post(`/holds/${body.holdId}/renew`).expect(200)).body.heldUntil)).toBeGreaterThan(
      Date.parse(body.heldUntil),
    );
    await line.advance(301);
    expect((await anna.post(`/holds/${body.holdId}/renew`).expect(409)).body.code).toBe('HOLD_EXPIRED');
    expect((await book(anna, body.holdId).expect(409)).body.code).toBe('HOLD_EXPIRED');
    expect(await bookedRows()).toEqual([]);
  });

  it("is no other agent's, and needs a caller", async () => {
    await talks('anna');
    const { body } = await hold(anna).expect(200);
    await talks('bert');
    await bert.remove(`/holds/${body.holdId}`).expect(204);
    expect(await heldCount()).toBe(1);
    expect((await bert.post(`/holds/${body.holdId}/renew`).expect(409)).body.code).toBe('HOLD_EXPIRED');
    expect((await book(bert, body.holdId).expect(409)).body.code).toBe('HOLD_EXPIRED');
    const { callSid } = (await bert.get('/me')).body.call;
    await line.hotline.house.parts.agents.done('bert', callSid, line.hotline.house.clock.nowMs());
    for (const refused of [hold(bert), book(bert, body.holdId), bert.remove(`/holds/${body.holdId}`)])
      expect((await refused.expect(409)).body.code).toBe('NOT_YOUR_CALL');
  });

  it('that the keys made for the caller before is the agent’s to book', async () => {
    const number = newNumber();
    const { bookings, hashes } = line.hotline.house.parts;
    const nowMs = line.hotline.house.clock.nowMs();
    const wish = { requestKey: 'keys', kreis: 'Hagen', people: 1, notBeforeMs: nowMs, avoidMs: [], heldUntilMs: nowMs + 60_000 };
    const proposal = await bookings.hold({ ...wish, caller: hashes.caller(number) });
    if (proposal === 'none') throw new Error('nothing was free');
    await talk(line, 'anna', { number, facts: { proposal, kreis: 'Hagen', centre: 'Stadthalle Hagen', persons: [BORN], plz: '58095' } });
    const { call } = (await anna.get('/call').expect(200)).body;
    expect(call).toMatchObject({ topic: 'booking', held: { holdId: proposal.holdId, kreis: 'Hagen' } });
    await book(anna, proposal.holdId).expect(200);
  });
});

describe('booking', () => {
  it('answers the appointment with what to read out, counts for the agent and the call, and is audited', async () => {
    const { callSid, number } = await talks();
    const { holdId } = (await hold(anna).expect(200)).body;
    const before = (await anna.get('/day')).body.booked;
    const { body } = await book(anna, holdId, { language: 'en' }).expect(200);
    const [row] = await bookedRows();
    expect(body).toMatchObject({
      ...{
        holdId,
        code: row?.code,
        codes: [row?.code],
        kreis: 'Hagen',
        plz: '58095',
        birthDates: ['1938-03-05'],
        language: 'en',
        moves: 0,
      },
      number: number.slice(-3),
    });
    expect(body.readOut[0]).toMatch(/^First vaccination: \w+day, the /);
    expect((await anna.get('/day')).body.booked).toBe(before + 1);
    expect((await line.hotline.house.parts.sessions.load(callSid))?.desk).toMatchObject({
      outcome: 'booked',
      facts: { codes: [row?.code] },
    });
    expect(await auditOf('appointment booked', callSid)).toEqual([{ who: 'anna', details: { callId: callSid, holdId } }]);
  });

  it('sent again, and many times at once, books once and answers the same', async () => {
    const { callSid } = await talks();
    const { holdId } = (await hold(anna).expect(200)).body;
    const before = (await anna.get('/day')).body.booked;
    const answers = await Promise.all(Array.from({ length: 6 }, () => book(anna, holdId).expect(200)));
    answers.push(await book(anna, holdId).expect(200));
    expect(new Set(answers.map(({ body }) => body.code)).size).toBe(1);
    expect(await bookedRows()).toHaveLength(1);
    expect((await anna.get('/day')).body.booked).toBe(before + 1);
    const audited = (await auditOf('appointment booked', callSid)).length;
    await book(anna, holdId).expect(200);
    expect(await auditOf('appointment booked', callSid)).toHaveLength(audited);
  });

  it('two people are neighbours, with a code each', async () => {
    await talks();
    const { holdId } = (await hold(anna, { persons: 2 }).expect(200)).body;
    const { body } = await book(anna, holdId, { persons: [BORN, PARTNER] }).expect(200);
    expect(body.first).toEqual([first(10, '14:00'), first(10, '14:00')]);
    expect(new Set(body.codes).size).toBe(2);
    expect(body.readOut[3]).toContain('für die zweite Person');
  });

  it('the same hold never gives the code of one to another', async () => {
    await talks();
    const { holdId } = (await hold(anna).expect(200)).body;
    await book(anna, holdId).expect(200);
    expect((await book(anna, holdId, { persons: [PARTNER] }).expect(409)).body.code).toBe('HOLD_EXPIRED');
    const next = (await hold(anna).expect(200)).body;
    expect(next.holdId).not.toBe(holdId);
    await book(anna, next.holdId, { persons: [PARTNER] }).expect(200);
    expect(await bookedRows()).toHaveLength(2);
  });

  it('names everything that cannot be used at once, and changes nothing', async () => {
    await talk(line, 'anna', { number: undefined });
    const { holdId } = (await hold(anna, { persons: 2 }).expect(200)).body;
    const { body } = await book(anna, holdId, { persons: [{ birthDate: '1890-01-01' }, { birthDate: '1990-01-01' }], plz: '45127' }).expect(
      422,
    );
    expect(body.code).toBe('INVALID_INPUT');
    expect(body.faults.map(({ field }: { field: string }) => field)).toEqual([
      'persons.0.birthDate',
      'plz',
      'number',
      'persons.1.birthDate',
    ]);
    expect(body.faults[2]).toMatchObject({ fault: "the caller's number is withheld", remedy: expect.stringContaining('number') });
    expect(await heldCount()).toBe(2);
  });

  it('is for those whose turn it is', async () => {
    await talks();
    const { holdId } = (await hold(anna).expect(200)).body;
    const { body } = await book(anna, holdId, { persons: [{ birthDate: '1950-01-01' }] }).expect(422);
    expect(body).toMatchObject({ code: 'NOT_ELIGIBLE', faults: [{ field: 'persons.0.birthDate' }] });
    expect((await book(anna, holdId, { persons: [BORN, PARTNER] }).expect(422)).body.faults[0].field).toBe('persons');
  });

  it('takes another number as agents write it, and no number that we may not ring', async () => {
    await talk(line, 'anna', { number: undefined });
    const { holdId } = (await hold(anna).expect(200)).body;
    for (const number of ['0900 123456', '+33 1 23 45 67 89', 'keine', '0137 000000'])
      expect((await book(anna, holdId, { number }).expect(422)).body.faults).toMatchObject([{ field: 'number' }]);
    expect((await book(anna, holdId, { number: '02331 / 207-9999' }).expect(200)).body.number).toBe('999');
  });

  it('a person has one appointment, and the places that were held for a second one are free again', async () => {
    const number = newNumber();
    await talks('anna', number);
    const one = (await hold(anna).expect(200)).body;
    await book(anna, one.holdId).expect(200);
    await talks('anna', number);
    const two = (await hold(anna, { firstAt: first(11, '14:00') }).expect(200)).body;
    expect((await book(anna, two.holdId).expect(409)).body.code).toBe('ALREADY_BOOKED');
    expect(await heldCount()).toBe(0);
    expect(await bookedRows()).toHaveLength(1);
  });

  it('one number stands for six people and no more, and a hold beyond that is given back', async () => {
    await line.pool.query('update slots set capacity = 20');
    const number = newNumber();
    await talks('anna', number);
    for (const year of [1930, 1931, 1932, 1933, 1934]) {
      const { holdId } = (await hold(anna).expect(200)).body;
      await book(anna, holdId, { persons: [{ birthDate: `${year}-01-01` }] }).expect(200);
    }
    const { holdId } = (await hold(anna, { persons: 2 }).expect(200)).body;
    const refused = await book(anna, holdId, { persons: [BORN, PARTNER] }).expect(409);
    expect(refused.body.code).toBe('LIMIT');
    expect(await heldCount()).toBe(0);
  });

  it('is at the centre of the own Kreis, unless ops allow others', async () => {
    await talks();
    const { holdId } = (await hold(anna).expect(200)).body;
    expect((await book(anna, holdId, { plz: '58636' }).expect(409)).body.code).toBe('OTHER_KREIS');
    await line.tune({ neighbourCentres: true });
    await line.advance(2);
    await book(anna, holdId, { plz: '58636' }).expect(200);
  });

  it('can be finished while the agent wraps up, for the call that was', async () => {
    const call = await talks();
    const { holdId } = (await hold(anna).expect(200)).body;
    await talked(line, 'anna', call);
    expect((await anna.get('/call').expect(200)).body.call).toMatchObject({ callSid: call.callSid, connectedAt: expect.any(String) });
    await book(anna, holdId).expect(200);
    await anna.post('/wrap-up', { reason: 'booked' }).expect(200);
    expect((await book(anna, holdId).expect(409)).body.code).toBe('NOT_YOUR_CALL');
  });
});

describe('the waiting list', () => {
  it('takes one or two people once, with the Kennzahl by which they know our call', async () => {
    const { number, callSid } = await talks();
    const enter = () => anna.post('/waiting-list', { persons: [BORN, PARTNER], plz: '58095', language: 'tr' });
    const { body } = await enter().expect(200);
    expect(body).toEqual({ status: 'entered', kennzahl: expect.stringMatching(/^\d\d$/) });
    expect((await enter().expect(200)).body).toEqual({ status: 'already', kennzahl: body.kennzahl });
    const [entry] = await line.hotline.house.deskStores.records.listEntries(line.hotline.house.parts.hashes.caller(number));
    expect(entry).toMatchObject({ kreis: 'Hagen', number, language: 'tr', state: 'waiting', persons: [BORN, PARTNER] });
    expect((await anna.get('/call')).body.call.waitingList).toMatchObject([{ id: entry?.id, people: 2, offered: false }]);
    expect((await line.hotline.house.parts.sessions.load(callSid))?.desk?.outcome).toBe('waitlisted');
  });

  it('needs a number that we may ring, the own Kreis, and not more than six people', async () => {
    await talk(line, 'anna', { number: '+33123456789' });
    const list = (over: object = {}) => anna.post('/waiting-list', { persons: [BORN], plz: '58095', ...over });
    expect((await list().expect(422)).body.faults[0]).toMatchObject({ field: 'number' });
    const number = newNumber();
    expect((await list({ number, kreis: 'Münster' }).expect(409)).body.code).toBe('OTHER_KREIS');
    expect((await list({ number, kreis: 'Atlantis' }).expect(422)).body.faults[0].field).toBe('kreis');
    for (const year of [1930, 1932, 1934])
      await list({ number, persons: [{ birthDate: `${year}-01-01` }, { birthDate: `${year}-02-02` }] }).expect(200);
    expect((await list({ number }).expect(409)).body.code).toBe('LIMIT');
  });
});

describe('two agents', () => {
  it('who want the last pair get it once', async () => {
    await line.pool.query('update slots set capacity = 1');
    await line.pool.query(`delete from slots where dose = 1 and starts_at <> $1`, [first(10, '14:00')]);
    await talks('anna');
    await talks('bert');
    const asked = await Promise.all([hold(anna), hold(bert)]);
    expect(asked.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});
