import { type Bucket, fullBucket, isCallbacksTurn, nextSide, refill, shareWithCallbacks, takeToken } from './bucket.ts';
import { terms } from './terms.ts';
import { isClosed, type Thresholds } from './thresholds.ts';
import { newTicket, type Ticket, ticketTime } from './tickets.ts';
import { WaitingLine } from './waiting-line.ts';

/** What the front door answers, as the port says it. */
export type Answer = { thresholdsVersion: number; ticketAtMs: number; previousCallSid?: string } & Decision;

export type Decision =
  | { answer: 'admitted' | 'callbackOffered' | 'busy' }
  | { answer: 'queued'; position: number; waitSeconds: number | undefined }
  | { answer: 'known' | 'missedCallback'; callbackId: string }
  | { answer: 'closed'; reason: string; opensAtMs: number };

/**
 * The rules of the front door in TypeScript, in memory and with the time handed in: the oracle that the
 * scripts are compared with. Nothing expires here that Redis forgets by itself (tickets, old answers).
 */
export class FrontDoorRules {
  thresholds: Thresholds;
  version: number;
  readonly line = new WaitingLine();
  readonly seats = new Map<string, number>();
  readonly tickets = new Map<string, Ticket>();
  readonly openCallbacks = new Set<string>();
  readonly #answers = new Map<string, Answer>();
  readonly #ended = new Set<string>();
  readonly #seen = new Map<string, number>();
  readonly #letIn = new Map<string, number>();
  #bucket: Bucket | undefined;
  #lastOrder = { ms: 0, seq: 0 };

  constructor(thresholds: Thresholds, version: number) {
    this.thresholds = thresholds;
    this.version = version;
  }

  /** The bucket as it is at this moment. */
  bucketAt(nowMs: number): Bucket {
    return refill(this.#bucket ?? fullBucket(this.thresholds.burst, nowMs), this.thresholds, nowMs);
  }

  admit(call: { callSid: string; caller?: string }, atMs: number): Answer {
    const nowMs = this.#open(atMs);
    const earlier = this.#earlierAnswer(call.callSid, nowMs);
    if (earlier) return earlier;
    const known = call.caller === undefined ? undefined : this.tickets.get(call.caller);
    const ticket = known ?? this.#newTicket(nowMs);
    const decided = this.#decide(call.callSid, ticket, known === undefined, nowMs);
    if (call.caller !== undefined) this.tickets.set(call.caller, ticket);
    const answer: Answer = { thresholdsVersion: this.version, ticketAtMs: ticketTime(ticket), ...decided };
    this.#answers.set(call.callSid, answer);
    return answer;
  }

  checkTurn(callSid: string, atMs: number): { admitted: boolean; position?: number; waitSeconds?: number | undefined; unknown?: true } {
    const nowMs = this.#open(atMs);
    if (this.line.has(callSid)) this.#seen.set(callSid, nowMs);
    for (let most = terms.CHECK_TURN_MOST; most > 0 && this.line.length > 0 && this.#hasCapacity() && !this.#isCallbacksTurn(); most--) {
      this.#bucket = shareWithCallbacks(this.bucketAt(nowMs), this.thresholds.callbackShare);
      const first = this.#letInFirst(nowMs);
      if (first) this.#letIn.set(first.callSid, first.order);
    }
    if (this.seats.has(callSid)) {
      this.#letIn.delete(callSid);
      return { admitted: true };
    }
    const position = this.line.position(callSid);
    return position === undefined ? { admitted: false, unknown: true } : { admitted: false, position, waitSeconds: this.line.waitSeconds(position, nowMs) };
  }

  promote(most: number, dueCallbacks: readonly string[], atMs: number): { calls: string[]; callbacks: string[] } {
    const nowMs = this.#open(atMs);
    const calls = this.#takeNoted(most);
    const due = isClosed(this.thresholds, nowMs) ? [] : dueCallbacks;
    const callbacks = due.filter((id) => this.seats.has(id));
    const wanting = due.filter((id) => !this.seats.has(id));
    while (calls.length + callbacks.length < most && this.#hasCapacity() && (this.line.length > 0 || wanting.length > 0)) {
      const next = this.#nextSide(wanting.length > 0);
      if (next === 'callback') callbacks.push(this.#takeCapacity(wanting.shift() ?? '', nowMs));
      else calls.push(this.#letInFirst(nowMs)?.callSid ?? '');
    }
    this.#bucket = { ...this.bucketAt(nowMs), callbacksUntilMs: wanting.length > 0 ? nowMs + terms.CALLBACKS_CLAIM_MS : 0 };
    return { calls, callbacks };
  }

  handSeatOver(callbackId: string, callSid: string, nowMs: number): void {
    if (!this.seats.delete(callbackId) || this.#ended.has(callSid)) return;
    this.seats.set(callSid, nowMs + terms.SEAT_LEASE_MS);
    this.#answers.set(callSid, { thresholdsVersion: 0, ticketAtMs: nowMs, answer: 'missedCallback', callbackId });
  }

  leave(callSid: string, options: { caller?: string; served?: boolean }, nowMs: number): 'seat' | 'place' | 'nothing' {
    const gaveBack = this.seats.delete(callSid) ? 'seat' : this.line.leave(callSid) ? 'place' : 'nothing';
    this.#seen.delete(callSid);
    this.#letIn.delete(callSid);
    const hadEnded = this.#ended.has(callSid);
    this.#ended.add(callSid);
    const ticket = options.caller === undefined ? undefined : this.tickets.get(options.caller);
    if (!ticket || options.caller === undefined) return gaveBack;
    if (options.served) {
      if (hadEnded && ticket.last?.callSid !== callSid) return gaveBack;
      if (ticket.callback) this.tickets.set(options.caller, { order: ticket.order, callback: ticket.callback });
      else this.tickets.delete(options.caller);
    } else if (!hadEnded && this.#answers.has(callSid)) {
      if (gaveBack === 'seat') ticket.last = { callSid, endedAtMs: nowMs };
      if (gaveBack === 'place' && !ticket.callback) ticket.placeUntilMs = nowMs + terms.PLACE_KEPT_MS;
    }
    return gaveBack;
  }

  renew(callSid: string, nowMs: number): void {
    if (this.seats.has(callSid)) this.seats.set(callSid, nowMs + terms.SEAT_LEASE_MS);
  }

  sweep(nowMs: number): string[] {
    const expired = [...this.seats].filter(([, untilMs]) => untilMs <= nowMs).map(([id]) => id);
    for (const id of expired) {
      this.seats.delete(id);
      this.#letIn.delete(id);
    }
    for (const [callSid, seenAtMs] of this.#seen) {
      if (seenAtMs > nowMs - terms.LINE_UNSEEN_MS) continue;
      this.line.leave(callSid);
      this.#seen.delete(callSid);
    }
    return expired;
  }

  noteCallback(caller: string, callback: { id: string; ticketAtMs: number; dueAtMs: number } | undefined): void {
    this.openCallbacks.delete(caller);
    const ticket = this.tickets.get(caller) ?? (callback && newTicket(callback.ticketAtMs, 0));
    if (!ticket) return;
    delete ticket.callback;
    delete ticket.missed;
    this.tickets.set(caller, ticket);
    if (!callback) return;
    this.openCallbacks.add(caller);
    delete ticket.placeUntilMs;
    ticket.callback = { id: callback.id, dueAtMs: callback.dueAtMs };
    ticket.order = Math.min(ticket.order, newTicket(callback.ticketAtMs, 0).order);
  }

  noteMissedCallback(caller: string, callback: { id: string; untilMs: number }, nowMs: number): void {
    this.openCallbacks.delete(caller);
    const ticket = this.tickets.get(caller) ?? newTicket(nowMs, 0);
    delete ticket.callback;
    ticket.missed = callback;
    this.tickets.set(caller, ticket);
  }

  #decide(callSid: string, ticket: Ticket, isNew: boolean, nowMs: number): Decision & { previousCallSid?: string } {
    const { mode, closedReason, closedUntilMs, maxOpenCallbacks } = this.thresholds;
    if (isClosed(this.thresholds, nowMs)) return { answer: 'closed', reason: closedReason, opensAtMs: closedUntilMs };
    const callbackId = this.#asCallback(callSid, ticket, nowMs);
    if (callbackId) return { answer: 'missedCallback', callbackId };
    const previous = ticket.last && nowMs - ticket.last.endedAtMs < terms.RESUME_MS ? { previousCallSid: ticket.last.callSid } : {};
    if (mode !== 'callback_only' && previous.previousCallSid && this.#hasSeat()) {
      this.#takeSeat(callSid, nowMs);
      delete ticket.last;
      return { answer: 'admitted', ...previous };
    }
    if (ticket.callback) return { answer: 'known', callbackId: ticket.callback.id, ...previous };
    const inside = mode === 'callback_only' ? undefined : this.#letInOrHold(callSid, ticket, isNew, nowMs);
    if (inside) return { ...inside, ...previous };
    return { answer: this.openCallbacks.size < maxOpenCallbacks ? 'callbackOffered' : 'busy', ...previous };
  }

  #letInOrHold(callSid: string, ticket: Ticket, isNew: boolean, nowMs: number): Decision | undefined {
    const ahead = isNew ? this.line.length : this.line.ahead(ticket.order);
    if (ahead === 0 && this.#hasCapacity() && !this.#isCallbacksTurn()) {
      this.#bucket = shareWithCallbacks(this.bucketAt(nowMs), this.thresholds.callbackShare);
      this.#takeCapacity(callSid, nowMs);
      return { answer: 'admitted' };
    }
    const kept = ticket.placeUntilMs !== undefined && nowMs < ticket.placeUntilMs;
    if (!kept && this.line.length >= this.thresholds.maxQueueLength) return undefined;
    const perSecond = this.line.length > 0 ? this.line.drainPerSecond(nowMs) : undefined;
    if (!kept && Math.ceil((ahead + 1) / (perSecond ?? this.thresholds.admitPerSecond)) > this.thresholds.maxWaitSeconds) return undefined;
    this.line.join(callSid, ticket.order, nowMs);
    this.#seen.set(callSid, nowMs);
    delete ticket.placeUntilMs;
    return { answer: 'queued', position: ahead + 1, waitSeconds: perSecond === undefined ? undefined : Math.ceil((ahead + 1) / perSecond) };
  }

  #asCallback(callSid: string, ticket: Ticket, nowMs: number): string | undefined {
    const due = ticket.callback && ticket.callback.dueAtMs <= nowMs ? ticket.callback.id : undefined;
    const missed = ticket.missed && nowMs < ticket.missed.untilMs ? ticket.missed.id : undefined;
    const id = due ?? missed;
    if (!id || !(this.seats.delete(id) || this.#hasSeat())) return undefined;
    this.#takeSeat(callSid, nowMs);
    return id;
  }

  #earlierAnswer(callSid: string, nowMs: number): Answer | undefined {
    const earlier = this.#answers.get(callSid);
    if (this.#ended.has(callSid)) return earlier ?? { thresholdsVersion: this.version, ticketAtMs: nowMs, answer: 'callbackOffered' };
    const swept = earlier?.answer === 'queued' && !this.line.has(callSid) && !this.seats.has(callSid);
    return swept ? undefined : earlier;
  }

  #open(atMs: number): number {
    this.#bucket = this.bucketAt(atMs);
    return this.#bucket.atMs;
  }

  #newTicket(nowMs: number): Ticket {
    this.#lastOrder = { ms: nowMs, seq: this.#lastOrder.ms === nowMs ? this.#lastOrder.seq + 1 : 0 };
    return newTicket(nowMs, this.#lastOrder.seq);
  }

  #takeNoted(most: number): string[] {
    const noted = [...this.#letIn].sort(([a, orderA], [b, orderB]) => orderA - orderB || (a < b ? -1 : 1)).slice(0, most);
    for (const [callSid] of noted) this.#letIn.delete(callSid);
    return noted.map(([callSid]) => callSid);
  }

  #nextSide(callbacksWant: boolean): 'call' | 'callback' {
    if (!callbacksWant) return 'call';
    if (this.line.length === 0 || !this.#bucket) return 'callback';
    const next = nextSide(this.#bucket, this.thresholds.callbackShare);
    this.#bucket = next.bucket;
    return next.side;
  }

  #hasSeat(): boolean {
    return this.seats.size < this.thresholds.maxActiveCalls;
  }

  #hasCapacity(): boolean {
    return (this.#bucket?.tokens ?? 0) >= 1 && this.#hasSeat();
  }

  #isCallbacksTurn(): boolean {
    return this.#bucket !== undefined && isCallbacksTurn(this.#bucket, this.thresholds.callbackShare);
  }

  #takeSeat(id: string, nowMs: number): void {
    this.seats.set(id, nowMs + terms.SEAT_LEASE_MS);
  }

  #takeCapacity(id: string, nowMs: number): string {
    this.#bucket = takeToken(this.bucketAt(nowMs));
    this.#takeSeat(id, nowMs);
    return id;
  }

  #letInFirst(nowMs: number): { callSid: string; order: number } | undefined {
    const first = this.line.letInFirst(nowMs);
    if (!first) return undefined;
    this.#seen.delete(first.callSid);
    this.#takeCapacity(first.callSid, nowMs);
    return first;
  }
}
