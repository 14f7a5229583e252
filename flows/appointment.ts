import type { Line } from './lines.de.ts';
import type { State } from './vocabulary.ts';

/** An appointment that exists: heard again by its code, or after a call that broke off. */
export const appointment = {
  enterCode: {
    enter: 'enterCode',
    short: 'enterCodeShort',
    into: 'code',
    digits: [8, 8],
    check: 'code',
    then: 'findBooking',
    help: 'codeHelp',
    giveUp: 'human',
  },
  codeHelp: { ask: 'codeHelp', short: 'codeHelp', keys: { 1: 'back', 2: 'human' }, giveUp: 'human' },
  findBooking: {
    do: 'findBooking',
    outcomes: { found: 'appointment', unknown: 'codeUnknown', locked: 'codeLocked', down: 'systemDown' },
    atMost: 5,
    giveUp: 'human',
  },
  codeUnknown: { say: 'codeUnknown', then: 'enterCode' },
  codeLocked: { say: 'codeLocked', then: 'human' },
  appointment: {
    ask: 'appointment',
    short: 'appointmentShort',
    keys: { 1: 'appointment', 2: 'mainMenu' },
    giveUp: 'human',
    outcome: 'informed',
  },

  // The line died after the booking was stored and before it was heard.
  bookingFound: {
    enter: 'bookingFound',
    short: 'birthYearShort',
    into: 'birthYear',
    digits: [2, 4],
    check: 'year',
    then: 'checkYearToHear',
    help: 'entryHelp',
    giveUp: 'human',
  },
  checkYearToHear: { do: 'checkYearToHear', outcomes: { right: 'fixed', wrong: 'yearWrong' }, atMost: 3, giveUp: 'human' },
  yearWrong: { say: 'yearWrong', then: 'bookingFound' },
} as const satisfies Record<string, State<string, Line>>;
