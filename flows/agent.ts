import type { Line } from './lines.de.ts';
import type { State } from './vocabulary.ts';

/** In the line for a human: an honest time, a key that swaps the wait for a human's callback, and a look every round. */
const whileInLine = { keys: { 1: 'humanCallback' }, human: 'humanCallback', then: 'lookForAgent' } as const;

/** How a look at that line turns out. */
const looked = {
  reserved: 'connectAgent',
  nothingNew: 'agentWaiting',
  shorter: 'agentWaitStill',
  longer: 'agentWaitLonger',
  unknown: 'agentWaitUnknown',
  placeLost: 'human',
  nobody: 'nobodyLeft',
} as const;

/** The same line for whoever can neither press keys nor be called back: nothing is offered, and nobody is sent away. */
const whileStaying = { keys: {}, human: 'lookForHuman', then: 'lookForHuman' } as const;

const lookedStaying = {
  reserved: 'connectLate',
  nothingNew: 'stayWaiting',
  shorter: 'stayStill',
  longer: 'stayLonger',
  unknown: 'stayUnknown',
  placeLost: 'stayForHuman',
  nobody: 'nobodyYet',
} as const;

/** `0` from everywhere: the agent who has been idle longest, else a place in line for one, or a human calls back. */
export const agent = {
  human: {
    do: 'findAgent',
    outcomes: {
      reserved: 'connectAgent',
      queued: 'agentWaitFirst',
      queuedUnknown: 'agentWaitFirstUnknown',
      full: 'nobodyFree',
      nobody: 'nobodyFree',
      down: 'humanCallback',
    },
  },
  agentWaitFirst: { hold: 'agentWaitFirst', ...whileInLine },
  agentWaitFirstUnknown: { hold: 'agentWaitFirstUnknown', ...whileInLine },
  agentWaiting: { hold: 'nothing', ...whileInLine },
  agentWaitStill: { hold: 'waitStill', ...whileInLine },
  agentWaitLonger: { hold: 'waitLonger', ...whileInLine },
  agentWaitUnknown: { hold: 'waitUnknown', ...whileInLine },
  lookForAgent: { do: 'lookForAgent', outcomes: looked },
  // The last agent has gone while people waited
  nobodyLeft: { say: 'nobodyLeft', then: 'nobodyFree' },

  connectAgent: { connect: 'agent', say: 'connectingAgent', outcomes: { answered: 'agentDone', notAnswered: 'agentMissed' } },
  agentMissed: { do: 'agentMissed', outcomes: { noted: 'nextAgent', down: 'humanCallback' } },
  nextAgent: { say: 'nextAgent', then: 'tryNextAgent' },
  tryNextAgent: { do: 'lookForAgent', outcomes: { ...looked, nothingNew: 'agentWaitInFront' }, atMost: 5, giveUp: 'enoughAgents' },
  agentWaitInFront: { hold: 'waitInFront', ...whileInLine },
  enoughAgents: { do: 'leaveAgents', outcomes: { left: 'nobodyFree' } },
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
  stayForHuman: {
    do: 'stayForAgent',
    outcomes: { reserved: 'connectLate', queued: 'holdForHumanMinutes', queuedUnknown: 'holdForHuman' },
  },
  holdForHuman: { hold: 'waitForHuman', ...whileStaying },
  holdForHumanMinutes: { hold: 'waitForHumanMinutes', ...whileStaying },
  stayWaiting: { hold: 'nothing', ...whileStaying },
  stayStill: { hold: 'stayStill', ...whileStaying },
  stayLonger: { hold: 'stayLonger', ...whileStaying },
  stayUnknown: { hold: 'stayUnknown', ...whileStaying },
  lookForHuman: { do: 'lookForAgent', outcomes: lookedStaying },
  // About half an hour in which nobody is at work; a line that moves has no such limit
  nobodyYet: {
    do: 'stayForAgent',
    outcomes: { reserved: 'connectLate', queued: 'holdForHumanMinutes', queuedUnknown: 'holdForHuman' },
    atMost: 90,
    giveUp: 'stillNobody',
  },
  connectLate: { connect: 'agent', say: 'connectingAgent', outcomes: { answered: 'agentDone', notAnswered: 'missedLate' } },
  missedLate: { do: 'agentMissed', outcomes: { noted: 'nextLate', down: 'holdForHuman' } },
  nextLate: { say: 'nextAgent', then: 'tryNextLate' },
  // After so many telephones that ring in vain, first the music again
  tryNextLate: { do: 'lookForAgent', outcomes: lookedStaying, atMost: 5, giveUp: 'holdForHuman' },
  stillNobody: { say: 'stillNobody', then: 'hangUp', outcome: 'failed' },

  // An agent has handed the call back: to the menu, to somebody of another language, or to a supervisor.
  handedToMenu: { say: 'handedToMenu', then: 'checkSystem', outcome: 'agent_handled' },
  handedOn: { say: 'handedOn', then: 'human' },
} as const satisfies Record<string, State<string, Line>>;
