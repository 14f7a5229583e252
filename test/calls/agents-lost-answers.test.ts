import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PATIENCE_MS, until } from '../support/until.ts';
import { faultyDocuments } from '../support/walks.ts';
import { type AgentsHouse, calls, openAgentsHouse } from './agents-house.ts';

/** A process dies in the middle of a webhook about an agent's call: the network asks the fallback, or hangs the agent's telephone up. */
let house: AgentsHouse;
beforeAll(async () => {
  house = await openAgentsHouse('1306');
});
afterAll(() => house.line.close());
afterEach(() => house.clear());

describe('how the connection ended is told to nobody', () => {
  it('they had talked: wrap-up and goodbye, and the telephone that was just put down does not ring again', async () => {
    await house.choose('anna', 'available');
    const { caller, agent } = await house.talksWith('anna');
    const rung = calls(house, 'anna');
    const lost = house.line.carrier.misbehave({ webhook: /connected/, what: 'drop' });
    await agent.hangUp();
    await caller.rests();
    expect(lost.struck).toBe(1);
    await lost.release();
    expect([caller.state, await house.state('anna'), calls(house, 'anna')]).toEqual(['ended', 'wrap_up', rung]);
    expect(caller.heard).toContain('Auf Wiederhören');
  });

  it('nobody had answered: the agent is paused, and the next one rings', async () => {
    await house.choose('anna', 'available');
    await house.choose('bert', 'available');
    const lost = house.line.carrier.misbehave({ webhook: /connected/, what: 'drop' });
    const caller = await house.asks();
    await (await house.rings('anna')).ignore();
    await house.accepts('bert');
    await lost.release();
    expect([caller.state, await house.state('anna')]).toEqual(['connected', 'paused']);
  });

  it('and the step was taken, only its answer was lost: the answer that stands', async () => {
    await house.choose('anna', 'available');
    const { caller, agent } = await house.talksWith('anna');
    const lost = house.line.carrier.misbehave({ webhook: /connected/, what: 'lose-answer' });
    await agent.hangUp();
    await caller.rests();
    await lost.release();
    expect(caller.heard).toContain('Auf Wiederhören');
    expect(await house.state('anna')).toBe('wrap_up');
  });

  it.each(['before', 'after'] as const)(
    'and the step failed %s the wrap-up began: after the apology it is taken from there',
    async (when) => {
      await house.choose('anna', 'available');
      await house.choose('bert', 'available');
      const { caller, agent } = await house.talksWith('anna');
      const rung = calls(house, 'anna') + calls(house, 'bert');
      const { agents } = house.line.hotline.house.parts;
      const done = agents.done.bind(agents);
      agents.done = async (...asked) => {
        agents.done = done;
        if (when === 'after') await done(...asked);
        throw new Error('halfway');
      };
      await agent.hangUp();
      await caller.rests();
      expect([caller.state, await house.state('anna'), calls(house, 'anna') + calls(house, 'bert')]).toEqual(['ended', 'wrap_up', rung]);
      expect(caller.heard).toContain('Auf Wiederhören');
    },
  );
});

describe('the agent has pressed 1, and the answer to it is lost', () => {
  it('nobody is blamed: the agent is free at once, and both are brought together again', async () => {
    await house.choose('anna', 'available');
    const lost = house.line.carrier.misbehave({ webhook: /accept/, what: 'lose-answer' });
    const caller = await house.asks();
    await house.accepts('anna');
    await lost.release();
    await house.accepts('anna');
    expect([caller.state, await house.state('anna')]).toEqual(['connected', 'on_call']);
  });

  it('and by then somebody else has been idle longer: that one gets the call, and the first one is not kept', async () => {
    await house.choose('anna', 'available');
    const lost = house.line.carrier.misbehave({ webhook: /accept/, what: 'lose-answer' });
    const caller = await house.asks();
    const rung = await house.rings('anna');
    await house.choose('bert', 'available');
    await rung.answer();
    await rung.press('1');
    await lost.release();
    await house.accepts('bert');
    await until(async () => (await house.state('anna')) === 'available', PATIENCE_MS);
    expect(caller.state).toBe('connected');
  });
});

it('all that the network was given was valid TwiML', () => {
  expect(faultyDocuments(house.line)).toEqual([]);
});
