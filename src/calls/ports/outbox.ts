import type { Language } from '../../../flows/vocabulary.ts';
import type { CallbackLine } from './callbacks.ts';
import type { CallerHash } from './sessions.ts';

/** What is written down while PostgreSQL does not answer. */

/** A promise made while the list did not answer. */
export interface Wish {
  id: string;
  caller: CallerHash;
  number: string;
  kind: CallbackLine;
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

/** What a process knows of its stores without asking them. */
export interface StoreSigns {
  /** The last looks at it failed: do not make a caller wait for the next. */
  postgresAway(): boolean;
  /** Would a question to the booking store be refused at once? True whenever its server is away, and while it is in trouble. */
  bookingAway(): boolean;
}
