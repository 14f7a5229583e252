import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { agentsNeeded, erlangA, erlangB, erlangC, erlangCServiceLevel, erlangCWaitSeconds } from '../../src/admission/erlang.ts';

/** The formulas against values that others have published. */

describe('Erlang B gives the published capacity tables', () => {
  // 1 %: the worked example of the Westbay "Erlang calculator" manual and Boucher, Traffic System Design Handbook (IEEE Press), table of Erlang B.
  // 2 %: Lucent Technologies, "Read an Erlang table", table of capacity for 2 % blocking.
  it.each([
    [10, 4.461, 0.01],
    [15, 8.108, 0.01],
    [15, 9.01, 0.02],
    [29, 21.039, 0.02],
    [59, 48.7, 0.02],
    [89, 77.342, 0.02],
  ])('%i lines carry %f erlang', (lines, load, blocked) => {
    expect(erlangB(lines, load)).toBeCloseTo(blocked, 4);
  });
});

describe('Erlang C gives the published examples', () => {
  // Tanner, "The Erlang-C formula": 360 calls in half an hour, four minutes each, 55 agents, within 15 s
  it('of a centre with 55 agents and 48 erlang', () => {
    expect(erlangC(55, 48)).toBeCloseTo(0.239, 3);
    expect(erlangCWaitSeconds(55, 48, 240)).toBeCloseTo(8.2, 1);
    expect(erlangCServiceLevel(55, 48, 240, 15)).toBeCloseTo(0.846, 3);
  });

  // The worked example of the pyworkforce documentation: 100 calls in half an hour, three minutes each, 80 % within 20 s
  it('of the smallest crew for 10 erlang', () => {
    expect(agentsNeeded(10, 180, { withinSeconds: 20, share: 0.8 })).toBe(14);
    expect(erlangC(14, 10)).toBeCloseTo(0.1741319335950498, 10);
    expect(erlangCServiceLevel(14, 10, 180, 20)).toBeCloseTo(0.8883500191794669, 10);
    expect(erlangCWaitSeconds(14, 10, 180)).toBeCloseTo(7.83593701, 6);
  });

  // Mandelbaum and Zeltyn, as below: without patience the same centre waits for 20.8 s
  it('of a centre with 50 agents and 48 calls a minute', () => {
    expect(erlangCWaitSeconds(50, 48, 60)).toBeCloseTo(20.8, 1);
  });
});

describe('Erlang A gives the published example', () => {
  // Mandelbaum and Zeltyn, "The Palm/Erlang-A queue, with applications to call centers" (Technion, 2005), first table:
  // 50 agents, 48 calls a minute of one minute each, patience of two minutes
  it('of a centre where callers are patient for two minutes', () => {
    const figures = erlangA({ arrivalsPerSecond: 48 / 60, serviceSeconds: 60, patienceSeconds: 120, servers: 50 });
    expect(figures.leaveShare).toBeCloseTo(0.031, 3);
    expect(figures.waitSeconds).toBeCloseTo(3.7, 1);
    expect(figures.queue).toBeCloseTo(3, 1);
    expect(figures.occupancy).toBeCloseTo(0.93, 2);
  });
});

describe('the formulas hold', () => {
  const servers = fc.integer({ min: 1, max: 5_000 });
  const factor = fc.double({ min: 0.01, max: 4, noNaN: true });

  it('up to 5,000 servers, at any load, as shares between 0 and 1', () => {
    fc.assert(
      fc.property(servers, factor, fc.double({ min: 1, max: 7_200, noNaN: true }), (count, loaded, patienceSeconds) => {
        const load = count * loaded;
        const figures = erlangA({ arrivalsPerSecond: load / 200, serviceSeconds: 200, patienceSeconds, servers: count });
        const shares = [erlangB(count, load), erlangC(count, load), figures.waitShare, figures.leaveShare, figures.occupancy];
        for (const share of shares) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        // Who comes either is served or gives up
        const servedPerSecond = (figures.occupancy * count) / 200;
        expect(servedPerSecond + figures.leaveShare * (load / 200)).toBeCloseTo(load / 200, 4);
        expect(figures.waitSeconds).toBeLessThanOrEqual(patienceSeconds * (1 + 1e-9));
      }),
      { numRuns: 60 },
    );
  });

  it('5,000 agents under an overload are reckoned in well under a second', () => {
    const started = performance.now();
    erlangA({ arrivalsPerSecond: 27, serviceSeconds: 240, patienceSeconds: 7_200, servers: 5_000 });
    agentsNeeded(4_900, 240, { withinSeconds: 20, share: 0.8 });
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('with endless patience A is C, and with lines for everybody nobody waits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), fc.double({ min: 0.1, max: 0.95, noNaN: true }), (count, loaded) => {
        const load = count * loaded;
        const patient = erlangA({ arrivalsPerSecond: load, serviceSeconds: 1, patienceSeconds: 1e9, servers: count });
        expect(patient.waitShare).toBeCloseTo(erlangC(count, load), 5);
        expect(patient.waitSeconds).toBeCloseTo(erlangCWaitSeconds(count, load, 1), 5);
        expect(
          erlangA({ arrivalsPerSecond: load, serviceSeconds: 1, patienceSeconds: 60, servers: count * 20 + 200 }).waitShare,
        ).toBeLessThan(1e-6);
      }),
    );
  });
});
