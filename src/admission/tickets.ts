import type { Answer } from './answers.ts';
import { terms } from './terms.ts';

/** A caller's place, given at the first ring and kept over redials; the oracle for tickets.lua. */
export interface Ticket {
  /** Sorts the line: time of the first ring and a number within its millisecond. */
  order: number;
  /** How often its caller rang. */
  calls: number;
  callback?: { id: string; dueAtMs: number };
  /** A callback that was missed and may be redeemed until then. */
  missed?: { id: string; untilMs: number };
  /** The last admitted call, when it was cut off. */
  last?: { callSid: string; endedAtMs: number };
  /** A place on hold that was cut off is kept until then. */
  placeUntilMs?: number;
  /** The version of the thresholds that refused it a place. */
  refusedBy?: number;
  /** The answers to its last calls that took nothing, newest last. */
  refusals?: { callSid: string; answer: Answer }[];
  /** The call with a withheld number that typed this caller's last: a repeat is not another attempt. */
  adoptedBy?: string;
}

export function newTicket(atMs: number, seq: number): Ticket {
  return { order: (atMs - terms.ORDER_EPOCH_MS) * terms.ORDER_PER_MS + seq, calls: 0 };
}

/** When it was drawn, ms since 1970. */
export function ticketTime(ticket: Ticket): number {
  return Math.floor(ticket.order / terms.ORDER_PER_MS) + terms.ORDER_EPOCH_MS;
}

/** What this call was told, if it is one of the last that were refused. */
export function refusalOf(ticket: Ticket | undefined, callSid: string): Answer | undefined {
  return ticket?.refusals?.find((refusal) => refusal.callSid === callSid)?.answer;
}

export function rememberRefusal(ticket: Ticket, callSid: string, answer: Answer): void {
  ticket.refusals = [...(ticket.refusals ?? []), { callSid, answer }].slice(-terms.REFUSALS_KEPT);
}
