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
