import type { Language } from '../../../flows/vocabulary.ts';
import type { CentreLoad } from '../../booking/list-share.ts';
import type { Nearby, Person, Proposal } from '../../ivr/session.ts';
import type { CallbackRequest } from './callbacks.ts';
import type { CallerHash } from './sessions.ts';

/** Who waits for a place at a centre, in order of entry, and to whom a place is being offered. */

export interface ListEntry {
  id: string;
  kreis: string;
  /** One or two, who want to come together. */
  persons: Person[];
  plz: string;
  caller: CallerHash;
  /** E.164, one that we may ring. */
  number: string;
  language: Language;
  enteredAtMs: number;
  /** `unreached`: had an offer and all its tries; `left`: wants none any more. */
  state: 'waiting' | 'offered' | 'booked' | 'left' | 'unreached';
  /** The last hold made for this entry. While offered it is the place on offer, and the callback that tells it has the same id. */
  holdId?: string;
  /** While offered: until when. While waiting: no offer before. */
  untilMs?: number;
}

export interface ListWish {
  kreis: string;
  persons: Person[];
  /** The first person's: one open entry each. */
  personHash: string;
  plz: string;
  caller: CallerHash;
  number: string;
  language: Language;
  /** No offer before; at once where not given. */
  restUntilMs?: number;
  nowMs: number;
}

/** What a person is offered: the entry, the pair that is held for it, and where that is. */
export interface Offer {
  entry: ListEntry;
  proposal: Proposal;
  centre: string;
}

/** An offer as it stands with its hold and its callback. */
export interface StandingOffer {
  entry: ListEntry & { holdId: string; untilMs: number };
  hold: 'held' | 'booked' | 'gone';
  /** Of the hold, where there is one. */
  firstMs?: number;
  /** The callback that tells it; undefined: none was registered under its name. */
  callback?: Pick<CallbackRequest, 'state' | 'attempts'> & { closedAtMs?: number };
}

export interface WaitingList {
  /** Durable before it returns. A person who has an open entry, at whatever centre, keeps that one (`already`). */
  enter(wish: ListWish): Promise<{ status: 'entered' | 'already'; entry: ListEntry }>;
  byId(id: string): Promise<ListEntry | undefined>;
  /** The open entry of this person: waiting or offered. */
  ofPerson(personHash: string): Promise<ListEntry | undefined>;
  /** How many people wait, or are offered a place, at this number. */
  peopleAt(caller: CallerHash): Promise<number>;
  /** What is being offered to this entry and is still held; undefined: nothing. */
  offer(id: string): Promise<Offer | undefined>;
  /** The entry of this number that has been offered a place longest. */
  offeredTo(caller: CallerHash): Promise<ListEntry | undefined>;
  /**
   * Those of at most so many people who may be offered a place at this centre now, in order of entry. Left out: whoever rests, has booked elsewhere meanwhile, or
   * is about to be rung for another errand of ours.
   */
  next(kreis: string, nowMs: number, most: { people: number; entries: number }): Promise<ListEntry[]>;
  /** The pair is this entry's until then. `false`: it is not waiting any more. */
  noteOffer(id: string, offer: { holdId: string; untilMs: number }): Promise<boolean>;
  /** The offer lasts longer. */
  extend(id: string, holdId: string, untilMs: number): Promise<void>;
  /**
   * The offer has come to its end. `waiting`: keeps its place in the order, and rests until then where given. Without effect on another
   * offer or an entry that is closed: `false`.
   */
  settle(
    id: string,
    end: { holdId: string; as: 'waiting' | 'booked' | 'unreached'; restUntilMs?: number; nowMs: number },
  ): Promise<boolean>;
  /** Off the list, offered or not. Repeatable. Returns the entry as it was, where it was open. */
  leave(id: string, nowMs: number): Promise<ListEntry | undefined>;
  /** Not reached, and rings us now: waits again, at the old place in the order, unless the person has entered anew. Repeatable. */
  rejoin(id: string): Promise<void>;
  /** Offers that may have come to their end, or that nobody has been rung for yet; the oldest first. */
  standing(nowMs: number, limit: number): Promise<StandingOffer[]>;
  /** How centres stand where somebody waits or is offered a place. @param notBeforeMs places from then on */
  loads(nowMs: number, notBeforeMs: number): Promise<CentreLoad[]>;
  /** The earliest pair of each neighbouring centre that has one, earliest first. From a fresh count. */
  nearby(kreis: string, people: number, notBeforeMs: number): Promise<Nearby[]>;
}

/** How centres stand with their lists, for everybody who books; at most a second old. */
export interface ListBoard {
  /** undefined: nobody waits there. */
  loadOf(kreis: string, nowMs: number, notBeforeMs: number): Promise<CentreLoad | undefined>;
}
