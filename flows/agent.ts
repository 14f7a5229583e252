import type { Line } from './lines.de.ts';
import type { State } from './vocabulary.ts';

/** `0` from everywhere: the agent who has been idle longest, else the next one, else a human calls back. */
export const agent = {
  human: { do: 'findAgent', outcomes: { reserved: 'connectAgent', nobody: 'nobodyFree', down: 'humanCallback' } },
  connectAgent: { connect: 'agent', say: 'connectingAgent', outcomes: { answered: 'agentDone', notAnswered: 'agentMissed' } },
  agentMissed: { do: 'agentMissed', outcomes: { noted: 'human', down: 'humanCallback' }, atMost: 5, giveUp: 'humanCallback' },
  agentDone: { do: 'agentDone', outcomes: { noted: 'goodbye', down: 'goodbye' }, outcome: 'agent_handled' },
  nobodyFree: {
    ask: 'nobodyFree',
    short: 'nobodyFreeShort',
    keys: { 1: 'humanCallback', 2: 'arrive' },
    giveUp: 'humanCallback',
    silences: 2,
  },
  humanCallback: {
    do: 'wantHumanCallback',
    outcomes: { dialable: 'registerCallback', notDialable: 'numberNotShown', withheld: 'numberWithheld' },
  },
  // Whoever can neither press keys nor be called back stays on the line until somebody is free.
  holdForHuman: { hold: 'waitForHuman', keys: {}, human: 'lookForHuman', then: 'lookForHuman' },
  lookForHuman: {
    do: 'findAgent',
    outcomes: { reserved: 'connectLate', nobody: 'holdForHuman', down: 'holdForHuman' },
    atMost: 90,
    giveUp: 'stillNobody',
  },
  connectLate: { connect: 'agent', say: 'connectingAgent', outcomes: { answered: 'agentDone', notAnswered: 'missedLate' } },
  missedLate: { do: 'agentMissed', outcomes: { noted: 'holdForHuman', down: 'holdForHuman' } },
  stillNobody: { say: 'stillNobody', then: 'hangUp', outcome: 'failed' },
} as const satisfies Record<string, State<string, Line>>;
