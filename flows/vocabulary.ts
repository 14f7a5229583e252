/**
 * The only words a flow may use. A flow is a table: state → what is said, which
 * keys lead where, or which work is done and how it can turn out. Nothing here
 * knows telephones, stores or clocks. See README.md beside this file.
 */

export type Key = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '*' | '#';

/** Keys a menu may give a meaning. `*` (again) and `0` (a human) are the interpreter's, everywhere alike. */
export type ChoiceKey = Exclude<Key, '0' | '*' | '#'>;

/** What a call can be held in; German is where it begins. */
export const LANGUAGES = ['de', 'en', 'tr', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];

/** How a call ends, one of these for every answered call. `busy` and `failed` are alarms. */
export type Outcome =
  | 'booked'
  | 'appointment_changed'
  | 'callback_registered'
  | 'waitlisted'
  | 'agent_handled'
  | 'informed'
  | 'abandoned'
  | 'busy'
  | 'failed';

/** What a caller types digit by digit, and where it is remembered. */
export type Field = 'birthDay' | 'birthMonth' | 'birthYear' | 'plz' | 'phone' | 'code' | 'pin';

/** Named checks of one entry, done without asking any store. */
export type Check = 'day' | 'month' | 'year' | 'plz' | 'phone' | 'code' | 'pin';

/** What code can do for a flow, and how each work can turn out. `down`: a store it needs did not answer. */
export interface Works {
  /** Front door: ticket, token, seat, waiting line. */
  admit:
    | 'admitted'
    | 'queued'
    | 'queuedUnknown'
    | 'callbackOffered'
    | 'known'
    /** On the list, but the list itself does not answer. */
    | 'knownUnread'
    | 'missedCallback'
    | 'bookingToHear'
    /** Let in, and the call before broke off in the middle of a booking. */
    | 'brokenOff'
    /** Has a wish for an appointment that is not booked yet. */
    | 'wishStands'
    | 'busy'
    | 'closed'
    | 'down';
  /** One round of the wait: is it this caller's turn? Otherwise: what is there to say about the wait? */
  checkTurn: 'yourTurn' | 'nothingNew' | 'shorter' | 'longer' | 'unknown' | 'placeLost' | 'down';
  /** The caller wants to be called back and go on with the keys. Can the number shown be called? */
  wantCallback: 'dialable' | 'notDialable' | 'withheld';
  /** The same, but a human shall call. */
  wantHumanCallback: 'dialable' | 'notDialable' | 'withheld';
  /** Is the typed number one we may call? */
  checkTypedNumber: 'dialable' | 'notDialable';
  /** Stores the callback request, durable before it is spoken. */
  registerCallback: 'registered' | 'already' | 'full' | 'down';
  /** The list does not answer: the wish is written down, durable before it is spoken, and put on the list later. */
  writeWish: 'written' | 'down';
  /** Checks and stores the typed number in one go, where nothing can be remembered until it is read back. */
  registerTyped: 'registered' | 'already' | 'notDialable' | 'full' | 'down';
  /** Does the booking system answer? Nothing is offered that it would have to do. */
  checkSystem: 'ready' | 'down';
  /** The booking store does not answer. By the last count, are there places left? `again`: this call has heard of it. */
  noteCoreDown: 'stillFree' | 'unknown' | 'again';
  /** What a wish for an appointment still lacks: everything about the person, or only whether two will come. */
  whatIsMissing: 'nothing' | 'people' | 'person';
  /** As `startBooking`, without the store: what is asked now is written down as a wish if it stays away. */
  startWish: 'ready';
  /** Writes the wish down, durable before it is spoken, once per person. `full`: this number has as many people wishing as may be. */
  writeBookingWish: 'written' | 'already' | 'full' | 'down';
  /** The caller does not want it any more. */
  dropCallback: 'dropped' | 'down';
  /**
   * The called person wants to talk now: from here on it is an admitted call. `offer`: a place is held for somebody of the waiting list;
   * `offerToProve`: the same, and they rang us, so the number alone proves nothing; `offerGone`: the place was given to the next one
   * meanwhile; `result`, `reminder`: there is an appointment to read out.
   */
  acceptCallback: 'accepted' | 'acceptedForHuman' | 'offer' | 'offerToProve' | 'offerGone' | 'result' | 'reminder' | 'gone' | 'down';
  /** The called person wants to be rung in half an hour; `snoozedLater` where we may not ring then. */
  snoozeCallback: 'snoozed' | 'snoozedLater' | 'gone' | 'down';
  /** Are there PINs of invitation letters, so that this person is asked for one? `…Partner`: the second person of two. */
  lookForPins: 'ask' | 'askPartner' | 'none' | 'nonePartner';
  /**
   * Is it the PIN of a letter? `ofOther`: that of the first person; `used`: there is an appointment for it; `tooOften`: three
   * wrong ones, or too many by this number: it goes on without.
   */
  checkPin: 'right' | 'wrong' | 'ofOther' | 'tooOften' | 'used' | 'down';
  /** Is there an address to write to? */
  lookForLetter: 'letter' | 'none';
  checkBirthDate: 'possible' | 'impossible' | 'implausible';
  /** `…OnList`: the second person of two who want to go on a waiting list. */
  checkEligibility: 'eligible' | 'eligiblePartner' | 'partnerOnList' | 'tooYoung' | 'partnerTooYoung' | 'tooYoungForList';
  /** There is nothing for two together: the first person goes on alone. */
  goOnAlone: 'ready';
  /** The next birth date is the second person's. */
  askForPartner: 'ready' | 'limit';
  /** `elsewhere`: a postcode of another part of Germany; `unknown`: perhaps mistyped. */
  findCentre: 'found' | 'rhineland' | 'elsewhere' | 'unknown';
  /** Before more personal details are asked: is there a pair at this centre at all? */
  checkStock: 'free' | 'none' | 'down';
  /** Holds the earliest pair for everybody in this call. */
  propose: 'proposed' | 'none' | 'noneTogether' | 'down';
  /** Holds a really different one and gives the former back; `none` leaves the former held. */
  proposeAnother: 'proposed' | 'none' | 'down';
  /** May callers be offered the centre of another Kreis? */
  mayGoNearby: 'yes' | 'no';
  /** Holds the earliest pair of the neighbouring centres and gives the former back; `none` leaves the former held. */
  proposeNearby: 'proposed' | 'none' | 'down';
  /** Nothing is free: is there a date on which more will come? `offered`: a place is being held for this very person. */
  lookAtList: 'dated' | 'undated' | 'offered' | 'down';
  /** What else can be done: is there something nearby? `onList`: this person waits already. */
  lookNearby: 'nearby' | 'nothing' | 'onList' | 'down';
  /** The centre found nearby takes the place of the caller's own. */
  goNearby: 'ready' | 'askHowMany';
  /** The caller wants to go on the waiting list of their own centre; what is held for them is given back. */
  joinList: 'ready' | 'askHowMany' | 'down';
  /** Stores the entry, durable before it is spoken. `limit`: this number has booked for, or waits for, as many people as it may. */
  enterList: 'entered' | 'already' | 'limit' | 'down';
  /** What is held and offered is given to the next one; the entry is closed. */
  leaveList: 'left' | 'down';
  /** The place that is held for the called person, and the centre it is at. */
  readOffer: 'offered' | 'gone' | 'down';
  /** The called person wants it: from here on it is an admitted call, and the hold lasts until it is fixed. */
  takeOffer: 'ready' | 'gone' | 'down';
  /** It is booked: the entry has come to its end. */
  settleOffer: 'noted' | 'down';
  /** Another time, please: the place goes to the next one, the entry stays. `forHuman`: a human was asked for as well. */
  declineOffer: 'declined' | 'forHuman' | 'down';
  keepHold: 'held' | 'expired' | 'down';
  /** `limit`: this number has booked for as many people as it may. */
  confirm: 'booked' | 'expired' | 'alreadyBooked' | 'limit' | 'down';
  /** The caller has heard the code to its end. */
  noteCodeHeard: 'noted' | 'down';
  /** Does the number shown belong to a mobile phone? */
  offerText: 'mobile' | 'noMobile';
  /** Writes down that a text message with the appointment is owed, before it is promised. */
  oweText: 'owed' | 'nothing' | 'down';
  /** Begins with nobody and nothing: what an earlier booking of this call has left is forgotten. */
  startBooking: 'ready' | 'limit' | 'down';
  /** Where does the booking go on that broke off? `proposal`: the pair is still held. */
  resume: 'postcode' | 'place' | 'partner' | 'propose' | 'proposal' | 'down';
  /** What the broken-off call has left is forgotten, and what it held is free. */
  beginAnew: 'ready' | 'down';
  /** Only who knows the year of birth hears the booking of the call that broke off. */
  checkYearToHear: 'right' | 'wrong';
  findBooking: 'found' | 'cancelled' | 'unknown' | 'locked' | 'down';
  /** Does this person have an appointment, booked from the calling number? From another number nobody is told. */
  checkKnown: 'new' | 'booked' | 'locked' | 'down';
  /** Without a code only the number of the booking opens an appointment. */
  checkNumberShown: 'shown' | 'withheld';
  /** By birth date, postcode and calling number. `onList`: no appointment, but a place in a waiting list; `offered`: and one is held for them. */
  findByPerson: 'found' | 'onList' | 'offered' | 'unknown' | 'locked' | 'down';
  /** Holds another pair beside the appointment that stands. `begun`: its first vaccination is over. */
  proposeMove: 'proposed' | 'none' | 'begun' | 'down';
  /** Holds a really different one and gives the former back; `none` leaves the former held. */
  proposeMoveAnother: 'proposed' | 'none' | 'down';
  /** Takes the held pair and frees the old one. `changed`: somebody else changed the appointment meanwhile; nothing was done. */
  move: 'moved' | 'expired' | 'changed' | 'down';
  /** The appointment stays as it is; what was held for a move is given back. */
  keepAppointment: 'kept' | 'down';
  checkCancel: 'alone' | 'couple' | 'begun';
  cancelAll: 'cancelled' | 'changed' | 'down';
  /** Only the person of this code; `oneLeft`: the other one's appointment stands. */
  cancelOne: 'cancelled' | 'oneLeft' | 'changed' | 'down';
  /**
   * Asks for a human: the agent idle longest who speaks the language, else a place in the line for one. `full`: too many wait, or it would
   * take too long; `nobody`: no agent of this language is at work.
   */
  findAgent: 'reserved' | 'queued' | 'queuedUnknown' | 'full' | 'nobody' | 'down';
  /** The same for whoever can neither press keys nor be called back: waits, however many do and whether or not anybody is at work. */
  stayForAgent: 'reserved' | 'queued' | 'queuedUnknown';
  /** One round of that wait: is somebody free now? Otherwise: what is there to say? `nobody`: the last agent has gone, and so has the place. */
  lookForAgent: 'reserved' | 'nothingNew' | 'shorter' | 'longer' | 'unknown' | 'placeLost' | 'nobody';
  /** Waits for no agent any more. */
  leaveAgents: 'left';
  /** The conversation is over: the agent wraps up. */
  agentDone: 'noted' | 'down';
  /** The agent did not answer: paused, and the next one is looked for. */
  agentMissed: 'noted' | 'down';
  speakGerman: 'ready';
  speakEnglish: 'ready';
  speakTurkish: 'ready';
  speakRussian: 'ready';
}
export type WorkName = keyof Works;

/** Where a call can be connected. */
export type Destination = 'medical' | 'specialist' | 'agent';

/** Continues where the caller was before the help menu. */
export type Back = 'back';

interface Common {
  /** Reaching this state settles how the call counts, unless a later state settles it anew. */
  outcome?: Outcome;
}

/** A question with single keys. `0` leads to a human, `*` repeats, silence and wrong keys lead to `giveUp` in the end. */
export interface Menu<S, L> extends Common {
  ask: L;
  /** The question again, shorter, after silence or a wrong key. */
  short: L;
  keys: Partial<Record<ChoiceKey, S | Back>>;
  /** Where a caller who presses 0 goes; the flow's human where not given. */
  human?: S;
  /** After three silences or three wrong keys. */
  giveUp: S;
  /** After the silences, where that is another place than after wrong keys. */
  silent?: S;
  /** Seconds to the first key, where the usual 10 do not fit. */
  firstKeySeconds?: number;
  /** Rounds of silence before giving up, where the usual 3 do not fit. */
  silences?: number;
}

/** A question answered with several digits. `*` opens the help menu, a `#` at the end is tolerated. */
export interface Entry<S, L> extends Common {
  enter: L;
  short: L;
  into: Field;
  /** Fewest and most digits. */
  digits: readonly [number, number];
  check: Check;
  then: S;
  help: S;
  giveUp: S;
  /** Where silence leads in the end, if not to `giveUp`. */
  silent?: S;
  /** Rounds of silence before giving up, where the usual 3 do not fit. */
  silences?: number;
  /** Ends with `#` or 6 s after the last digit, because the length is not known. */
  openEnded?: true;
}

/** Something the code does. Every way it can turn out has its next state. */
export type Work<S> = Common &
  {
    [W in WorkName]: {
      do: W;
      outcomes: Record<Works[W], S> /** so often this state may be entered in one call, then `giveUp` */;
      atMost?: number;
      giveUp?: S;
    };
  }[WorkName];

/** Something said, and on. */
export interface Say<S, L> extends Common {
  say: L;
  then: S | 'hangUp';
}

/** The waiting caller hears the time and hold audio; a key leaves, otherwise `then` looks again. */
export interface Hold<S, L> extends Common {
  /** Said on entering, before the hold audio. Nothing when the caller has just heard it. */
  hold: L | 'nothing';
  keys: Partial<Record<ChoiceKey, S>>;
  human: S;
  then: S;
}

/** Connects the caller with somebody else and goes on when that ends. */
export interface Connect<S, L> extends Common {
  connect: Destination;
  say: L;
  outcomes: { answered: S | 'hangUp'; notAnswered: S };
}

export type State<S, L> = Menu<S, L> | Entry<S, L> | Work<S> | Say<S, L> | Hold<S, L> | Connect<S, L>;

/** What may be inserted into a line: `{minutes}`. Filled from what the call has learnt, in the caller's language. */
export type Blank =
  | 'minutes'
  | 'window'
  | 'kennzahl'
  | 'number'
  | 'hotline'
  | 'birthDate'
  | 'cutoff'
  | 'plz'
  | 'place'
  | 'centre'
  | 'first'
  | 'second'
  | 'codes'
  | 'medicalNumber'
  | 'specialistNumber'
  | 'reason'
  | 'opensAt'
  | 'releaseAt'
  | 'nearbyCity'
  | 'nearbyFirst';

/** One sentence or several; `_` is a pause of 0.7 s. A part in another language carries that language. */
export type LineText = string | readonly (string | { readonly language: Language; readonly text: string })[];

type BlanksOf<T> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | BlanksOf<Rest> : never;
type TextsOf<T> = T extends string ? T : T extends readonly (infer Part)[] ? (Part extends { text: infer Text } ? Text : Part) : never;

/** A table of lines; an unknown `{blank}` is a compile error at its line. */
export function lines<const T extends Record<string, LineText>>(
  table: {
    [L in keyof T]: BlanksOf<TextsOf<T[L]>> extends Blank ? T[L] : never;
  },
): T {
  return table as T;
}
