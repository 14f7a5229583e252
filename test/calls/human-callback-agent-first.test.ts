import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Callee } from '../../scripts/carrier/carrier.ts';
import { handBack } from '../../src/calls/hand-back.ts';
import { personAnswered } from '../../src/calls/person-leg.ts';
import { spokenGerman } from '../../src/ivr/spoken-german.ts';
import { signInToDesk } from '../support/desk-house.ts';
import { FRONT } from '../support/line.ts';
import { daysAhead, stockDays } from '../support/walks.ts';
import { type HumanCallbackHouse, heardToTheEnd, settled, startHumanCallbackHouse } from './human-callback-house.ts';

let house: HumanCallbackHouse;
const phone = (address: string) => house.line.carrier.phone(address);

beforeAll(async () => {
  house = await startHumanCallbackHouse(['anna', 'bert']);
});
beforeEach(() => house.line.tune({ humanCallbacks: 'agentFirst' }));
afterEach(() => house.clear());
afterAll(() => house.close());

/** The agent's telephone rings for the earliest callback, and they accept it. */
async function accepted(agent = 'anna'): Promise<Callee> {
  await house.work();
  const rung = await phone(`client:${agent}`).rings();
  await rung.answer();
  await rung.press('1');
  return rung;
}

describe('the person is reached', () => {
  it('the agent is rung, told and asked first; then both talk, and the person is an admitted call that is served', async () => {
    const before = { seats: await house.seats(), since: await house.newest() };
    const { id, number, kennzahl } = await house.due(house.newNumber());
    await house.signIn('anna');
    await house.work();
    const rung = await phone('client:anna').rings();
    expect(await house.stateOf('anna')).toMatchObject({ state: 'reserved', callSid: `cb:${id}` });
    await rung.answer();
    expect(rung.heard).toMatch(/Anruf für Sie, auf Deutsch.*Rückruf.*Annehmen: die eins/s);
    expect(rung.heard).not.toContain(number);
    expect(phone(number).received).toHaveLength(0);

    await rung.press('1');
    expect(rung.heard).toContain(`Die Kennzahl ist ${spokenGerman.kennzahl(kennzahl).split(/\W+/)[0]}`);
    const person = await phone(number).rings();
    expect(person.from).toBe(house.line.config.callerId);
    await settled(async () => (await house.promises(id))[0] === 'kept');
    await person.answer();
    expect([person.state, rung.state]).toEqual(['connected', 'connected']);
    await settled(async () => (await house.request(id)).state === 'accepted');
    expect(await house.seats()).toBe(before.seats + 1);
    expect(await house.tries(id)).toEqual([{ agent: 'anna', outcome: 'reached', call_sid: person.callSid }]);
    expect((await house.stateOf('anna')).state).toBe('on_call');

    await person.hangUp();
    await heardToTheEnd(rung);
    await settled(async () => (await house.seats()) === before.seats);
    expect((await house.stateOf('anna')).state).toBe('wrap_up');
    await house.line.advance(31);
    expect((await house.stateOf('anna')).state).toBe('available');
    expect(await house.told('anna', before.since)).toEqual(['incoming callback', 'connected', 'ended done']);
    expect((await house.line.hotline.house.parts.agents.figures('anna')).calledBack).toBe(1);
  });

  it('the agent hangs up: the person is free, the agent wraps up, the request stays served', async () => {
    const { id, number } = await house.due(house.newNumber());
    await house.signIn('anna');
    const rung = await accepted();
    const person = await phone(number).rings();
    await person.answer();
    await settled(async () => (await house.request(id)).state === 'accepted');
    await rung.hangUp();
    await heardToTheEnd(person);
    await settled(async () => (await house.stateOf('anna')).state === 'wrap_up');
    await settled(async () => (await house.request(id)).state === 'accepted');
  });

  it('is counted as handled by an agent, once, however often the network tells', async () => {
    const { tally } = house.line.hotline.house.parts;
    const handled = async () => {
      await tally.flush();
      return (await tally.today()).outcomes.agent_handled;
    };
    const calledBack = async () => (await house.line.hotline.house.parts.agents.figures('anna')).calledBack;
    const before = { handled: await handled(), calledBack: await calledBack(), since: await house.newest() };
    house.line.carrier.misbehave({ webhook: /person-status/, what: 'duplicate', times: 10 });
    house.line.carrier.misbehave({ webhook: /agent-called/, what: 'repeat', times: 10 });
    house.line.carrier.misbehave({ webhook: /agent-accept/, what: 'duplicate', times: 10 });
    const { id, number } = await house.due(house.newNumber());
    await house.signIn('anna');
    const rung = await accepted();
    const person = await phone(number).rings();
    await person.answer();
    await person.hangUp();
    await heardToTheEnd(rung);
    await settled(async () => (await handled()) === before.handled + 1);
    expect(await calledBack()).toBe(before.calledBack + 1);
    expect((await house.told('anna', before.since)).filter((event) => event === 'connected')).toHaveLength(1);
    expect(await house.tries(id)).toHaveLength(1);
    expect(phone(number).received).toHaveLength(1);
  });

  it('and the agent books at the desk for them: the call ends as booked, not only as handled', async () => {
    await house.line.agent('anna', '+493012345009');
    await house.line.agent('bert', '+493012345008');
    await stockDays(house.line, 'Hagen', [10], ['14:00', '15:00'], 20);
    const { tally } = house.line.hotline.house.parts;
    const booked = async () => {
      await tally.flush();
      return (await tally.today()).outcomes.booked;
    };
    const before = await booked();
    const desk = await signInToDesk(house.line, 'anna');
    const { id, number } = await house.due(house.newNumber());
    await house.signIn('anna');
    const rung = await accepted();
    const person = await phone(number).rings();
    await person.answer();
    await settled(async () => (await house.request(id)).state === 'accepted');
    await settled(async () => (await house.line.hotline.house.parts.sessions.load(person.callSid)) !== undefined);
    const firstAt = `${daysAhead(10)}T14:00:00.000Z`;
    const { holdId } = (await desk.post('/holds', { kreis: 'Hagen', persons: 1, firstAt }).expect(200)).body;
    await desk.post('/bookings', { holdId, persons: [{ birthDate: '1938-03-05' }], plz: '58095' }).expect(200);
    await rung.hangUp();
    await heardToTheEnd(person);
    await settled(async () => (await booked()) === before + 1);
  });

  it('told by many processes at once, the desk hears of it once', async () => {
    const fault = house.line.carrier.misbehave({ webhook: /person-status/, what: 'drop', times: 10 });
    const { parts } = house.line.hotline.house;
    const { id, number } = await house.due(house.newNumber());
    await house.signIn('anna');
    const since = await house.newest();
    const rung = await accepted();
    const person = await phone(number).rings();
    await person.answer();
    await Promise.all(Array.from({ length: 12 }, () => personAnswered(parts, { callbackId: id, attempt: 1 }, person.callSid)));
    expect((await house.told('anna', since)).filter((event) => event === 'connected')).toHaveLength(1);
    await person.hangUp();
    await heardToTheEnd(rung);
    await fault.release();
  });

  it('it counts although no status ever told so', async () => {
    const fault = house.line.carrier.misbehave({ webhook: /person-status/, what: 'drop', times: 10 });
    const { id, number } = await house.due(house.newNumber());
    await house.signIn('anna');
    const rung = await accepted();
    const person = await phone(number).rings();
    await person.answer();
    await person.hangUp();
    await heardToTheEnd(rung);
    await fault.release();
    expect(await house.request(id)).toMatchObject({ state: 'accepted' });
    expect(await house.promises(id)).toEqual(['kept']);
    expect((await house.stateOf('anna')).state).toBe('wrap_up');
  });
});

describe('handed on by the agent', () => {
  it('the person goes on in the menu, the agent wraps up, and the call ends when the person hangs up', async () => {
    const seats = await house.seats();
    const { id, number } = await house.due(house.newNumber());
    await house.signIn('anna');
    const rung = await accepted();
    const order = { callSid: `cb:${id}`, agentId: 'anna', to: 'menu' as const };
    const parts = { ...house.line.hotline.house.parts, telephone: house.telephone };
    expect(await handBack(parts, order)).toBe('over');
    const person = await phone(number).rings();
    await person.answer();
    await settled(async () => (await house.request(id)).state === 'accepted');
    const since = await house.newest();
    expect(await handBack(parts, { ...order, agentId: 'bert' })).toBe('notYourCall');
    expect(await handBack(parts, order)).toBe('handed');
    await person.hears('mit den Tasten einen Termin buchen');
    await heardToTheEnd(rung);
    await settled(async () => (await house.stateOf('anna')).state === 'wrap_up');
    await settled(async () => (await house.told('anna', since)).includes('ended done'));
    expect(person.state).toBe('talking');
    expect(await house.seats()).toBe(seats + 1);
    await person.hangUp();
    await settled(async () => (await house.seats()) === seats);
    expect((await house.line.hotline.house.parts.sessions.load(person.callSid))?.session.over).toBe(true);
  });
});

describe('the person is not reached', () => {
  it.each([
    ['busy', 'busy'],
    ['no-answer', 'noAnswer'],
  ] as const)('%s: the try counts, the next one is set, and the agent is free at once', async (behaviour, outcome) => {
    const seats = await house.seats();
    const { id, number } = await house.due(house.newNumber());
    phone(number).behaviour = behaviour;
    await house.signIn('anna');
    const rung = await accepted();
    expect(await heardToTheEnd(rung)).toContain('Dort meldet sich niemand');
    await settled(async () => (await house.request(id)).state === 'open');
    const { attempts, nextTryMs } = await house.request(id);
    expect(attempts).toBe(1);
    expect(nextTryMs).toBeGreaterThan(house.line.hotline.house.clock.nowMs());
    expect(await house.tries(id)).toMatchObject([{ agent: 'anna', outcome }]);
    await settled(async () => (await house.stateOf('anna')).state === 'available');
    await settled(async () => (await house.seats()) === seats);
  });

  it('the agent gives up while it rings: a try like any other', async () => {
    const { id, number } = await house.due(house.newNumber());
    await house.signIn('anna');
    const rung = await accepted();
    await phone(number).rings();
    await settled(async () => (await house.promises(id))[0] === 'kept');
    await rung.hangUp();
    await settled(async () => (await house.request(id)).state === 'open');
    expect(await house.tries(id)).toMatchObject([{ agent: 'anna', outcome: 'canceled' }]);
    await settled(async () => (await house.stateOf('anna')).state === 'available');
  });

  it('a mailbox answers: the agent says so, and it is tried again', async () => {
    const { id, number } = await house.due(house.newNumber());
    await house.signIn('anna');
    const rung = await accepted();
    await (await phone(number).rings()).answer();
    await settled(async () => (await house.request(id)).state === 'accepted');
    await rung.hangUp();
    expect(await house.desk.noteOutcome(id, 'again', 'bert')).toBe('notTheirs');
    expect(await house.desk.noteOutcome(id, 'again', 'anna')).toBe('noted');
    expect(await house.desk.noteOutcome(id, 'again', 'anna')).toBe('noted');
    expect(await house.request(id)).toMatchObject({ state: 'open', attempts: 1 });
    expect(await house.tries(id)).toMatchObject([{ agent: 'anna', outcome: 'again' }]);
    await settled(async () => (await house.stateOf('anna')).state === 'wrap_up');
  });
});

describe('the agent does not take it', () => {
  const declines: [string, (agent: Callee) => Promise<void>][] = [
    ['does not answer', (agent) => agent.ignore()],
    ['declines', (agent) => agent.reject()],
    [
      'picks up and presses nothing',
      async (agent) => {
        await agent.answer();
        await agent.silence();
      },
    ],
    [
      'presses something else',
      async (agent) => {
        await agent.answer();
        await agent.press('2');
      },
    ],
  ];

  it.each(declines)('%s: paused as missed, the callback is open as before, and the next agent gets it', async (_name, decline) => {
    const { id, number } = await house.due(house.newNumber());
    await house.signIn('anna');
    await house.line.advance(1);
    await house.signIn('bert');
    await house.work();
    await decline(await phone('client:anna').rings());
    await settled(async () => (await house.stateOf('anna')).state === 'paused');
    expect(await house.stateOf('anna')).toMatchObject({ reason: 'missed call' });
    await settled(async () => (await house.request(id)).state === 'open');
    expect(await house.request(id)).toMatchObject({ attempts: 0 });
    expect(phone(number).received).toHaveLength(0);
    await house.line.advance(1);
    await house.work();
    const next = await phone('client:bert').rings();
    expect((await house.stateOf('bert')).state).toBe('reserved');
    await next.hangUp();
  });
});

/** While anna's telephone rings for their callback, the person rings us: that is the callback. */
async function personRangUs() {
  const { id, number } = await house.due(house.newNumber());
  await house.signIn('anna');
  await house.work();
  const rung = await phone('client:anna').rings();
  await house.line.hotline.rounds?.run('agentLegs');
  expect(rung.state).toBe('ringing');
  const caller = await house.line.call(number);
  await settled(async () => (await house.request(id)).state === 'accepted');
  return { id, number, rung, caller };
}

describe('something changes while the agent is rung', () => {
  it('the person rings us: that is the callback, and the agent hears that it is settled', async () => {
    const { id, number, rung, caller } = await personRangUs();
    await rung.answer();
    expect(await heardToTheEnd(rung)).toContain('hat sich erledigt');
    expect(phone(number).received).toHaveLength(0);
    // Free again for whoever waits, first of all this person
    await settled(async () => (await house.stateOf('anna')).callSid !== `cb:${id}`);
    expect((await house.stateOf('anna')).state).not.toBe('paused');
    await caller.hangUp();
  });

  it('the person rings us: the agent’s telephone stops, they are free without blame, and who rang us is the next they talk to', async () => {
    const since = await house.newest();
    const { id, number, rung, caller } = await personRangUs();
    await house.line.hotline.rounds?.run('agentLegs');
    expect(rung.state).toBe('ended');
    await settled(async () => (await house.stateOf('anna')).callSid !== `cb:${id}`);
    expect((await house.stateOf('anna')).state).not.toBe('paused');
    expect(await house.told('anna', since)).toContain('ended settled');
    await caller.rests();
    await caller.silence();
    const theirs = await phone('client:anna').rings();
    await theirs.answer();
    await theirs.press('1');
    expect([caller.state, theirs.state]).toEqual(['connected', 'connected']);
    expect(phone(number).received).toHaveLength(0);
    await caller.hangUp();
  });

  it('the same, and the agent picks up in that moment: nothing is cut off in the middle of a sentence', async () => {
    const { rung, caller } = await personRangUs();
    await rung.answer();
    await house.line.hotline.rounds?.run('agentLegs');
    expect(await heardToTheEnd(rung)).toContain('hat sich erledigt');
    await caller.hangUp();
  });

  it('the person talks to us about something else: not rung, and no try is lost', async () => {
    const { id, number } = await house.due(house.newNumber());
    await house.signIn('anna');
    await house.work();
    const rung = await phone('client:anna').rings();
    const caller = await house.line.carrier.dial({ from: number, to: FRONT });
    await rung.answer();
    await rung.press('1');
    expect(await heardToTheEnd(rung)).toContain('Wir dürfen diesen Menschen jetzt nicht anrufen');
    expect(await house.request(id)).toMatchObject({ state: 'open', attempts: 0 });
    await settled(async () => (await house.stateOf('anna')).state === 'available');
    await caller.hangUp();
    expect(phone(number).received).toHaveLength(0);
  });

  it('the calling hours end: nobody is rung, and no try is lost', async () => {
    const { id, number } = await house.due(house.newNumber());
    await house.signIn('anna');
    await house.work();
    const rung = await phone('client:anna').rings();
    await house.line.tune({ callbackHours: closedNow(house.line.hotline.house.clock.nowMs()) });
    await rung.answer();
    await rung.press('1');
    expect(await heardToTheEnd(rung)).toContain('jetzt nicht anrufen');
    const { state, attempts, nextTryMs } = await house.request(id);
    expect({ state, attempts }).toEqual({ state: 'open', attempts: 0 });
    expect(nextTryMs).toBeGreaterThan(house.line.hotline.house.clock.nowMs() + 60_000);
    expect(phone(number).received).toHaveLength(0);
    await settled(async () => (await house.stateOf('anna')).state === 'available');
  });
});

/** Hours of which this instant lies outside, by some hours in any zone. */
function closedNow(nowMs: number): string {
  const hour = (new Date(nowMs).getUTCHours() + 12) % 24;
  const from = Math.min(hour, 22);
  return `${String(from).padStart(2, '0')}:00-${String(from + 1).padStart(2, '0')}:00`;
}
