import type { Line } from './lines.de.ts';
import type { State } from './vocabulary.ts';

/** The vaccination line: the front door decides, then the main menu for those who are in. */
export const mainMenu = {
  arrive: {
    do: 'admit',
    outcomes: {
      admitted: 'welcome',
      queued: 'waitFirst',
      queuedUnknown: 'waitFirstUnknown',
      callbackOffered: 'callbackOffered',
      known: 'knownTicket',
      knownUnread: 'knownUnread',
      missedCallback: 'missedCallback',
      bookingToHear: 'bookingFound',
      brokenOff: 'brokenOff',
      wishStands: 'wishStands',
      busy: 'allBusy',
      closed: 'lineClosed',
      down: 'systemDown',
    },
  },
  welcome: { say: 'welcome', then: 'checkSystem' },
  checkSystem: { do: 'checkSystem', outcomes: { ready: 'mainMenu', down: 'coreDown' } },
  mainMenu: {
    ask: 'mainMenu',
    short: 'mainMenuShort',
    keys: { 1: 'startBooking', 2: 'enterCode', 9: 'languages' },
    giveUp: 'human',
  },
  languages: { ask: 'languages', short: 'languages', keys: { 1: 'german', 2: 'english', 3: 'turkish', 4: 'russian' }, giveUp: 'human' },
  german: { do: 'speakGerman', outcomes: { ready: 'mainMenu' } },
  english: { do: 'speakEnglish', outcomes: { ready: 'mainMenu' } },
  turkish: { do: 'speakTurkish', outcomes: { ready: 'mainMenu' } },
  russian: { do: 'speakRussian', outcomes: { ready: 'mainMenu' } },

  allBusy: { say: 'allBusy', then: 'hangUp', outcome: 'busy' },
  lineClosed: { say: 'lineClosed', then: 'hangUp', outcome: 'informed' },

  entryHelp: { ask: 'entryHelp', short: 'entryHelp', keys: { 1: 'back' }, giveUp: 'human' },
  // No way back to the keys from here: they would book in a system that does not answer.
  systemDown: { say: 'systemDown', then: 'humanInstead' },
  humanInstead: {
    do: 'findAgent',
    outcomes: {
      reserved: 'connectAgent',
      queued: 'agentWaitFirst',
      queuedUnknown: 'agentWaitFirstUnknown',
      full: 'wishOffered',
      nobody: 'wishOffered',
      down: 'humanCallback',
    },
  },
  wishOffered: { ask: 'wishOffered', short: 'wishOfferedShort', keys: { 1: 'humanCallback' }, giveUp: 'humanCallback', silences: 2 },
  // The keys have failed this caller, or cannot do what is needed: where nobody is free, they are not offered again
  humanAtLast: {
    do: 'findAgent',
    outcomes: {
      reserved: 'connectAgent',
      queued: 'agentWaitFirst',
      queuedUnknown: 'agentWaitFirstUnknown',
      full: 'nobodyFreeAtLast',
      nobody: 'nobodyFreeAtLast',
      down: 'humanCallback',
    },
  },
  nobodyFreeAtLast: {
    ask: 'nobodyFreeAtLast',
    short: 'wishOfferedShort',
    keys: { 1: 'humanCallback', 2: 'arrive' },
    giveUp: 'humanCallback',
    silences: 2,
  },
  goodbye: { say: 'goodbye', then: 'hangUp' },
} as const satisfies Record<string, State<string, Line>>;
