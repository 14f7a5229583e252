import { type Counted, figuresOf, spentIn } from './agent-figures.ts';
import { type AgentRecord, CALL_LOST, chooseAgent, LONGEST_CALL_MS, MISSED_CALL, type Place, recordAt } from './choose-agent.ts';
import { LaneBook, type Waiting } from './lane-book.ts';
import { LANES, type Lane } from './lanes.ts';
import { localDays } from './local-day.ts';
import { routerTerms } from './router-terms.ts';

type Profile = { endpoint: string; lanes: readonly Lane[] };

/**
 * Everything that can happen between callers and agents, as plain rules over a book in memory: what
 * the scripts in `lua/` are tested against. No clock, no store.
 */
export class AgentBook {
  readonly lanes: LaneBook;
  readonly #records = new Map<string, AgentRecord>();
  readonly #calls = new Map<string, string>();
  /** Who missed which call, and when. */
  #missed: { callSid: string; id: string; atMs: number }[] = [];
  /** Paired by the webhooks of others, not told yet. */
  readonly #untold = new Map<string, number>();
  readonly #counted = new Map<string, Partial<Counted>>();
  readonly #dayOf = localDays();

  /** @param unseenMs a waiting call that was not heard of for so long has hung up */
  constructor(unseenMs: number) {
    this.lanes = new LaneBook(unseenMs);
  }

  pair(most: number, nowMs: number): { callSid: string; agentId: string }[] {
    this.sweep(nowMs);
    const untold = [...this.#untold].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1)).slice(0, most);
    for (const [callSid] of untold) this.#untold.delete(callSid);
    const told = untold.flatMap(([callSid]) => {
      const record = this.#ofCall(callSid);
      return record?.state === 'reserved' ? [{ callSid, agentId: record.id }] : [];
    });
    for (const { callSid, agentId } of this.#pairNext(most - told.length, nowMs)) told.push({ callSid, agentId });
    return told;
  }

  ring(callSid: string, lane: Lane, leaseMs: number, nowMs: number): { id: string; endpoint: string } | { onDuty: number } {
    this.sweep(nowMs);
    this.lanes.heardOf(lane, callSid, nowMs);
    for (const pair of this.#pairNext(routerTerms.RING_PAIRS_MOST, nowMs))
      if (pair.callSid !== callSid) this.#untold.set(pair.callSid, pair.order);
    if (!this.#calls.has(callSid) && !this.lanes.find(lane, callSid)) {
      const free = this.#chooseFor(callSid, lane, nowMs);
      if (free) this.#reserve(free, callSid, nowMs, { place: { lane, order: nowMs, sinceMs: nowMs, seenMs: nowMs } });
    }
    const mine = this.#ofCall(callSid);
    if (!mine) return { onDuty: [...this.#records.values()].filter((one) => isOnDuty(one) && one.lanes.includes(lane)).length };
    this.#untold.delete(callSid);
    if (mine.state === 'reserved') {
      const place = mine.place && { ...mine.place, seenMs: nowMs };
      this.#write({ ...mine, ...(place && { place }), rung: true, untilMs: nowMs + leaseMs });
    }
    return mine;
  }

  reserve(id: string, callId: string, leaseMs: number, nowMs: number): 'reserved' | 'refused' {
    this.#endLease(id, nowMs);
    const record = this.status(id, nowMs);
    if (record?.state === 'reserved' && record.callSid === callId) return 'reserved';
    if (record?.state !== 'available' || this.#calls.has(callId)) return 'refused';
    this.#reserve(record, callId, nowMs, { rung: true, untilMs: nowMs + leaseMs });
    return 'reserved';
  }

  connected(id: string, callSid: string, nowMs: number): boolean {
    const record = this.#holding(id, callSid) ?? this.#reclaimed(id, callSid, nowMs);
    if (record && record.state !== 'on_call') {
      const { place: _place, rung: _rung, reason: _reason, ...rest } = record;
      this.#count(id, 'calls', 1, nowMs);
      this.#move({ ...rest, state: 'on_call', untilMs: nowMs + LONGEST_CALL_MS }, nowMs);
    }
    return record !== undefined;
  }

  missed(id: string, callSid: string, nowMs: number): boolean {
    const record = this.#holding(id, callSid);
    if (record?.state !== 'reserved') return false;
    this.#miss(record, nowMs);
    return true;
  }

  done(id: string, callSid: string, wrapUpUntilMs: number, nowMs: number): boolean {
    const record = this.#holding(id, callSid);
    if (!record) return false;
    const free = this.#part(record);
    if (wrapUpUntilMs > nowMs) this.#move({ ...free, state: 'wrap_up', untilMs: wrapUpUntilMs, lastCallSid: callSid }, nowMs);
    else this.#move({ ...free, state: 'available', idleSinceMs: nowMs }, nowMs);
    return true;
  }

  released(id: string, callSid: string, nowMs: number): boolean {
    const record = this.#holding(id, callSid);
    if (record?.state !== 'reserved') return false;
    this.#release(record, nowMs);
    return true;
  }

  choose(
    id: string,
    wish: { state: 'available' | 'paused' | 'offline'; reason?: string },
    profile: Profile,
    nowMs: number,
  ): AgentRecord | 'refused' {
    this.#endLease(id, nowMs);
    const stored = this.#records.get(id) ?? { id, state: 'offline' as const, sinceMs: nowMs, idleSinceMs: nowMs, ...profile };
    if (stored.state === 'reserved' || stored.state === 'on_call') return 'refused';
    this.#write({ ...stored, ...profile });
    const before = this.#wake(id, nowMs);
    if (before.state === wish.state && before.reason === wish.reason) return before;
    const { reason: _reason, untilMs: _untilMs, lastCallSid: _lastCallSid, ...rest } = before;
    return this.#move({ ...rest, ...wish, ...(wish.state === 'available' && { idleSinceMs: nowMs }) }, nowMs);
  }

  assign(id: string, profile: Profile): void {
    const record = this.#records.get(id);
    if (!record) return;
    const { leaving: _leaving, ...rest } = record;
    this.#write({ ...rest, ...profile });
  }

  dismiss(id: string, nowMs: number): void {
    const record = this.#records.get(id);
    if (!record || record.state === 'offline') return;
    this.#write({ ...record, leaving: true });
    this.#endLease(id, nowMs);
    const now = this.status(id, nowMs) as AgentRecord;
    if (now.state !== 'reserved' && now.state !== 'on_call') this.#move({ ...now, state: 'offline' }, nowMs);
  }

  /** Ends leases, wrap-ups, and calls whose end was never told. */
  sweep(nowMs: number): void {
    const due = [...this.#records.values()].filter(({ untilMs }) => untilMs !== undefined && untilMs <= nowMs);
    due.sort((one, other) => (one.untilMs ?? 0) - (other.untilMs ?? 0) || (one.id < other.id ? -1 : 1));
    for (const record of due) {
      if (record.state === 'reserved') this.#endLease(record.id, nowMs);
      else if (record.state === 'wrap_up') this.#wake(record.id, nowMs);
      // How long they talked nobody knows, so it is not counted
      else this.#write(homeIfSent({ ...this.#part(record), state: 'paused', reason: CALL_LOST, sinceMs: nowMs }));
    }
  }

  /** Not for human ears any more. An agent whose telephone has not rung yet is free. */
  leave(callSid: string, lane: Lane, nowMs: number): void {
    this.lanes.takeOut(lane, callSid);
    const record = this.#ofCall(callSid);
    if (record?.state === 'reserved' && !record.rung) this.#release(record, nowMs);
  }

  status(id: string, nowMs: number): AgentRecord | undefined {
    const record = this.#records.get(id);
    return record && recordAt(record, nowMs);
  }

  hasAgent(callSid: string): boolean {
    return this.#calls.has(callSid);
  }

  figures(id: string, nowMs: number) {
    const day = this.#dayOf(nowMs);
    return figuresOf(this.#counted.get(`${day.name} ${id}`) ?? {}, this.#records.get(id), nowMs, day.startMs);
  }

  /** Callers in their order, for each the one idle longest: whoever finds nobody is passed over. */
  #pairNext(most: number, nowMs: number): { callSid: string; agentId: string; order: number }[] {
    const made: { callSid: string; agentId: string; order: number }[] = [];
    for (const waiting of this.lanes.all()) {
      if (made.length >= most) break;
      const agent = this.#chooseFor(waiting.callSid, waiting.lane, nowMs);
      if (!agent) continue;
      this.lanes.takeOut(waiting.lane, waiting.callSid);
      if (this.lanes.isSilent(waiting, nowMs) || this.#calls.has(waiting.callSid)) continue;
      this.#reserve(agent, waiting.callSid, nowMs, { place: placeOf(waiting) });
      made.push({ callSid: waiting.callSid, agentId: agent.id, order: waiting.order });
    }
    return made;
  }

  #chooseFor(callSid: string, lane: Lane, nowMs: number): AgentRecord | undefined {
    const missedBy = new Set(this.#missed.filter((miss) => miss.callSid === callSid).map(({ id }) => id));
    return chooseAgent(this.#records.values(), lane, missedBy, nowMs);
  }

  #reserve(agent: AgentRecord, callSid: string, nowMs: number, how: Pick<AgentRecord, 'place' | 'rung' | 'untilMs'>): void {
    this.#calls.set(callSid, agent.id);
    this.#move({ ...agent, state: 'reserved', callSid, untilMs: nowMs + routerTerms.PAIR_LEASE_MS, ...how }, nowMs);
  }

  /** A lease that is over: a telephone that rang was not answered; a pairing that never rang is undone. */
  #endLease(id: string, nowMs: number): void {
    const record = this.#records.get(id);
    if (record?.state !== 'reserved' || (record.untilMs ?? 0) > nowMs) return;
    if (record.rung) return this.#miss(record, nowMs);
    this.#release(record, nowMs);
    this.lanes.putBack(record.callSid ?? '', record.place, nowMs);
  }

  #release(record: AgentRecord, nowMs: number): void {
    this.#move({ ...this.#part(record), state: 'available' }, nowMs);
  }

  #miss(record: AgentRecord, nowMs: number): void {
    const { id, callSid = '', place } = record;
    this.#missed = [...this.#missed, { callSid, id, atMs: nowMs }].filter(({ atMs }) => atMs > nowMs - routerTerms.MISSES_KEPT_MS);
    this.#count(id, 'missed', 1, nowMs);
    this.#move({ ...this.#part(record), state: 'paused', reason: MISSED_CALL }, nowMs);
    this.lanes.putBack(callSid, place, nowMs);
  }

  /** The lease has just run out, and no other telephone rings for the call: it is this agent's all the same. */
  #reclaimed(id: string, callSid: string, nowMs: number): AgentRecord | undefined {
    const record = this.#records.get(id);
    const missedIt = (miss: { callSid: string; id: string }) => miss.callSid === callSid && miss.id === id;
    if (record?.reason !== MISSED_CALL || !this.#missed.some(missedIt)) return undefined;
    const other = this.#ofCall(callSid);
    if (other && (other.state !== 'reserved' || other.rung)) return undefined;
    if (other) this.#release(other, nowMs);
    for (const lane of LANES) this.lanes.takeOut(lane, callSid);
    this.#missed = this.#missed.filter((miss) => !missedIt(miss));
    this.#calls.set(callSid, id);
    return { ...record, callSid };
  }

  /** Agent and call have no more to do with each other. */
  #part(record: AgentRecord): AgentRecord {
    const { callSid = '', untilMs: _untilMs, place: _place, rung: _rung, ...rest } = record;
    this.#calls.delete(callSid);
    return rest;
  }

  /** Writes a wrap-up that is over as the availability it has become. */
  #wake(id: string, nowMs: number): AgentRecord {
    const stored = this.#records.get(id) as AgentRecord;
    const awake = recordAt(stored, nowMs);
    if (awake !== stored) this.#spend(stored, awake.sinceMs, nowMs);
    return this.#write(awake);
  }

  /** Another state from now on; the time in the last one counts. */
  #move(record: AgentRecord, nowMs: number): AgentRecord {
    const before = this.#records.get(record.id);
    if (before) this.#spend(before, nowMs, nowMs);
    return this.#write(homeIfSent({ ...record, sinceMs: nowMs }));
  }

  #spend(record: AgentRecord, untilMs: number, nowMs: number): void {
    for (const [what, ms] of spentIn(record, untilMs, this.#dayOf(nowMs).startMs)) this.#count(record.id, what, ms, nowMs);
  }

  #count(id: string, what: keyof Counted, count: number, nowMs: number): void {
    const name = `${this.#dayOf(nowMs).name} ${id}`;
    const counted = this.#counted.get(name) ?? {};
    this.#counted.set(name, { ...counted, [what]: (counted[what] ?? 0) + count });
  }

  #write(record: AgentRecord): AgentRecord {
    this.#records.set(record.id, record);
    return record;
  }

  #ofCall(callSid: string): AgentRecord | undefined {
    const id = this.#calls.get(callSid);
    return id === undefined ? undefined : this.#records.get(id);
  }

  #holding(id: string, callSid: string): AgentRecord | undefined {
    const record = this.#records.get(id);
    return record?.callSid === callSid ? record : undefined;
  }
}

/** Whoever was sent home during a call is offline with its end. */
function homeIfSent(record: AgentRecord): AgentRecord {
  const { leaving, reason: _reason, untilMs: _untilMs, lastCallSid: _lastCallSid, ...rest } = record;
  return !leaving || record.state === 'reserved' || record.state === 'on_call' ? record : { ...rest, state: 'offline' };
}

function isOnDuty({ state, leaving }: AgentRecord): boolean {
  return !leaving && state !== 'offline' && state !== 'paused';
}

function placeOf({ lane, order, sinceMs, seenMs }: Waiting): Place {
  return { lane, order, sinceMs, seenMs };
}
