import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PATIENCE_MS, until } from '../support/until.ts';
import { faultyDocuments } from '../support/walks.ts';
import { type AgentsHouse, calls, NAMES, openAgentsHouse, telephoneIs } from './agents-house.ts';

/** An agent who does not take it, and whoever hangs up when: each ends in a defined state, for both sides. */
let house: AgentsHouse;
beforeAll(async () => {
  house = await openAgentsHouse('1302');
});
afterAll(() => house.line.close());
afterEach(() => house.clear());

const MISSED = { state: 'paused', reason: 'missed call' };

describe('the first agent does not take it', () => {
  it.each(['no-answer', 'busy'] as const)('%s: paused, the caller hears that nobody picked up, and the next agent rings', async (how) => {
    await house.choose('anna', 'available');
    await house.choose('bert', 'available');
    telephoneIs(house, 'anna', how);
    const caller = await house.asks();
    const rung = await house.rings('bert');
    expect(caller.heard).toContain('Dort hat gerade niemand abgenommen');
    expect(await house.status('anna')).toMatchObject(MISSED);
    await rung.answer();
    await rung.press('1');
    expect(caller.state).toBe('connected');
  });

  it('a telephone that cannot be reached at all is not answered either', async () => {
    const { agents } = house.line.hotline.house.parts;
    await agents.choose('anna', { state: 'available' }, { endpoint: 'tel:not a number', lanes: ['de'] });
    await house.line.advance(0.01);
    await house.choose('bert', 'available');
    const caller = await house.asks();
    await house.accepts('bert');
    expect(caller.state).toBe('connected');
    expect(await house.status('anna')).toMatchObject(MISSED);
  });

  it('and nobody else is free: in front of those who waited before, whatever their tickets say', async () => {
    await house.choose('bert', 'available');
    const { agent } = await house.talksWith('bert');
    const earlier = await house.line.call(house.newNumber());
    await house.line.advance(5);
    await house.choose('anna', 'available');
    telephoneIs(house, 'anna', 'no-answer');
    const caller = await house.line.call(house.newNumber());
    await caller.press('0');
    await caller.rests();
    await until(async () => (await house.state('anna')) === 'paused', PATIENCE_MS);
    await caller.rests();
    // Was never told that there is a wait
    expect(caller.heard).toContain('Wie lange es noch dauert');
    expect(caller.heard).toContain('Rückruf: Drücken Sie die eins');
    await earlier.press('0');
    await house.hangsUp('bert', agent);
    await house.line.advance(31);
    await house.pair();
    await house.accepts('bert');
    expect([caller.state, earlier.state]).toEqual(['connected', 'talking']);
    for (const one of [caller, earlier]) await one.hangUp();
  });

  it('comes back to work, and nobody else is free: the caller who is still first is theirs, and neither of them waits in vain', async () => {
    await house.choose('bert', 'available');
    await house.talksWith('bert');
    await house.choose('anna', 'available');
    telephoneIs(house, 'anna', 'no-answer');
    const caller = await house.asks();
    await caller.rests();
    await until(async () => (await house.state('anna')) === 'paused', PATIENCE_MS);
    telephoneIs(house, 'anna', 'ring');
    const other = await house.asks();
    await house.choose('anna', 'available');
    await house.pair();
    await house.accepts('anna');
    expect([caller.state, other.state]).toEqual(['connected', 'talking']);
  });

  it('a mailbox picks up: it presses no key, and the caller never hears it', async () => {
    await house.choose('anna', 'available');
    await house.choose('bert', 'available');
    const caller = await house.asks();
    const mailbox = await house.rings('anna');
    await mailbox.answer();
    await mailbox.silence();
    await house.accepts('bert');
    expect(caller.state).toBe('connected');
    expect(await house.status('anna')).toMatchObject(MISSED);
    expect((await house.told('anna', caller.callSid)).map(({ type, data }) => [type, data['why']])).toEqual([
      ['incoming', undefined],
      ['ended', 'missed'],
    ]);
  });

  it('an agent who picks up at the last moment still hears the whisper to its end and is connected', async () => {
    await house.choose('anna', 'available');
    const caller = await house.asks();
    const rung = await house.rings('anna');
    await house.line.advance(25);
    await rung.answer();
    await house.line.advance(25);
    await house.line.hotline.house.parts.agents.sweep();
    await rung.press('1');
    expect(caller.state).toBe('connected');
    expect(await house.state('anna')).toBe('on_call');
  });

  it.each([3, 7])('%s telephones ring in vain: an honest offer when there is nobody else, or after six of them', async (many) => {
    for (const name of NAMES.slice(0, many)) {
      await house.choose(name, 'available');
      telephoneIs(house, name, 'no-answer');
    }
    const caller = await house.asks();
    await caller.hears('Im Moment ist niemand frei');
    for (const name of NAMES.slice(0, Math.min(many, 6))) expect(await house.status(name)).toMatchObject(MISSED);
    if (many > 6) expect(await house.state('gina')).toBe('available');
    expect(await house.waiting()).toBe(0);
    await house.pair();
    expect(caller.state).toBe('talking');
  });
});

describe('the whisper', () => {
  it('tells the language, what it is about and how long the caller has waited, in German, and not who it is', async () => {
    await house.choose('anna', 'available');
    const { agent } = await house.talksWith('anna');
    const caller = await house.line.call(house.newNumber());
    for (const key of ['9', '2', '1', '05', '*']) await caller.press(key);
    // Out of the entry and to a human
    await caller.silence();
    await caller.press('0');
    await house.line.advance(100);
    await caller.silence();
    await house.line.advance(100);
    await caller.silence();
    await house.hangsUp('anna', agent);
    await house.line.advance(31);
    await house.pair();
    const rung = await house.rings('anna');
    await rung.answer();
    expect(rung.heard).toContain('Anruf für Sie, auf Englisch. Es geht um eine Buchung. Wartezeit: drei Minuten. Annehmen: die eins.');
    expect(rung.heard).not.toContain(caller.number);
    const [incoming] = await house.told('anna', caller.callSid);
    expect(incoming?.data).toMatchObject({ callSid: caller.callSid, language: 'en', topic: 'booking', waitedMinutes: 3 });
    await caller.hangUp();
  });

  it('says "question" for whoever has booked nothing, and nothing about a wait there was not', async () => {
    await house.choose('anna', 'available');
    await house.asks();
    const rung = await house.rings('anna');
    await rung.answer();
    expect(rung.heard).toContain('Anruf für Sie, auf Deutsch. Es geht um eine Frage. Annehmen: die eins.');
  });
});

describe('the caller hangs up', () => {
  it('while waiting: the place is gone, and nobody is rung for it', async () => {
    await house.choose('anna', 'available');
    await house.talksWith('anna');
    const caller = await house.asks();
    await caller.hangUp();
    expect(await house.waiting()).toBe(0);
    await house.choose('bert', 'available');
    await house.pair();
    expect(await house.state('bert')).toBe('available');
    expect((await house.outcomes())['abandoned']).toBeGreaterThan(0);
  });

  it('when an agent is found but not rung yet: the agent is free again at once, with the old idle time', async () => {
    await house.choose('anna', 'available');
    await house.talksWith('anna');
    const caller = await house.asks();
    await house.choose('bert', 'available');
    const before = (await house.status('bert')).sinceMs;
    expect(await house.line.hotline.house.parts.agents.pair(10)).toEqual([{ callSid: caller.callSid, agentId: 'bert' }]);
    await caller.hangUp();
    expect(await house.state('bert')).toBe('available');
    expect((await house.status('bert')).sinceMs).toBeGreaterThanOrEqual(before);
    await house.choose('cora', 'available');
    const rungBefore = calls(house, 'cora');
    await house.asks();
    // Idle longest, as if nothing had been
    await house.rings('bert');
    expect(calls(house, 'cora')).toBe(rungBefore);
  });

  it('while it rings: the agent is not blamed', async () => {
    await house.choose('anna', 'available');
    const caller = await house.asks();
    await house.rings('anna');
    await caller.hangUp();
    expect(await house.state('anna')).toBe('available');
    expect((await house.told('anna', caller.callSid)).at(-1)).toMatchObject({
      type: 'ended',
      data: { callSid: caller.callSid, why: 'callerHungUp' },
    });
  });

  it('during the conversation: the agent wraps up, and the call counts as handled', async () => {
    await house.choose('anna', 'available');
    const handled = (await house.outcomes())['agent_handled'] ?? 0;
    const { caller } = await house.talksWith('anna');
    await caller.hangUp();
    expect(await house.state('anna')).toBe('wrap_up');
    expect((await house.outcomes())['agent_handled']).toBe(handled + 1);
    expect((await house.told('anna', caller.callSid)).map(({ type, data }) => [type, data['why']])).toEqual([
      ['incoming', undefined],
      ['connected', undefined],
      ['ended', 'done'],
    ]);
  });
});

describe('the agent', () => {
  it('hangs up: the caller hears goodbye; the wrap-up has its limit on the server, whatever becomes of the desk', async () => {
    await house.choose('anna', 'available');
    const { caller, agent } = await house.talksWith('anna');
    await house.hangsUp('anna', agent);
    await caller.rests();
    expect(caller.heard).toContain('Auf Wiederhören');
    expect(caller.state).toBe('ended');
    await house.line.advance(29);
    expect(await house.state('anna')).toBe('wrap_up');
    await house.line.advance(2);
    expect(await house.state('anna')).toBe('available');
    await house.asks();
    await house.rings('anna');
  });

  it('of nobody’s call is free for the next; a call has one agent, however often its webhooks come', async () => {
    await house.choose('anna', 'available');
    await house.choose('bert', 'available');
    const twice = house.line.carrier.misbehave({ webhook: 'gather', what: 'duplicate', times: 3 });
    const caller = await house.asks();
    await house.accepts('anna');
    expect(caller.state).toBe('connected');
    expect(await house.state('bert')).toBe('available');
    await twice.release();
  });
});

it('all that the network was given was valid TwiML', () => {
  expect(faultyDocuments(house.line)).toEqual([]);
});
