import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { callbackEnded } from '../../src/calls/callback-ended.ts';
import { DependencyDown, HotlineError } from '../../src/platform/errors.ts';
import { closeServices } from '../support/services.ts';
import { buildWorkerHouse, heldPacer, MINUTE, TEN, type WorkerHouse } from './worker-house.ts';

const NUMBER = '+492311234567';
const twilioDown = async (): Promise<never> => {
  throw new DependencyDown('twilio', new Error('no answer'));
};

let house: WorkerHouse;
beforeAll(async () => {
  house = await buildWorkerHouse();
});
beforeEach(() => house.reset());
afterAll(closeServices);

/** One round, and whatever it set going. */
async function round(worker = house.worker()): Promise<void> {
  await worker.promote();
  await worker.idle();
}
const seats = async () => (await house.frontDoor.picture()).activeCalls;
const stateOf = (id: string) => house.callbacks.byId(id);
const end = (callbackId: string, callSid: string, finalStatus: 'completed' | 'busy' | 'no-answer' = 'no-answer') =>
  callbackEnded(house.parts, { callbackId, callSid, finalStatus, durationSeconds: 0, nowMs: house.clock.nowMs() });
const number = (index: number) => `+4923112345${String(index).padStart(2, '0')}`;

describe('a callback that is due', () => {
  it('is rung with its seat taken, long enough for slow feet, and not longer than an hour', async () => {
    const { id } = await house.dueRequest(NUMBER);
    await round();
    expect(house.network.orders).toEqual([
      {
        to: NUMBER,
        path: `/voice/callback?request=${id}`,
        statusPath: `/voice/status?request=${id}`,
        ringSeconds: 60,
        limitSeconds: 3_600,
      },
    ]);
    expect(await stateOf(id)).toMatchObject({ state: 'dialling', attempts: 1 });
    expect(await seats()).toBe(1);
    // The seat is the call's, not the request's: it is given back under the CallSid
    expect(await house.frontDoor.leave('CA-out-1')).toEqual({ gaveBack: 'seat' });
  });

  it('is rung once by two workers, whoever is faster', async () => {
    await house.tune({ burst: 100 });
    await Promise.all(Array.from({ length: 20 }, (_, index) => house.dueRequest(number(index))));
    const two = [house.worker(), house.worker()];
    await Promise.all([...two, ...two].map((worker) => round(worker)));
    expect(house.network.orders.map(({ to }) => to).sort()).toEqual(Array.from({ length: 20 }, (_, index) => number(index)));
    expect(await seats()).toBe(20);
  });

  it('waits for a free seat, and the earlier ticket goes first', async () => {
    await house.tune({ maxActiveCalls: 1 });
    await house.dueRequest(number(1), { ticketAtMs: TEN - 1 });
    await house.dueRequest(number(2), { ticketAtMs: TEN - 2 });
    await round();
    await round();
    expect(house.network.orders.map(({ to }) => to)).toEqual([number(2)]);
  });

  it('is not rung outside the calling hours', async () => {
    await house.dueRequest(NUMBER);
    house.clock.advance(9 * 60 * MINUTE);
    await round();
    expect(house.network.orders).toEqual([]);
    house.clock.advance(14 * 60 * MINUTE);
    await round();
    expect(house.network.orders).toHaveLength(1);
  });

  it('is not rung before its window, nor while the caller still hears the promise', async () => {
    const { id } = await house.dueRequest(NUMBER, { nowMs: TEN });
    await round();
    expect(house.network.orders).toEqual([]);
    house.clock.advance(MINUTE);
    await round();
    expect(await stateOf(id)).toMatchObject({ state: 'dialling' });
  });

  it('is never dialled if its number is none of those we ring, whatever is stored', async () => {
    const { request } = await house.callbacks.register({
      caller: 'premium',
      number: '+4990012345678',
      kind: 'menu',
      language: 'de',
      ticketAtMs: TEN,
      window: { fromMs: TEN, toMs: TEN + MINUTE },
      nextTryAtMs: TEN,
      nowMs: TEN,
    });
    await round();
    expect(house.network.orders).toEqual([]);
    expect(await stateOf(request.id)).toMatchObject({ state: 'missed' });
    expect(await seats()).toBe(0);
  });

  it('is not rung when the person rings us while it waits for its turn: that call is the callback', async () => {
    const { id, caller } = await house.dueRequest(NUMBER);
    const { pacer, waiting, letGo } = heldPacer();
    const worker = house.worker({ pacer });
    await worker.promote();
    await waiting();
    expect(await house.frontDoor.admit({ callSid: 'CA-in', caller })).toMatchObject({ answer: 'missedCallback', callbackId: id });
    await house.callbacks.accept(id, TEN);
    letGo();
    await worker.idle();
    expect(house.network.orders).toEqual([]);
    expect(await seats()).toBe(1);
  });
});

describe('a person who is not reached', () => {
  it('keeps the place and its time, is rung again after the gap, and the seat is free meanwhile', async () => {
    const { id, ticketAtMs, caller } = await house.dueRequest(NUMBER);
    await round();
    expect(await end(id, 'CA-out-1')).toBe('open');
    expect(await stateOf(id)).toMatchObject({ attempts: 1, ticketAtMs, nextTryAtMs: TEN + 30 * MINUTE });
    expect(await seats()).toBe(0);
    expect(await house.frontDoor.admit({ callSid: 'CA-in', caller })).toMatchObject({ answer: 'known', callbackId: id });
    house.clock.advance(30 * MINUTE);
    await round();
    expect(house.network.orders).toHaveLength(2);
  });

  it('goes to the front by calling within 24 hours of the last try', async () => {
    await house.tune({ callbackAttempts: 1, burst: 1, admitPerSecond: 0.1 });
    const { id, caller } = await house.dueRequest(NUMBER);
    await round();
    expect(await end(id, 'CA-out-1', 'completed')).toBe('missed');
    expect((await house.frontDoor.picture()).openCallbacks).toBe(0);
    expect(await house.frontDoor.admit({ callSid: 'CA-in', caller })).toMatchObject({ answer: 'missedCallback', callbackId: id });
    house.clock.advance(24 * 60 * MINUTE);
    expect(await house.frontDoor.admit({ callSid: 'CA-in-2', caller })).not.toMatchObject({ answer: 'missedCallback' });
  });

  it('is not counted twice when the final status comes twice, or before the worker has noted its call', async () => {
    const { id } = await house.dueRequest(NUMBER);
    house.network.answer = async (_order, callSid) => {
      await end(id, callSid);
      return { placed: callSid };
    };
    await round();
    await end(id, 'CA-out-1');
    expect(await stateOf(id)).toMatchObject({ state: 'open', attempts: 1, nextTryAtMs: TEN + 30 * MINUTE });
    expect(await seats()).toBe(0);
  });

  it('who pressed 1 was reached: the end of that call changes nothing here', async () => {
    const { id } = await house.dueRequest(NUMBER);
    await round();
    await house.callbacks.accept(id, TEN);
    expect(await end(id, 'CA-out-1', 'completed')).toBe('accepted');
    expect(await seats()).toBe(1);
  });
});

describe('a network that fails', () => {
  it('and may have rung is asked before it is told again: found, there is no second call', async () => {
    const { id } = await house.dueRequest(NUMBER);
    house.network.answer = twilioDown;
    house.network.reached.set(NUMBER, 'CA-after-all');
    await round();
    expect(await stateOf(id)).toMatchObject({ state: 'open', attempts: 0 });
    expect(await seats()).toBe(0);
    house.clock.advance(MINUTE);
    await round();
    expect(house.network.orders).toHaveLength(1);
    expect(await stateOf(id)).toMatchObject({ state: 'dialling', attempts: 1 });
    expect(await end(id, 'CA-after-all')).toBe('open');
    expect(await stateOf(id)).toMatchObject({ attempts: 1 });
    expect(await seats()).toBe(0);
  });

  it('and has not rung is told again', async () => {
    const { id } = await house.dueRequest(NUMBER);
    house.network.answer = twilioDown;
    await round();
    house.network.answer = async (_order, callSid) => ({ placed: callSid });
    house.clock.advance(MINUTE);
    await round();
    expect(house.network.looked).toEqual([NUMBER]);
    expect(house.network.orders).toHaveLength(2);
    expect(await stateOf(id)).toMatchObject({ state: 'dialling', attempts: 1 });
  });

  it('and cannot even be asked: nobody is rung on a guess', async () => {
    const { id } = await house.dueRequest(NUMBER);
    house.network.answer = twilioDown;
    house.network.onLook = twilioDown;
    await round();
    for (let minute = 0; minute < 3; minute += 1) {
      house.clock.advance(MINUTE);
      await round();
    }
    expect(house.network.orders).toHaveLength(1);
    expect(await stateOf(id)).toMatchObject({ state: 'open', attempts: 0 });
    expect(await seats()).toBe(0);
  });

  it('too busy for us: a break for all, and no try is lost', async () => {
    const first = await house.dueRequest(number(1));
    house.network.answer = async () => ({ slowDown: true });
    const worker = house.worker();
    await round(worker);
    await house.dueRequest(number(2));
    house.clock.advance(4_000);
    await round(worker);
    expect(house.network.orders).toHaveLength(1);
    expect(await stateOf(first.id)).toMatchObject({ state: 'open', attempts: 0 });
    house.clock.advance(2_000);
    await round(worker);
    expect(house.network.orders).toHaveLength(3);
    expect(house.network.looked).toEqual([]);
    expect(await seats()).toBe(0);
  });

  it('refusing this number uses up a try', async () => {
    const { id } = await house.dueRequest(NUMBER);
    house.network.answer = async () => ({ refused: '21217' });
    await round();
    expect(await stateOf(id)).toMatchObject({ state: 'open', attempts: 1, nextTryAtMs: TEN + 30 * MINUTE });
    expect(await seats()).toBe(0);
  });

  it('rejecting our own credentials uses up no try, and says so aloud', async () => {
    const { id } = await house.dueRequest(NUMBER);
    house.network.answer = async () => {
      throw new HotlineError('TWILIO_REJECTED', 'credentials');
    };
    await round();
    expect(await stateOf(id)).toMatchObject({ state: 'open', attempts: 0 });
    expect(house.logged).toContain('TWILIO_REJECTED');
  });
});

describe('a worker that dies', () => {
  it('between claim and call leaves a try that another one makes', async () => {
    const { id } = await house.dueRequest(NUMBER);
    await house.frontDoor.promote(1, [id]);
    await house.callbacks.claim(id, TEN, 5 * MINUTE);
    const other = house.worker();
    await other.recover();
    await round(other);
    expect(house.network.orders).toEqual([]);
    house.clock.advance(5 * MINUTE + 1);
    await other.recover();
    expect(await seats()).toBe(0);
    await round(other);
    expect(house.network.looked).toEqual([NUMBER]);
    expect(house.network.orders).toHaveLength(1);
    expect(await stateOf(id)).toMatchObject({ state: 'dialling', attempts: 1 });
  });

  it('right after the call leaves one that is found, not made again', async () => {
    const { id } = await house.dueRequest(NUMBER);
    await house.callbacks.claim(id, TEN, 5 * MINUTE);
    house.network.reached.set(NUMBER, 'CA-of-the-dead');
    house.clock.advance(5 * MINUTE + 1);
    const other = house.worker();
    await other.recover();
    await round(other);
    expect(house.network.orders).toEqual([]);
    expect(await stateOf(id)).toMatchObject({ state: 'dialling', attempts: 1 });
    expect(await house.frontDoor.leave('CA-of-the-dead')).toEqual({ gaveBack: 'seat' });
  });

  it('and a final status that never came: the try counts, the place stays', async () => {
    const { id } = await house.dueRequest(NUMBER);
    await round();
    house.clock.advance(5 * MINUTE + 1);
    const others = [house.worker(), house.worker()];
    await Promise.all(others.map((worker) => worker.recover()));
    expect(await stateOf(id)).toMatchObject({ state: 'open', attempts: 1, nextTryAtMs: TEN + 35 * MINUTE + 1 });
    expect(await seats()).toBe(0);
  });

  it('stopped in its tracks for too long does not dial any more: its successor may have', async () => {
    const { id } = await house.dueRequest(NUMBER);
    const { pacer, waiting, letGo } = heldPacer();
    const slow = house.worker({ pacer });
    await slow.promote();
    await waiting();
    house.clock.advance(5 * MINUTE + 1);
    const other = house.worker();
    await other.recover();
    await round(other);
    letGo();
    await slow.idle();
    expect(house.network.orders).toHaveLength(1);
    expect(await stateOf(id)).toMatchObject({ state: 'dialling', attempts: 1 });
    expect(await seats()).toBe(1);
  });
});

describe('those on hold', () => {
  beforeEach(async () => {
    await house.tune({ admitPerSecond: 1, burst: 1, maxQueueLength: 10, callbackShare: 0.5 });
    for (const callSid of ['CA-in', 'CA-1', 'CA-2', 'CA-3']) await house.frontDoor.admit({ callSid, caller: callSid });
  });

  it('are moved the moment it is their turn, in ticket order', async () => {
    await round();
    expect(house.network.moved).toEqual([]);
    for (const expected of [['CA-1'], ['CA-1', 'CA-2'], ['CA-1', 'CA-2', 'CA-3']]) {
      house.clock.advance(1_000);
      await round();
      expect(house.network.moved).toEqual(expected);
    }
  });

  it('who have hung up give their seat back at once', async () => {
    house.network.onRedirect = async () => 'over';
    house.clock.advance(1_000);
    await round();
    expect(await seats()).toBe(1);
  });

  it('are let in by their own loop when the network cannot move them', async () => {
    house.network.onRedirect = twilioDown;
    house.clock.advance(1_000);
    await round();
    expect(house.network.moved).toEqual([]);
    expect(await house.frontDoor.checkTurn('CA-1')).toEqual({ admitted: true });
  });

  it('move up also when the list of callbacks does not answer', async () => {
    const down = async (): Promise<never> => {
      throw new DependencyDown('postgres', new Error('gone'));
    };
    house.clock.advance(1_000);
    await round(house.worker({ callbacks: { ...house.callbacks, due: down } }));
    expect(house.network.moved).toEqual(['CA-1']);
    expect(house.logged).toEqual(['POSTGRES_DOWN']);
  });

  it('share what is free with those who are called back', async () => {
    await house.dueRequest(number(1));
    await house.dueRequest(number(2));
    for (let second = 0; second < 4; second += 1) {
      house.clock.advance(1_000);
      await round();
    }
    expect(house.network.moved).toHaveLength(2);
    expect(house.network.orders).toHaveLength(2);
  });
});

describe('a human’s callback', () => {
  const signIn = (name: string) => house.agents.choose(name, { state: 'available' }, { endpoint: `client:${name}`, lanes: ['de'] });

  it('is made only while a human is free, and for no more people than there are', async () => {
    await Promise.all([1, 2, 3].map((index) => house.dueRequest(number(index), { kind: 'human', ticketAtMs: TEN + index })));
    const worker = house.worker();
    await round(worker);
    expect(house.network.orders).toEqual([]);
    await signIn('one');
    await signIn('two');
    await round(worker);
    await round(worker);
    expect(house.network.orders.map(({ to }) => to).sort()).toEqual([number(1), number(2)]);
  });

  it('does not hold up those who want the menu', async () => {
    await house.dueRequest(number(1), { kind: 'human', ticketAtMs: TEN - MINUTE });
    await house.dueRequest(number(2));
    await round();
    expect(house.network.orders.map(({ to }) => to)).toEqual([number(2)]);
  });
});

describe('the rounds', () => {
  it('clear away what is left over, each whatever becomes of the others', async () => {
    await house.frontDoor.admit({ callSid: 'CA-lost', caller: 'x' });
    house.clock.advance(20 * MINUTE);
    const broken = async (): Promise<never> => {
      throw new DependencyDown('postgres', new Error('gone'));
    };
    const bookings = Object.assign(Object.create(house.parts.bookings), { sweep: broken });
    await house.worker({ bookings }).sweep();
    expect(await seats()).toBe(0);
    expect(house.logged).toContain('POSTGRES_DOWN');
  });

  it('run until they are stopped, and stopping waits for the call that is being placed', async () => {
    const { id } = await house.dueRequest(NUMBER);
    const { pacer, waiting, letGo } = heldPacer();
    const jobs: (() => Promise<void>)[] = [];
    const stopped: number[] = [];
    const stop = house.worker({ pacer }).start((ms, job) => {
      jobs.push(job);
      return async () => void stopped.push(ms);
    });
    expect(jobs).toHaveLength(4);
    await Promise.all(jobs.map((job) => job()));
    await waiting();
    const stopping = stop();
    letGo();
    await stopping;
    expect(stopped).toHaveLength(4);
    expect(await stateOf(id)).toMatchObject({ state: 'dialling' });
    expect(house.network.orders).toHaveLength(1);
  });
});
