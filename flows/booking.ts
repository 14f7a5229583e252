import type { Line } from './lines.de.ts';
import type { State } from './vocabulary.ts';

/** Booking by keys: whose birthday, where, is there anything, when, held, fixed, code. */
export const booking = {
  startBooking: { do: 'startBooking', outcomes: { ready: 'birthDay', limit: 'peopleLimit' } },
  birthDay: {
    enter: 'birthDay',
    short: 'birthDayShort',
    into: 'birthDay',
    digits: [1, 2],
    check: 'day',
    then: 'birthMonth',
    help: 'entryHelp',
    giveUp: 'human',
  },
  birthMonth: {
    enter: 'birthMonth',
    short: 'birthMonthShort',
    into: 'birthMonth',
    digits: [1, 2],
    check: 'month',
    then: 'birthYear',
    help: 'entryHelp',
    giveUp: 'human',
  },
  birthYear: {
    enter: 'birthYear',
    short: 'birthYearShort',
    into: 'birthYear',
    digits: [2, 4],
    check: 'year',
    then: 'checkBirthDate',
    help: 'entryHelp',
    giveUp: 'human',
  },
  checkBirthDate: {
    do: 'checkBirthDate',
    outcomes: { possible: 'birthRight', impossible: 'birthImpossible', implausible: 'birthImplausible' },
    atMost: 20,
    giveUp: 'human',
  },
  birthImpossible: { say: 'birthImpossible', then: 'birthDay' },
  birthImplausible: { say: 'birthImplausible', then: 'human' },
  birthRight: { ask: 'birthRight', short: 'birthRightShort', keys: { 1: 'checkEligibility', 2: 'birthDay' }, giveUp: 'human' },
  checkEligibility: {
    do: 'checkEligibility',
    outcomes: { eligible: 'postcode', eligiblePartner: 'propose', tooYoung: 'tooYoung', partnerTooYoung: 'partnerTooYoung' },
  },
  tooYoung: { ask: 'tooYoung', short: 'tooYoungShort', keys: { 1: 'goodbye', 2: 'birthDay' }, giveUp: 'human', outcome: 'informed' },
  partnerTooYoung: { say: 'partnerTooYoung', then: 'propose' },

  postcode: {
    enter: 'postcode',
    short: 'postcodeShort',
    into: 'plz',
    digits: [5, 5],
    check: 'plz',
    then: 'findCentre',
    help: 'entryHelp',
    giveUp: 'human',
  },
  findCentre: {
    do: 'findCentre',
    outcomes: { found: 'placeRight', rhineland: 'rhineland', unknown: 'postcodeUnknown' },
    atMost: 10,
    giveUp: 'human',
  },
  postcodeUnknown: { say: 'postcodeUnknown', then: 'postcode' },
  rhineland: { ask: 'rhineland', short: 'rhinelandShort', keys: { 1: 'goodbye', 2: 'postcode' }, giveUp: 'human', outcome: 'informed' },
  placeRight: { ask: 'placeRight', short: 'placeRightShort', keys: { 1: 'checkStock', 2: 'postcode' }, giveUp: 'human' },
  checkStock: { do: 'checkStock', outcomes: { free: 'howMany', none: 'noStock', down: 'systemDown' } },
  noStock: { say: 'noStock', then: 'human' },

  howMany: { ask: 'howMany', short: 'howManyShort', keys: { 1: 'propose', 2: 'askForPartner' }, giveUp: 'human' },
  askForPartner: { do: 'askForPartner', outcomes: { ready: 'partnerBirthDay' } },
  partnerBirthDay: { say: 'partnerBirthDay', then: 'birthDay' },

  propose: { do: 'propose', outcomes: { proposed: 'proposal', none: 'noStock', noneTogether: 'noneTogether', down: 'systemDown' } },
  noneTogether: { ask: 'noneTogether', short: 'noneTogetherShort', keys: { 1: 'goOnAlone' }, giveUp: 'human' },
  goOnAlone: { do: 'goOnAlone', outcomes: { ready: 'propose' } },
  proposal: { ask: 'proposal', short: 'proposalShort', keys: { 1: 'keepHold', 2: 'proposeAnother' }, giveUp: 'human' },
  proposeAnother: {
    do: 'proposeAnother',
    outcomes: { proposed: 'proposal', none: 'noOtherProposal', down: 'systemDown' },
    atMost: 4,
    giveUp: 'enoughProposals',
  },
  noOtherProposal: { say: 'noOtherProposal', then: 'proposal' },
  enoughProposals: { ask: 'enoughProposals', short: 'enoughProposals', keys: { 1: 'proposal' }, giveUp: 'human' },
  keepHold: { do: 'keepHold', outcomes: { held: 'held', expired: 'proposalExpired', down: 'systemDown' } },
  proposalExpired: { say: 'proposalExpired', then: 'propose' },
  // Asked again until the hold's term: somebody is looking for a pen.
  held: { ask: 'held', short: 'heldShort', keys: { 1: 'confirm' }, giveUp: 'human', silences: 12 },
  confirm: {
    do: 'confirm',
    outcomes: { booked: 'fixed', expired: 'proposalExpired', alreadyBooked: 'alreadyBooked', down: 'systemDown' },
  },
  alreadyBooked: { say: 'alreadyBooked', then: 'human' },

  // From here on the booking stands, whatever is pressed or not.
  fixed: { ask: 'fixed', short: 'fixedShort', keys: { 1: 'fixed', 2: 'noteCodeHeard' }, giveUp: 'noteCodeHeard', outcome: 'booked' },
  noteCodeHeard: { do: 'noteCodeHeard', outcomes: { noted: 'whatToBring', down: 'whatToBring' } },
  whatToBring: { say: 'whatToBring', then: 'anotherPerson', outcome: 'booked' },
  anotherPerson: {
    ask: 'anotherPerson',
    short: 'anotherPerson',
    keys: { 1: 'startBooking', 2: 'goodbye' },
    giveUp: 'goodbye',
    silences: 2,
    outcome: 'booked',
  },
  peopleLimit: { say: 'peopleLimit', then: 'human' },
} as const satisfies Record<string, State<string, Line>>;
