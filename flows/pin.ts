import type { Line } from './lines.de.ts';
import type { State } from './vocabulary.ts';

/**
 * The PIN of an invitation letter, asked for at the beginning of each person while the letter is at hand, and only when
 * there are any. It proves entitlement and tells where to write; without it everything goes on as it would.
 */
export const pin = {
  lookForPins: {
    do: 'lookForPins',
    outcomes: { ask: 'hasPin', askPartner: 'partnerHasPin', none: 'birthDay', nonePartner: 'partnerBirthDay' },
  },
  hasPin: { ask: 'hasPin', short: 'hasPinShort', keys: { 1: 'enterPin', 2: 'birthDay' }, giveUp: 'human', silent: 'birthDay' },
  partnerHasPin: {
    ask: 'partnerHasPin',
    short: 'partnerHasPinShort',
    keys: { 1: 'enterPin', 2: 'partnerBirthDay' },
    giveUp: 'human',
    silent: 'partnerBirthDay',
  },
  enterPin: {
    enter: 'enterPin',
    short: 'enterPinShort',
    into: 'pin',
    digits: [10, 10],
    check: 'pin',
    then: 'checkPin',
    help: 'pinHelp',
    giveUp: 'pinWithout',
  },
  pinHelp: { ask: 'pinHelp', short: 'pinHelp', keys: { 1: 'back', 2: 'pinWithout' }, giveUp: 'pinWithout' },
  checkPin: {
    do: 'checkPin',
    outcomes: {
      right: 'pinRight',
      wrong: 'pinUnknown',
      ofOther: 'pinOfOther',
      tooOften: 'pinWithout',
      used: 'pinUsed',
      down: 'pinUnchecked',
    },
  },
  pinRight: { say: 'pinRight', then: 'birthDay' },
  pinUnknown: { say: 'pinUnknown', then: 'enterPin' },
  pinOfOther: { say: 'pinOfOther', then: 'enterPin' },
  pinWithout: { say: 'pinWithout', then: 'birthDay' },
  pinUnchecked: { say: 'pinUnchecked', then: 'birthDay' },
  // Who holds the letter may know that it has served.
  pinUsed: { ask: 'pinUsed', short: 'pinUsedShort', keys: { 1: 'enterCode', 2: 'birthDay' }, giveUp: 'human' },

  // After the booking: who has an address here gets a letter.
  lookForLetter: { do: 'lookForLetter', outcomes: { letter: 'letterComes', none: 'anotherPerson' } },
  letterComes: { say: 'letterComes', then: 'anotherPerson', outcome: 'booked' },
} as const satisfies Record<string, State<string, Line>>;
