import { type Seeded, seeded } from './seeded.ts';

/** A rush at one front door: callers with and without the habit of ringing again, capacity for one in ten. */

/** What the rush needs of a front door; the rules answer at once, the scripts later. */
export interface RushDoor {
  admit(call: { callSid: string; caller: string }, atMs: number): Promise<{ answer: string; ticketAtMs: number }>;
  promote(most: number, due: readonly string[], atMs: number): Promise<{ calls: string[]; callbacks: string[] }>;
  leave(callSid: string, options: { caller?: string; served?: boolean }, atMs: number): Promise<unknown>;
  noteCallback(caller: string, callback: { id: string; ticketAtMs: number; dueAtMs: number } | undefined, atMs: number): Promise<unknown>;
}

export interface RushPlan {
  callers: number;
  /** How long people begin to ring. */
  seconds: number;
  admitPerSecond: number;
  callbackShare: number;
}

export interface RushCaller {
  caller: string;
  redials: boolean;
  rings: number;
  ticketAtMs: number;
  /** When they got in; undefined while they have not. */
  inAtMs: number | undefined;
  heard: Set<string>;
  state: 'away' | 'holding' | 'callback' | 'in';
  callSid: string;
}

const START_MS = Date.UTC(2021, 0, 25, 8);
const ROUND_MS = 1_000;
const CALL_SECONDS = 120;
const MOST_RINGS = 40;
const MOST_DUE = 20;

const requestOf = ({ caller }: RushCaller) => `cb ${caller}`;

/** Where to put something into a sorted list: before the first that is beyond it. */
function firstIndex<T>(sorted: readonly T[], isBeyond: (one: T) => boolean): number {
  const index = sorted.findIndex(isBeyond);
  return index < 0 ? sorted.length : index;
}

export async function rush(door: RushDoor, plan: RushPlan, seed: number): Promise<RushCaller[]> {
  return new Rush(door, plan, seeded(seed)).run();
}

class Rush {
  readonly #door: RushDoor;
  readonly #plan: RushPlan;
  readonly #random: Seeded;
  readonly #callers: RushCaller[];
  readonly #byCall = new Map<string, RushCaller>();
  /** Round → what somebody does then. */
  readonly #diary = new Map<number, (() => Promise<void>)[]>();
  /** Ticket times of open requests, sorted. */
  readonly #requested: number[] = [];
  /** Requests whose time has come, by ticket. */
  readonly #due: RushCaller[] = [];
  #round = 0;
  #in = 0;

  constructor(door: RushDoor, plan: RushPlan, random: Seeded) {
    this.#door = door;
    this.#plan = plan;
    this.#random = random;
    this.#callers = Array.from({ length: plan.callers }, (_, index) => ({
      caller: `caller${index}`,
      redials: random.next() < 0.5,
      rings: 0,
      ticketAtMs: 0,
      inAtMs: undefined,
      heard: new Set<string>(),
      state: 'away' as const,
      callSid: '',
    }));
  }

  async run(): Promise<RushCaller[]> {
    for (const caller of this.#callers) this.#later(this.#random.next() * this.#plan.seconds, () => this.#ring(caller));
    while (this.#in < this.#callers.length) {
      // In turn, as the order of rings is the order of tickets
      for (const deed of this.#diary.get(this.#round) ?? []) await deed();
      this.#diary.delete(this.#round);
      await this.#promote();
      this.#round += 1;
      if (this.#round > 100_000)
        throw new Error(`somebody never gets in: ${JSON.stringify(this.#callers.find(({ state }) => state !== 'in'))}`);
    }
    return this.#callers;
  }

  get #nowMs(): number {
    return START_MS + this.#round * ROUND_MS;
  }

  async #ring(caller: RushCaller): Promise<void> {
    if (caller.state === 'in' || caller.state === 'holding') return;
    caller.rings += 1;
    caller.callSid = `CA ${caller.caller} ${caller.rings}`;
    const { answer, ticketAtMs } = await this.#door.admit(caller, this.#nowMs);
    caller.ticketAtMs ||= ticketAtMs;
    caller.heard.add(answer);
    if (answer === 'admitted' || answer === 'missedCallback') return this.#getIn(caller, caller.callSid);
    this.#byCall.set(caller.callSid, caller);
    if (answer === 'queued') {
      caller.state = 'holding';
      if (caller.redials && caller.rings < MOST_RINGS)
        this.#later(this.#random.exponential(60), () => this.#hangUp(caller, caller.callSid));
      return;
    }
    // Those with the habit would rather ring again than trust a promise, at first
    const trusts = !caller.redials || caller.rings > 3;
    if (answer === 'callbackOffered' && trusts) await this.#askForCallback(caller);
    await this.#door.leave(caller.callSid, { caller: caller.caller }, this.#nowMs);
    if (caller.redials && caller.rings < MOST_RINGS) this.#later(this.#random.exponential(trusts ? 300 : 20), () => this.#ring(caller));
  }

  async #hangUp(caller: RushCaller, callSid: string): Promise<void> {
    if (caller.state !== 'holding' || caller.callSid !== callSid) return;
    caller.state = 'away';
    await this.#door.leave(callSid, { caller: caller.caller }, this.#nowMs);
    this.#later(1 + this.#random.exponential(10), () => this.#ring(caller));
  }

  /** Promised for when its turn should come, counting those with an earlier ticket. */
  async #askForCallback(caller: RushCaller): Promise<void> {
    const { ticketAtMs } = caller;
    const ahead = firstIndex(this.#requested, (time) => time > ticketAtMs);
    const seconds = ahead / (this.#plan.admitPerSecond * this.#plan.callbackShare);
    this.#requested.splice(ahead, 0, ticketAtMs);
    caller.state = 'callback';
    this.#later(seconds, async () => {
      if (caller.state === 'callback')
        this.#due.splice(
          firstIndex(this.#due, (other) => other.ticketAtMs > ticketAtMs),
          0,
          caller,
        );
    });
    const dueAtMs = this.#nowMs + seconds * 1_000;
    await this.#door.noteCallback(caller.caller, { id: requestOf(caller), ticketAtMs, dueAtMs }, this.#nowMs);
  }

  async #promote(): Promise<void> {
    const due = this.#due.slice(0, MOST_DUE);
    const { calls, callbacks } = await this.#door.promote(200, due.map(requestOf), this.#nowMs);
    for (const callSid of calls) {
      const caller = this.#byCall.get(callSid);
      if (caller) await this.#getIn(caller, callSid);
    }
    for (const caller of due) if (callbacks.includes(requestOf(caller))) await this.#getIn(caller, requestOf(caller));
  }

  async #getIn(caller: RushCaller, seat: string): Promise<void> {
    if (caller.state === 'callback') {
      this.#requested.splice(this.#requested.indexOf(caller.ticketAtMs), 1);
      if (this.#due.includes(caller)) this.#due.splice(this.#due.indexOf(caller), 1);
      await this.#door.noteCallback(caller.caller, undefined, this.#nowMs);
    }
    caller.state = 'in';
    caller.inAtMs = this.#nowMs;
    this.#in += 1;
    this.#later(CALL_SECONDS, async () => void (await this.#door.leave(seat, { caller: caller.caller, served: true }, this.#nowMs)));
  }

  #later(seconds: number, deed: () => Promise<void>): void {
    const round = this.#round + Math.max(0, Math.ceil((seconds * 1_000) / ROUND_MS));
    const then = round === this.#round && this.#round > 0 ? round + 1 : round;
    const deeds = this.#diary.get(then);
    if (deeds) deeds.push(deed);
    else this.#diary.set(then, [deed]);
  }
}

/**
 * Do those who redial get in earlier? Welch's test on the mean wait since the first ring: what redialling saves, in standard errors.
 * Chance alone gives more than 2.33 in one of a hundred rushes.
 */
export function gainOfRedialling(callers: readonly RushCaller[]): number {
  const [redialling, others] = [true, false].map((redials) => waitsOf(callers.filter((caller) => caller.redials === redials)));
  if (!redialling || !others) return Number.NaN;
  return (others.mean - redialling.mean) / Math.sqrt(others.variance / others.count + redialling.variance / redialling.count);
}

/** The same by ranks (Mann-Whitney), which a few very long waits cannot bend. */
export function gainOfRediallingByRank(callers: readonly RushCaller[]): number {
  const sorted = [...callers].sort((one, other) => waitOf(one) - waitOf(other));
  let rankSum = 0;
  // Equal waits share the middle of their ranks
  for (let from = 0; from < sorted.length; ) {
    const wait = waitOf(sorted[from] as RushCaller);
    const to = from + firstIndex(sorted.slice(from), (caller) => waitOf(caller) > wait);
    rankSum += ((from + to + 1) / 2) * sorted.slice(from, to).filter(({ redials }) => redials).length;
    from = to;
  }
  const redialling = callers.filter(({ redials }) => redials).length;
  const others = callers.length - redialling;
  const expected = (redialling * (callers.length + 1)) / 2;
  return (expected - rankSum) / Math.sqrt((redialling * others * (callers.length + 1)) / 12);
}

const waitOf = ({ inAtMs = 0, ticketAtMs }: RushCaller) => inAtMs - ticketAtMs;

function waitsOf(callers: readonly RushCaller[]): { mean: number; variance: number; count: number } {
  const mean = callers.reduce((sum, caller) => sum + waitOf(caller), 0) / callers.length;
  const variance = callers.reduce((sum, caller) => sum + (waitOf(caller) - mean) ** 2, 0) / (callers.length - 1);
  return { mean, variance, count: callers.length };
}
