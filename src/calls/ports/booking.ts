import type { Language } from '../../../flows/vocabulary.ts';
import type { Proposal } from '../../ivr/session.ts';
import type { CallerHash } from './sessions.ts';

/** Centres, stock, holds and appointments. */

export interface Centre {
  kreis: string;
  name: string;
  place: string;
}

/** Data that changes rarely, kept in memory by the adapter and refreshed. */
export interface Catalogue {
  /** Postcode → place, Kreis and centre. */
  centreOf(plz: string): Centre | { rhineland: string } | undefined;
  /** Is it, as far as we can tell, a postcode of another part of Germany? `false`: one of ours, of the Rhineland, or perhaps mistyped. */
  liesElsewhere(plz: string): boolean;
  /** All centres, by Kreis. */
  centres(): readonly Pick<Centre, 'kreis' | 'name'>[];
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
  /** Keyed hash of the PIN in the letter that invited this person: one booking each. */
  pinHash?: string;
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
  /**
   * Makes the hold an appointment and draws the codes. The same hold again gives the same codes.
   * `alreadyBooked`: one of these people has an appointment, or somebody has one with the same PIN; nobody is booked. `limit`: the caller's
   * number would stand for more people than one number may; of several at once as many are booked as fit.
   */
  confirm(order: {
    holdId: string;
    persons: BookedPerson[];
    caller?: CallerHash;
    number?: string;
    /** For what is written or rung later. */
    language?: Language;
    nowMs: number;
  }): Promise<{ codes: string[] } | 'expired' | 'alreadyBooked' | 'limit'>;
  byHold(holdId: string): Promise<Appointment | undefined>;
  byCode(code: string): Promise<Appointment | undefined>;
  noteHeard(holdId: string, nowMs: number): Promise<void>;
  /** For how many people this number has booked. Only a look: `confirm` decides. */
  bookedBy(caller: CallerHash): Promise<number>;
  /** Frees holds whose term is over; returns how many people's. */
  sweep(nowMs: number): Promise<number>;
}

/** One try at opening an appointment. */
export interface OpeningTry {
  /** By its code, by birth date and postcode, or while booking for somebody who has one; or the PIN of a letter. Each way has its own counts. */
  way: 'code' | 'person' | 'booking' | 'pin';
  /** Who tries: a keyed hash of the number, or the call. */
  by: string;
  /** What is tried: a keyed hash of the code or PIN, or of birth date and postcode. */
  at: string;
  /** Call and turn: the same try delivered again counts once. */
  id: string;
}

/** Counts tries at appointments, so that nobody can try them all. */
export interface CodeGuard {
  /**
   * Counts one more try, before anybody knows whether it is right.
   * `refused`: too many in the last hour, by this caller or at this code or person. `ownOnly`: wrong codes come from so many callers
   * that a right one proves nothing: whoever does not call from the number of the booking must hear what a refused one hears.
   */
  allows(attempt: OpeningTry): Promise<'allowed' | 'ownOnly' | 'refused'>;
  /** It was right and does not count against the caller. Repeatable. */
  wasRight(attempt: OpeningTry): Promise<void>;
}
