import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { callEnded } from '../../src/calls/call-ended.ts';
import { type Wire, wireTo } from '../support/cut.ts';
import { byHand } from '../support/signed.ts';
import { PATIENCE_MS, until } from '../support/until.ts';
import { faultyDocuments } from '../support/walks.ts';
import { type AgentsHouse, calls, openAgentsHouse } from './agents-house.ts';

/** What fails on the way to a human: the worker, the network, the order of webhooks, a store. Nobody is lost, and nobody is blamed for it. */
let house: AgentsHouse;
const wires: Record<string, Wire> = {};
const wired = (name: 'redis' | 'postgres') => async (url: string) => {
  const wire = await wireTo(url);
  wires[name] = wire;
  return wire.url;
};
beforeAll(async () => {
  house = await openAgentsHouse('1304', {}, { redis: wired('redis'), postgres: wired('postgres') });
});
afterAll(async () => {
  await house.line.close();
  for (const wire of Object.values(wires)) await wire.close();
});
afterEach(() => house.clear());

describe('the worker', () => {
  it('is dead: the music’s end connects as well', async () => {
    await house.choose('anna', 'available');
    await house.talksWith('anna');
    const [first, second] = [await house.asks(), await house.asks()];
    await house.choose('bert', 'available');
    // Whoever comes round first brings the first in line and the agent together, and goes on waiting
    await second.silence();
    expect(second.state).toBe('talking');
    await first.silence();
    await house.accepts('bert');
    expect([first.state, second.state]).toEqual(['connected', 'talking']);
  });

  it('dies between pairing and moving the call: at the end of the music the same agent rings', async () => {
    await house.choose('anna', 'available');
    await house.talksWith('anna');
    const caller = await house.asks();
    await house.choose('bert', 'available');
    expect(await house.line.hotline.house.parts.agents.pair(10)).toHaveLength(1);
    expect(await house.state('bert')).toBe('reserved');
    await caller.silence();
    await house.accepts('bert');
    expect(caller.state).toBe('connected');
  });

  it('dies there, and the music lasts too long: nobody is blamed, and the caller is in front of all others', async () => {
    await house.choose('anna', 'available');
    await house.talksWith('anna');
    const [caller, behind] = [await house.asks(), await house.asks()];
    await house.choose('bert', 'available');
    await house.line.hotline.house.parts.agents.pair(10);
    await house.line.advance(60);
    await house.pair();
    await house.accepts('bert');
    expect([caller.state, behind.state]).toEqual(['connected', 'talking']);
  });
});

describe('the network’s REST side', () => {
  it.each(['500', '429'] as const)('answers %s: the hold loop connects', async (what) => {
    await house.choose('anna', 'available');
    await house.talksWith('anna');
    const caller = await house.asks();
    const fault = house.line.carrier.misbehave({ rest: 'update', what, times: 50 });
    await house.choose('bert', 'available');
    await house.pair();
    expect(fault.struck).toBeGreaterThan(0);
    expect(caller.state).toBe('talking');
    await caller.silence();
    await house.accepts('bert');
    expect(caller.state).toBe('connected');
    await fault.release();
  });

  it('says that the call is over before its status comes: the agent is free at once', async () => {
    await house.choose('anna', 'available');
    await house.talksWith('anna');
    const caller = await house.asks();
    const late = house.line.carrier.misbehave({ webhook: 'status', callSid: caller.callSid, what: 'drop' });
    await caller.hangUp();
    await house.choose('bert', 'available');
    await house.pair();
    expect(await house.state('bert')).toBe('available');
    expect(await house.waiting()).toBe(0);
    await late.release();
  });
});

describe('webhooks', () => {
  it('the moved call is told twice at once: one agent, one ring', async () => {
    await house.choose('anna', 'available');
    await house.talksWith('anna');
    const caller = await house.asks();
    await house.choose('bert', 'available');
    await house.choose('cora', 'available');
    const [before, twice] = [calls(house, 'bert'), house.line.carrier.misbehave({ webhook: /paired/, what: 'duplicate' })];
    await house.pair();
    await house.accepts('bert');
    expect(caller.state).toBe('connected');
    expect(twice.struck).toBe(1);
    await twice.release();
    expect(calls(house, 'bert')).toBe(before + 1);
    expect(await house.state('cora')).toBe('available');
  });

  it('a move that comes when they talk already changes nothing', async () => {
    await house.choose('anna', 'available');
    const { caller } = await house.talksWith('anna');
    const hand = byHand(house.line);
    const answer = await hand.post('/voice/paired', hand.fields(caller.callSid, caller.number, { CallStatus: 'in-progress' }));
    expect(answer.body).toBe(caller.lastTwiml);
    expect(await house.state('anna')).toBe('on_call');
  });

  it('a move of somebody who has hung up: nothing but a hang-up', async () => {
    const caller = await house.asks();
    await caller.hangUp();
    const hand = byHand(house.line);
    const answer = await hand.post('/voice/paired', hand.fields(caller.callSid, caller.number, { CallStatus: 'in-progress' }));
    expect(answer.body).toContain('<Hangup/>');
  });

  it('a round of the loop that comes late, after the caller has asked for a callback: no agent is kept for it', async () => {
    await house.choose('anna', 'available');
    await house.talksWith('anna');
    const caller = await house.asks('anonymous');
    const round = /\/voice\/waited\?turn=\d+&#38;lane=de/.exec(caller.lastTwiml)?.[0]?.replace('&#38;', '&') ?? '';
    await caller.press('1');
    expect(caller.heard).toContain('Tippen Sie die Nummer');
    await house.choose('bert', 'available');
    const hand = byHand(house.line);
    const answer = await hand.post(round, hand.fields(caller.callSid, 'anonymous', { CallStatus: 'in-progress' }));
    expect(answer.body).toBe(caller.lastTwiml);
    expect(await house.state('bert')).toBe('available');
  });

  it('the same round again, after it has rung an agent: that agent is kept', async () => {
    await house.choose('anna', 'available');
    await house.talksWith('anna');
    const caller = await house.asks();
    await house.choose('bert', 'available');
    const again = house.line.carrier.misbehave({ webhook: /waited/, what: 'repeat' });
    await caller.silence();
    await house.accepts('bert');
    expect(again.struck).toBe(1);
    await again.release();
    expect(caller.state).toBe('connected');
  });

  it('the caller hangs up while a round looks for an agent: whom it found is free', async () => {
    await house.choose('anna', 'available');
    await house.talksWith('anna');
    const caller = await house.asks();
    await house.choose('bert', 'available');
    const gone = house.line.carrier.misbehave({ webhook: /waited/, what: 'hang-up' });
    await caller.silence();
    await until(async () => (await house.state('bert')) === 'available' && gone.struck === 1, PATIENCE_MS);
    await gone.release();
    expect(await house.waiting()).toBe(0);
  });

  it('the final status overtakes a round that has just found an agent: who was found is free, and the caller waits nowhere', async () => {
    await house.choose('anna', 'available');
    await house.talksWith('anna');
    const caller = await house.asks();
    await house.choose('bert', 'available');
    const { agents } = house.line.hotline.house.parts;
    const [ring, hand] = [agents.ring.bind(agents), byHand(house.line)];
    agents.ring = async (...asked) => {
      const rung = await ring(...asked);
      await hand.post('/voice/status', hand.fields(caller.callSid, caller.number, { CallStatus: 'completed' }));
      return rung;
    };
    await caller.silence();
    agents.ring = ring;
    expect(caller.state).toBe('ended');
    expect(await house.state('bert')).toBe('available');
    expect(await house.waiting()).toBe(0);
  });

  it('the end of a conversation, told by many at once: the desk hears of it once', async () => {
    const { parts } = house.line.hotline.house;
    await house.choose('anna', 'available');
    const { caller, agent } = await house.talksWith('anna');
    const held = house.line.carrier.misbehave({ webhook: /connected|status/, what: 'hold', times: 10 });
    await agent.hangUp();
    const event = { callSid: caller.callSid, caller: { kind: 'shown', number: caller.number } } as const;
    await Promise.all(Array.from({ length: 12 }, () => callEnded(parts, event)));
    await held.release();
    expect((await house.told('anna', caller.callSid)).filter(({ type }) => type === 'ended')).toHaveLength(1);
  });

  it('the final status overtakes what ends a conversation: one wrap-up, one outcome', async () => {
    await house.choose('anna', 'available');
    const handled = (await house.outcomes())['agent_handled'] ?? 0;
    const { caller, agent } = await house.talksWith('anna');
    const held = house.line.carrier.misbehave({ webhook: /connected/, what: 'hold' });
    await agent.hangUp();
    await caller.hangUp();
    const { sinceMs } = await house.status('anna');
    await held.release();
    expect(await house.status('anna')).toMatchObject({ state: 'wrap_up', sinceMs });
    expect((await house.outcomes())['agent_handled']).toBe(handled + 1);
  });
});

describe('a store is away', () => {
  it('Redis, while somebody waits for a human: the offer of a callback, and the place is there when it is back', async () => {
    await house.choose('anna', 'available');
    await house.talksWith('anna');
    const caller = await house.asks();
    await wires['redis']?.cut();
    await caller.silence();
    expect(caller.state).toBe('talking');
    expect(caller.heard).not.toBe('');
    await wires['redis']?.mend();
    const waits = () =>
      house.waiting().then(
        (waiting) => waiting === 1,
        () => false,
      );
    await until(waits, PATIENCE_MS);
    for (let round = 0; round < 4; round += 1) await caller.silence();
    await house.choose('bert', 'available');
    await house.pair();
    await house.accepts('bert');
    expect(caller.state).toBe('connected');
  }, 30_000);

  it('Redis, for longer than a reservation lasts, just as the agent accepts: they talk on, and no worker tears them apart', async () => {
    for (const name of ['anna', 'bert'] as const) await house.choose(name, 'available');
    const caller = await house.asks();
    const rung = await house.rings('anna');
    await rung.answer();
    await wires['redis']?.cut();
    await rung.press('1');
    expect(caller.state).toBe('connected');
    await house.line.advance(60);
    await wires['redis']?.mend();
    const is = async (state: string) => (await house.state('anna').catch(() => 'away')) === state;
    await until(async () => {
      await house.pair();
      return is('on_call');
    }, PATIENCE_MS);
    await house.pair();
    expect([caller.state, rung.state]).toEqual(['connected', 'connected']);
    expect(await house.state('bert')).toBe('available');
    expect(await house.waiting()).toBe(0);
    await house.hangsUp('anna', rung);
    expect((await house.told('anna', caller.callSid)).map(({ type }) => type)).toEqual(['incoming', 'connected', 'ended']);
  }, 30_000);

  it('PostgreSQL: callers still wait for a human and reach one, and no callback is promised that is not stored', async () => {
    await house.choose('anna', 'available');
    await wires['postgres']?.cut();
    const { agent } = await house.talksWith('anna');
    const caller = await house.asks();
    expect(caller.heard).toContain('Im Moment sprechen alle');
    const other = await house.asks();
    await other.press('1');
    await other.rests();
    // The Redis of these tests may lose what it was told, so nothing is promised either
    expect(other.heard).toContain('Unser System antwortet gerade nicht');
    await house.hangsUp('anna', agent);
    await house.line.advance(31);
    await house.pair();
    await house.accepts('anna');
    expect(caller.state).toBe('connected');
    await wires['postgres']?.mend();
    await until(async () => !house.line.hotline.house.parts.stores.postgresAway(), PATIENCE_MS);
  }, 30_000);
});

it('all that the network was given was valid TwiML', () => {
  expect(faultyDocuments(house.line)).toEqual([]);
});
