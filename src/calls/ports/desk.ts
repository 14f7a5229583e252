import type { StandingAppointment } from './booking-changes.ts';
import type { CallerHash } from './sessions.ts';
import type { ListEntry } from './waiting-list.ts';

/** What an agent's desk needs beside what callers' keys use: pairs to choose from, the caller's papers, and a notepad. */

/** First and second appointment for everybody who comes together, in order; ms since 1970. Nobody holds it yet. */
export interface FreePair {
  firstMs: number[];
  secondMs: number[];
}

export interface FreePairs {
  /**
   * The earliest pairs at a centre from an instant on, each with another first appointment. A fresh look; whoever wants one holds it, and
   * it may be gone by then. Throws `POSTGRES_DOWN`.
   */
  list(wish: { kreis: string; people: number; notBeforeMs: number; most: number }): Promise<FreePair[]>;
}

/** What is kept of a caller's number. Throws `POSTGRES_DOWN`. */
export interface CallerRecords {
  /** Appointments that stand and were booked from this number, the earliest first; each with its first person's code. */
  appointments(caller: CallerHash): Promise<StandingAppointment[]>;
  /** Open entries of waiting lists, the oldest first. */
  listEntries(caller: CallerHash): Promise<ListEntry[]>;
}

/** One conversation of one agent: what is noted of it belongs to no other. */
export interface Conversation {
  agentId: string;
  /** The CallSid, or the name of a callback that rings the agent first. */
  callId: string;
}

/** A pair that an agent holds for the caller they talk to. */
export interface DeskHold extends FreePair {
  holdId: string;
  kreis: string;
  centre: string;
  heldUntilMs: number;
  /** What was asked for: the same request finds its hold again. */
  asked: string;
  /** Booked, given back or run out: only remembered. */
  over?: true;
}

/** What the desks remember of conversations for some hours. Nothing in it is personal. Throws `REDIS_DOWN`. */
export interface DeskNotes {
  /** This agent talks in this call since then: it stays theirs while they wrap up. */
  talks(conversation: Conversation, sinceMs: number): Promise<void>;
  /** The call this agent talked in last, and since when. */
  lastCall(agentId: string): Promise<{ callId: string; sinceMs: number } | undefined>;
  keepHold(conversation: Conversation, hold: DeskHold): Promise<void>;
  /** All holds of the conversation, those that are over among them. */
  holds(conversation: Conversation): Promise<DeskHold[]>;
  /** `false`: it was noted before. Only one of several at once hears `true`. */
  note(conversation: Conversation, what: string): Promise<boolean>;
  noted(conversation: Conversation, what: string): Promise<boolean>;
}
