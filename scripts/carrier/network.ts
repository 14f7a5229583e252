/** Everything the parts of the network share: options, legs, telephones, webhooks. One per carrier. */
import type { CarrierOptions, Message, Pace } from './contract.ts';
import type { PhoneEvent } from './events.ts';
import { Faults } from './faults.ts';
import { Leg, type LegStart } from './leg.ts';
import { Telephones } from './telephones.ts';
import { Webhooks } from './webhooks.ts';

export class Network {
  readonly options: CarrierOptions;
  readonly faults = new Faults();
  readonly webhooks: Webhooks;
  readonly telephones = new Telephones();
  /** All calls that are remembered, and those that are not over. */
  readonly legs = new Map<string, Leg>();
  readonly live = new Set<Leg>();
  readonly messages: Message[] = [];
  /** Telephones that watch over the control API. */
  readonly watchers = new Set<(event: PhoneEvent) => void>();
  /** Those who read text messages as they arrive. */
  readonly readers = new Set<(message: Message) => void>();
  readonly #down = new AbortController();
  readonly #timers = new Set<NodeJS.Timeout>();
  #nextTurn = 0;

  constructor(options: CarrierOptions) {
    this.options = options;
    this.webhooks = new Webhooks(options, this.faults, this.#down.signal);
  }

  nowMs(): number {
    return this.options.nowMs?.() ?? Date.now();
  }

  get manual(): boolean {
    return this.options.clock === 'manual';
  }

  get pace(): Pace {
    return this.manual ? 'manual' : 'speech';
  }

  playSeconds(url: string): number {
    return this.options.playSeconds?.(url) ?? 10;
  }

  newLeg(start: Omit<LegStart, 'createdMs'>): Leg {
    const leg = new Leg({ ...start, createdMs: this.nowMs() });
    this.legs.set(leg.sid, leg);
    this.live.add(leg);
    leg.listen((event) => {
      if (event.type === 'ended') this.live.delete(leg);
      if (event.type === 'rest') return;
      for (const watcher of this.watchers) watcher({ ...event, callSid: leg.sid, number: leg.owner });
    });
    this.#forget();
    return leg;
  }

  /** Is somebody at this telephone talking already? */
  busy(address: string, except: Leg): boolean {
    for (const leg of this.live) if (leg !== except && leg.owner === address && leg.status === 'in-progress') return true;
    return false;
  }

  /** How long an outbound call has to wait for its turn, ms; takes the turn. */
  outboundTurn(): number {
    const rate = this.options.callsPerSecond;
    if (rate === undefined) return 0;
    const now = performance.now();
    const turn = Math.max(now, this.#nextTurn);
    this.#nextTurn = turn + 1_000 / rate;
    return turn - now;
  }

  /** A timer that ends with the network; returns how to cancel it. */
  later(milliseconds: number, action: () => void): () => void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      action();
    }, milliseconds);
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
      clearTimeout(timer);
    };
  }

  /** Every call is dropped without a word to the app; no timer and no webhook outlives this. */
  goDown(): void {
    this.#down.abort();
    for (const timer of this.#timers) clearTimeout(timer);
    for (const leg of this.live) {
      leg.running?.abort();
      leg.decide?.('canceled');
    }
  }

  #forget(): void {
    const most = this.options.memory ?? 50_000;
    if (this.legs.size <= most) return;
    for (const [sid, leg] of this.legs) {
      if (leg.over) this.legs.delete(sid);
      if (this.legs.size <= most) return;
    }
  }
}
