import type { Parts } from '../parts.ts';
import type { SignedIn } from '../ports/accounts.ts';
import type { AgentLanes } from '../ports/agents.ts';
import type { AuditLog } from '../ports/audit.ts';
import type { CallerRecords, DeskNotes, FreePairs } from '../ports/desk.ts';
import type { HumanCallbacks } from '../ports/human-callbacks.ts';
import type { ToldLater } from '../told-later.ts';

/** What the desk's use cases work with, and how they refuse. */

export interface DeskParts
  extends Pick<
    Parts,
    | 'agents'
    | 'bookingWishes'
    | 'bookings'
    | 'callbacks'
    | 'catalogue'
    | 'changes'
    | 'clock'
    | 'codeGuard'
    | 'drawKennzahl'
    | 'frontDoor'
    | 'hashes'
    | 'listBoard'
    | 'logger'
    | 'messages'
    | 'numbers'
    | 'sessions'
    | 'stockBoard'
    | 'stores'
    | 'thresholds'
    | 'waitingList'
  > {
  agentLanes: Pick<AgentLanes, 'picture'>;
  humanCallbacks: Pick<HumanCallbacks, 'lastTry'>;
  freePairs: FreePairs;
  records: CallerRecords;
  notes: DeskNotes;
  audit: AuditLog;
  /** Where an entry of the audit waits that the database could not take. */
  later: Pick<ToldLater, 'keep'>;
  /** Both appointments of a code as an iCalendar file. undefined: there is no such code. Throws `POSTGRES_DOWN`. */
  calendar(code: string): Promise<string | undefined>;
  /** Encrypts words that may be personal. */
  seal(words: string): string;
}

export type Agent = Pick<SignedIn, 'name' | 'languages' | 'endpoint'>;

/** A value that cannot be used: which, why, and what would help. */
export interface DeskFault {
  field: string;
  fault: string;
  remedy?: string;
}

/** Why something was not done. Nothing has changed then, except where it says so. */
export type Refusal =
  /** The agent is with nobody, or with somebody else. */
  | 'notYourCall'
  /** Values that are well formed and cannot be used. */
  | { faults: DeskFault[] /** All that is wrong is that people are too young. */; notEligible?: true }
  /** The agent holds no such pair, or its term is over. */
  | 'holdExpired'
  /** Nothing is left from there on. */
  | 'taken'
  /** One of these people has an appointment. The hold is given back. */
  | 'alreadyBooked'
  /** More people than one number may have. A hold is given back. */
  | 'limit'
  /** There is none that this agent may open. */
  | 'unknownAppointment'
  /** It was this caller's, and has been given up. */
  | 'cancelled'
  /** The first appointment is over. */
  | 'begun'
  /** Somebody else has changed it meanwhile. */
  | 'changed'
  /** Only the centre of the people's own Kreis may be booked. */
  | 'otherKreis'
  /** Too many tries at appointments that are not this agent's to see. */
  | 'locked'
  /** It could not be written so that nothing can lose it. */
  | 'notDurable';

export interface Refused {
  refused: Refusal;
}

export function refuse(refused: Refusal): Refused {
  return { refused };
}

export function fault(field: string, what: string, remedy?: string): Refused {
  return { refused: { faults: [remedy === undefined ? { field, fault: what } : { field, fault: what, remedy }] } };
}

export function isRefused(answer: unknown): answer is Refused {
  return typeof answer === 'object' && answer !== null && 'refused' in answer;
}
