import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { callbackEnded } from '../../src/calls/callback-ended.ts';
import { registerCallback } from '../../src/calls/register-callback.ts';
import { DependencyDown } from '../../src/platform/errors.ts';
import { closeServices } from '../support/services.ts';
import { buildWorkerHouse, MINUTE, TEN, type WorkerHouse } from './worker-house.ts';

const HOUR = 60 * MINUTE;
const MOBILE = '+4915112345678';
const LANDLINE = '+492311234567';

let house: WorkerHouse;
beforeAll(async () => {
  house = await buildWorkerHouse();
});
beforeEach(() => house.reset());
afterAll(closeServices);

async function round(worker = house.worker()): Promise<void> {
  await worker.promote();
  await worker.idle();
}
const stateOf = (id: string) => house.callbacks.byId(id);

describe('a window that will be missed', () => {
  /** The network answers nothing; promised for half past nine to half past eleven. */
  async function outage(number: string) {
    const request = await house.dueRequest(number);
    house.network.answer = async () => {
      throw new DependencyDown('twilio', new Error('no answer'));
    };
    return request;
  }

  it('is replaced before it passes, on the list, on the ticket and by text message', async () => {
    const { id, caller, kennzahl } = await outage(MOBILE);
    const worker = house.worker();
    house.clock.advance(50 * MINUTE);
    await worker.requote();
    expect(await stateOf(id)).toMatchObject({ window: { fromMs: TEN - 30 * MINUTE, toMs: TEN + 90 * MINUTE } });
    house.clock.advance(30 * MINUTE);
    await worker.requote();
    const window = { fromMs: TEN + 90 * MINUTE, toMs: TEN + 210 * MINUTE };
    expect(await stateOf(id)).toMatchObject({ window, nextTryAtMs: window.fromMs });
    expect(house.network.texts).toEqual([{ to: MOBILE, body: expect.stringContaining(`Kennzahl ${kennzahl}`) }]);
    expect(house.network.texts[0]?.body).toContain('Montag, 25.1. zwischen 11:30 und 13:30 Uhr');
    expect(house.logged).toContain('PROMISES_REQUOTED');
    // Not due before that: the caller hears the new time
    expect(await house.frontDoor.admit({ callSid: 'CA-in', caller })).toMatchObject({ answer: 'known', callbackId: id });
    expect(await house.callbacks.counts()).toMatchObject({ late: 0, requoted: 1 });
  });

  it('of somebody without a mobile phone is told when they ring, by nothing else', async () => {
    const { id } = await outage(LANDLINE);
    house.clock.advance(100 * MINUTE);
    await house.worker().requote();
    expect(await stateOf(id)).toMatchObject({ window: { fromMs: TEN + 2 * HOUR } });
    expect(house.network.texts).toEqual([]);
  });

  it('is replaced and told once, by several workers in several rounds', async () => {
    await outage(MOBILE);
    house.clock.advance(100 * MINUTE);
    await Promise.all([1, 2, 3].map(() => house.worker().requote()));
    for (let minute = 0; minute < 59; minute += 1) {
      house.clock.advance(MINUTE);
      await house.worker().requote();
    }
    expect(house.network.texts).toHaveLength(1);
  });

  it('is told later when the network asks for a break, and not again when nobody knows whether it was', async () => {
    await outage(MOBILE);
    house.clock.advance(100 * MINUTE);
    house.network.onText = async () => ({ slowDown: true });
    const worker = house.worker();
    await worker.requote();
    house.network.onText = async () => {
      throw new DependencyDown('twilio', new Error('no answer'));
    };
    await worker.requote();
    await worker.requote();
    expect(house.network.texts).toHaveLength(2);
  });

  it('when hardly anybody is served: the measured pace counts, not the hoped-for one', async () => {
    // One a second would do; 30 in ten minutes it really is
    await house.tune({ dialPerSecond: 1 });
    const last = await house.dueRequest(MOBILE, { ticketAtMs: TEN });
    for (let index = 0; index < 200; index += 1) await house.dueRequest(`+49231123${4_000 + index}`, { ticketAtMs: TEN - 1_000 + index });
    house.clock.advance(80 * MINUTE);
    for (let index = 0; index < 30; index += 1) await house.callbacks.claim(await idOf(index), house.clock.nowMs(), HOUR);
    await house.pool.query(`update callback_attempts set call_sid = 'CA' || id`);
    house.clock.advance(9 * MINUTE);
    await house.worker().requote();
    // 200 people at one in 20 s take 67 minutes, and 31 are left
    expect((await stateOf(last.id))?.window.toMs).toBeGreaterThan(TEN + 2 * HOUR);
    const fresh = await registerCallback(house.parts, {
      number: LANDLINE,
      kind: 'menu',
      language: 'de',
      ticketAtMs: house.clock.nowMs(),
      nowMs: house.clock.nowMs(),
    });
    expect('request' in fresh && fresh.request.window.fromMs).toBeGreaterThanOrEqual(TEN + 2.5 * HOUR);
  });

  const idOf = async (index: number): Promise<string> =>
    (await house.pool.query('select id from callback_requests order by ticket_at offset $1 limit 1', [index])).rows[0].id;

  it('because the line is closed until then', async () => {
    const { id } = await house.dueRequest(MOBILE);
    house.clock.advance(110 * MINUTE);
    await house.tune({ mode: 'closed', closedReason: 'test', closedUntilMs: TEN + 150 * MINUTE });
    await house.worker().requote();
    expect(await stateOf(id)).toMatchObject({ window: { fromMs: TEN + 150 * MINUTE } });
  });
});

describe('somebody who is on the line with us', () => {
  it('is not rung: the seat is free again, no try is lost, and they are that callback if they ask for it', async () => {
    const { id, caller } = await house.dueRequest(LANDLINE);
    await house.parts.onTheLine.began(caller, 'CA-in', house.clock.nowMs());
    await round();
    expect(house.network.orders).toEqual([]);
    expect(await stateOf(id)).toMatchObject({ state: 'open', attempts: 0 });
    expect((await house.frontDoor.picture()).activeCalls).toBe(0);
    expect(await house.frontDoor.admit({ callSid: 'CA-in', caller })).toMatchObject({ answer: 'missedCallback', callbackId: id });
    await house.parts.onTheLine.ended(caller, 'CA-in');
    house.clock.advance(MINUTE);
    await round();
    expect(house.network.orders).toHaveLength(1);
  });
});

describe('the calling hours', () => {
  it('may end while a call waits for its turn: then it is not made', async () => {
    await house.dueRequest(LANDLINE);
    house.clock.advance(9 * HOUR - 30_000);
    const late = {
      setRate: async () => undefined,
      close: async () => undefined,
      run: <T>(job: () => Promise<T>) => {
        house.clock.advance(60_000);
        return job();
      },
    };
    await round(house.worker({ pacer: late }));
    expect(house.network.orders).toEqual([]);
    expect((await house.frontDoor.picture()).activeCalls).toBe(0);
  });
});

describe('the minutes of an hour', () => {
  it('when they are spent, dialling pauses with an alarm, and goes on in the next one', async () => {
    await house.tune({ dialPerSecond: 1 });
    const { id } = await house.dueRequest(LANDLINE);
    await house.parts.spend.ended({ callSid: 'CA-of-a-fraud', durationSeconds: 6_001 * 60, nowMs: house.clock.nowMs() });
    const worker = house.worker();
    await round(worker);
    await round(worker);
    expect(house.network.orders).toEqual([]);
    expect(house.logged.filter((code) => code === 'CALLBACK_SPEND_CAP')).toHaveLength(1);
    house.clock.advance(HOUR);
    await round(worker);
    expect(house.network.orders).toHaveLength(1);
    expect(await house.parts.spend.minutesThisHour(house.clock.nowMs())).toBe(1);
    await callbackEnded(house.parts, {
      callbackId: id,
      callSid: 'CA-out-1',
      finalStatus: 'completed',
      durationSeconds: 125,
      nowMs: house.clock.nowMs(),
    });
    expect(await house.parts.spend.minutesThisHour(house.clock.nowMs())).toBe(3);
  });
});

describe('a network that does not answer', () => {
  it('is left alone for a moment, not tried with the next number at once', async () => {
    for (const number of [LANDLINE, MOBILE]) await house.dueRequest(number);
    await house.tune({ burst: 1, admitPerSecond: 1 });
    house.network.answer = async () => {
      throw new DependencyDown('twilio', new Error('no answer'));
    };
    const worker = house.worker();
    await round(worker);
    house.clock.advance(4_000);
    await round(worker);
    expect(house.network.orders).toHaveLength(1);
    house.clock.advance(2_000);
    await round(worker);
    expect(house.network.orders).toHaveLength(2);
  });
});
