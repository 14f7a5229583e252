import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createTelephone } from '../../src/callbacks/twilio-telephone.ts';
import { type HandBackAnswer, handBack } from '../../src/calls/hand-back.ts';
import type { HandedTo } from '../../src/calls/handed-call.ts';
import { byHand } from '../support/signed.ts';
import { PATIENCE_MS, until } from '../support/until.ts';
import { faultyDocuments } from '../support/walks.ts';
import { type AgentName, type AgentsHouse, openAgentsHouse } from './agents-house.ts';

/** An agent hands the call back: the caller goes on where it was handed to, the agent wraps up, and nobody falls between. */
let house: AgentsHouse;
beforeAll(async () => {
  house = await openAgentsHouse('1303');
});
afterAll(() => house.line.close());
afterEach(() => house.clear());

function handsBack(agentId: AgentName, callSid: string, to: HandedTo): Promise<HandBackAnswer> {
  const { config, hotline } = house.line;
  const telephone = createTelephone({ ...config.twilio, publicUrl: config.publicUrl, callerId: config.callerId });
  return handBack({ ...hotline.house.parts, telephone }, { ...to, callSid, agentId });
}

const endings = async (name: AgentName, callSid: string) =>
  (await house.told(name, callSid)).filter(({ type }) => type === 'ended').map(({ data }) => data['why']);

describe('handed back', () => {
  it('to the menu: the caller goes on by keys, the agent wraps up, and it counts as handled', async () => {
    await house.choose('anna', 'available');
    const { caller, agent } = await house.talksWith('anna');
    const handled = (await house.outcomes())['agent_handled'] ?? 0;
    expect(await handsBack('anna', caller.callSid, { to: 'menu' })).toBe('handed');
    await caller.hears('Sie sind wieder im Menü');
    expect(caller.heard).toContain('mit den Tasten einen Termin buchen');
    expect([caller.state, agent.state]).toEqual(['talking', 'ended']);
    expect(await house.state('anna')).toBe('wrap_up');
    expect(await endings('anna', caller.callSid)).toEqual(['handedBack']);
    await caller.hangUp();
    expect((await house.outcomes())['agent_handled']).toBe(handled + 1);
    expect(await house.state('anna')).toBe('wrap_up');
  });

  it('to another language: hears it in that language, and only who speaks it is rung', async () => {
    await house.choose('anna', 'available', ['de']);
    await house.choose('bert', 'available', ['de']);
    await house.choose('cora', 'available', ['en']);
    const { caller } = await house.talksWith('anna');
    expect(await handsBack('anna', caller.callSid, { to: 'language', language: 'en' })).toBe('handed');
    const rung = await house.rings('cora');
    expect(caller.heard).toContain('We are putting you through to somebody else');
    await rung.answer();
    expect(rung.heard).toContain('auf Englisch. Der Anruf wurde weitergegeben.');
    await rung.press('1');
    expect(caller.state).toBe('connected');
    expect(await house.state('bert')).toBe('available');
    await house.hangsUp('cora', rung);
    await caller.rests();
    expect(caller.heard).toContain('Goodbye');
  });

  it('to a supervisor: nobody else is rung, and whoever waits there longer comes first', async () => {
    await house.choose('anna', 'available');
    await house.choose('bert', 'available');
    const { caller } = await house.talksWith('anna');
    const later = await house.talksWith('bert');
    await house.choose('cora', 'available', ['de', 'supervisor']);
    await house.talksWith('cora');
    expect(await handsBack('bert', later.caller.callSid, { to: 'supervisor' })).toBe('handed');
    await later.caller.hears('Im Moment sprechen alle');
    expect(await handsBack('anna', caller.callSid, { to: 'supervisor' })).toBe('handed');
    await caller.hears('Im Moment sprechen alle');
    expect(await house.waiting('supervisor')).toBe(2);
    await house.line.advance(60);
    await house.choose('dora', 'available', ['supervisor']);
    await house.pair();
    await house.accepts('dora');
    // By their tickets
    expect([caller.state, later.caller.state]).toEqual(['connected', 'talking']);
    expect([await house.state('anna'), await house.state('bert')]).toEqual(['available', 'available']);
  });

  it('to a supervisor while there is none: told so, and called back by a human', async () => {
    await house.choose('anna', 'available');
    await house.choose('bert', 'available');
    const { caller } = await house.talksWith('anna');
    expect(await handsBack('anna', caller.callSid, { to: 'supervisor' })).toBe('handed');
    await caller.hears('Im Moment ist niemand frei');
    await caller.press('1');
    expect(caller.heard).toContain('Sie stehen auf der Liste');
  });

  it('and then the caller hangs up while waiting: nobody is left over', async () => {
    await house.choose('anna', 'available');
    await house.choose('cora', 'available', ['supervisor']);
    const { caller } = await house.talksWith('anna');
    await handsBack('anna', caller.callSid, { to: 'supervisor' });
    await house.rings('cora');
    await caller.hangUp();
    expect(await house.state('cora')).toBe('available');
    expect(await house.waiting('supervisor')).toBe(0);
  });

  it.each(['duplicate', 'repeat'] as const)('the webhook that follows comes twice (%s): one step, one wrap-up', async (what) => {
    await house.choose('anna', 'available');
    const { caller } = await house.talksWith('anna');
    const twice = house.line.carrier.misbehave({ webhook: /handed/, what });
    expect(await handsBack('anna', caller.callSid, { to: 'menu' })).toBe('handed');
    await caller.hears('Sie sind wieder im Menü');
    expect(twice.struck).toBe(1);
    await twice.release();
    await caller.press('2');
    expect(caller.heard).toContain('Terminnummer');
    expect(await endings('anna', caller.callSid)).toEqual(['handedBack']);
  });
});

describe('not handed back', () => {
  it('a call of somebody else, one that only rings, or one that is wrapped up', async () => {
    await house.choose('anna', 'available');
    await house.choose('bert', 'available');
    const { caller, agent } = await house.talksWith('anna');
    expect(await handsBack('bert', caller.callSid, { to: 'menu' })).toBe('notYourCall');
    const ringing = await house.asks();
    await house.rings('bert');
    expect(await handsBack('bert', ringing.callSid, { to: 'menu' })).toBe('notYourCall');
    await house.hangsUp('anna', agent);
    expect(await handsBack('anna', caller.callSid, { to: 'menu' })).toBe('notYourCall');
    expect(ringing.state).toBe('ringing');
  });

  it('a caller who has hung up, though nobody has told us so yet', async () => {
    await house.choose('anna', 'available');
    const { caller } = await house.talksWith('anna');
    const lost = house.line.carrier.misbehave({ webhook: 'status', callSid: caller.callSid, what: 'drop' });
    await caller.hangUp();
    expect(await handsBack('anna', caller.callSid, { to: 'menu' })).toBe('over');
    await lost.release();
    const hand = byHand(house.line);
    await hand.post('/voice/status', hand.fields(caller.callSid, caller.number, { CallStatus: 'completed' }));
    expect(await house.state('anna')).toBe('wrap_up');
  });

  it('the network refuses: both stay together', async () => {
    await house.choose('anna', 'available');
    const { caller, agent } = await house.talksWith('anna');
    const fault = house.line.carrier.misbehave({ rest: 'update', what: '500', times: 5 });
    expect(await handsBack('anna', caller.callSid, { to: 'menu' })).toBe('networkAway');
    await fault.release();
    expect([caller.state, agent.state]).toEqual(['connected', 'connected']);
    expect(await house.state('anna')).toBe('on_call');
  });

  it('the network has done it and says nothing: the webhook that follows ends the agent’s part all the same', async () => {
    await house.choose('anna', 'available');
    const { caller } = await house.talksWith('anna');
    const silent = house.line.carrier.misbehave({ rest: 'update', what: 'never-answer', times: 1 });
    expect(await handsBack('anna', caller.callSid, { to: 'menu' })).toBe('networkAway');
    await caller.hears('Sie sind wieder im Menü');
    await until(async () => (await house.state('anna')) === 'wrap_up', PATIENCE_MS);
    await silent.release();
  }, 20_000);
});

it('all that the network was given was valid TwiML', () => {
  expect(faultyDocuments(house.line)).toEqual([]);
});
