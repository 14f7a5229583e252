import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Callee, Caller } from '../../scripts/carrier/carrier.ts';
import { faultyDocuments, pressAll } from '../support/walks.ts';
import { type AgentsHouse, openAgentsHouse } from './agents-house.ts';

/** Waiting for a human: in order, told the truth, and with another way open at every moment. */
let house: AgentsHouse;
beforeAll(async () => {
  house = await openAgentsHouse('1301');
});
afterAll(() => house.line.close());
afterEach(() => house.clear());

const QUEUED = 'Im Moment sprechen alle mit anderen Anrufern';
const CONNECTING = 'Wir verbinden Sie mit einem Menschen';

describe('all agents are talking', () => {
  it('the caller waits, and is told that the time cannot be told yet', async () => {
    await house.choose('anna', 'available');
    await house.talksWith('anna');
    const caller = await house.asks();
    expect(caller.heard).toContain(QUEUED);
    expect(caller.heard).toContain('können wir noch nicht sagen');
    expect(await house.waiting()).toBe(1);
  });

  it('the worker moves the first in line to the agent who is free again, without waiting for the end of the music', async () => {
    await house.choose('anna', 'available');
    const { agent } = await house.talksWith('anna');
    const [first, second] = [await house.asks(), await house.asks()];
    await house.hangsUp('anna', agent);
    await house.pair();
    expect(await house.state('anna')).toBe('wrap_up');
    expect(first.state).toBe('talking');
    await house.line.advance(31);
    await house.pair();
    await house.accepts('anna');
    expect([first.state, second.state]).toEqual(['connected', 'talking']);
    expect(first.heard).toContain(CONNECTING);
  });

  it('tickets decide, not who asked for a human first', async () => {
    await house.choose('anna', 'available');
    await house.talksWith('anna');
    const early = await house.line.call(house.newNumber());
    await house.line.advance(1);
    const late = await house.asks();
    await early.press('0');
    await house.choose('bert', 'available');
    await house.pair();
    await house.accepts('bert');
    expect([early.state, late.state]).toEqual(['connected', 'talking']);
    await early.hangUp();
  });

  it('of several free agents the one idle longest is rung, whoever came to work first', async () => {
    await house.choose('anna', 'available');
    await house.choose('bert', 'available');
    const { agent } = await house.talksWith('anna');
    await house.hangsUp('anna', agent);
    await house.line.advance(31);
    await house.asks();
    expect(await house.state('bert')).toBe('reserved');
    await house.asks();
    expect(await house.state('anna')).toBe('reserved');
  });

  it('nobody is given an agent who does not speak their language', async () => {
    await house.choose('anna', 'available', ['de']);
    await house.choose('bert', 'available', ['tr', 'ru']);
    await house.talksWith('anna');
    const german = await house.asks();
    expect(german.heard).toContain(QUEUED);
    await house.pair();
    expect(await house.state('bert')).toBe('available');
    const turkish = await house.line.call(house.newNumber());
    await pressAll(turkish, '9', '3', '0');
    const rung = await house.rings('bert');
    await rung.answer();
    expect(rung.heard).toContain('auf Türkisch');
    await turkish.hangUp();
  });

  it('an agent of two languages takes the older ticket of both lines', async () => {
    await house.choose('anna', 'available');
    await house.talksWith('anna');
    const english = await house.line.call(house.newNumber());
    await house.line.advance(1);
    const german = await house.asks();
    await pressAll(english, '9', '2', '0');
    expect(english.heard).toContain('everybody is talking to other callers');
    await house.choose('bert', 'available');
    await house.pair();
    await house.accepts('bert');
    expect([english.state, german.state]).toEqual(['connected', 'talking']);
    await english.hangUp();
  });

  it('two calls of one number wait as two callers', async () => {
    await house.choose('anna', 'available');
    await house.talksWith('anna');
    const number = house.newNumber();
    const callers = [await house.asks(number), await house.asks(number)];
    expect(await house.waiting()).toBe(2);
    await house.choose('bert', 'available');
    await house.choose('cora', 'available');
    await house.pair();
    await house.accepts('bert');
    await house.accepts('cora');
    expect(callers.map(({ state }) => state)).toEqual(['connected', 'connected']);
  });
});

describe('the wait that is announced', () => {
  /** The agent ends a conversation, and the first in line goes in; the others come round with their music. */
  async function oneGoesIn(afterSeconds: number, agent: Callee, others: Caller[]): Promise<Callee> {
    await house.line.advance(afterSeconds);
    await house.hangsUp('anna', agent);
    await house.pair();
    const next = await house.accepts('anna');
    for (const other of others) await other.silence();
    return next;
  }

  it('is measured by how the line moves, spoken again after two minutes, and longer with an apology', async () => {
    await house.line.tune({ wrapUpSeconds: 0, agentMaxWaitSeconds: 7_200 });
    await house.choose('anna', 'available');
    const { agent } = await house.talksWith('anna');
    const callers: Caller[] = [];
    for (let one = 0; one < 5; one += 1) callers.push(await house.asks());
    const first = await oneGoesIn(60, agent, callers.slice(1));
    const second = await oneGoesIn(60, first, callers.slice(2));
    const last = await house.asks();
    expect(last.heard).toMatch(/Sie warten ungefähr (vier|fünf) Minuten/);
    // From now on it goes slowly
    await oneGoesIn(20, second, callers.slice(3));
    await house.line.advance(40);
    await last.silence();
    expect(last.heard).toBe('');
    await house.line.advance(61);
    for (const caller of [...callers.slice(3), last]) await caller.silence();
    expect(last.heard).toContain('Es dauert leider länger, als wir gesagt haben');
    expect(last.heard).toContain('Entschuldigung');
  });
});

describe('the caller who waits presses', () => {
  it.each(['1', '0'])('%s: a human calls back, with the time of the ticket, and waits here no more', async (key) => {
    await house.choose('anna', 'available');
    await house.talksWith('anna');
    const caller = await house.line.call(house.newNumber());
    await house.line.advance(90);
    await caller.press('0');
    await caller.press(key);
    expect(caller.heard).toContain('Sie stehen auf der Liste');
    expect(await house.waiting()).toBe(0);
    const { rows } = await house.line.pool.query<{ kind: string; waited: number }>(
      `select kind, extract(epoch from created_at - ticket_at)::int as waited from callback_requests where caller_hash = $1`,
      [house.line.hotline.house.parts.hashes.caller(caller.number)],
    );
    expect(rows).toEqual([{ kind: 'human', waited: 90 }]);
  });

  it('anything else: nothing is lost by it', async () => {
    await house.choose('anna', 'available');
    await house.talksWith('anna');
    const [caller, behind] = [await house.asks(), await house.asks()];
    await pressAll(caller, '7', '#', '*');
    await house.choose('bert', 'available');
    await house.pair();
    await house.accepts('bert');
    expect([caller.state, behind.state]).toEqual(['connected', 'talking']);
  });

  it('1 with a number that cannot be rung, and then nothing: stays on the line with the same place', async () => {
    await house.choose('anna', 'available');
    await house.talksWith('anna');
    const caller = await house.asks('anonymous');
    const behind = await house.asks();
    await caller.press('1');
    expect(caller.heard).toContain('Tippen Sie die Nummer');
    expect(await house.waiting()).toBe(1);
    for (let round = 0; round < 3; round += 1) await caller.silence();
    expect(caller.heard).toContain('Bleiben Sie einfach dran');
    await house.choose('bert', 'available');
    await house.pair();
    await house.accepts('bert');
    expect([caller.state, behind.state]).toEqual(['connected', 'talking']);
  });
});

describe('no place in line', () => {
  it('the line is full: a callback, the keys, and silence is the callback', async () => {
    await house.line.tune({ agentQueueLength: 1 });
    await house.choose('anna', 'available');
    await house.talksWith('anna');
    await house.asks();
    const caller = await house.asks();
    expect(caller.heard).toContain('Im Moment ist niemand frei');
    expect(await house.waiting()).toBe(1);
    await caller.silence();
    await caller.silence();
    expect(caller.heard).toContain('Sie stehen auf der Liste');
  });

  it('a line of no places still connects with whoever is free', async () => {
    await house.line.tune({ agentQueueLength: 0 });
    await house.choose('anna', 'available');
    const { caller } = await house.talksWith('anna');
    expect(caller.state).toBe('connected');
    expect((await house.asks()).heard).toContain('Im Moment ist niemand frei');
  });

  it('it would take too long: the same offer, and key 2 books by keys', async () => {
    await house.line.tune({ agentMaxWaitSeconds: 30, wrapUpSeconds: 0 });
    await house.choose('anna', 'available');
    const { agent } = await house.talksWith('anna');
    await house.asks();
    const second = await house.asks();
    await house.line.advance(60);
    await house.hangsUp('anna', agent);
    await house.pair();
    await house.accepts('anna');
    await second.silence();
    const caller = await house.asks();
    expect(caller.heard).toContain('Im Moment ist niemand frei');
    await caller.press('2');
    expect(caller.heard).toContain('mit den Tasten einen Termin buchen');
  });
});

describe('the agents leave', () => {
  it('while people wait: they are told so and offered a callback, and nobody holds for ever', async () => {
    await house.choose('anna', 'available');
    const { agent } = await house.talksWith('anna');
    const callers = [await house.asks(), await house.asks()];
    await house.hangsUp('anna', agent);
    await house.choose('anna', 'offline');
    for (const caller of callers) {
      await caller.silence();
      expect(caller.heard).toContain('Gerade ist leider niemand mehr da');
      expect(caller.heard).toContain('Ein Mensch ruft Sie zurück: die eins');
    }
    expect(await house.waiting()).toBe(0);
    await callers[0]?.press('1');
    expect(callers[0]?.heard).toContain('Sie stehen auf der Liste');
    await callers[1]?.silence();
    await callers[1]?.silence();
    expect(callers[1]?.heard).toContain('Sie stehen auf der Liste');
  });

  it('those who can neither press keys nor be called back hold on, and are the first when somebody comes', async () => {
    const caller = await house.asks('anonymous');
    await caller.press('1');
    for (let round = 0; round < 5; round += 1) await caller.silence();
    expect(caller.heard).toContain('Bleiben Sie einfach dran');
    expect(caller.state).toBe('talking');
    await house.choose('anna', 'available');
    await house.pair();
    await house.accepts('anna');
    expect(caller.state).toBe('connected');
  });

  it('even where the line is full, and with the place of their ticket', async () => {
    await house.line.tune({ agentQueueLength: 1 });
    await house.choose('anna', 'available');
    await house.talksWith('anna');
    const caller = await house.line.call('anonymous');
    await house.line.advance(1);
    const waiting = await house.asks();
    await pressAll(caller, '0', '1');
    for (let round = 0; round < 3; round += 1) await caller.silence();
    expect(caller.heard).toContain('Bleiben Sie einfach dran');
    expect(await house.waiting()).toBe(2);
    await house.choose('bert', 'available');
    await house.pair();
    await house.accepts('bert');
    expect([caller.state, waiting.state]).toEqual(['connected', 'talking']);
    await caller.hangUp();
  });

  it('who came from the front door’s line is not torn out of a human’s by their turn there', async () => {
    await house.choose('anna', 'available');
    await house.talksWith('anna');
    await house.line.tune({ admitPerSecond: 0.1, burst: 1 });
    const first = await house.line.call(house.newNumber());
    const caller = await house.line.call('anonymous');
    await caller.press('1');
    for (let round = 0; round < 3; round += 1) await caller.silence();
    expect(caller.heard).toContain('Bleiben Sie einfach dran');
    await house.line.advance(30);
    await house.line.hotline.worker?.promote();
    await caller.silence();
    expect(caller.transcript.some((entry) => 'text' in entry && entry.text.includes('an der Reihe'))).toBe(false);
    await house.choose('bert', 'available');
    await house.pair();
    await house.accepts('bert');
    await house.line.advance(30);
    await house.line.hotline.worker?.promote();
    expect(caller.state).toBe('connected');
    for (const one of [first, caller]) await one.hangUp();
  });

  it('and not for ever: after about half an hour they are told the truth', async () => {
    const caller = await house.asks('anonymous');
    await caller.press('1');
    for (let round = 0; round < 110 && caller.state !== 'ended'; round += 1) await caller.silence();
    expect(caller.heard).toContain('Wir haben leider niemanden erreicht');
    expect(caller.state).toBe('ended');
  });
});

it('all that the network was given was valid TwiML', () => {
  expect(faultyDocuments(house.line)).toEqual([]);
});
