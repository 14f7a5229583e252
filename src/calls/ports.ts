import type { Language, Outcome } from '../../flows/vocabulary.ts';
import type { RateAdvice, Sample } from '../admission/auto-tune.ts';
import type { Thresholds } from '../admission/thresholds.ts';
import type { Proposal, Session } from '../ivr/session.ts';

/**
 * What the story needs from outside, in caller-and-agent words. Adapters keep
 * these promises; `main.ts` plugs them in. A refusal is a returned value; a
 * store that does not answer throws `DependencyDown`. Times are milliseconds
 * since 1970 unless the name says otherwise.
 */

/** A caller's keyed hash; absent when the number is withheld. */
export type CallerHash = string;

// ── Sessions ────────────────────────────────────────────────────────────────

export interface StoredSession {
  session: Session;
  /** The TwiML answered at the session's turn, byte for byte. */
  document: string;
}

export interface Sessions {
  load(callSid: string): Promise<StoredSession | undefined>;
  /**
   * Stores session and answer if the stored turn is still `overTurn` (-1: nothing is stored yet).
   * Otherwise changes nothing and returns what is stored: another delivery of the same webhook was faster.
   */
  save(session: Session, document: string, overTurn: number): Promise<'saved' | StoredSession>;
}

// ── Admission: the front door ───────────────────────────────────────────────

/** `attempt`: how often this caller has rung with this ticket. */
export type Admission = { thresholdsVersion: number; ticketAtMs: number; attempt: number } & (
  | { answer: 'admitted' }
  | { answer: 'queued'; position: number; waitSeconds: number | undefined }
  | { answer: 'callbackOffered' }
  /** The caller has an open callback request. */
  | { answer: 'known'; callbackId: string }
  /** A callback that is due, or was missed in the last 24 h: admitted at once, it is that callback. */
  | { answer: 'missedCallback'; callbackId: string }
  | { answer: 'busy' }
  | { answer: 'closed'; reason: string; opensAtMs: number }
) & {
    /** The last admitted call of this caller if it ended unfinished within 30 min: its session may be gone on with. */
    previousCallSid?: string;
  };

export type Turn =
  | { admitted: true }
  | { admitted: false; position: number; waitSeconds: number | undefined }
  | { admitted: false; position: 0; waitSeconds: undefined; unknown: true };

export interface FrontDoor {
  /** One atomic decision. The same CallSid gets the same answer; a refusal takes nothing. */
  admit(call: { callSid: string; caller?: CallerHash }): Promise<Admission>;
  /** Is it this waiting call's turn? Lets in whoever is first if capacity is free, so the line moves without a worker. */
  checkTurn(callSid: string): Promise<Turn>;
  /**
   * Lets the next ones in, in ticket order, sharing capacity with callbacks by `callbackShare`.
   * `dueCallbacks`: ids in ticket order that could be dialled now; a granted one has its seat (under its id) already.
   */
  promote(most: number, dueCallbacks: readonly string[]): Promise<{ calls: string[]; callbacks: string[] }>;
  /** The seat taken for a callback becomes the seat of the call that was made. Repeatable. */
  handSeatOver(callbackId: string, callSid: string): Promise<void>;
  /** The call (or callback id) is over: gives back its own seat or place, exactly once. `served`: its ticket is used up. */
  leave(callSid: string, options?: { caller?: CallerHash; served?: boolean }): Promise<{ gaveBack: 'seat' | 'place' | 'nothing' }>;
  /**
   * A call with a withheld number has typed one: that caller has a ticket now, the older of their own and the call's. Repeatable.
   * The call itself stays where it is: a typed number proves nothing.
   */
  adoptTicket(callSid: string, caller: CallerHash): Promise<{ ticketAtMs: number; attempt: number }>;
  /** The call lives: its seat's lease starts anew. */
  renew(callSid: string): Promise<void>;
  /** Frees seats whose lease ran out; returns their ids. */
  sweep(): Promise<string[]>;
  /** The caller's ticket now carries an open callback request, or (undefined) none any more. Counts open callbacks. */
  noteCallback(caller: CallerHash, callback: { id: string; ticketAtMs: number; dueAtMs: number } | undefined): Promise<void>;
  /** The last try was not answered: calling again before `untilMs` goes to the front. */
  noteMissedCallback(caller: CallerHash, callback: { id: string; untilMs: number }): Promise<void>;
  picture(): Promise<FrontDoorPicture>;
}

export interface FrontDoorPicture {
  thresholdsVersion: number;
  tokens: number;
  activeCalls: number;
  onHold: number;
  longestWaitSeconds: number;
  estimatedWaitSeconds: number | undefined;
  openCallbacks: number;
  /** Since local midnight. */
  decisions: { admitted: number; queued: number; callbackOffered: number; known: number; busy: number };
  people: number;
  attempts: number;
}

// ── Thresholds ──────────────────────────────────────────────────────────────

export interface ThresholdsVersion {
  version: number;
  values: Thresholds;
  changedBy: string;
  changedAt: string;
  reason: string;
}

export interface ThresholdsLog {
  current(): Promise<ThresholdsVersion>;
  history(limit: number): Promise<ThresholdsVersion[]>;
  /** Appends version `over`+1. `conflict`: somebody else changed them first; nothing is lost, nothing stored. */
  append(change: {
    over: number;
    values: Thresholds;
    changedBy: string;
    reason: string;
    atMs: number;
  }): Promise<ThresholdsVersion | 'conflict'>;
}

/** The copy that scripts read. */
export interface LiveThresholds {
  publish(version: ThresholdsVersion): Promise<void>;
  /** What counts now for code outside the scripts; at most a second old. */
  now(): Promise<{ version: number; values: Thresholds }>;
}

// ── Callbacks ───────────────────────────────────────────────────────────────

export interface CallbackRequest {
  id: string;
  caller: CallerHash;
  kind: 'menu' | 'human';
  language: Language;
  kennzahl: string;
  ticketAtMs: number;
  window: { fromMs: number; toMs: number };
  state: 'open' | 'dialling' | 'accepted' | 'dropped' | 'missed';
  attempts: number;
  nextTryAtMs: number;
}

export interface Callbacks {
  /** Durable before it returns. A caller who has an open request gets that one (`already`). */
  register(wish: {
    caller: CallerHash;
    number: string;
    kind: 'menu' | 'human';
    language: Language;
    ticketAtMs: number;
    window: { fromMs: number; toMs: number };
    nextTryAtMs: number;
    nowMs: number;
    /** Where they are given already: the wish was written down elsewhere, and the caller has heard the Kennzahl. */
    id?: string;
    kennzahl?: string;
  }): Promise<{ status: 'registered' | 'already'; request: CallbackRequest }>;
  byId(id: string): Promise<CallbackRequest | undefined>;
  /** Requests of this kind (the menu, where not given) that are not yet served and have an earlier ticket. */
  countAhead(ticketAtMs: number, kind?: CallbackRequest['kind']): Promise<number>;
  /** Requests (of all kinds, where not given) whose next try has come, in ticket order. Only a look: `claim` decides. */
  due(nowMs: number, limit: number, kind?: CallbackRequest['kind']): Promise<CallbackRequest[]>;
  /** How many of this kind are being tried right now, over all workers. */
  underway(kind: CallbackRequest['kind']): Promise<number>;
  /**
   * Takes one for dialling; undefined when another worker has it, its time has not come or it is closed. Counts the attempt.
   * `attempt` numbers this try; `unknownSinceMs`: an earlier try may have reached the network, so look there before dialling.
   */
  claim(
    id: string,
    nowMs: number,
    leaseMs: number,
  ): Promise<{ request: CallbackRequest; number: string; attempt: number; unknownSinceMs?: number } | undefined>;
  /** The network gave the attempt its CallSid: a ring, which settles the promise by its time (now, where not given). Repeatable. */
  noteCall(id: string, callSid: string, rungAtMs?: number): Promise<void>;
  /**
   * The try ended without the person: open again for `nextTryAtMs`, or missed after the last one. Repeatable per CallSid;
   * with `attempt` only that try is ended, so a late worker cannot end its successor's. `uncounted`: we never rang, the try does not count.
   * `window`: when we ring again, for the caller who asks; a promise that still stands is not touched.
   * Returns the request as it is now; undefined when there is none with this id.
   */
  tryFailed(
    id: string,
    attempt: {
      callSid?: string;
      attempt?: number;
      outcome: string;
      nextTryAtMs: number;
      lastTry: boolean;
      uncounted?: boolean;
      window?: { fromMs: number; toMs: number };
      nowMs: number;
    },
  ): Promise<CallbackRequest | undefined>;
  /** The person pressed 1, or rang us while it was due or missed. `gone`: it had been dropped in the meantime. Repeatable. */
  accept(id: string, nowMs: number): Promise<'accepted' | 'gone'>;
  /** Later again, or sooner: does not count as a try. Without effect on what is closed. `window`: what the person was promised by it. */
  snooze(id: string, nextTryAtMs: number, window?: { fromMs: number; toMs: number }): Promise<void>;
  drop(id: string, nowMs: number): Promise<void>;
  /** Attempts that a dead worker left in `dialling` with the lease run out. */
  abandonedAttempts(nowMs: number): Promise<{ request: CallbackRequest; attempt: number; callSid?: string }[]>;
  /** How this kind was rung in the last minutes; at most five seconds old. */
  measuredPace(kind: CallbackRequest['kind'], nowMs: number): Promise<{ rings: number; spanMs: number; pressed: boolean }>;
  /**
   * `open` and `due` now; the others are today's (local day) promises from the ledger: `kept`, `early`, `late` by the first ring, `late`
   * also what passed without one; `requoted` were replaced in time by a later one, and count as none of these.
   */
  counts(): Promise<{ open: number; due: number; kept: number; early: number; late: number; requoted: number }>;
}

/** A promise that nothing has become of yet, on its request. */
export interface PromiseAtRisk {
  request: CallbackRequest;
  number: number;
  /** When this person was last promised another time than before, whatever became of that. */
  requotedAtMs?: number;
  /** Will be rung before this one. */
  ahead: number;
  /** E.164; for telling the person. */
  to: string;
}

/** The ledger of promised windows, as far as it is more than the callbacks' own bookkeeping. */
export interface Promises {
  /** Standing promises of open requests whose window ends before `untilMs` or has passed, soonest end first. */
  ending(untilMs: number, limit: number): Promise<PromiseAtRisk[]>;
  /**
   * Replaces promise `over` by a new one, also on the request. `undefined`: it does not stand any more, or the person is being rung.
   * A window that has passed already is settled as late. `byText`: the person is owed a text message.
   */
  requote(
    id: string,
    change: { over: number; window: { fromMs: number; toMs: number }; byText: boolean; nowMs: number },
  ): Promise<CallbackRequest | undefined>;
  /** Text messages that are owed for promises which still stand, oldest first. */
  owedNotices(limit: number): Promise<{ request: CallbackRequest; number: number; to: string }[]>;
  /** Says what becomes of a notice. For `handedOver`, `false`: somebody else has taken it, so it is not sent again. */
  noteNotice(id: string, number: number, notice: 'owed' | 'handedOver' | 'undeliverable'): Promise<boolean>;
}

/** Callers who are on the line with us. */
export interface OnTheLine {
  /** Repeatable. */
  began(caller: CallerHash, callSid: string, nowMs: number): Promise<void>;
  ended(caller: CallerHash, callSid: string): Promise<void>;
  isTalking(caller: CallerHash, nowMs: number): Promise<boolean>;
}

/** Dial minutes of the clock hour, over all processes. */
export interface DialSpend {
  minutesThisHour(nowMs: number): Promise<number>;
  /** A call is being placed. */
  begin(nowMs: number): Promise<void>;
  /** A call of ours has ended. Repeatable. */
  ended(call: { callSid: string; durationSeconds: number; nowMs: number }): Promise<void>;
}

/** A promise made while the list did not answer. */
export interface Wish {
  id: string;
  caller: CallerHash;
  number: string;
  kind: CallbackRequest['kind'];
  language: Language;
  kennzahl: string;
  ticketAtMs: number;
  atMs: number;
}

/** Where wishes wait for the list. */
export interface Outbox {
  /**
   * Writes the wish where neither a crash nor a power cut can lose it, before it returns. A caller who has one waiting gets that one.
   * `notDurable`: this store cannot promise that; nothing may be promised to the caller.
   */
  write(wish: Wish): Promise<{ id: string; kennzahl: string } | 'notDurable'>;
  /** Wishes in the order in which they were written. Only one drainer at a time gets any, for so long. */
  claim(drainer: string, leaseMs: number, limit: number): Promise<{ entry: string; wish: Wish }[]>;
  /** It is on the list. Repeatable. */
  settled(entry: string, wish: Pick<Wish, 'id' | 'caller'>): Promise<void>;
  /** Nothing has been written for a while: the store may go back to its usual pace. Cheap when it has. */
  relax(): Promise<void>;
}

/** Everything the tickets should carry, read in pages: for a Redis that has lost it. */
export interface CallbackPages {
  /** Requests that are open, or were missed after `missedSinceMs`, by id from after this one on. `closedAtMs`: since when it is missed. */
  after(
    id: string | undefined,
    limit: number,
    missedSinceMs: number,
  ): Promise<{ request: CallbackRequest; closedAtMs: number | undefined }[]>;
}

/** Whether the tickets of this Redis carry the callbacks that are on the list. */
export interface TicketNotes {
  /** `true`: they may not, and the asker writes them; nobody else is told so meanwhile. */
  begin(): Promise<boolean>;
  /** All were written, or (`false`) it broke off and has to be done again. */
  end(complete: boolean): Promise<void>;
  /** Something was put on the list without a note. */
  outdated(): Promise<void>;
}

/** What a process knows of its stores without asking them. */
export interface StoreSigns {
  /** The last looks at it failed: do not make a caller wait for the next. */
  postgresAway(): boolean;
}

/** Spaces out what we start at the network, over all processes. */
export interface Pacer {
  /** From the next job on, so many a second for everybody. Cheap when nothing changed. */
  setRate(perSecond: number): Promise<void>;
  /** Runs the job when it is its turn. Throws `REDIS_DOWN` without running it when nobody can tell whose turn it is; else what the job throws. */
  run<T>(job: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The telephone network's REST side. */
export interface Telephone {
  /** Starts a call. `refused`: the network will not call this number. Throws `TWILIO_DOWN` when nothing is known about the outcome. */
  call(order: {
    to: string;
    path: string;
    statusPath: string;
    ringSeconds: number;
    limitSeconds: number;
  }): Promise<{ placed: string } | { refused: string } | { slowDown: true }>;
  /** Hands over a text message. `refused`: it will never arrive. Throws `TWILIO_DOWN` when nothing is known about the outcome. */
  text(order: { to: string; body: string }): Promise<{ sent: string } | { refused: string } | { slowDown: true }>;
  /** Moves a live call to another document. `over`: it has ended meanwhile. */
  redirect(callSid: string, path: string): Promise<'moved' | 'over'>;
  /** Calls we started to this number in the last minutes; before dialling again after an unknown outcome. */
  recentCallTo(to: string, sinceMs: number): Promise<string | undefined>;
}

// ── Booking ─────────────────────────────────────────────────────────────────

export interface Centre {
  kreis: string;
  name: string;
  place: string;
}

/** Data that changes rarely, kept in memory by the adapter and refreshed. */
export interface Catalogue {
  /** Postcode → place, Kreis and centre. */
  centreOf(plz: string): Centre | { rhineland: string } | undefined;
  /** Born on or before this ISO date may book on `day` (ISO date). */
  bornOnOrBefore(day: string): string;
}

export interface HoldWish {
  /** Call and turn: the same request finds its hold again. */
  requestKey: string;
  kreis: string;
  people: number;
  /** No appointment before this instant. */
  notBeforeMs: number;
  /** First appointments already refused: none on the same half-day (Europe/Berlin). */
  avoidMs: readonly number[];
  heldUntilMs: number;
  caller?: CallerHash;
}

export interface BookedPerson {
  birthDate: string;
  personHash: string;
  plz: string;
}

export interface Appointment {
  holdId: string;
  code: string;
  /** Codes of everybody booked together, this one among them, in order of the persons. */
  codes: string[];
  kreis: string;
  centre: string;
  firstMs: number[];
  secondMs: number[];
}

export interface Bookings {
  /** Is there at least one pair for that many people at the centre? From a fresh count. */
  hasPairs(kreis: string, people: number, notBeforeMs: number): Promise<boolean>;
  /** Holds the earliest first + second appointment for everybody, all or nothing. */
  hold(wish: HoldWish): Promise<Proposal | 'none'>;
  /** Frees a hold; repeatable, and without effect on what is booked. */
  release(holdId: string): Promise<void>;
  /** Keeps it until then. `false`: it had expired. */
  renew(holdId: string, heldUntilMs: number, nowMs: number): Promise<boolean>;
  /** Makes the hold an appointment and draws the codes. The same hold again gives the same codes. */
  confirm(order: {
    holdId: string;
    persons: BookedPerson[];
    caller?: CallerHash;
    number?: string;
    nowMs: number;
  }): Promise<{ codes: string[] } | 'expired' | 'alreadyBooked'>;
  byHold(holdId: string): Promise<Appointment | undefined>;
  byCode(code: string): Promise<Appointment | undefined>;
  noteHeard(holdId: string, nowMs: number): Promise<void>;
  /** Frees holds whose term is over; returns how many people's. */
  sweep(nowMs: number): Promise<number>;
}

/** Counts tries at codes, so that nobody can try them all. */
export interface CodeGuard {
  /**
   * One more try by this caller (a keyed hash, or the call). `false`: too many in the last hour.
   * The same try delivered again (`tryId`: call and turn) counts once.
   */
  allows(who: string, tryId: string): Promise<boolean>;
}

// ── Agents ──────────────────────────────────────────────────────────────────

export type AgentState = 'offline' | 'available' | 'reserved' | 'on_call' | 'wrap_up' | 'paused';

export interface AgentStatus {
  id: string;
  state: AgentState;
  /** While paused: why. */
  reason?: string;
  sinceMs: number;
  callSid?: string;
}

export interface Agents {
  /** The one idle longest who speaks the language, reserved for this call; the same call gets the same agent until it is missed. */
  reserve(callSid: string, language: Language, leaseMs: number): Promise<{ id: string; endpoint: string } | 'nobody'>;
  /** The agent pressed 1 and talks. `false`: the reservation was not this call's any more. */
  connected(agentId: string, callSid: string): Promise<boolean>;
  /** Rang and did not answer: paused with the reason `missed call`. */
  missed(agentId: string, callSid: string): Promise<void>;
  /** The conversation (or the caller) is gone: wrap-up until `wrapUpUntilMs`, then available again. */
  done(agentId: string, callSid: string, wrapUpUntilMs: number): Promise<void>;
  /** The caller hung up while it rang: available again with the old idle time. */
  released(agentId: string, callSid: string): Promise<void>;
  /** The agent's own choice. `refused` while a call is being connected or held. */
  choose(
    agentId: string,
    wish: { state: 'available' | 'paused' | 'offline'; reason?: string },
    profile: { endpoint: string; languages: string[] },
  ): Promise<AgentStatus | 'refused'>;
  status(agentId: string): Promise<AgentStatus>;
  /** Ends reservations and wrap-ups whose time is over. */
  sweep(): Promise<void>;
  counts(): Promise<Record<AgentState, number>>;
}

// ── What is counted ─────────────────────────────────────────────────────────

export interface Tally {
  outcome(outcome: Outcome): void;
  call(line: Session['line']): void;
}

/** What was counted since local midnight, over all processes. */
export interface DayFigures {
  outcomes: Record<Outcome, number>;
  calls: Record<Session['line'], number>;
  /** Calls that came in, a second, over the last ten seconds. */
  callsPerSecond: number;
  /** Calls that ended empty-handed within the last minutes: since when. */
  emptyHandedSinceMs: { busy?: number; failed?: number };
}

export interface Counted {
  today(): Promise<DayFigures>;
}

export interface Stock {
  /** Free first places from now on and people booked, by Kreis; and how many people were ever booked. */
  figures(nowMs: number): Promise<{ byKreis: { kreis: string; free: number; booked: number }[]; bookedEver: number }>;
}

// ── What an agent's desk is told ────────────────────────────────────────────

/** Something that happened to an agent's call. `state` events come from the `Agents` adapter itself, with each change. */
export interface AgentEvent {
  type: 'incoming' | 'connected' | 'ended';
  data: Record<string, unknown>;
}

export interface AgentEvents {
  /** Tells the agent's desk, whichever process it is connected to. Kept for a while, so that a desk that reconnects misses nothing. */
  publish(agentId: string, event: AgentEvent): Promise<void>;
}

/** An event as a desk gets it; `id` says where to go on after a lost connection. */
export interface DeskEvent {
  id: string;
  type: AgentEvent['type'] | 'state';
  /** JSON. */
  data: string;
}

export interface AgentNews {
  /** Tells everything that happens to one agent, in order and once, from now on or from after `lastId`. The answer ends it. */
  follow(agentId: string, lastId: string | undefined, tell: (event: DeskEvent) => void): Promise<() => void>;
}

// ── Accounts and sign-ins ───────────────────────────────────────────────────

export type Role = 'admin' | 'ops' | 'agent';

export interface Account {
  name: string;
  passwordHash: string;
  roles: Role[];
  languages: string[];
  /** Where an agent's calls go: `tel:+49…`, `sip:…`, `client:NAME`. */
  endpoint?: string;
  disabled: boolean;
}

export interface Accounts {
  /** `taken`: there is an account of that name already; nothing changed. */
  add(account: Omit<Account, 'disabled'>, nowMs: number): Promise<'added' | 'taken'>;
  byName(name: string): Promise<Account | undefined>;
  /** All of them, by name. */
  list(): Promise<Account[]>;
  /** `admin` exists with every role and this password hash; repeatable. */
  ensureAdmin(passwordHash: string, nowMs: number): Promise<void>;
}

/** One signed-in person at one console. The profile is what the account said when it was last looked at. */
export interface SignedIn {
  area: 'desk' | 'ops';
  name: string;
  roles: Role[];
  languages: string[];
  endpoint?: string;
  /** Changes with the account's password. */
  passwordMark: string;
  sinceMs: number;
  seenMs: number;
}

export interface SignIns {
  /** Opens a sign-in; the id is a secret for the cookie alone and is not stored. */
  open(person: SignedIn): Promise<{ id: string; csrfToken: string }>;
  find(id: string): Promise<SignedIn | undefined>;
  /** Writes what changed (seen, profile) if the sign-in still exists: one that was closed stays closed. */
  refresh(id: string, person: SignedIn): Promise<void>;
  close(id: string): Promise<void>;
  /** The token that belongs to this id and to no other. */
  csrfTokenOf(id: string): string;
}

/** Slows down guessing: after a few free tries each further failure costs a longer wait. */
export interface SignInTries {
  /** Counts a try in advance, so that many at once are not free. `lockedMs` > 0: refused, and for how long. */
  begin(name: string, address: string): Promise<{ lockedMs: number }>;
  failed(name: string, address: string): Promise<void>;
  succeeded(name: string): Promise<void>;
}

// ── Help with tuning ────────────────────────────────────────────────────────

/** The advised rate with what it was measured from. */
export interface PublishedAdvice {
  advice: RateAdvice;
  /** What counted then. */
  thresholdsVersion: number;
  admitPerSecond: number;
  /** Was it put into force by `autoTune=on`? */
  applied: boolean;
  atMs: number;
  /** The last minutes, oldest first. */
  samples: Sample[];
}

export interface AdviceBoard {
  read(): Promise<PublishedAdvice | undefined>;
  publish(advice: PublishedAdvice): Promise<void>;
}

/** A candidate that is counted beside the live thresholds and not enforced. */
export interface ShadowRun {
  id: string;
  startedAtMs: number;
  startedBy: string;
  /** What differs from the live thresholds of that moment. */
  changes: Record<string, unknown>;
  values: Thresholds;
  /** The live figures when it began. */
  liveThen: FrontDoorPicture;
}

/** The shadow's figures: the door's, and calls that would not have come because the caller would have been served. */
export type ShadowPicture = FrontDoorPicture & { spared: number };

/** The candidate's own lane. Fed with what happens at the live one; nothing it answers reaches a caller. */
export interface ShadowDoor extends Pick<FrontDoor, 'checkTurn' | 'handSeatOver' | 'renew' | 'sweep' | 'noteMissedCallback'> {
  /** Decides and counts the call, unless the shadow has served this caller already (`spared`). */
  arrive(call: { callSid: string; caller?: CallerHash }): Promise<void>;
  /** Lets in waiting calls and due callbacks. A callback that the live line has not rung keeps its seat as long as a call takes. */
  promote(most: number, dueCallbacks: readonly string[]): Promise<void>;
  /**
   * The live call is over. `liveSeat: false`: the live line did not let it in; if the shadow did, its seat stays taken
   * as long as a call takes, and the caller counts as served.
   */
  leave(callSid: string, options: { caller?: CallerHash; served?: boolean; liveSeat: boolean }): Promise<void>;
  noteCallback: FrontDoor['noteCallback'];
  adoptTicket(callSid: string, caller: CallerHash): Promise<void>;
  picture(): Promise<ShadowPicture>;
}

export interface Shadows {
  /** Starts a candidate in an empty lane; one that runs is stopped first. */
  start(run: Omit<ShadowRun, 'id'>): Promise<ShadowRun>;
  /** Forgets the lane. Returns what ran. */
  stop(): Promise<ShadowRun | undefined>;
  /** What runs; from memory, at most a second old. */
  current(): Promise<ShadowRun | undefined>;
  /** The lane of a run. */
  door(run: ShadowRun): ShadowDoor;
}
