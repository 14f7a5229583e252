import { median } from '../rounds.ts';

/** Where the agents' time goes, by their own clocks: from the first ring of a telephone on they are busy. */
interface Agent {
  state: 'away' | 'idle' | 'busy';
  sinceMs: number;
  wasInWrapUp: boolean;
}

export class Staff {
  readonly #agents = new Map<string, Agent>();
  readonly #gapsMs: number[] = [];
  #idleMs = 0;
  #busyMs = 0;

  /** Idle from this time on, which may lie ahead: the end of a wrap-up. */
  free(id: string, nowMs: number, fromMs = nowMs): void {
    this.#until(id, nowMs);
    this.#agents.set(id, { state: 'idle', sinceMs: fromMs, wasInWrapUp: fromMs > nowMs });
  }

  /** The telephone rings; the second ring for the same call changes nothing. */
  rings(id: string, nowMs: number): void {
    const agent = this.#agents.get(id);
    if (agent?.state === 'busy') return;
    if (agent?.wasInWrapUp) this.#gapsMs.push(nowMs - agent.sinceMs);
    this.#until(id, nowMs);
    this.#agents.set(id, { state: 'busy', sinceMs: nowMs, wasInWrapUp: false });
  }

  away(id: string, nowMs: number): void {
    this.#until(id, nowMs);
    this.#agents.set(id, { state: 'away', sinceMs: nowMs, wasInWrapUp: false });
  }

  /** Share of the staffed time outside wrap-up in which a telephone rang or a caller was served, and the middle gap after wrap-ups. */
  report(nowMs: number): { occupancy: number; medianGapMs: number } {
    for (const id of this.#agents.keys()) this.away(id, nowMs);
    return { occupancy: this.#busyMs / (this.#busyMs + this.#idleMs), medianGapMs: median(this.#gapsMs) };
  }

  #until(id: string, nowMs: number): void {
    const agent = this.#agents.get(id);
    const ms = agent ? Math.max(0, nowMs - agent.sinceMs) : 0;
    if (agent?.state === 'idle') this.#idleMs += ms;
    if (agent?.state === 'busy') this.#busyMs += ms;
  }
}
