import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { callbackIdOf, callIdOf, leftFor, matchIdle } from '../../src/callbacks/human-calls.ts';

const LANGUAGES = ['de', 'en', 'tr', 'ru'];
const languages = fc.constantFrom(...LANGUAGES);
const wishes = fc.array(fc.record({ language: languages }), { maxLength: 12 });
const idle = fc
  .array(fc.uniqueArray(languages, { minLength: 1, maxLength: 3 }), { maxLength: 8 })
  .map((all) => all.map((lanes, index) => ({ id: `agent ${index}`, lanes })));

describe('who takes which callback', () => {
  it('the earlier one gets the agent idle longest who speaks its language', () => {
    const agents = [
      { id: 'anna', lanes: ['de', 'en'] },
      { id: 'bert', lanes: ['de'] },
    ];
    const matched = matchIdle([{ language: 'en' }, { language: 'de' }, { language: 'de' }], agents);
    expect(matched.map(({ wish, agent }) => [wish.language, agent.id])).toEqual([
      ['en', 'anna'],
      ['de', 'bert'],
    ]);
  });

  it('nobody is given twice, nobody without the language, and nobody who fits is left idle beside a wish', () => {
    fc.assert(
      fc.property(wishes, idle, (all, agents) => {
        const matched = matchIdle(all, agents);
        const used = matched.map(({ agent }) => agent.id);
        expect(new Set(used).size).toBe(used.length);
        for (const { wish, agent } of matched) expect(agent.lanes).toContain(wish.language);
        const unmet = all.filter((wish) => !matched.some((match) => match.wish === wish));
        const left = agents.filter(({ id }) => !used.includes(id));
        for (const { language } of unmet) for (const { lanes } of left) expect(lanes).not.toContain(language);
      }),
    );
  });

  it('those whose telephones ring already find somebody first', () => {
    const agents = [
      { id: 'anna', lanes: ['de'] },
      { id: 'bert', lanes: ['de', 'tr'] },
    ];
    expect(leftFor(agents, ['de']).map(({ id }) => id)).toEqual(['bert']);
    expect(leftFor(agents, ['ru'])).toHaveLength(2);
    expect(leftFor(agents, ['tr', 'de'])).toEqual([]);
  });
});

it('a callback goes by a name that no call has, and is found by it', () => {
  fc.assert(fc.property(fc.uuid(), (id) => expect(callbackIdOf(callIdOf(id))).toBe(id)));
  expect(callbackIdOf(`CA${'0'.repeat(32)}`)).toBeUndefined();
});
