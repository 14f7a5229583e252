import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { callbackMayRing, registerCallback } from '../../src/calls/register-callback.ts';
import { DependencyDown } from '../../src/platform/errors.ts';
import { closeServices } from '../support/services.ts';
import { buildWorkerHouse, MINUTE, TEN, type WorkerHouse } from './worker-house.ts';

const NUMBER = '+492311234567';
const wish = { number: NUMBER, kind: 'menu', language: 'de', ticketAtMs: TEN, nowMs: TEN } as const;
const down = async (): Promise<never> => {
  throw new DependencyDown('redis', new Error('gone'));
};

let house: WorkerHouse;
beforeAll(async () => {
  house = await buildWorkerHouse();
});
beforeEach(() => house.reset());
afterAll(closeServices);

describe('asking to be called back', () => {
  it('is a promise that is stored, with a window and a place on the ticket', async () => {
    const registered = await registerCallback(house.parts, wish);
    expect(registered).toMatchObject({
      status: 'registered',
      request: { window: { fromMs: TEN, toMs: TEN + 120 * MINUTE }, ticketAtMs: TEN },
    });
    const caller = house.parts.hashes.caller(NUMBER);
    expect(await house.frontDoor.admit({ callSid: 'CA1', caller })).toMatchObject({ answer: 'known', ticketAtMs: TEN });
    expect((await house.frontDoor.picture()).openCallbacks).toBe(1);
  });

  it('twice is the first promise again, for fifty at once too', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => registerCallback(house.parts, wish)));
    expect(all.filter(({ status }) => status === 'registered')).toHaveLength(1);
    expect(new Set(all.map((one) => ('request' in one ? one.request.id : 'none'))).size).toBe(1);
    expect((await house.frontDoor.picture()).openCallbacks).toBe(1);
  });

  it('is promised for later when many are ahead', async () => {
    await house.tune({ dialPerSecond: 0.1 });
    for (let index = 10; index < 90; index += 1)
      await registerCallback(house.parts, { ...wish, number: `+4923112399${index}`, ticketAtMs: TEN - index });
    const last = await registerCallback(house.parts, wish);
    // 80 people at one in ten seconds, and a quarter more for caution: 1,000 s after 10:00; the window begins at the half hour before
    expect(last).toMatchObject({ request: { window: { fromMs: TEN, toMs: TEN + 150 * MINUTE } } });
    const human = await registerCallback(house.parts, { ...wish, number: '+492311234568', kind: 'human' });
    expect(human).toMatchObject({ request: { window: { fromMs: TEN, toMs: TEN + 120 * MINUTE } } });
  });

  it('is refused for a number that may not be rung, and stores nothing', async () => {
    for (const number of ['+4990012345678', '+41446681800', '+49112', '+266696687'])
      expect(await registerCallback(house.parts, { ...wish, number })).toEqual({ status: 'notDialable' });
    expect(await house.callbacks.counts()).toMatchObject({ open: 0 });
  });

  it('is refused when there are as many open promises as ops allow', async () => {
    await house.tune({ maxOpenCallbacks: 1 });
    expect((await registerCallback(house.parts, wish)).status).toBe('registered');
    expect(await registerCallback(house.parts, { ...wish, number: '+492311234568' })).toEqual({ status: 'full' });
  });

  it('works while Redis is away: the promise is in the database', async () => {
    const frontDoor = Object.assign(Object.create(house.frontDoor), { picture: down, noteCallback: down });
    const parts = { ...house.parts, frontDoor, thresholds: { ...house.parts.thresholds, now: down } };
    expect(await registerCallback(parts, wish)).toMatchObject({ status: 'registered' });
    expect(await house.callbacks.counts()).toMatchObject({ open: 1 });
  });

  it('fails aloud while the database is away: nothing is promised', async () => {
    const register = async (): Promise<never> => {
      throw new DependencyDown('postgres', new Error('gone'));
    };
    const parts = { ...house.parts, callbacks: { ...house.callbacks, register } };
    await expect(registerCallback(parts, wish)).rejects.toMatchObject({ code: 'POSTGRES_DOWN' });
  });
});

describe('hanging up after the promise', () => {
  it('lets the telephone ring a moment later, and not before the window', async () => {
    const registered = await registerCallback(house.parts, wish);
    const id = 'request' in registered ? registered.request.id : '';
    await callbackMayRing(house.parts, { callbackId: id, nowMs: TEN + 20_000 });
    expect(await house.callbacks.byId(id)).toMatchObject({ nextTryAtMs: TEN + 25_000, attempts: 0 });
    const evening = await registerCallback(house.parts, { ...wish, number: '+492311234568', nowMs: TEN + 9 * 60 * MINUTE });
    const later = 'request' in evening ? evening.request : undefined;
    await callbackMayRing(house.parts, { callbackId: later?.id ?? '', nowMs: TEN + 9 * 60 * MINUTE });
    expect(await house.callbacks.byId(later?.id ?? '')).toMatchObject({ nextTryAtMs: later?.window.fromMs });
  });

  it('does not hurry what the person has put off', async () => {
    const registered = await registerCallback(house.parts, wish);
    const id = 'request' in registered ? registered.request.id : '';
    await house.callbacks.snooze(id, TEN + 30 * MINUTE);
    await callbackMayRing(house.parts, { callbackId: id, nowMs: TEN + MINUTE });
    expect(await house.callbacks.byId(id)).toMatchObject({ nextTryAtMs: TEN + 30 * MINUTE });
  });
});
