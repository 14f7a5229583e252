import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { XMLValidator } from 'fast-xml-parser';
import type { Caller } from '../../scripts/carrier/carrier.ts';
import { type Wire, wireTo } from '../support/cut.ts';
import { measureDeafness } from '../support/door-figures.ts';
import { type Line, startLine } from '../support/line.ts';
import { type Answer, byHand, type Hand, newCallSid } from '../support/signed.ts';
import { PATIENCE_MS, until } from '../support/until.ts';
import { faultyDocuments, pressAll, stockDays, toHowMany, toProposal } from '../support/walks.ts';

let line: Line;
let hand: Hand;
let redis: Wire;
let postgres: Wire;
let lastNumber = 0;
const newNumber = () => {
  lastNumber += 1;
  return `+492331203${String(lastNumber).padStart(3, '0')}`;
};

beforeAll(async () => {
  const wires: Wire[] = [];
  const told = async (url: string) => {
    const wire = await wireTo(url);
    wires.push(wire);
    return wire.url;
  };
  line = await startLine({}, { redis: told, postgres: told });
  [postgres, redis] = wires as [Wire, Wire];
  hand = byHand(line);
  await line.tune({ callbackHours: '00:00-24:00', admitPerSecond: 1_000, burst: 1_000, dialPerSecond: 100 });
  await stockDays(line, 'Hagen', [10, 11], ['09:00', '15:00'], 50);
});
afterAll(async () => {
  await mended();
  await line.close();
  await redis.close();
  await postgres.close();
});
afterEach(mended);

/** Both stores answer again. */
async function mended(): Promise<void> {
  await Promise.all([redis.mend(), postgres.mend()]);
  const { house } = line.hotline;
  for (let tries = 0; tries < 200; tries += 1) {
    const up = await Promise.allSettled([house.redis.ping(), house.pool.query('select 1')]);
    await house.keeper.look();
    if (up.every(({ status }) => status === 'fulfilled') && !house.parts.stores.bookingAway()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('the stores did not come back');
}

/** The bound of the contract. */
const ANSWERED_WITHIN_MS = 3_000;

/** What every webhook is owed whatever is broken: 200, TwiML, in time, and no way out without advice. */
function expectAnswered(answer: Answer, deafMs: number): void {
  expect(answer.status).toBe(200);
  expect(answer.type).toMatch(/^text\/xml/);
  expect(XMLValidator.validate(answer.body)).toBe(true);
  // App, network and callers share this process: what held up all of them is no answer's fault
  expect(answer.ms - deafMs).toBeLessThan(ANSWERED_WITHIN_MS);
  if (answer.body.includes('</Say><Hangup/>')) expect(answer.body).toMatch(/eins, eins, zwo|rufen Sie|Auf Wiederhören/);
}

const breaks: [string, 'redis' | 'postgres' | 'both', 'cut' | 'freeze'][] = [
  ['PostgreSQL has died', 'postgres', 'cut'],
  ['PostgreSQL does not answer', 'postgres', 'freeze'],
  ['Redis has died', 'redis', 'cut'],
  ['Redis does not answer', 'redis', 'freeze'],
  ['both have died', 'both', 'cut'],
  ['neither answers', 'both', 'freeze'],
];

async function breakStores(which: 'redis' | 'postgres' | 'both', how: 'cut' | 'freeze'): Promise<void> {
  if (which !== 'postgres') await redis[how]();
  if (which !== 'redis') await postgres[how]();
}

describe.each(breaks)('%s', (_name, which, how) => {
  it('every webhook is answered in time with TwiML', async () => {
    const caller = await line.call(newNumber());
    await toHowMany(caller);
    await breakStores(which, how);
    const fields = hand.fields(caller.callSid, caller.number, { CallStatus: 'in-progress' });
    const fresh = hand.fields(newCallSid(), newNumber());
    const turn = /turn=(\d+)/.exec(caller.lastTwiml)?.[1] ?? '0';
    const deafness = measureDeafness();
    const answers = await Promise.all([
      hand.post('/voice/incoming', fresh),
      hand.post(`/voice/silence?turn=${turn}`, fields),
      hand.post(`/voice/input?turn=${turn}`, { ...fields, Digits: '1' }),
      hand.post(`/voice/connected?turn=${turn}`, { ...fields, DialCallStatus: 'no-answer' }),
      hand.post('/voice/promoted', fields),
      hand.post('/voice/again', fields),
      hand.post('/voice/fallback', fields),
      hand.post('/voice/callback?request=9b2f2f0e-1f5e-4c58-8d2e-0a4f8a3c9d11', hand.fields(newCallSid(), newNumber())),
      hand.post(`/voice/whisper?call=${caller.callSid}`, hand.fields(newCallSid(), newNumber())),
      hand.post(`/voice/accept?call=${caller.callSid}`, { ...hand.fields(newCallSid(), newNumber()), Digits: '1' }),
      hand.post('/voice/status', hand.fields(newCallSid(), newNumber(), { CallStatus: 'completed' })),
    ]);
    const deafMs = deafness();
    for (const answer of answers) expectAnswered(answer, deafMs);
    for (const answer of answers) expect(answer.body).not.toMatch(/alle Termine vergeben/);
    await mended();
    await caller.hangUp();
  });
});

/** Somebody in the main menu: on a busy machine the front door may need more than one look. */
async function admitted(): Promise<Caller> {
  for (let tries = 0; tries < 20; tries += 1) {
    const caller = await line.call(newNumber());
    if (caller.heard.includes('mit den Tasten einen Termin buchen')) return caller;
    await caller.hangUp();
    await line.advance(1);
  }
  throw new Error('nobody is admitted');
}

describe('the call goes on when the store is back', () => {
  it.each([
    ['Redis', 'redis', 'cut'],
    ['Redis, without a word', 'redis', 'freeze'],
  ] as const)('%s was away for a key: asked for patience, then the same question', async (_name, which, how) => {
    const caller = await admitted();
    await caller.press('1');
    await breakStores(which, how);
    await caller.press('05');
    expect(caller.heard).toContain('dauert gerade etwas länger');
    await mended();
    // Whoever stays on the line is looked up again
    await caller.silence();
    expect(caller.heard).toMatch(/Zuerst nur den Tag|Jetzt den Monat/);
    if (caller.heard.includes('Zuerst nur den Tag')) await caller.press('05');
    expect(caller.heard).toContain('Jetzt den Monat');
    await caller.hangUp();
  });

  it('Redis is away when it rings: nobody is sent away, a callback is offered and kept', async () => {
    await redis.cut();
    const caller = await line.call(newNumber());
    expect(caller.heard).toContain('Wir rufen Sie gerne zurück');
    await caller.press('1');
    expect(caller.heard).toContain('Sie stehen auf der Liste');
  });

  it('Redis stays away in the middle of a call: in the end a human calls back', async () => {
    const caller = await admitted();
    await redis.cut();
    await caller.press('1');
    for (let rounds = 0; rounds < 3; rounds += 1) await caller.silence();
    expect(caller.heard).toContain('Sie stehen auf der Liste');
  });
});

describe('PostgreSQL is away in the middle of a booking', () => {
  const goneAt: [string, (caller: Caller) => Promise<void>, string][] = [
    ['at the stock', (caller) => pressAll(caller, '1', '05', '03', '1938', '1', '58095'), '1'],
    ['at the proposal', (caller) => toHowMany(caller), '1'],
    ['at another proposal', (caller) => toProposal(caller), '2'],
    ['at the hold', (caller) => toProposal(caller), '1'],
    [
      'at the confirmation',
      async (caller) => {
        await toProposal(caller);
        await caller.press('1');
      },
      '1',
    ],
    ['at the appointment number', (caller) => pressAll(caller, '2'), '00000000'],
  ];

  it.each(goneAt)('%s: said so, never "sold out", and a human is offered', async (name, walk, key) => {
    const caller = await line.call(newNumber());
    await walk(caller);
    await postgres.cut();
    await caller.press(key);
    expect(caller.heard).toContain('antwortet gerade nicht');
    expect(caller.heard).not.toContain('vergeben.');
    // Who is booking may go on with a wish; 0 is a human as ever
    if (name !== 'at the appointment number') await caller.press('0');
    expect(caller.heard).toContain('niemand frei');
    await mended();
    await caller.press('1');
    expect(caller.heard).toContain('Sie stehen auf der Liste');
  });

  it('a promise that cannot be stored is not made; the caller is told what to do', async () => {
    const caller = await line.call(newNumber());
    await caller.press('0');
    await postgres.cut();
    await caller.press('1');
    expect(caller.heard).not.toContain('Sie stehen auf der Liste');
    expect(caller.heard).toMatch(/antwortet gerade nicht.*eins, eins, zwo/s);
  });

  it('a caller with a promised callback who hangs up while PostgreSQL is away is counted all the same', async () => {
    const { tally } = line.hotline.house.parts;
    await tally.flush();
    const counted = (await tally.today()).outcomes.callback_registered;
    const caller = await line.call(newNumber());
    const status = line.carrier.misbehave({ webhook: 'status', callSid: caller.callSid, what: 'hold' });
    await pressAll(caller, '0', '1');
    expect(caller.heard).toContain('Sie stehen auf der Liste');
    await postgres.cut();
    await status.release();
    await mended();
    await tally.flush();
    expect((await tally.today()).outcomes.callback_registered).toBe(counted + 1);
  });

  it('a call that ends while PostgreSQL is away gives its seat back', async () => {
    const { frontDoor } = line.hotline.house.parts;
    const caller = await line.call(newNumber());
    const seats = (await frontDoor.picture()).activeCalls;
    await postgres.cut();
    await caller.hangUp();
    expect((await frontDoor.picture()).activeCalls).toBe(seats - 1);
  });
});

describe('a part is away just when we call somebody', () => {
  async function registered(): Promise<string> {
    const number = newNumber();
    await line.tune({ mode: 'callback_only' });
    const caller = await line.call(number);
    await caller.press('1');
    await line.tune({ mode: 'open' });
    return number;
  }

  async function triesOf(number: string): Promise<{ state: string; attempts: number; outcome: string | null }[]> {
    const { rows } = await line.pool.query(
      'select r.state, r.attempts, a.outcome from callback_requests r join callback_attempts a on a.request_id = r.id where r.caller_hash = $1',
      [line.hotline.house.parts.hashes.caller(number)],
    );
    return rows as { state: string; attempts: number; outcome: string | null }[];
  }

  it.each([
    ['PostgreSQL', () => postgres],
    ['Redis', () => redis],
  ] as const)('%s, when the person picks up: the Kennzahl is still the first we say about us', async (_name, wire) => {
    const number = await registered();
    const phone = line.carrier.phone(number);
    await line.advance(3_600);
    await line.hotline.worker?.promote();
    const rung = await phone.rings();
    await line.hotline.worker?.idle();
    await wire().cut();
    const held = line.carrier.misbehave({ webhook: 'redirect', what: 'hold' });
    const answering = rung.answer();
    for (let waits = 0; held.struck === 0 && waits < 400; waits += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    await mended();
    await held.release();
    await answering;
    expect(rung.heard).toContain('Ihre Kennzahl ist');
    await rung.hangUp();
  });

  it('Redis, when the agent picks up: caller and agent are connected all the same, and the agent is free again after it', async () => {
    await line.agent('anna', '+493012345001');
    const { agents } = line.hotline.house.parts;
    const phone = line.carrier.phone('+493012345001');
    const caller = await line.call(newNumber());
    await caller.press('0');
    const rung = await phone.rings();
    await redis.cut();
    await rung.answer();
    expect(rung.heard).toContain('Anruf für Sie');
    await rung.press('1');
    expect(caller.state).toBe('connected');
    await rung.hangUp();
    await caller.rests();
    expect(caller.heard).toContain('Auf Wiederhören');
    expect(caller.state).toBe('ended');
    await mended();
    await until(async () => (await agents.status('anna')).state === 'wrap_up', PATIENCE_MS);
  });

  it('Redis, for longer, when the person picks up: who rang is said, and we ring again; the try is not used up', async () => {
    const number = await registered();
    const phone = line.carrier.phone(number);
    await line.advance(3_600);
    await line.hotline.worker?.promote();
    const rung = await phone.rings();
    await line.hotline.worker?.idle();
    await redis.cut();
    await rung.answer();
    expect(rung.heard).toMatch(/Kennzahl ist .*wir rufen Sie noch einmal an/s);
    expect(rung.state).toBe('ended');
    await mended();
    expect(await triesOf(number)).toEqual([{ state: 'open', attempts: 0, outcome: 'notServed' }]);
    await line.advance(600);
    const again = phone.rings();
    await line.hotline.worker?.promote();
    const second = await again;
    await line.hotline.worker?.idle();
    await second.answer();
    await second.press('1');
    expect(second.heard).toContain('mit den Tasten einen Termin buchen');
    await second.hangUp();
  });

  it.each([
    ['Redis', () => redis],
    ['PostgreSQL', () => postgres],
  ] as const)('%s, and the person hangs up before anything could be said: the try is not used up either', async (_name, wire) => {
    const number = await registered();
    const phone = line.carrier.phone(number);
    await line.advance(3_600);
    await line.hotline.worker?.promote();
    const rung = await phone.rings();
    await line.hotline.worker?.idle();
    await wire().cut();
    const held = line.carrier.misbehave({ webhook: 'redirect', what: 'hold' });
    void rung.answer();
    for (let waits = 0; held.struck === 0 && waits < 400; waits += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    await rung.hangUp();
    await mended();
    await until(async () => (await triesOf(number)).some(({ outcome }) => outcome !== null), PATIENCE_MS);
    await held.release();
    expect(await triesOf(number)).toEqual([{ state: 'open', attempts: 0, outcome: 'notServed' }]);
  });

  it('Redis, when callers hang up: their seats are free as soon as it is back', async () => {
    const { frontDoor } = line.hotline.house.parts;
    const before = (await frontDoor.picture()).activeCalls;
    const callers = [await admitted(), await admitted(), await admitted()];
    await redis.cut();
    for (const caller of callers) await caller.hangUp();
    await mended();
    await until(async () => (await frontDoor.picture()).activeCalls === before, PATIENCE_MS);
  });

  it('all that the network was given was valid TwiML', () => {
    expect(faultyDocuments(line)).toEqual([]);
  });
});
