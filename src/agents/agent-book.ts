import { type AgentRecord, CALL_LOST, chooseAgent, LONGEST_CALL_MS, MISSED_CALL, recordAt } from './choose-agent.ts';

/**
 * Everything that can happen to agents, as plain rules over a book in memory: what
 * the scripts in `lua/` are tested against. No clock, no store.
 */
export class AgentBook {
  readonly #records = new Map<string, AgentRecord>();
  readonly #calls = new Map<string, string>();
  readonly #missed = new Map<string, Set<string>>();

  reserve(callSid: string, language: string, leaseMs: number, nowMs: number): AgentRecord | 'nobody' {
    const mine = this.#ofCall(callSid);
    if (mine && (mine.state === 'on_call' || (mine.untilMs ?? 0) > nowMs)) return mine;
    if (mine) this.#miss(mine, nowMs);
    const agent = chooseAgent(this.#records.values(), language, this.#missed.get(callSid) ?? new Set(), nowMs);
    if (!agent) return 'nobody';
    this.#calls.set(callSid, agent.id);
    return this.#write({ ...agent, state: 'reserved', sinceMs: nowMs, callSid, untilMs: nowMs + leaseMs });
  }

  connected(id: string, callSid: string, nowMs: number): boolean {
    const record = this.#holding(id, callSid);
    if (!record) return false;
    if (record.state === 'reserved') this.#write({ ...record, state: 'on_call', sinceMs: nowMs, untilMs: nowMs + LONGEST_CALL_MS });
    return true;
  }

  missed(id: string, callSid: string, nowMs: number): void {
    const record = this.#holding(id, callSid);
    if (record?.state === 'reserved') this.#miss(record, nowMs);
  }

  done(id: string, callSid: string, wrapUpUntilMs: number, nowMs: number): void {
    const record = this.#holding(id, callSid);
    if (!record) return;
    const free = this.#withoutCall(record);
    if (wrapUpUntilMs > nowMs) this.#write({ ...free, state: 'wrap_up', sinceMs: nowMs, untilMs: wrapUpUntilMs });
    else this.#write({ ...free, state: 'available', sinceMs: nowMs, idleSinceMs: nowMs });
  }

  released(id: string, callSid: string, nowMs: number): void {
    const record = this.#holding(id, callSid);
    if (record?.state === 'reserved') this.#write({ ...this.#withoutCall(record), state: 'available', sinceMs: nowMs });
  }

  choose(
    id: string,
    wish: { state: 'available' | 'paused' | 'offline'; reason?: string },
    profile: { endpoint: string; languages: string[] },
    nowMs: number,
  ): AgentRecord | 'refused' {
    const stored = this.#records.get(id);
    if (stored?.state === 'reserved' && (stored.untilMs ?? 0) <= nowMs) this.#miss(stored, nowMs);
    const before = recordAt(this.#records.get(id) ?? { id, state: 'offline', sinceMs: nowMs, idleSinceMs: nowMs, ...profile }, nowMs);
    if (before.state === 'reserved' || before.state === 'on_call') return 'refused';
    const { reason: _reason, untilMs: _untilMs, ...rest } = before;
    if (before.state === wish.state && before.reason === wish.reason) return this.#write({ ...before, ...profile });
    const chosen = { ...rest, ...profile, ...wish, sinceMs: nowMs };
    return this.#write(wish.state === 'available' ? { ...chosen, idleSinceMs: nowMs } : chosen);
  }

  sweep(nowMs: number): void {
    for (const record of [...this.#records.values()]) {
      if (record.untilMs === undefined || record.untilMs > nowMs) continue;
      if (record.state === 'reserved') this.#miss(record, nowMs);
      else if (record.state === 'wrap_up') this.#write(recordAt(record, nowMs));
      else this.#write({ ...this.#withoutCall(record), state: 'paused', reason: CALL_LOST, sinceMs: nowMs });
    }
  }

  status(id: string, nowMs: number): AgentRecord | undefined {
    const record = this.#records.get(id);
    return record && recordAt(record, nowMs);
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

  #withoutCall(record: AgentRecord): AgentRecord {
    const { callSid, untilMs: _untilMs, ...rest } = record;
    if (callSid !== undefined) this.#calls.delete(callSid);
    return rest;
  }

  #miss(record: AgentRecord, nowMs: number): void {
    const callSid = record.callSid ?? '';
    this.#missed.set(callSid, (this.#missed.get(callSid) ?? new Set()).add(record.id));
    this.#write({ ...this.#withoutCall(record), state: 'paused', reason: MISSED_CALL, sinceMs: nowMs });
  }
}
