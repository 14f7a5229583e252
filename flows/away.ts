import { frontMenu } from './front-menu.ts';
import type { Line } from './lines.de.ts';
import type { State } from './vocabulary.ts';

/**
 * The call while the memory of calls is away: nothing can be remembered from one key to the next, so where a
 * caller is stands in the address of the next webhook and nothing personal does. There is the way to the
 * doctor, and the offer to be called back.
 */
export const away = {
  ...frontMenu,
  arrive: {
    do: 'admit',
    outcomes: {
      admitted: 'callbackOffered',
      queued: 'callbackOffered',
      queuedUnknown: 'callbackOffered',
      callbackOffered: 'callbackOffered',
      known: 'callbackOffered',
      knownUnread: 'callbackOffered',
      missedCallback: 'callbackOffered',
      bookingToHear: 'callbackOffered',
      brokenOff: 'callbackOffered',
      wishStands: 'callbackOffered',
      busy: 'allBusy',
      closed: 'lineClosed',
      down: 'nothingAnswers',
    },
  },
  callbackOffered: { say: 'callbackOffered', then: 'wantCallback' },
  wantCallback: { do: 'wantCallback', outcomes: { dialable: 'thisNumber', notDialable: 'numberNotShown', withheld: 'numberWithheld' } },
  thisNumber: {
    ask: 'thisNumber',
    short: 'thisNumberShort',
    keys: { 1: 'registerCallback', 2: 'typeNumber' },
    giveUp: 'human',
  },
  /** Everybody with a number that can be rung is called back by a human. */
  human: {
    do: 'wantHumanCallback',
    outcomes: { dialable: 'registerCallback', notDialable: 'numberNotShown', withheld: 'numberWithheld' },
  },
  registerCallback: {
    do: 'registerCallback',
    outcomes: { registered: 'callbackPromised', already: 'callbackAlready', full: 'allBusy', down: 'nothingAnswers' },
  },
  callbackPromised: { say: 'callbackPromised', then: 'hangUp', outcome: 'callback_registered' },
  callbackAlready: { say: 'callbackAlready', then: 'hangUp', outcome: 'callback_registered' },

  numberWithheld: { say: 'numberWithheld', then: 'typeNumber' },
  numberNotShown: { say: 'numberNotShown', then: 'typeNumber' },
  typeNumber: {
    enter: 'typeNumber',
    short: 'typeNumberShort',
    into: 'phone',
    digits: [6, 16],
    openEnded: true,
    check: 'phone',
    then: 'registerTyped',
    help: 'typeNumber',
    giveUp: 'stillNobody',
  },
  // The digits are in this one webhook only: stored at once, and read back within the promise.
  registerTyped: {
    do: 'registerTyped',
    outcomes: {
      registered: 'typedPromised',
      already: 'callbackAlready',
      notDialable: 'numberNotDialable',
      full: 'allBusy',
      down: 'nothingAnswers',
    },
    atMost: 5,
    giveUp: 'stillNobody',
  },
  numberNotDialable: { say: 'numberNotDialable', then: 'typeNumber' },
  typedPromised: {
    ask: 'typedPromised',
    short: 'readBackNumberShort',
    keys: { 1: 'numberStays', 2: 'dropCallback' },
    human: 'numberStays',
    giveUp: 'numberStays',
    outcome: 'callback_registered',
  },
  dropCallback: { do: 'dropCallback', outcomes: { dropped: 'typeNumber', down: 'nothingAnswers' } },

  // A call that was under way: it goes on if its memory comes back, and nobody has to wait for that.
  interrupted: { ask: 'interrupted', short: 'interruptedShort', keys: { 1: 'wantCallback' }, giveUp: 'human' },

  // We rang somebody, and cannot go on; that we ring again is stored.
  hindered: { say: 'callbackHindered', then: 'hangUp', outcome: 'callback_registered' },

  allBusy: { say: 'allBusy', then: 'hangUp', outcome: 'busy' },
  lineClosed: { say: 'lineClosed', then: 'hangUp', outcome: 'informed' },
  nothingAnswers: { say: 'nothingAnswers', then: 'hangUp', outcome: 'failed' },
  stillNobody: { say: 'stillNobody', then: 'hangUp', outcome: 'failed' },
  numberStays: { say: 'goodbye', then: 'hangUp', outcome: 'callback_registered' },
} as const satisfies Record<string, State<string, Line>>;
