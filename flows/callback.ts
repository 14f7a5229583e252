import type { Line } from './lines.de.ts';
import type { State } from './vocabulary.ts';

/** Somebody has answered our call and has heard the Kennzahl. */
const whoPickedUp = {
  keys: { 1: 'acceptCallback', 2: 'snoozeCallback', 3: 'dropCallback' },
  human: 'acceptForHuman',
  giveUp: 'acceptForHuman',
  // A mailbox, or nobody there: the try counts, the place stays.
  silent: 'callbackUnreached',
  silences: 2,
  firstKeySeconds: 20,
} as const;

/**
 * "We call you back": offered when all lines are taken or the wait is too long,
 * by keys or by a human. What is promised is stored before it is spoken.
 */
export const callback = {
  callbackOffered: { say: 'callbackOffered', then: 'wantCallback' },
  wantCallback: { do: 'wantCallback', outcomes: { dialable: 'thisNumber', notDialable: 'numberNotShown', withheld: 'numberWithheld' } },
  thisNumber: {
    ask: 'thisNumber',
    short: 'thisNumberShort',
    keys: { 1: 'registerCallback', 2: 'typeNumber' },
    human: 'humanCallback',
    giveUp: 'humanCallback',
  },
  numberWithheld: { say: 'numberWithheld', then: 'typeNumber' },
  numberNotShown: { say: 'numberNotShown', then: 'typeNumber' },
  typeNumber: {
    enter: 'typeNumber',
    short: 'typeNumberShort',
    into: 'phone',
    digits: [6, 16],
    openEnded: true,
    check: 'phone',
    then: 'checkTypedNumber',
    help: 'entryHelp',
    giveUp: 'stayForHuman',
  },
  checkTypedNumber: {
    do: 'checkTypedNumber',
    outcomes: { dialable: 'readBackNumber', notDialable: 'numberNotDialable' },
    atMost: 5,
    giveUp: 'stayForHuman',
  },
  numberNotDialable: { say: 'numberNotDialable', then: 'typeNumber' },
  readBackNumber: {
    ask: 'readBackNumber',
    short: 'readBackNumberShort',
    keys: { 1: 'registerCallback', 2: 'typeNumber' },
    human: 'humanCallback',
    giveUp: 'registerCallback',
  },
  registerCallback: {
    do: 'registerCallback',
    outcomes: { registered: 'callbackPromised', already: 'callbackAlready', full: 'allBusy', down: 'writeWish' },
  },
  writeWish: { do: 'writeWish', outcomes: { written: 'wishWritten', down: 'callLater' } },
  wishWritten: { say: 'wishWritten', then: 'hangUp', outcome: 'callback_registered' },
  callbackPromised: { say: 'callbackPromised', then: 'hangUp', outcome: 'callback_registered' },
  callbackAlready: { say: 'callbackAlready', then: 'hangUp', outcome: 'callback_registered' },
  callLater: { say: 'callLater', then: 'hangUp', outcome: 'failed' },

  knownTicket: {
    ask: 'knownTicket',
    short: 'knownTicketShort',
    keys: { 1: 'staysOnList', 2: 'dropCallback' },
    giveUp: 'human',
    silent: 'staysOnList',
    outcome: 'callback_registered',
  },
  knownUnread: { say: 'knownUnread', then: 'hangUp', outcome: 'callback_registered' },
  staysOnList: { say: 'staysOnList', then: 'hangUp', outcome: 'callback_registered' },
  dropCallback: { do: 'dropCallback', outcomes: { dropped: 'callbackDropped', down: 'callLater' } },
  callbackDropped: { say: 'callbackDropped', then: 'hangUp', outcome: 'informed' },
  missedCallback: { say: 'missedCallback', then: 'acceptCallback' },

  callbackAnswered: { ask: 'callbackAnswered', short: 'callbackAnsweredShort', ...whoPickedUp },
  // What became of a wish, and the day before: first whether it suits, then the year of birth, then the dates.
  resultAnswered: { ask: 'callbackAnswered', short: 'callbackAnsweredShort', ...whoPickedUp },
  reminderAnswered: { ask: 'callbackAnswered', short: 'callbackAnsweredShort', ...whoPickedUp },
  acceptCallback: {
    do: 'acceptCallback',
    outcomes: {
      accepted: 'callbackWelcome',
      acceptedForHuman: 'human',
      offer: 'readOffer',
      offerToProve: 'offerYear',
      offerGone: 'offerPassedOn',
      result: 'resultYear',
      reminder: 'reminderYear',
      gone: 'callbackWelcome',
      down: 'systemDown',
    },
  },
  acceptForHuman: {
    do: 'acceptCallback',
    outcomes: {
      accepted: 'human',
      acceptedForHuman: 'human',
      offer: 'human',
      offerToProve: 'human',
      offerGone: 'human',
      result: 'human',
      reminder: 'human',
      gone: 'human',
      down: 'systemDown',
    },
  },
  callbackWelcome: { say: 'callbackWelcome', then: 'checkSystem' },
  snoozeCallback: {
    do: 'snoozeCallback',
    outcomes: { snoozed: 'callbackSnoozed', snoozedLater: 'callbackSnoozedLater', gone: 'callbackDropped', down: 'callLater' },
  },
  callbackSnoozed: { say: 'callbackSnoozed', then: 'hangUp', outcome: 'callback_registered' },
  callbackSnoozedLater: { say: 'callbackSnoozedLater', then: 'hangUp', outcome: 'callback_registered' },
  callbackUnreached: { say: 'callbackUnreached', then: 'hangUp', outcome: 'callback_registered' },
} as const satisfies Record<string, State<string, Line>>;
