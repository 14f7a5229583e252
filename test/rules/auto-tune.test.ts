import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Absorbed, adviseRate, measure } from '../../src/admission/auto-tune.ts';

const plenty: Absorbed = {
  agentsOnDuty: 1_200,
  agentSecondsPerCall: 240,
  agentShare: 0.2,
  bookingMs: 5,
  activeCalls: 800,
  maxActiveCalls: 5_000,
  secondsPerCall: 180,
  demand: true,
};

describe('the advised rate', () => {
  it('is what the agents take, divided by the share of callers who want one', () => {
    const advice = adviseRate({ ...plenty, agentsOnDuty: 48 }, { admitPerSecond: 20, setByPerson: 20 });
    // 48 agents ÷ 240 s = 0.2 a second, and every fifth caller wants one
    expect(advice).toMatchObject({ targetPerSecond: 2, floorPerSecond: 2, limit: 'floor', admitPerSecond: 2, direction: 'down' });
    expect(adviseRate({ ...plenty, agentsOnDuty: 240 }, { admitPerSecond: 20, setByPerson: 20 })).toMatchObject({
      targetPerSecond: 5,
      admitPerSecond: 5,
      limit: 'agents',
    });
  });

  it('goes down at once and up by a tenth', () => {
    const rate = { admitPerSecond: 20, setByPerson: 20 };
    expect(adviseRate({ ...plenty, maxActiveCalls: 1_000 }, rate)).toMatchObject({ admitPerSecond: 5, direction: 'down', limit: 'seats' });
    expect(adviseRate(plenty, rate)).toMatchObject({ admitPerSecond: 22, direction: 'up', targetPerSecond: 25 });
    expect(adviseRate(plenty, { admitPerSecond: 24, setByPerson: 20 })).toMatchObject({ admitPerSecond: 25 });
  });

  it('is not raised for nobody', () => {
    expect(adviseRate({ ...plenty, demand: false }, { admitPerSecond: 20, setByPerson: 20 })).toMatchObject({
      admitPerSecond: 20,
      direction: 'stay',
    });
  });

  it('falls with slow bookings, and to the floor when they do not answer, but never closes the line', () => {
    const rate = { admitPerSecond: 20, setByPerson: 20 };
    expect(adviseRate({ ...plenty, bookingMs: 1_000 }, rate)).toMatchObject({ admitPerSecond: 5, limit: 'bookings' });
    const away = adviseRate({ ...plenty, bookingMs: undefined }, rate);
    expect(away).toMatchObject({ admitPerSecond: 2, limit: 'floor' });
    expect(away.reasons.join('; ')).toContain('the bookings do not answer');
  });

  it('without agents on duty follows seats and bookings: the keypad books alone', () => {
    expect(adviseRate({ ...plenty, agentsOnDuty: 0 }, { admitPerSecond: 25, setByPerson: 25 })).toMatchObject({
      admitPerSecond: 25,
      limit: 'seats',
    });
  });

  it('whatever is measured: never below the floor, never above what fits, never more than a tenth up, always with reasons', () => {
    const absorbed = fc.record({
      agentsOnDuty: fc.integer({ min: 0, max: 3_000 }),
      agentSecondsPerCall: fc.double({ min: 1, max: 3_600, noNaN: true }),
      agentShare: fc.double({ min: 0, max: 1, noNaN: true }),
      bookingMs: fc.option(fc.double({ min: 0, max: 60_000, noNaN: true }), { nil: undefined }),
      activeCalls: fc.integer({ min: 0, max: 200_000 }),
      maxActiveCalls: fc.integer({ min: 1, max: 200_000 }),
      secondsPerCall: fc.double({ min: 1, max: 3_600, noNaN: true }),
      demand: fc.boolean(),
    });
    const rate = fc.record({
      admitPerSecond: fc.double({ min: 0.1, max: 2_000, noNaN: true }),
      setByPerson: fc.double({ min: 0.1, max: 2_000, noNaN: true }),
    });
    fc.assert(
      fc.property(absorbed, rate, (measured, now) => {
        const advice = adviseRate(measured, now);
        const floor = Math.max(0.1, now.setByPerson * 0.1);
        if (advice.direction !== 'stay') expect(advice.admitPerSecond).toBeGreaterThanOrEqual(floor - 0.006);
        expect(advice.admitPerSecond).toBeGreaterThanOrEqual(0.1);
        expect(advice.admitPerSecond).toBeLessThanOrEqual(Math.max(floor, now.admitPerSecond * 1.1) + 0.006);
        if (advice.direction !== 'stay') expect(advice.admitPerSecond).toBeLessThanOrEqual(advice.targetPerSecond + 0.006);
        expect(advice.reasons.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('what calls and conversations last', () => {
  const usual = { secondsPerCall: 180, agentSecondsPerCall: 240, agentShare: 0.2 };

  it('is people inside divided by people who leave', () => {
    const samples = [0, 30, 60].map((second) => ({
      atMs: second * 1_000,
      activeCalls: 100,
      agentsBusy: 60,
      ended: 100 + second,
      handled: second / 2,
    }));
    expect(measure(samples, usual)).toEqual({ secondsPerCall: 100, agentSecondsPerCall: 120, agentShare: 0.5 });
  });

  it('is taken as usual until enough calls have ended, and at the turn of a day', () => {
    const one = { atMs: 0, activeCalls: 5, agentsBusy: 1, ended: 3, handled: 0 };
    expect(measure([], usual)).toEqual(usual);
    expect(measure([one], usual)).toEqual(usual);
    expect(measure([one, { ...one, atMs: 60_000, ended: 8 }], usual)).toEqual(usual);
    expect(
      measure(
        [
          { ...one, ended: 900, handled: 80 },
          { ...one, atMs: 60_000, ended: 2 },
        ],
        usual,
      ),
    ).toEqual(usual);
  });
});
