import type { Field, Language, Outcome } from '../../flows/vocabulary.ts';

/** One person to be vaccinated in this call. */
export interface Person {
  /** ISO 8601 calendar date, like 1938-03-05. */
  birthDate: string;
  /** Keyed hash of the PIN in the letter that invited this person. */
  pinHash?: string;
}

/** First and second appointment for everybody in the call, held for them. Instants in ms since 1970. */
export interface Proposal {
  holdId: string;
  heldUntilMs: number;
  /** One entry per person, in order. */
  firstMs: number[];
  secondMs: number[];
}

/** An appointment that stands and that this call may hear and change. Instants in ms since 1970, one for each person. */
export interface OpenAppointment {
  holdId: string;
  /** Of the person this call is about. */
  code: string;
  codes: string[];
  kreis: string;
  firstMs: number[];
  secondMs: number[];
}

/** The earliest pair at a centre of a neighbouring Kreis, as it was found; not held. */
export interface Nearby {
  kreis: string;
  centre: string;
  city: string;
  /** ms since 1970. */
  firstMs: number;
}

/** What a call for a human is about, as far as the keys have told. */
export type Topic = 'booking' | 'question' | 'callback' | 'handedOn';

/** What the call has learnt. Personal: the store seals it. */
export interface Facts extends Partial<Record<Field, string>> {
  ticketAtMs?: number;
  /** Honest wait, rounded up; absent: we cannot say yet. */
  waitMinutes?: number;
  /** When the wait was last spoken. */
  waitSpokenAtMs?: number;
  /** Waits in the front door's line. */
  inLine?: boolean;
  /** Is in: has its seat until it ends or asks for a callback. */
  admitted?: boolean;
  /** Where the called number is to be rung, and whether a human shall talk. */
  callbackKind?: 'menu' | 'human';
  callbackId?: string;
  /** Which number shall be called: typed ones are in E.164. */
  callbackNumber?: string;
  callbackWindow?: { fromMs: number; toMs: number };
  kennzahl?: string;
  /** The birth date just keyed in, ISO 8601, until it is confirmed. */
  birthDate?: string;
  persons?: Person[];
  /** Of the person whose birth date is asked for: the keyed hash of the letter's PIN, and how many wrong ones came before. */
  pinHash?: string;
  pinMisses?: number;
  /** The birth date being asked for is the second person's. */
  partnerAsked?: boolean;
  place?: string;
  kreis?: string;
  centre?: string;
  proposal?: Proposal;
  /** Proposals the caller did not want: the next one is on another half-day. */
  refusedMs?: number[];
  /** Opened by its code or its person. While it is being moved, `proposal` is what it would move to. */
  appointment?: OpenAppointment;
  /** The caller has said whether they come alone. */
  howManyAsked?: true;
  /** The booking store does not answer, and the caller has been told; what is asked now is kept as a wish. */
  wishing?: true;
  /** What is being asked is for the waiting list, not for an appointment. */
  forList?: true;
  /** The open entry of a waiting list that this call is about. */
  listEntryId?: string;
  /** When further places become bookable, ms since 1970. */
  releaseAtMs?: number;
  nearby?: Nearby;
  /** The caller's own centre, while another one is being talked about. */
  home?: { kreis: string; centre: string };
  /** Kreise whose centres were proposed in this call. */
  kreiseHeard?: string[];
  codes?: string[];
  /** For how many people the number has booked; of a withheld one only what this call has. */
  bookedPeople?: number;
  codesHeard?: true;
  agent?: { id: string; endpoint: string; ringSeconds: number };
  /** Who is on the line, for the desk of an agent who may answer: E.164, where the number is shown. */
  callerNumber?: string;
  /** How often this caller has rung with the same ticket, this call among them. */
  attempt?: number;
  /** Stands in this line in front of the agents, or is being connected from there. */
  agentLane?: Language | 'supervisor';
  /** Since when this caller has been asking for a human. */
  agentWaitSinceMs?: number;
  /** What the agent is told that the call is about. `handedOn`: by another agent. */
  topic?: Topic;
  bornOnOrBefore?: string;
  closedReason?: string;
  opensAtMs?: number;
}

/** Where a call is. Stored per CallSid, changed only over the turn that was read. */
export interface Session {
  callSid: string;
  flowVersion: string;
  at: string;
  /** Counts the answered webhooks; the action URLs carry it, so a repeat is recognised. */
  turn: number;
  language: Language;
  /** The line it came in on, or `callback`: we called. */
  line: 'front' | 'vaccination' | 'callback';
  silences: number;
  wrongKeys: number;
  /** Where the help menu returns to. */
  back?: string;
  /** How often the states with a limit were entered. */
  visits: Record<string, number>;
  outcome?: Outcome;
  /** When the seat's lease was last renewed, ms since 1970. */
  seatRenewedAtMs?: number;
  facts: Facts;
  /** Our answer hangs up. */
  ended?: true;
  /** The final status has come: late webhooks get a hang-up. */
  over?: true;
}
