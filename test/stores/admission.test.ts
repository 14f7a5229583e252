import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { createFrontDoor } from '../../src/admission/redis-admission.ts';
import { createLiveThresholds } from '../../src/admission/redis-thresholds.ts';
import { seatLeaseSeconds, terms } from '../../src/admission/terms.ts';
import { defaultThresholds, type Thresholds } from '../../src/admission/thresholds.ts';
import type { FrontDoor } from '../../src/calls/ports/front-door.ts';
import { attended } from '../support/attended.ts';
import { closeServices, testRedis } from '../support/services.ts';

const START_MS = Date.UTC(2021, 0, 25, 8);
const MINUTE_MS = 60_000;

let redis: Redis;
let door: FrontDoor;
let version: number;
let nowMs: number;
const clock = { nowMs: () => nowMs, offsetMs: () => 0 };

beforeEach(async () => {
  redis ??= await testRedis();
  await redis.flushdb();
  nowMs = START_MS;
  version = 0;
  door = createFrontDoor({ redis, clock, localDay: () => '2021-01-25', scriptTime: () => `=${nowMs}` });
  await publish({});
  await attended(redis, nowMs);
});
afterAll(closeServices);

async function publish(changes: Partial<Thresholds>): Promise<void> {
  version += 1;
  const values = { ...defaultThresholds, ...changes };
  await createLiveThresholds({ redis, clock }).publish({ version, values, changedBy: 'test', changedAt: '', reason: 'test' });
}

const names = (count: number, prefix = 'CA') => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const arrive = (callSids: readonly string[]) =>
  Promise.all(callSids.map((callSid) => door.admit({ callSid, caller: `caller of ${callSid}` })));
const answersOf = async (callSids: readonly string[]) => (await arrive(callSids)).map(({ answer }) => answer);
const howMany = (answers: readonly string[], answer: string) => answers.filter((given) => given === answer).length;

describe('capacity', () => {
  it('seats exactly 100 of 500 calls that arrive at once on 100 seats, over several connections', async () => {
    await publish({ burst: 1_000, maxActiveCalls: 100, maxQueueLength: 0 });
    const others = await Promise.all([testRedis(), testRedis()]);
    const doors = [
      door,
      ...others.map((other) => createFrontDoor({ redis: other, clock, localDay: () => '2021-01-25', scriptTime: () => `=${nowMs}` })),
    ];
    const admissions = await Promise.all(
      names(500).map((callSid, index) => doors[index % doors.length]?.admit({ callSid, caller: callSid })),
    );
    const answers = admissions.map((admission) => admission?.answer ?? 'none');
    expect(howMany(answers, 'admitted')).toBe(100);
    expect(howMany(answers, 'callbackOffered')).toBe(400);
    expect((await door.picture()).activeCalls).toBe(100);
  });

  it('admits two, queues two and offers two a callback at one call a second with a burst of two', async () => {
    await publish({ admitPerSecond: 1, burst: 2, maxQueueLength: 2 });
    const answers = await answersOf(names(6));
    expect(answers).toEqual(['admitted', 'admitted', 'queued', 'queued', 'callbackOffered', 'callbackOffered']);
  });

  it('a refusal takes nothing: the next token admits, however many were refused', async () => {
    await publish({ admitPerSecond: 1, burst: 1, maxQueueLength: 0 });
    await arrive(names(1));
    const before = await door.picture();
    expect(howMany(await answersOf(names(50, 'refused')), 'callbackOffered')).toBe(50);
    const { tokens, activeCalls, onHold, openCallbacks } = await door.picture();
    expect({ tokens, activeCalls, onHold, openCallbacks }).toEqual({ tokens: before.tokens, activeCalls: 1, onHold: 0, openCallbacks: 0 });
    nowMs += 1_000;
    expect(await answersOf(['next'])).toEqual(['admitted']);
  });

  it('says busy only when callbacks are full too', async () => {
    await publish({ burst: 1, maxQueueLength: 0, maxOpenCallbacks: 1 });
    await door.noteCallback('somebody', { id: 'cb1', ticketAtMs: nowMs, dueAtMs: nowMs + MINUTE_MS });
    expect(await answersOf(names(2))).toEqual(['admitted', 'busy']);
    await door.noteCallback('somebody', undefined);
    expect(await answersOf(['later'])).toEqual(['callbackOffered']);
  });

  it('a lower burst counts at once: no more than it are admitted', async () => {
    await publish({ burst: 3, maxQueueLength: 0 });
    expect(howMany(await answersOf(names(10)), 'admitted')).toBe(3);
  });

  it('does not queue for longer than is sold', async () => {
    await publish({ admitPerSecond: 1, burst: 1, maxWaitSeconds: 3 });
    const answers = await answersOf(names(6));
    expect(answers).toEqual(['admitted', 'queued', 'queued', 'queued', 'callbackOffered', 'callbackOffered']);
  });
});

describe('repeats and endings', () => {
  it('the same CallSid gets the same answer and takes once', async () => {
    const call = { callSid: 'CA1', caller: 'anna' };
    const first = await door.admit(call);
    await publish({ mode: 'closed', closedUntilMs: nowMs + MINUTE_MS, closedReason: 'repair' });
    nowMs += 5_000;
    expect(await Promise.all([door.admit(call), door.admit(call)])).toEqual([first, first]);
    const { activeCalls, attempts, people } = await door.picture();
    expect({ activeCalls, attempts, people }).toEqual({ activeCalls: 1, attempts: 1, people: 1 });
  });

  it('a seat is given back exactly once, also when everybody reports the end together', async () => {
    await arrive(['CA1', 'CA2']);
    const reports = await Promise.all(names(20).map(() => door.leave('CA1', { caller: 'caller of CA1' })));
    expect(
      howMany(
        reports.map(({ gaveBack }) => gaveBack),
        'seat',
      ),
    ).toBe(1);
    expect((await door.picture()).activeCalls).toBe(1);
  });

  it('an end that comes before the first webhook is remembered: the call takes nothing', async () => {
    await door.leave('CA1', { caller: 'anna' });
    expect((await door.admit({ callSid: 'CA1', caller: 'anna' })).answer).toBe('callbackOffered');
    const { activeCalls, attempts } = await door.picture();
    expect({ activeCalls, attempts }).toEqual({ activeCalls: 0, attempts: 0 });
  });

  it('frees a seat whose lease ran out, and not one that was renewed', async () => {
    await arrive(['quiet', 'alive']);
    nowMs += (seatLeaseSeconds - 1) * 1_000;
    await door.renew('alive');
    await door.renew('never seated');
    nowMs += 2_000;
    expect(await door.sweep()).toEqual(['quiet']);
    expect(await door.leave('quiet')).toEqual({ gaveBack: 'nothing' });
    expect((await door.picture()).activeCalls).toBe(1);
  });

  it('clears away a waiting call that is not heard of, and decides anew when it is', async () => {
    await publish({ admitPerSecond: 0.1, burst: 1 });
    await arrive(['seated', 'silent', 'patient']);
    nowMs += 70_000;
    await publish({ admitPerSecond: 0.1, burst: 1, maxActiveCalls: 1 });
    expect(await door.checkTurn('patient')).toMatchObject({ admitted: false, position: 2 });
    nowMs += 60_000;
    await door.sweep();
    expect(await door.checkTurn('patient')).toMatchObject({ admitted: false, position: 1 });
    expect(await door.checkTurn('silent')).toMatchObject({ unknown: true });
    expect(await door.admit({ callSid: 'silent', caller: 'caller of silent' })).toMatchObject({
      answer: 'queued',
      position: 1,
      ticketAtMs: START_MS,
    });
  });
});

describe('the line', () => {
  it('keeps ticket order under redials: ringing again neither helps nor hurts', async () => {
    await publish({ admitPerSecond: 0.1, burst: 1 });
    await arrive(['first']);
    await door.admit({ callSid: 'anna 1', caller: 'anna' });
    nowMs += 1_000;
    await door.admit({ callSid: 'bert 1', caller: 'bert' });
    nowMs += 1_000;
    await door.leave('anna 1', { caller: 'anna' });
    const again = await door.admit({ callSid: 'anna 2', caller: 'anna' });
    expect(again).toMatchObject({ answer: 'queued', position: 1, ticketAtMs: START_MS });
    nowMs += 60_000;
    expect(await door.promote(1, [])).toEqual({ calls: ['anna 2'], callbacks: [] });
  });

  it('a place that was cut off is kept ten minutes although the line is full', async () => {
    await publish({ admitPerSecond: 0.1, burst: 1, maxQueueLength: 1 });
    await arrive(['first']);
    await door.admit({ callSid: 'anna 1', caller: 'anna' });
    await door.leave('anna 1', { caller: 'anna' });
    await door.admit({ callSid: 'bert 1', caller: 'bert' });
    expect(await door.admit({ callSid: 'anna 2', caller: 'anna' })).toMatchObject({ answer: 'queued', position: 1 });
    await door.leave('anna 2', { caller: 'anna' });
    await publish({ admitPerSecond: 0.1, burst: 1, maxQueueLength: 1, maxActiveCalls: 1 });
    nowMs += 11 * MINUTE_MS;
    expect((await door.admit({ callSid: 'anna 3', caller: 'anna' })).answer).toBe('callbackOffered');
  });

  it('moves by the loops of those who wait, one unit at a time, each paying once', async () => {
    await publish({ admitPerSecond: 1, burst: 1 });
    await arrive(['in', 'one', 'two']);
    expect(await door.checkTurn('two')).toMatchObject({ admitted: false, position: 2 });
    nowMs += 1_000;
    expect(await door.checkTurn('two')).toMatchObject({ admitted: false, position: 1 });
    expect(await door.checkTurn('one')).toEqual({ admitted: true });
    expect(await door.checkTurn('one')).toEqual({ admitted: true });
    nowMs += 1_000;
    expect(await door.checkTurn('two')).toEqual({ admitted: true });
    expect((await door.picture()).activeCalls).toBe(3);
  });

  it('tells the worker who was let in by another caller’s look', async () => {
    await publish({ admitPerSecond: 1, burst: 1 });
    await arrive(['in', 'one', 'two']);
    nowMs += 1_000;
    await door.checkTurn('two');
    expect(await door.promote(10, [])).toEqual({ calls: ['one'], callbacks: [] });
    expect(await door.promote(10, [])).toEqual({ calls: [], callbacks: [] });
  });

  it('a newcomer does not pass those who wait, even when capacity is free', async () => {
    await publish({ admitPerSecond: 1, burst: 1 });
    await arrive(['in', 'waiting']);
    nowMs += 10_000;
    expect(await answersOf(['newcomer'])).toEqual(['queued']);
  });

  it('estimates from the measured drain, and says so when nothing is measured', async () => {
    await publish({ admitPerSecond: 1, burst: 1 });
    await arrive(names(31));
    expect(await door.checkTurn('CA30')).toEqual({ admitted: false, position: 30, waitSeconds: undefined });
    for (let second = 1; second <= 20; second++) {
      nowMs += 1_000;
      if (second % 2 === 0) await door.promote(1, []);
    }
    // 10 let in within 20 s, and the token left over lets in another one; a fifth on top, so that it is beaten
    expect(await door.checkTurn('CA30')).toEqual({ admitted: false, position: 20, waitSeconds: 48 });
  });
});

describe('closing and callbacks', () => {
  it('a closed line says why and until when, and opens by itself', async () => {
    const closedUntilMs = nowMs + 10 * MINUTE_MS;
    await publish({ mode: 'closed', closedUntilMs, closedReason: 'Wartung | kurz' });
    expect((await arrive(['CA1']))[0]).toMatchObject({
      answer: 'closed',
      reason: 'Wartung | kurz',
      opensAtMs: closedUntilMs,
      ticketAtMs: START_MS,
    });
    nowMs = closedUntilMs;
    expect((await arrive(['CA2']))[0]).toMatchObject({ answer: 'admitted' });
  });

  it('callback only lets nobody new in or on hold', async () => {
    await publish({ mode: 'callback_only' });
    expect(await answersOf(names(3))).toEqual(['callbackOffered', 'callbackOffered', 'callbackOffered']);
  });

  it('an open callback is known, a due or missed one comes in without a token', async () => {
    await publish({ burst: 1, maxQueueLength: 0 });
    await arrive(['empties the bucket']);
    await door.noteCallback('anna', { id: 'cb1', ticketAtMs: nowMs, dueAtMs: nowMs + MINUTE_MS });
    expect(await door.admit({ callSid: 'CA1', caller: 'anna' })).toMatchObject({ answer: 'known', callbackId: 'cb1' });
    await door.noteMissedCallback('bert', { id: 'cb2', untilMs: nowMs + 24 * 60 * MINUTE_MS });
    expect(await door.admit({ callSid: 'CA2', caller: 'bert' })).toMatchObject({ answer: 'missedCallback', callbackId: 'cb2' });
    await publish({ burst: 1, maxQueueLength: 0, admitPerSecond: 0.1, maxActiveCalls: 3 });
    nowMs += MINUTE_MS;
    expect(await door.admit({ callSid: 'CA3', caller: 'anna' })).toMatchObject({ answer: 'missedCallback', callbackId: 'cb1' });
    expect((await door.picture()).activeCalls).toBe(3);
  });

  it('a caller who rings while the callback has its seat takes that seat', async () => {
    await publish({ maxActiveCalls: 1, maxQueueLength: 0 });
    await door.noteCallback('anna', { id: 'cb1', ticketAtMs: nowMs, dueAtMs: nowMs });
    expect(await door.promote(5, ['cb1'])).toEqual({ calls: [], callbacks: ['cb1'] });
    expect(await door.admit({ callSid: 'CA1', caller: 'anna' })).toMatchObject({ answer: 'missedCallback', callbackId: 'cb1' });
    await door.handSeatOver('cb1', 'CA of the dialler');
    expect((await door.picture()).activeCalls).toBe(1);
    expect(await door.leave('CA1', { caller: 'anna' })).toEqual({ gaveBack: 'seat' });
  });

  it('hands the callback’s seat to its call, once, and frees it when that call is over already', async () => {
    await door.promote(5, ['cb1', 'cb2']);
    await door.handSeatOver('cb1', 'CA1');
    await door.handSeatOver('cb1', 'CA1');
    await door.leave('CA2');
    await door.handSeatOver('cb2', 'CA2');
    expect((await door.picture()).activeCalls).toBe(1);
    expect(await door.leave('CA1')).toEqual({ gaveBack: 'seat' });
  });

  it.each([
    { share: 0.5, callbacks: 10 },
    { share: 0.25, callbacks: 5 },
    { share: 0, callbacks: 0 },
    { share: 1, callbacks: 20 },
  ])('shares capacity with callbacks at $share while people hold', async ({ share, callbacks }) => {
    await publish({ burst: 1, admitPerSecond: 0.1, callbackShare: share });
    await arrive(names(41));
    await publish({ burst: 20, admitPerSecond: 20, callbackShare: share });
    nowMs += 1_000;
    const promoted = await door.promote(100, names(40, 'cb'));
    expect(promoted.callbacks).toEqual(names(callbacks, 'cb'));
    expect(promoted.calls).toEqual(names(21).slice(1, 21 - callbacks));
  });

  it('an idle side lends its share at once', async () => {
    await publish({ burst: 10, admitPerSecond: 10, callbackShare: 0.5 });
    expect((await door.promote(100, names(30, 'cb'))).callbacks).toHaveLength(10);
    nowMs += 10_000;
    await door.promote(0, []);
    await arrive(names(40));
    nowMs += 1_000;
    expect((await door.promote(100, [])).calls).toHaveLength(10);
  });

  it('callbacks that are due get their share although newcomers take every token they can', async () => {
    await publish({ admitPerSecond: 1, burst: 1, maxQueueLength: 0, callbackShare: 0.5 });
    let callbacks = 0;
    for (let second = 0; second < 20; second++) {
      await arrive(names(5, `at ${second} `));
      callbacks += (await door.promote(10, names(40, 'cb').slice(callbacks))).callbacks.length;
      nowMs += 1_000;
    }
    const { decisions } = await door.picture();
    expect(callbacks + decisions.admitted).toBe(20);
    expect(callbacks).toBeGreaterThanOrEqual(9);
    expect(decisions.admitted).toBeGreaterThanOrEqual(9);
  });

  it('calls nobody into a closed line', async () => {
    await publish({ mode: 'closed', closedUntilMs: nowMs + MINUTE_MS, closedReason: 'repair' });
    expect(await door.promote(10, ['cb1'])).toEqual({ calls: [], callbacks: [] });
  });
});

describe('a call that was cut off', () => {
  it('goes on within half an hour without a token, and its call is named', async () => {
    await publish({ burst: 1, admitPerSecond: 0.1, maxQueueLength: 0 });
    await door.admit({ callSid: 'CA1', caller: 'anna' });
    await door.leave('CA1', { caller: 'anna' });
    nowMs += 2_000;
    expect(await door.admit({ callSid: 'CA2', caller: 'anna' })).toMatchObject({
      answer: 'admitted',
      previousCallSid: 'CA1',
      ticketAtMs: START_MS,
    });
    // The line was gone on with; another call at the same time is a new caller
    expect(await door.admit({ callSid: 'CA3', caller: 'anna' })).toMatchObject({ answer: 'callbackOffered' });
  });

  it('is forgotten after half an hour, and at once when the caller was served', async () => {
    await door.admit({ callSid: 'CA1', caller: 'anna' });
    await door.leave('CA1', { caller: 'anna' });
    await door.admit({ callSid: 'CA2', caller: 'bert' });
    await door.leave('CA2', { caller: 'bert' });
    await door.leave('CA2', { caller: 'bert', served: true });
    nowMs += 30 * MINUTE_MS;
    expect(await door.admit({ callSid: 'CA3', caller: 'anna' })).not.toHaveProperty('previousCallSid');
    expect(await door.admit({ callSid: 'CA4', caller: 'bert' })).toMatchObject({ ticketAtMs: nowMs });
  });

  it('a served caller with an open callback stays known', async () => {
    await door.admit({ callSid: 'CA1', caller: 'anna' });
    await door.noteCallback('anna', { id: 'cb1', ticketAtMs: nowMs, dueAtMs: nowMs + MINUTE_MS });
    await door.leave('CA1', { caller: 'anna', served: true });
    expect(await door.admit({ callSid: 'CA2', caller: 'anna' })).toMatchObject({ answer: 'known', callbackId: 'cb1' });
  });

  it('two calls of one caller in one tick share the ticket and count as one person', async () => {
    await Promise.all(['CA1', 'CA2', 'CA3'].map((callSid) => door.admit({ callSid, caller: 'anna' })));
    await Promise.all(['CA4', 'CA5'].map((callSid) => door.admit({ callSid })));
    expect(await door.picture()).toMatchObject({ people: 3, attempts: 5 });
  });
});

describe('the store', () => {
  it('works after the server forgot its scripts', async () => {
    await arrive(['CA1']);
    await redis.script('FLUSH');
    expect(await answersOf(['CA2'])).toEqual(['admitted']);
  });

  it('without thresholds it says so and takes nothing', async () => {
    await redis.flushdb();
    await expect(door.admit({ callSid: 'CA1' })).rejects.toMatchObject({ code: 'NO_THRESHOLDS' });
    await expect(door.picture()).rejects.toMatchObject({ code: 'NO_THRESHOLDS' });
    expect(await redis.dbsize()).toBe(0);
  });

  it('answers by the server’s clock plus the offset, and a clock set back stops nothing', async () => {
    let offsetMs = 0;
    const moved = createFrontDoor({ redis, clock: { nowMs: () => nowMs, offsetMs: () => offsetMs }, localDay: () => '2021-01-25' });
    await publish({ burst: 1, admitPerSecond: 1, maxQueueLength: 0 });
    expect((await moved.admit({ callSid: 'CA1' })).answer).toBe('admitted');
    offsetMs = 3_600_000;
    const later = await moved.admit({ callSid: 'CA2' });
    expect(later.answer).toBe('admitted');
    offsetMs = 0;
    const back = await moved.admit({ callSid: 'CA3' });
    expect(back).toMatchObject({ answer: 'callbackOffered' });
    expect(back.ticketAtMs).toBeGreaterThanOrEqual(later.ticketAtMs);
  });
});

describe('tickets', () => {
  it('serve two calls at once from one number as two callers: each has its own seat, and gives back its own', async () => {
    const answers = await Promise.all([door.admit({ callSid: 'CA1', caller: 'anna' }), door.admit({ callSid: 'CA2', caller: 'anna' })]);
    expect(answers.map(({ answer }) => answer)).toEqual(['admitted', 'admitted']);
    expect(await door.leave('CA1', { caller: 'anna', served: true })).toEqual({ gaveBack: 'seat' });
    expect((await door.picture()).activeCalls).toBe(1);
    expect(await door.leave('CA2', { caller: 'anna', served: true })).toEqual({ gaveBack: 'seat' });
  });

  it('hold two calls of one number side by side, at the place of the one ticket', async () => {
    await publish({ admitPerSecond: 1, burst: 1 });
    await arrive(['takes the token']);
    await door.admit({ callSid: 'anna 1', caller: 'anna' });
    await door.admit({ callSid: 'bert 1', caller: 'bert' });
    expect(await door.admit({ callSid: 'anna 2', caller: 'anna' })).toMatchObject({ answer: 'queued', position: 2, attempt: 2 });
    const order: string[] = [];
    for (let second = 0; second < 3; second++) {
      nowMs += 1_000;
      order.push(...(await door.promote(5, [])).calls);
    }
    expect(order).toEqual(['anna 1', 'anna 2', 'bert 1']);
  });

  it('count how often their caller rang; a repeated webhook is no attempt', async () => {
    await publish({ burst: 1, maxQueueLength: 0, admitPerSecond: 0.1 });
    await arrive(['takes the token']);
    const attempts: number[] = [];
    for (const callSid of ['CA1', 'CA2', 'CA2', 'CA3']) attempts.push((await door.admit({ callSid, caller: 'anna' })).attempt);
    expect(attempts).toEqual([1, 2, 2, 3]);
    expect(await door.picture()).toMatchObject({ people: 2, attempts: 4 });
  });

  it('an admitted call that was dropped goes on after 29 minutes, and not after 30', async () => {
    for (const caller of ['anna', 'bert']) {
      await door.admit({ callSid: `${caller} 1`, caller });
      await door.leave(`${caller} 1`, { caller });
    }
    nowMs += 30 * MINUTE_MS - 1;
    expect(await door.admit({ callSid: 'anna 2', caller: 'anna' })).toMatchObject({ answer: 'admitted', previousCallSid: 'anna 1' });
    nowMs += 1;
    expect(await door.admit({ callSid: 'bert 2', caller: 'bert' })).not.toHaveProperty('previousCallSid');
  });

  it('are given to a withheld number once it is typed, with the time of its call', async () => {
    await door.admit({ callSid: 'CA1' });
    nowMs += 20_000;
    expect(await door.adoptTicket('CA1', 'anna')).toEqual({ ticketAtMs: START_MS, attempt: 1 });
    expect(await door.adoptTicket('CA1', 'anna')).toEqual({ ticketAtMs: START_MS, attempt: 1 });
    nowMs += MINUTE_MS;
    expect(await door.admit({ callSid: 'CA2', caller: 'anna' })).toMatchObject({ ticketAtMs: START_MS, attempt: 2 });
  });

  it('that a typed number had before keep the older time of the two, also when the call has ended', async () => {
    await door.admit({ callSid: 'CA1', caller: 'anna' });
    nowMs += MINUTE_MS;
    await door.admit({ callSid: 'CA2' });
    await door.leave('CA2');
    nowMs += 1_000;
    expect(await door.adoptTicket('CA2', 'anna')).toEqual({ ticketAtMs: START_MS, attempt: 2 });
    expect(await door.adoptTicket('CA2', 'bert')).toEqual({ ticketAtMs: START_MS + MINUTE_MS, attempt: 1 });
  });
});

describe('ringing again in a rush', () => {
  it('is no second draw: whoever was offered a callback is offered it again while others are refused', async () => {
    await publish({ admitPerSecond: 1, burst: 1, maxQueueLength: 1 });
    await arrive(['in', 'holds']);
    expect((await door.admit({ callSid: 'anna 1', caller: 'anna' })).answer).toBe('callbackOffered');
    nowMs += 1_000;
    await door.promote(1, []);
    expect((await door.admit({ callSid: 'anna 2', caller: 'anna' })).answer).toBe('callbackOffered');
    expect((await door.admit({ callSid: 'bert 1', caller: 'bert' })).answer).toBe('queued');
  });

  it('lets in as ever when the rush is over, or when ops have changed what counts', async () => {
    await publish({ admitPerSecond: 1, burst: 1, maxQueueLength: 0 });
    await arrive(['in']);
    for (const caller of ['anna', 'bert']) expect((await door.admit({ callSid: `${caller} 1`, caller })).answer).toBe('callbackOffered');
    nowMs += terms.OVERRUN_MS;
    expect((await door.admit({ callSid: 'anna 2', caller: 'anna' })).answer).toBe('admitted');
    expect((await door.admit({ callSid: 'carl 1', caller: 'carl' })).answer).toBe('callbackOffered');
    await publish({ admitPerSecond: 10, burst: 1, maxQueueLength: 0 });
    nowMs += 1_000;
    expect((await door.admit({ callSid: 'bert 2', caller: 'bert' })).answer).toBe('admitted');
  });
});
