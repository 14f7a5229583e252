import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Caller } from '../../scripts/carrier/carrier.ts';
import type { AgentLane } from '../../src/calls/ports/agents.ts';
import { type Line, startLine } from '../support/line.ts';
import { faultyDocuments, pressAll, stockDays } from '../support/walks.ts';

let line: Line;
let lastNumber = 0;
const newNumber = () => {
  lastNumber += 1;
  return `+492331207${String(lastNumber).padStart(3, '0')}`;
};
const phoneOf = { anna: '+493012345001', bert: '+493012345002', cora: '+493012345003' };
const agents = () => line.hotline.house.parts.agents;
const state = async (name: string) => (await agents().status(name)).state;
const choose = (name: keyof typeof phoneOf, wish: 'available' | 'offline', lanes: AgentLane[] = ['de', 'en']) =>
  agents().choose(name, { state: wish }, { endpoint: `tel:${phoneOf[name]}`, lanes });
const outcomes = async () => {
  await line.hotline.house.parts.tally.flush();
  return (await line.hotline.house.parts.tally.today()).outcomes;
};
const requests = async (caller: Caller) => {
  const hash = line.hotline.house.parts.hashes.caller(caller.number);
  return (await line.pool.query('select kind, state from callback_requests where caller_hash = $1', [hash])).rows;
};

beforeAll(async () => {
  line = await startLine();
  await line.tune({ callbackHours: '00:00-24:00', dialPerSecond: 100, wrapUpSeconds: 30 });
  await stockDays(line, 'Hagen', [10], ['09:00'], 20);
  for (const name of ['anna', 'bert', 'cora'] as const) {
    await line.agent(name, phoneOf[name]);
    await choose(name, 'offline');
    line.carrier.phone(phoneOf[name]);
  }
});
afterAll(() => line.close());
afterEach(async () => {
  // Nobody's call, wrap-up, pause or rule reaches into the next test
  await line.tune({ admitPerSecond: 1_000, burst: 1_000, maxQueueLength: 5_000 });
  await line.advance(1_000);
  await agents().sweep();
  for (const name of ['anna', 'bert', 'cora'] as const) {
    line.carrier.phone(phoneOf[name]).behaviour = 'ring';
    await choose(name, 'offline');
  }
});

describe('0 in the main menu, an agent is free', () => {
  it('rings, tells the agent the language, and key 1 connects both; the agent hangs up', async () => {
    await choose('anna', 'available');
    const counted = (await outcomes()).agent_handled;
    const caller = await line.call(newNumber());
    await caller.press('0');
    expect(caller.heard).toContain('Wir verbinden Sie mit einem Menschen');
    const rung = await line.carrier.phone(phoneOf.anna).rings();
    expect(rung.from).toBe(line.config.callerId);
    expect(await state('anna')).toBe('reserved');
    await rung.answer();
    expect(rung.heard).toContain('auf Deutsch');
    expect(rung.heard).not.toContain(caller.number);
    expect(caller.state).toBe('ringing');
    await rung.press('1');
    expect([caller.state, rung.state]).toEqual(['connected', 'connected']);
    expect(await state('anna')).toBe('on_call');
    rung.talk(200);
    await rung.hangUp();
    await caller.rests();
    expect(caller.heard).toContain('Auf Wiederhören');
    expect(caller.state).toBe('ended');
    expect(await state('anna')).toBe('wrap_up');
    await line.advance(31);
    expect(await state('anna')).toBe('available');
    expect((await outcomes()).agent_handled).toBe(counted + 1);
  });

  it('the caller hangs up: wrap-up, then available, counted as handled by an agent', async () => {
    await choose('anna', 'available');
    const counted = await outcomes();
    const caller = await line.call(newNumber());
    await caller.press('0');
    const rung = await line.carrier.phone(phoneOf.anna).rings();
    await rung.answer();
    await rung.press('1');
    await caller.hangUp();
    expect(rung.state).toBe('ended');
    expect(await state('anna')).toBe('wrap_up');
    await line.advance(31);
    expect(await state('anna')).toBe('available');
    expect(await outcomes()).toMatchObject({ agent_handled: counted.agent_handled + 1, abandoned: counted.abandoned });
  });

  it('English callers are announced as such, and only to agents who speak it', async () => {
    await choose('anna', 'available', ['de']);
    await choose('bert', 'available', ['en']);
    const caller = await line.call(newNumber());
    await pressAll(caller, '9', '2', '0');
    const rung = await line.carrier.phone(phoneOf.bert).rings();
    await rung.answer();
    expect(rung.heard).toContain('auf Englisch');
    expect(await state('anna')).toBe('available');
    await caller.hangUp();
  });
});

describe('0 while waiting', () => {
  it('a human shall call back: stored before it is said', async () => {
    await line.tune({ admitPerSecond: 0.1, burst: 1 });
    const first = await line.call(newNumber());
    const caller = await line.call(newNumber());
    expect(caller.heard).toContain('viele Menschen an');
    await caller.press('0');
    expect(caller.heard).toContain('Sie stehen auf der Liste');
    expect(await requests(caller)).toEqual([{ kind: 'human', state: 'open' }]);
    await first.hangUp();
  });
});

describe('the agent does not take it', () => {
  it('no answer: paused as missed, and the next agent rings', async () => {
    await choose('anna', 'available');
    await line.advance(1);
    await choose('bert', 'available');
    line.carrier.phone(phoneOf.anna).behaviour = 'no-answer';
    const caller = await line.call(newNumber());
    await caller.press('0');
    const rung = await line.carrier.phone(phoneOf.bert).rings();
    expect(await agents().status('anna')).toMatchObject({ state: 'paused', reason: 'missed call' });
    await rung.answer();
    await rung.press('1');
    expect(caller.state).toBe('connected');
    await rung.hangUp();
    await caller.rests();
  });

  it('busy: the same', async () => {
    await choose('anna', 'available');
    await line.advance(1);
    await choose('bert', 'available');
    line.carrier.phone(phoneOf.anna).behaviour = 'busy';
    const caller = await line.call(newNumber());
    await caller.press('0');
    const rung = await line.carrier.phone(phoneOf.bert).rings();
    expect(await agents().status('anna')).toMatchObject({ state: 'paused', reason: 'missed call' });
    await rung.reject();
    await caller.rests();
    expect(caller.heard).toContain('Im Moment ist niemand frei');
    await caller.hangUp();
  });

  it.each([
    ['presses nothing, as a mailbox does', undefined],
    ['presses something else', '5'],
  ])('%s: not answered, the caller never hears the mailbox', async (_name, key) => {
    await choose('anna', 'available');
    const caller = await line.call(newNumber());
    await caller.press('0');
    const rung = await line.carrier.phone(phoneOf.anna).rings();
    await rung.answer();
    if (key) await rung.press(key);
    else await rung.silence();
    await caller.rests();
    expect(rung.state).toBe('ended');
    expect(caller.state).toBe('talking');
    expect(caller.heard).toContain('Im Moment ist niemand frei');
    expect(await agents().status('anna')).toMatchObject({ state: 'paused', reason: 'missed call' });
    await caller.hangUp();
  });

  it('the caller hangs up while it rings: the agent is available again, and not blamed', async () => {
    await choose('anna', 'available');
    const caller = await line.call(newNumber());
    await caller.press('0');
    await line.carrier.phone(phoneOf.anna).rings();
    await caller.hangUp();
    expect(await state('anna')).toBe('available');
  });

  it('the caller hangs up during the whisper: the same, and a late 1 connects nobody', async () => {
    await choose('anna', 'available');
    const caller = await line.call(newNumber());
    await caller.press('0');
    const rung = await line.carrier.phone(phoneOf.anna).rings();
    await rung.answer();
    await caller.hangUp();
    expect(rung.state).toBe('ended');
    expect(await state('anna')).toBe('available');
  });
});

describe('nobody is free', () => {
  it('a callback by a human is offered, and key 1 registers it', async () => {
    const caller = await line.call(newNumber());
    await caller.press('0');
    expect(caller.heard).toContain('Im Moment ist niemand frei');
    await caller.press('1');
    expect(caller.heard).toContain('Sie stehen auf der Liste');
    expect(await requests(caller)).toEqual([{ kind: 'human', state: 'open' }]);
  });

  it('key 2 goes back to booking by keys, and no second seat is taken', async () => {
    const { frontDoor } = line.hotline.house.parts;
    const caller = await line.call(newNumber());
    const seats = (await frontDoor.picture()).activeCalls;
    await pressAll(caller, '0', '2');
    expect(caller.heard).toContain('mit den Tasten einen Termin buchen');
    expect((await frontDoor.picture()).activeCalls).toBe(seats);
    await caller.hangUp();
  });

  it('a silent caller gets it registered', async () => {
    const caller = await line.call(newNumber());
    await caller.press('0');
    await caller.silence();
    await caller.silence();
    expect(caller.heard).toContain('Sie stehen auf der Liste');
    expect(await requests(caller)).toEqual([{ kind: 'human', state: 'open' }]);
  });

  it('the human callback rings when an agent is free, and 1 leads to that agent', async () => {
    const caller = await line.call(newNumber());
    const phone = line.carrier.phone(caller.number);
    await pressAll(caller, '0', '1');
    // Its window lies ahead, the more so the fewer agents there are
    await line.pool.query(`update callback_requests set next_try_at = now() - interval '1 day' where state = 'open' and caller_hash = $1`, [
      line.hotline.house.parts.hashes.caller(caller.number),
    ]);
    await line.pool.query(`update callback_requests set state = 'dropped', closed_at = now() where state = 'open' and caller_hash <> $1`, [
      line.hotline.house.parts.hashes.caller(caller.number),
    ]);
    await line.hotline.worker?.promote();
    await line.hotline.worker?.idle();
    expect(phone.received).toHaveLength(0);
    await choose('anna', 'available');
    await line.hotline.worker?.promote();
    const rung = await phone.rings();
    await rung.answer();
    expect(rung.heard).toContain('Kennzahl');
    await rung.press('1');
    const agent = await line.carrier.phone(phoneOf.anna).rings();
    await agent.answer();
    await agent.press('1');
    expect(rung.state).toBe('connected');
    await agent.hangUp();
    await rung.rests();
    expect(await requests(caller)).toEqual([{ kind: 'human', state: 'accepted' }]);
  });

  it('whoever we called back and who then books by keys, because no human is free, is let into the menu', async () => {
    const caller = await line.call(newNumber());
    const phone = line.carrier.phone(caller.number);
    await pressAll(caller, '0', '1');
    await line.pool.query(`update callback_requests set next_try_at = now() - interval '1 day' where state = 'open'`);
    await choose('cora', 'available');
    await line.hotline.worker?.promote();
    const rung = await phone.rings();
    await choose('cora', 'offline');
    await line.tune({ admitPerSecond: 0.1, burst: 1, maxQueueLength: 0 });
    const other = await line.call(newNumber());
    await rung.answer();
    await rung.press('1');
    expect(rung.heard).toContain('Im Moment ist niemand frei');
    await rung.press('2');
    expect(rung.heard).toContain('mit den Tasten einen Termin buchen');
    await rung.hangUp();
    await other.hangUp();
  });

  it('a withheld caller who cannot type either stays on the line and is connected as soon as somebody is free', async () => {
    const caller = await line.call('anonymous');
    await pressAll(caller, '0', '1');
    expect(caller.heard).toContain('Tippen Sie die Nummer');
    for (let round = 0; round < 3; round += 1) await caller.silence();
    expect(caller.heard).toContain('Bleiben Sie einfach dran');
    await caller.silence();
    expect(caller.state).toBe('talking');
    await choose('anna', 'available');
    await caller.silence();
    const rung = await line.carrier.phone(phoneOf.anna).rings();
    await rung.answer();
    await rung.press('1');
    expect(caller.state).toBe('connected');
    await caller.hangUp();
  });
});

describe('two callers, one agent', () => {
  it('only one of them rings, the other waits', async () => {
    await choose('anna', 'available');
    const callers = await Promise.all([line.call(newNumber()), line.call(newNumber())]);
    await Promise.all(callers.map((caller) => caller.press('0')));
    expect(callers.map(({ state: at }) => at).sort()).toEqual(['ringing', 'talking']);
    expect(line.carrier.phone(phoneOf.anna).incoming).toHaveLength(1);
    const other = callers.find(({ state: at }) => at === 'talking');
    expect(other?.heard).toContain('Im Moment sprechen alle mit anderen Anrufern');
    for (const caller of callers) await caller.hangUp();
  });

  it('all that the network was given was valid TwiML', () => {
    expect(faultyDocuments(line)).toEqual([]);
  });
});
