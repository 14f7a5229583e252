import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type HumanCallbackHouse, heardToTheEnd, settled, startHumanCallbackHouse } from './human-callback-house.ts';

let house: HumanCallbackHouse;
const phone = (address: string) => house.line.carrier.phone(address);

beforeAll(async () => {
  house = await startHumanCallbackHouse(['anna', 'bert']);
});
beforeEach(() => house.line.tune({ humanCallbacks: 'callerFirst' }));
afterEach(() => house.clear());
afterAll(() => house.close());

describe('the person is rung first', () => {
  it('while an agent of their language is free, says it suits, and talks to that agent', async () => {
    const { id, number } = await house.due(house.newNumber());
    await house.signIn('anna', ['ru']);
    await house.work();
    expect(phone(number).received).toHaveLength(0);
    await house.signIn('bert', ['de']);
    await house.line.advance(6);
    await house.work();
    const person = await phone(number).rings();
    expect(phone('client:bert').received).toHaveLength(0);
    await person.answer();
    expect(person.heard).toMatch(/Kennzahl.*die eins/s);
    await person.press('1');
    const agent = await phone('client:bert').rings();
    await agent.answer();
    await agent.press('1');
    expect([person.state, agent.state]).toEqual(['connected', 'connected']);
    expect(await house.request(id)).toMatchObject({ state: 'accepted' });

    // Whoever has the person on the line tells what came of it, and nobody else
    expect(await house.desk.noteOutcome(id, 'served', 'anna')).toBe('notTheirs');
    expect(await house.desk.noteOutcome(id, 'served', 'bert')).toBe('noted');
    expect(await house.tries(id)).toEqual([{ agent: 'bert', outcome: 'served', call_sid: person.callSid }]);
    await agent.hangUp();
    await heardToTheEnd(person);
    await settled(async () => (await house.stateOf('bert')).state === 'wrap_up');
  });

  it('a mailbox picks up: the try counts, no agent is troubled, the place stays', async () => {
    const { id, number } = await house.due(house.newNumber());
    await house.signIn('bert');
    await house.work();
    const mailbox = await phone(number).rings();
    await mailbox.answer();
    while (mailbox.state !== 'ended') await mailbox.silence();
    await settled(async () => (await house.request(id)).state === 'open');
    expect(await house.tries(id)).toMatchObject([{ agent: null, outcome: 'noKey' }]);
    expect((await house.stateOf('bert')).state).toBe('available');
    expect(phone('client:bert').received).toHaveLength(1);
  });

  it('an agent may still take one: then their telephone rings first', async () => {
    const { id, number } = await house.due(house.newNumber());
    await house.signIn('bert');
    const taken = await house.desk.take({ id: 'bert', endpoint: 'client:bert', languages: ['de'] });
    expect(taken).toMatchObject({ status: 'ringing', callback: { id, number: number.slice(-3), state: 'dialling' } });
    const agent = await phone('client:bert').rings();
    expect(phone(number).received).toHaveLength(0);
    await house.work();
    expect(phone(number).received).toHaveLength(0);
    await agent.answer();
    await agent.press('1');
    await (await phone(number).rings()).answer();
    await settled(async () => (await house.request(id)).state === 'accepted');
    await agent.hangUp();
  });
});

describe('agents who ask at once', () => {
  it('get different people, in ticket order, each once', async () => {
    const nowMs = house.line.hotline.house.clock.nowMs();
    const later = await house.due(house.newNumber(), { ticketAtMs: nowMs - 1_000 });
    const earlier = await house.due(house.newNumber(), { ticketAtMs: nowMs - 2_000 });
    await house.signIn('anna');
    await house.signIn('bert');
    const take = (id: string) => house.desk.take({ id, endpoint: `client:${id}`, languages: ['de'] });
    const answers = await Promise.all([take('anna'), take('bert'), take('anna')]);
    expect(answers.map(({ status }) => status)).toEqual(['ringing', 'ringing', 'notAvailable']);
    const rung = await Promise.all(['anna', 'bert'].map((agent) => phone(`client:${agent}`).rings()));
    const busyWith = await Promise.all(['anna', 'bert'].map(async (agent) => (await house.stateOf(agent)).callSid));
    expect([...busyWith].sort()).toEqual([`cb:${earlier.id}`, `cb:${later.id}`].sort());
    for (const agent of rung) await agent.hangUp();
    expect(phone(earlier.number).received.length + phone(later.number).received.length).toBe(0);
  });
});
