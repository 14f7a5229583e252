import type { LineNumbers } from '../ivr/blanks.ts';
import type { Reply } from '../ivr/reply.ts';
import type { Session } from '../ivr/session.ts';
import type { Checks } from '../ivr/step.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { AskedAgents } from './asked-agents.ts';
import type { AgentEvents, AgentLanes, Agents } from './ports/agents.ts';
import type { Bookings, Catalogue, CodeGuard } from './ports/booking.ts';
import type { Changes } from './ports/booking-changes.ts';
import type { BookingWishes } from './ports/booking-wishes.ts';
import type { Callbacks } from './ports/callbacks.ts';
import type { Tally } from './ports/figures.ts';
import type { FrontDoor, Turn } from './ports/front-door.ts';
import type { AgentLegs, HumanCallbacks } from './ports/human-callbacks.ts';
import type { InvitationPins } from './ports/invitation-pins.ts';
import type { Messages } from './ports/messages.ts';
import type { Outbox, StoreSigns } from './ports/outbox.ts';
import type { CallerHash, Sessions } from './ports/sessions.ts';
import type { StockBoard } from './ports/stock.ts';
import type { DialSpend, OnTheLine } from './ports/telephone.ts';
import type { LiveThresholds } from './ports/thresholds.ts';
import type { ListBoard, WaitingList } from './ports/waiting-list.ts';

/** Who is on the line, as far as the network tells. */
export type Caller = { kind: 'shown'; number: string } | { kind: 'withheld' };

/** Everything the story of a call is told with; plugged together in `main.ts`. */
export interface Parts {
  clock: Clock;
  logger: Logger;
  sessions: Sessions;
  frontDoor: FrontDoor;
  thresholds: LiveThresholds;
  callbacks: Callbacks;
  humanCallbacks: HumanCallbacks;
  onTheLine: OnTheLine;
  agentLegs: AgentLegs;
  spend: DialSpend;
  bookings: Bookings;
  changes: Changes;
  bookingWishes: BookingWishes;
  waitingList: WaitingList;
  listBoard: ListBoard;
  catalogue: Catalogue;
  stockBoard: StockBoard;
  agents: Agents;
  agentLanes: AgentLanes;
  agentEvents: AgentEvents;
  codeGuard: CodeGuard;
  pins: InvitationPins;
  outbox: Outbox;
  messages: Messages;
  stores: StoreSigns;
  tally: Tally;
  checks: Checks;
  numbers: LineNumbers;
  /** A fresh request's Kennzahl, where the list cannot draw it. */
  drawKennzahl(): string;
  /** Keyed hashes: the caller by number; the person by birth date, postcode and number; an appointment's code. */
  hashes: {
    caller(number: string): CallerHash;
    person(birthDate: string, plz: string, number: string): string;
    code(code: string): string;
  };
  /** The reply as a document for the telephone network; its URLs carry the session's turn. */
  render(reply: Reply, session: Session): string;
}

/** What one webhook tells: which call, who, and which delivery. */
export interface CallEvent {
  callSid: string;
  caller: Caller;
  /** Is it this waiting call's turn? Asked ahead, where the webhook itself tells that it will be needed. */
  looked?: Promise<Turn>;
  /** Is there an agent for this call, which waits for one? Asked ahead likewise. */
  askedAgents?: AskedAgents;
}

/** A work's view of the call. */
export interface Situation {
  event: CallEvent;
  session: Session;
  nowMs: number;
}
