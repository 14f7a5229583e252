import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AgentRecord, chooseAgent, recordAt } from '../../src/agents/choose-agent.ts';
import { lanesServed } from '../../src/agents/lanes.ts';

const NOW = 1_611_561_600_000;

const record: fc.Arbitrary<AgentRecord> = fc.record({
  id: fc.stringMatching(/^[a-e]$/),
  state: fc.constantFrom('offline', 'available', 'reserved', 'on_call', 'wrap_up', 'paused'),
  sinceMs: fc.constant(NOW - 1_000),
  idleSinceMs: fc.integer({ min: NOW - 5, max: NOW }),
  untilMs: fc.integer({ min: NOW - 3, max: NOW + 3 }),
  endpoint: fc.constant('tel:+4923190000000'),
  lanes: fc.subarray(['de', 'en', 'tr', 'ru', 'supervisor'] as const),
});
const team = fc.uniqueArray(record, { selector: ({ id }) => id, maxLength: 5 });

describe('choosing an agent', () => {
  it('nobody is chosen who is not free or does not serve the lane; who has missed this call only where all who could have', () => {
    fc.assert(
      fc.property(team, fc.constantFrom('de' as const, 'supervisor' as const), fc.subarray(['a', 'b', 'c']), (records, lane, missedBy) => {
        const chosen = chooseAgent(records, lane, new Set(missedBy), NOW);
        if (!chosen) return;
        expect(chosen.state).toBe('available');
        expect(chosen.lanes).toContain(lane);
        const able = records.map((one) => recordAt(one, NOW)).filter((one) => one.state === 'available' && one.lanes.includes(lane));
        if (missedBy.includes(chosen.id)) expect(able.every(({ id }) => missedBy.includes(id))).toBe(true);
      }),
    );
  });

  it('nobody who could take the call has been idle longer than the one chosen, and nobody idles while somebody could', () => {
    fc.assert(
      fc.property(team, fc.constantFrom('de' as const, 'en' as const), fc.subarray(['a', 'b', 'c']), (records, lane, missedBy) => {
        const able = records.map((one) => recordAt(one, NOW)).filter((one) => one.state === 'available' && one.lanes.includes(lane));
        const everybody = chooseAgent(records, lane, new Set(missedBy), NOW);
        expect(everybody === undefined).toBe(able.length === 0);
        const chosen = chooseAgent(records, lane, new Set(), NOW);
        expect(chosen?.idleSinceMs).toBe(able.length === 0 ? undefined : Math.min(...able.map((one) => one.idleSinceMs)));
      }),
    );
  });

  it('an agent whose wrap-up is over is free from the moment it ended', () => {
    const wrapping: AgentRecord = {
      id: 'a',
      state: 'wrap_up',
      sinceMs: NOW - 9_000,
      idleSinceMs: NOW - 90_000,
      untilMs: NOW,
      endpoint: 'client:a',
      lanes: ['de'],
    };
    expect(chooseAgent([wrapping], 'de', new Set(), NOW - 1)).toBeUndefined();
    expect(chooseAgent([wrapping], 'de', new Set(), NOW)).toMatchObject({ state: 'available', idleSinceMs: NOW, sinceMs: NOW });
  });
});

describe('the lanes a person serves', () => {
  it('are those of their languages, and the supervisor’s only for a supervisor', () => {
    expect(lanesServed({ languages: ['ru', 'de', 'fr'] })).toEqual(['de', 'ru']);
    expect(lanesServed({ languages: ['supervisor', 'en'], supervisor: false })).toEqual(['en']);
    expect(lanesServed({ languages: [], supervisor: true })).toEqual(['supervisor']);
  });
});
