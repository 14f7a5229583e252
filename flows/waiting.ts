import type { Line } from './lines.de.ts';
import type { State } from './vocabulary.ts';

/** On hold: an honest time, a key that swaps the wait for a callback, and a look every round whether it is their turn. */
const whileHolding = { keys: { 1: 'wantCallback' }, human: 'humanCallback', then: 'lookAgain' } as const;

export const waiting = {
  waitFirst: { hold: 'waitFirst', ...whileHolding },
  waitFirstUnknown: { hold: 'waitFirstUnknown', ...whileHolding },
  waiting: { hold: 'nothing', ...whileHolding },
  waitStill: { hold: 'waitStill', ...whileHolding },
  waitLonger: { hold: 'waitLonger', ...whileHolding },
  waitUnknown: { hold: 'waitUnknown', ...whileHolding },
  lookAgain: {
    do: 'checkTurn',
    outcomes: {
      yourTurn: 'yourTurn',
      nothingNew: 'waiting',
      shorter: 'waitStill',
      longer: 'waitLonger',
      unknown: 'waitUnknown',
      placeLost: 'arrive',
      down: 'waiting',
    },
  },
  yourTurn: { say: 'yourTurn', then: 'checkSystem' },
} as const satisfies Record<string, State<string, Line>>;
