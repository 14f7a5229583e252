import { type Answer, takesNothing } from './answers.ts';
import { decide } from './decide.ts';
import { LaneState } from './lane-state.ts';
import { terms } from './terms.ts';
import { isClosed, type Thresholds } from './thresholds.ts';
import { newTicket, refusalOf, rememberRefusal, type Ticket, ticketTime } from './tickets.ts';

/**
 * The front door in memory, with the time handed in: the oracle that the scripts are compared with.
 * Nothing is forgotten here that Redis forgets by itself (tickets, old answers).
 */
export class FrontDoorRules {
  readonly lane: LaneState;
  /** Caller with an open callback → when it is due. */
  readonly openCallbacks = new Map<string, number>();
  readonly #tickets = new Map<string, Ticket>();
  readonly #answers = new Map<string, Answer>();
  readonly #ended = new Set<string>();
  /** Let in by somebody else's look, not yet told: CallSid → order. */
  readonly #letIn = new Map<string, number>();
  /** Calls with a withheld number that have typed one. */
  readonly #typed = new Set<string>();
  /** Decisions made, and those among them of somebody new. */
  attempts = 0;
  people = 0;
  #lastOrder = { ms: 0, seq: 0 };

  constructor(thresholds: Thresholds, version: number) {
    this.lane = new LaneState(thresholds, version);
  }

  admit(call: { callSid: string; caller?: string }, atMs: number): Answer {
    const nowMs = this.lane.open(atMs);
    const known = call.caller === undefined ? undefined : this.#tickets.get(call.caller);
    const earlier = this.#earlierAnswer(call.callSid, known, nowMs);
    if (earlier) return earlier;
    const ticket = known ?? this.#drawTicket(nowMs);
    ticket.calls += 1;
    this.attempts += 1;
    if (!known) this.people += 1;
    const decision = decide(this.lane, { callSid: call.callSid, ticket, isNew: known === undefined }, this.openCallbacks.size, nowMs);
    if (call.caller !== undefined) this.#tickets.set(call.caller, ticket);
    const { calls: attempt } = ticket;
    const answer: Answer = { thresholdsVersion: this.lane.version, ticketAtMs: ticketTime(ticket), attempt, ...decision };
    if (call.caller !== undefined && takesNothing(answer)) rememberRefusal(ticket, call.callSid, answer);
    else this.#answers.set(call.callSid, answer);
    return answer;
  }

  checkTurn(callSid: string, atMs: number): { admitted: boolean; position?: number; waitSeconds?: number | undefined; unknown?: true } {
    const { lane } = this;
    const nowMs = lane.open(atMs);
    if (lane.line.has(callSid)) lane.seen.set(callSid, nowMs);
    for (let most = terms.CHECK_TURN_MOST; most > 0 && lane.line.length > 0 && lane.hasCapacity() && !lane.isCallbacksTurn(); most--) {
      lane.shareWithCallbacks(nowMs);
      const first = lane.letInFirst(nowMs);
      this.#letIn.set(first.callSid, first.order);
    }
    if (lane.seats.has(callSid)) {
      this.#letIn.delete(callSid);
      return { admitted: true };
    }
    const position = lane.line.position(callSid);
    return position === undefined
      ? { admitted: false, unknown: true }
      : { admitted: false, position, waitSeconds: lane.waitSeconds(position, nowMs) };
  }

  promote(most: number, dueCallbacks: readonly string[], atMs: number): { calls: string[]; callbacks: string[] } {
    const { lane } = this;
    const nowMs = lane.open(atMs);
    const calls = this.#takeLetIn(most);
    const due = isClosed(lane.thresholds, nowMs) ? [] : dueCallbacks;
    const callbacks = due.filter((id) => lane.seats.has(id));
    const wanting = due.filter((id) => !lane.seats.has(id));
    while (calls.length + callbacks.length < most && lane.hasCapacity() && (lane.line.length > 0 || wanting.length > 0)) {
      const [callback] = wanting;
      if (callback !== undefined && lane.nextSide(true, nowMs) === 'callback') {
        lane.takeCapacity(callback, nowMs);
        lane.line.countCallback(nowMs);
        callbacks.push(callback);
        wanting.shift();
      } else calls.push(lane.letInFirst(nowMs).callSid);
    }
    lane.claimForCallbacks(nowMs, wanting.length > 0 && !lane.hasCapacity() ? nowMs + terms.CALLBACKS_CLAIM_MS : 0);
    return { calls, callbacks };
  }

  /** Looks ahead at what open callbacks will take from those on hold; estimates use it until the next look. Returns how many will be dialled. */
  foresee(atMs: number): number {
    return this.lane.foresee(this.openCallbacks.values(), atMs);
  }

  handSeatOver(callbackId: string, callSid: string, nowMs: number): void {
    if (!this.lane.seats.delete(callbackId) || this.#ended.has(callSid)) return;
    this.lane.takeSeat(callSid, nowMs);
    this.#answers.set(callSid, { thresholdsVersion: 0, ticketAtMs: nowMs, attempt: 1, answer: 'missedCallback', callbackId });
  }

  leave(callSid: string, options: { caller?: string; served?: boolean }, nowMs: number): 'seat' | 'place' | 'nothing' {
    const gaveBack = this.lane.seats.delete(callSid) ? 'seat' : this.lane.line.leave(callSid, nowMs) ? 'place' : 'nothing';
    this.lane.seen.delete(callSid);
    this.#letIn.delete(callSid);
    const hadEnded = this.#ended.has(callSid);
    this.#ended.add(callSid);
    const { caller } = options;
    const ticket = caller === undefined ? undefined : this.#tickets.get(caller);
    const answer = this.#answers.get(callSid) ?? refusalOf(ticket, callSid);
    if (!hadEnded && answer) this.#answers.set(callSid, answer);
    if (!ticket || caller === undefined) return gaveBack;
    if (options.served) {
      if (hadEnded && ticket.last?.callSid !== callSid) return gaveBack;
      if (ticket.callback) this.#tickets.set(caller, { order: ticket.order, calls: ticket.calls, callback: ticket.callback });
      else this.#tickets.delete(caller);
    } else if (!hadEnded && answer) {
      if (gaveBack === 'seat') ticket.last = { callSid, endedAtMs: nowMs };
      if (gaveBack === 'place' && !ticket.callback) ticket.placeUntilMs = nowMs + terms.PLACE_KEPT_MS;
    }
    return gaveBack;
  }

  adoptTicket(callSid: string, caller: string, nowMs: number): { ticketAtMs: number; attempt: number } {
    const answer = this.#answers.get(callSid);
    const own = newTicket(answer?.ticketAtMs ?? nowMs, 0);
    const known = this.#tickets.get(caller);
    // The call was counted as somebody new. Who has a ticket was counted before: one person in two calls
    if (known && answer && !this.#typed.has(callSid)) this.people -= 1;
    this.#typed.add(callSid);
    const ticket = known ?? own;
    if (ticket.adoptedBy !== callSid) ticket.calls += 1;
    ticket.adoptedBy = callSid;
    ticket.order = Math.min(ticket.order, own.order);
    this.#tickets.set(caller, ticket);
    return { ticketAtMs: ticketTime(ticket), attempt: ticket.calls };
  }

  renew(callSid: string, nowMs: number): void {
    if (this.lane.seats.has(callSid)) this.lane.takeSeat(callSid, nowMs);
  }

  sweep(nowMs: number): string[] {
    const expired = [...this.lane.seats].filter(([, untilMs]) => untilMs <= nowMs).map(([id]) => id);
    for (const id of expired) {
      this.lane.seats.delete(id);
      this.#letIn.delete(id);
    }
    for (const [callSid, seenAtMs] of this.lane.seen) {
      if (seenAtMs > nowMs - terms.LINE_UNSEEN_MS) continue;
      this.lane.line.leave(callSid, nowMs);
      this.lane.seen.delete(callSid);
    }
    return expired;
  }

  noteCallback(caller: string, callback: { id: string; ticketAtMs: number; dueAtMs: number } | undefined): void {
    this.openCallbacks.delete(caller);
    const ticket = this.#tickets.get(caller) ?? (callback && newTicket(callback.ticketAtMs, 0));
    if (!ticket) return;
    delete ticket.callback;
    delete ticket.missed;
    this.#tickets.set(caller, ticket);
    if (!callback) return;
    this.openCallbacks.set(caller, callback.dueAtMs);
    delete ticket.placeUntilMs;
    ticket.callback = { id: callback.id, dueAtMs: callback.dueAtMs };
    ticket.order = Math.min(ticket.order, newTicket(callback.ticketAtMs, 0).order);
  }

  noteMissedCallback(caller: string, callback: { id: string; untilMs: number }, nowMs: number): void {
    this.openCallbacks.delete(caller);
    const ticket = this.#tickets.get(caller) ?? newTicket(nowMs, 0);
    delete ticket.callback;
    ticket.missed = callback;
    this.#tickets.set(caller, ticket);
  }

  /** The answer this call has already, unless its place on hold was swept away since. */
  #earlierAnswer(callSid: string, ticket: Ticket | undefined, nowMs: number): Answer | undefined {
    const kept = this.#answers.get(callSid);
    const refusal = refusalOf(ticket, callSid);
    if (this.#ended.has(callSid))
      return kept ?? refusal ?? { thresholdsVersion: this.lane.version, ticketAtMs: nowMs, attempt: 1, answer: 'callbackOffered' };
    const swept = kept?.answer === 'queued' && !this.lane.line.has(callSid) && !this.lane.seats.has(callSid);
    return kept && !swept ? kept : refusal;
  }

  #drawTicket(nowMs: number): Ticket {
    this.#lastOrder = { ms: nowMs, seq: this.#lastOrder.ms === nowMs ? this.#lastOrder.seq + 1 : 0 };
    return newTicket(nowMs, this.#lastOrder.seq);
  }

  #takeLetIn(most: number): string[] {
    const byOrder = ([a, orderA]: [string, number], [b, orderB]: [string, number]) => orderA - orderB || (a < b ? -1 : 1);
    const taken = [...this.#letIn]
      .sort(byOrder)
      .slice(0, most)
      .map(([callSid]) => callSid);
    for (const callSid of taken) this.#letIn.delete(callSid);
    return taken;
  }
}
