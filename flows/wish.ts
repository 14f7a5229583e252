import type { Line } from './lines.de.ts';
import type { State } from './vocabulary.ts';

/**
 * The booking store does not answer: what was entered is kept as a wish, the rest may be entered as one. The questions about the person
 * are those of booking; each of them goes on with the booking if the store is back by then.
 */
export const wish = {
  // Every step of booking that finds the store silent leads here.
  coreDown: { do: 'noteCoreDown', outcomes: { stillFree: 'coreDownStillFree', unknown: 'coreDownUnknown', again: 'whatIsMissing' } },
  coreDownStillFree: { say: 'coreDownStillFree', then: 'whatIsMissing' },
  coreDownUnknown: { say: 'coreDownUnknown', then: 'whatIsMissing' },
  whatIsMissing: { do: 'whatIsMissing', outcomes: { nothing: 'offerWish', people: 'howMany', person: 'wishOrHuman' } },
  wishOrHuman: {
    ask: 'wishOrHuman',
    short: 'wishOrHumanShort',
    keys: { 1: 'startWish' },
    human: 'humanInstead',
    giveUp: 'humanInstead',
  },
  startWish: { do: 'startWish', outcomes: { ready: 'birthDay' } },

  offerWish: { ask: 'offerWish', short: 'offerWishShort', keys: { 1: 'wantWish' }, human: 'humanInstead', giveUp: 'humanInstead' },
  wantWish: {
    do: 'wantCallback',
    outcomes: { dialable: 'wishThisNumber', notDialable: 'wishNumberNotShown', withheld: 'wishNumberWithheld' },
  },
  wishThisNumber: {
    ask: 'thisNumber',
    short: 'thisNumberShort',
    keys: { 1: 'writeBookingWish', 2: 'wishNumber' },
    human: 'humanInstead',
    giveUp: 'writeBookingWish',
  },
  wishNumberWithheld: { say: 'numberWithheld', then: 'wishNumber' },
  wishNumberNotShown: { say: 'numberNotShown', then: 'wishNumber' },
  wishNumber: {
    enter: 'typeNumber',
    short: 'typeNumberShort',
    into: 'phone',
    digits: [6, 16],
    openEnded: true,
    check: 'phone',
    then: 'checkWishNumber',
    help: 'entryHelp',
    giveUp: 'holdForHuman',
  },
  checkWishNumber: {
    do: 'checkTypedNumber',
    outcomes: { dialable: 'wishNumberRight', notDialable: 'wishNumberNotDialable' },
    atMost: 5,
    giveUp: 'holdForHuman',
  },
  wishNumberNotDialable: { say: 'numberNotDialable', then: 'wishNumber' },
  wishNumberRight: {
    ask: 'readBackNumber',
    short: 'readBackNumberShort',
    keys: { 1: 'writeBookingWish', 2: 'wishNumber' },
    human: 'humanInstead',
    giveUp: 'writeBookingWish',
  },
  writeBookingWish: {
    do: 'writeBookingWish',
    outcomes: { written: 'wishKept', already: 'wishKeptBefore', full: 'wishesFull', down: 'humanInstead' },
  },
  wishKept: { say: 'wishKept', then: 'hangUp', outcome: 'callback_registered' },
  wishKeptBefore: { say: 'wishKeptBefore', then: 'hangUp', outcome: 'callback_registered' },
  wishesFull: { say: 'wishesFull', then: 'humanInstead' },

  // Rings again before it was booked.
  wishStands: {
    ask: 'wishStands',
    short: 'wishStandsShort',
    keys: { 1: 'wishStays' },
    giveUp: 'human',
    silent: 'wishStays',
    silences: 2,
    outcome: 'callback_registered',
  },
  wishStays: { say: 'wishStays', then: 'hangUp', outcome: 'callback_registered' },

  // We ring, or they ring us while we would: only who knows the year of birth hears what became of the wish.
  resultYear: {
    enter: 'resultYear',
    short: 'birthYearShort',
    into: 'birthYear',
    digits: [2, 4],
    check: 'year',
    then: 'checkYearToHear',
    help: 'entryHelp',
    giveUp: 'human',
  },
} as const satisfies Record<string, State<string, Line>>;
