/**
 * The only words a flow may use. A flow is a table: state → what is said, which
 * keys lead where, or which work is done and how it can turn out. Nothing here
 * knows telephones, stores or clocks. See README.md beside this file.
 */

export type Key = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '*' | '#';

/** Keys a menu may give a meaning. `*` (again) and `0` (a human) are the interpreter's, everywhere alike. */
export type ChoiceKey = Exclude<Key, '0' | '*' | '#'>;

export type Language = 'de' | 'en';

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
export type Field = 'birthDay' | 'birthMonth' | 'birthYear' | 'plz' | 'phone' | 'code';

/** Named checks of one entry, done without asking any store. */
export type Check = 'day' | 'month' | 'year' | 'plz' | 'phone' | 'code';

/** What code can do for a flow, and how each work can turn out. `down`: a store it needs did not answer. */
export interface Works {
  /** Front door: ticket, token, seat, waiting line. */
  admit: 'admitted' | 'queued' | 'callbackOffered' | 'known' | 'missedCallback' | 'bookingToHear' | 'busy' | 'closed' | 'down';
  /** One round of the wait: is it this caller's turn? `changed`: there is something new to say about the wait. */
  checkTurn: 'yourTurn' | 'same' | 'changed' | 'longer' | 'unknown' | 'down';
  /** Can the number shown by the network be called back? */
  checkCallerNumber: 'dialable' | 'notDialable' | 'withheld';
  /** Is the typed number one we may call? */
  checkTypedNumber: 'dialable' | 'notDialable';
  useCallerNumber: 'ready';
  /** Stores the callback request, durable before it is spoken. */
  registerCallback: 'registered' | 'already' | 'full' | 'down';
  registerHumanCallback: 'registered' | 'already' | 'full' | 'down';
  /** Known ticket or answered callback: the caller does not want it any more. */
  dropCallback: 'dropped' | 'down';
  /** The called person pressed 1: from here on it is an admitted call. */
  acceptCallback: 'accepted' | 'gone' | 'down';
  snoozeCallback: 'snoozed' | 'down';
  /** Nobody pressed a key: a mailbox, or nobody there. The try counts. */
  missCallback: 'recorded' | 'down';
  checkBirthDate: 'eligible' | 'tooYoung' | 'impossible' | 'implausible' | 'down';
  startPartner: 'ready';
  findCentre: 'found' | 'rhineland' | 'unknown' | 'down';
  /** Stock before personal details are finished: are there pairs at this centre at all? */
  checkStock: 'free' | 'none' | 'down';
  /** Holds the earliest pair (for everybody in this call) and says it. */
  propose: 'proposed' | 'none' | 'down';
  /** Gives the proposal back and holds a really different one. */
  proposeAnother: 'proposed' | 'none' | 'down';
  renewHold: 'held' | 'expired' | 'down';
  confirm: 'booked' | 'expired' | 'alreadyBooked' | 'down';
  /** Notes that the caller has heard the code to its end. */
  noteCodeHeard: 'noted' | 'down';
  /** Forgets the persons of the finished booking so that the call can book for somebody else. */
  startAnotherPerson: 'ready' | 'limit';
  findBooking: 'found' | 'unknown' | 'locked' | 'down';
  /** Reserves the agent who has been idle longest and speaks the language. */
  findAgent: 'reserved' | 'nobody' | 'down';
  /** The agent pressed 1 and talked. */
  agentDone: 'noted' | 'down';
  /** The agent did not answer: paused, and the next one is looked for. */
  agentMissed: 'noted' | 'down';
  speakGerman: 'ready';
  speakEnglish: 'ready';
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
  /** Ends with `#` or 6 s after the last digit, because the length is not known. */
  openEnded?: true;
}

/** Something the code does. Every way it can turn out has its next state. */
export type Work<S> = Common &
  { [W in WorkName]: { do: W; outcomes: Record<Works[W], S>; /** so often this state may be entered in one call, then `giveUp` */ atMost?: number; giveUp?: S } }[WorkName];

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
