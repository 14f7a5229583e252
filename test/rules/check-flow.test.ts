import { describe, expect, it } from '@jest/globals';
import { callFlow, type Flow } from '../../flows/index.ts';
import { checkFlow } from '../../src/ivr/check-flow.ts';

const menu = (keys: Record<string, string>, giveUp: string) => ({ ask: 'mainMenu', short: 'mainMenuShort', keys, giveUp }) as const;
const human = { connect: 'agent', say: 'connectingAgent', outcomes: { answered: 'hangUp', notAnswered: 'bye' } } as const;
const bye = { say: 'goodbye', then: 'hangUp' } as const;
const sound = { start: menu({ 1: 'bye' }, 'human'), human, bye } as Flow;

describe('the check of the flows', () => {
  it('finds nothing in the flow that answers calls', () => {
    expect(checkFlow(callFlow)).toEqual([]);
  });

  it('finds nothing in a small sound flow', () => {
    expect(checkFlow(sound, ['start'])).toEqual([]);
  });

  it.each<[string, Flow, RegExp]>([
    ['a target that does not exist', { ...sound, start: menu({ 1: 'nowhere' }, 'human') }, /start leads to nowhere/],
    ['a state that is never reached', { ...sound, island: bye }, /island is never reached/],
    [
      'states that can never end',
      { ...sound, start: menu({ 1: 'trap' }, 'human'), trap: { hold: 'nothing', keys: {}, human: 'trap', then: 'trap' } },
      /trap can never end/,
    ],
    [
      'a ring of works in which nobody is asked',
      {
        ...sound,
        start: menu({ 1: 'look' }, 'human'),
        look: {
          do: 'checkTurn',
          outcomes: { yourTurn: 'bye', nothingNew: 'say', shorter: 'say', longer: 'say', unknown: 'say', placeLost: 'say', down: 'say' },
        },
        say: { say: 'waitStill', then: 'look' },
      },
      /look is part of a ring/,
    ],
    [
      'a silent caller who goes round for ever',
      { ...sound, start: { ...menu({ 1: 'bye' }, 'human'), silent: 'start' } },
      /silent caller at start goes round/,
    ],
    [
      'a confused caller who is thrown out',
      { ...sound, start: { ...menu({ 1: 'bye' }, 'bye'), silent: 'human' } },
      /confused caller at start reaches neither/,
    ],
    ['a line that is not written', { ...sound, bye: { say: 'notWritten', then: 'hangUp' } } as unknown as Flow, /bye says notWritten/],
  ])('refuses %s', (_what, flow, fault) => {
    expect(checkFlow(flow, ['start'])).toEqual(expect.arrayContaining([expect.stringMatching(fault)]));
  });

  it('refuses the ring that a first draft had: a full line sends the silent caller back to the question', () => {
    const draft: Flow = {
      ...sound,
      start: menu({ 1: 'bye' }, 'join'),
      join: { do: 'registerCallback', outcomes: { registered: 'bye', already: 'bye', full: 'start', down: 'start' } },
    };
    // registering is itself a good end; with a work that is not, the ring shows
    const ring: Flow = { ...draft, join: { do: 'checkStock', outcomes: { free: 'human', none: 'start', down: 'start' } } };
    expect(checkFlow(ring, ['start'])).toEqual(expect.arrayContaining([expect.stringMatching(/silent caller at start goes round/)]));
  });
});
