import type { Line } from './lines.de.ts';
import type { State } from './vocabulary.ts';

/**
 * Nothing is free: when more will come, the centre's waiting list, a centre nearby. And the call in which a place that
 * has come is offered to who waited longest.
 */
export const waitlist = {
  noStock: {
    do: 'lookAtList',
    outcomes: { dated: 'noStockDated', undated: 'noStockUndated', offered: 'readOffer', down: 'coreDown' },
    atMost: 10,
    giveUp: 'human',
  },
  noStockDated: { say: 'noStockDated', then: 'lookNearby' },
  noStockUndated: { say: 'noStockUndated', then: 'lookNearby' },
  lookNearby: {
    do: 'lookNearby',
    outcomes: { nearby: 'listOrNearby', nothing: 'listOffered', onList: 'onList', down: 'coreDown' },
  },
  listOffered: { ask: 'listOffered', short: 'listOfferedShort', keys: { 1: 'joinList' }, giveUp: 'human' },
  listOrNearby: { ask: 'listOrNearby', short: 'listOrNearbyShort', keys: { 1: 'joinList', 2: 'goNearby' }, giveUp: 'human' },
  // They asked for their appointment
  notBookedYet: { say: 'notBookedYet', then: 'onList' },
  onList: {
    ask: 'onList',
    short: 'onListShort',
    keys: { 1: 'staysWaiting', 2: 'leaveList' },
    giveUp: 'human',
    silent: 'staysWaiting',
    outcome: 'waitlisted',
  },
  staysWaiting: { say: 'staysWaiting', then: 'hangUp', outcome: 'waitlisted' },

  // A centre nearby, where ops allow it.
  goNearby: { do: 'goNearby', outcomes: { ready: 'propose', askHowMany: 'howMany' } },
  proposalReady: { do: 'mayGoNearby', outcomes: { no: 'proposal', yes: 'proposalOrNearby' } },
  proposalOrNearby: {
    ask: 'proposalOrNearby',
    short: 'proposalOrNearbyShort',
    keys: { 1: 'keepHold', 2: 'proposeAnother', 3: 'proposeNearby' },
    giveUp: 'human',
  },
  proposeNearby: {
    do: 'proposeNearby',
    outcomes: { proposed: 'proposalAnother', none: 'noneNearby', down: 'coreDown' },
    atMost: 10,
    giveUp: 'human',
  },
  noneNearby: { say: 'noneNearby', then: 'proposalReady' },

  // On the list: alone or two, which number, stored, then said.
  joinList: {
    do: 'joinList',
    outcomes: { ready: 'listNumber', askHowMany: 'listHowMany', down: 'coreDown' },
    atMost: 10,
    giveUp: 'human',
  },
  listHowMany: { ask: 'howMany', short: 'howManyShort', keys: { 1: 'listAlone', 2: 'listPartner' }, giveUp: 'human' },
  listAlone: { do: 'goOnAlone', outcomes: { ready: 'listNumber' } },
  listPartner: { do: 'askForPartner', outcomes: { ready: 'lookForPins', limit: 'peopleLimit' } },
  listPartnerTooYoung: { say: 'listPartnerTooYoung', then: 'listNumber' },
  listNumber: {
    do: 'wantCallback',
    outcomes: { dialable: 'listThisNumber', notDialable: 'listNumberNotShown', withheld: 'listNumberWithheld' },
  },
  listThisNumber: { ask: 'thisNumber', short: 'thisNumberShort', keys: { 1: 'enterList', 2: 'listTypeNumber' }, giveUp: 'human' },
  listNumberWithheld: { say: 'numberWithheld', then: 'listTypeNumber' },
  listNumberNotShown: { say: 'numberNotShown', then: 'listTypeNumber' },
  listTypeNumber: {
    enter: 'typeNumber',
    short: 'typeNumberShort',
    into: 'phone',
    digits: [6, 16],
    openEnded: true,
    check: 'phone',
    then: 'listCheckNumber',
    help: 'entryHelp',
    giveUp: 'human',
  },
  listCheckNumber: {
    do: 'checkTypedNumber',
    outcomes: { dialable: 'listReadBack', notDialable: 'listNumberNotDialable' },
    atMost: 5,
    giveUp: 'human',
  },
  listNumberNotDialable: { say: 'numberNotDialable', then: 'listTypeNumber' },
  listReadBack: { ask: 'readBackNumber', short: 'readBackNumberShort', keys: { 1: 'enterList', 2: 'listTypeNumber' }, giveUp: 'enterList' },
  enterList: { do: 'enterList', outcomes: { entered: 'listEntered', already: 'listAlready', limit: 'peopleLimit', down: 'coreDown' } },
  listEntered: { say: 'listEntered', then: 'hangUp', outcome: 'waitlisted' },
  listAlready: { say: 'listAlready', then: 'hangUp', outcome: 'waitlisted' },
  leaveList: { do: 'leaveList', outcomes: { left: 'listLeft', down: 'callLater' } },
  listLeft: { say: 'listLeft', then: 'hangUp', outcome: 'informed' },

  // We ring because a place has come: the Kennzahl first, then the dates.
  offerAnswered: { say: 'offerAnswered', then: 'readOfferToCalled' },
  readOfferToCalled: { do: 'readOffer', outcomes: { offered: 'offerToCalled', gone: 'offerGone', down: 'callLater' } },
  offerToCalled: {
    ask: 'offer',
    short: 'offerShort',
    keys: { 1: 'takeOffer', 2: 'declineOffer', 3: 'leaveList' },
    human: 'acceptForHuman',
    giveUp: 'acceptForHuman',
    // A mailbox, or nobody there: the try counts, the place is held for the next one.
    silent: 'callbackUnreached',
    silences: 2,
    firstKeySeconds: 20,
  },
  // They rang us while we have something for them: a number can be forged, a year of birth has to be known.
  offerYear: {
    enter: 'offerYear',
    short: 'birthYearShort',
    into: 'birthYear',
    digits: [2, 4],
    check: 'year',
    then: 'checkYearForOffer',
    help: 'entryHelp',
    giveUp: 'human',
  },
  checkYearForOffer: { do: 'checkYearToHear', outcomes: { right: 'readOffer', wrong: 'offerYearWrong' }, atMost: 3, giveUp: 'human' },
  offerYearWrong: { say: 'yearWrong', then: 'offerYearAgain' },
  offerYearAgain: {
    enter: 'birthYearShort',
    short: 'birthYearShort',
    into: 'birthYear',
    digits: [2, 4],
    check: 'year',
    then: 'checkYearForOffer',
    help: 'entryHelp',
    giveUp: 'human',
  },
  readOffer: { do: 'readOffer', outcomes: { offered: 'offer', gone: 'offerPassedOn', down: 'systemDown' } },
  offer: { ask: 'offer', short: 'offerShort', keys: { 1: 'takeOffer', 2: 'declineOffer', 3: 'leaveList' }, giveUp: 'human' },
  takeOffer: { do: 'takeOffer', outcomes: { ready: 'heldOffer', gone: 'offerPassedOn', down: 'systemDown' } },
  // From here on as with every booking: pen and paper first, and nothing is fixed before they are there
  heldOffer: { ask: 'held', short: 'heldShort', keys: { 1: 'confirmOffer' }, giveUp: 'human', silences: 12 },
  confirmOffer: {
    do: 'confirm',
    outcomes: {
      booked: 'settleOffer',
      expired: 'offerPassedOn',
      alreadyBooked: 'offerNotNeeded',
      limit: 'offerOverLimit',
      down: 'coreDown',
    },
  },
  settleOffer: { do: 'settleOffer', outcomes: { noted: 'fixed', down: 'fixed' } },
  // Offered again they could not take it again: the place is the next one's, and a human looks at it
  offerOverLimit: { do: 'leaveList', outcomes: { left: 'peopleLimit', down: 'peopleLimit' } },
  offerNotNeeded: { do: 'leaveList', outcomes: { left: 'alreadyBooked', down: 'alreadyBooked' } },
  declineOffer: { do: 'declineOffer', outcomes: { declined: 'offerDeclined', forHuman: 'human', down: 'callLater' } },
  offerDeclined: { say: 'offerDeclined', then: 'hangUp', outcome: 'waitlisted' },
  offerPassedOn: { say: 'offerPassedOn', then: 'checkSystem', outcome: 'waitlisted' },
  offerGone: { say: 'offerPassedOn', then: 'goodbye', outcome: 'waitlisted' },
} as const satisfies Record<string, State<string, Line>>;
