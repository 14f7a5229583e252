import type { AgentLane } from '../../../src/calls/ports/agents.ts';

/** What happens by chance in a backlog run, from one seed: the same seed is the same day. */

export interface BacklogPlan {
  agents: number;
  minutes: number;
  seed: number;
  /** Callers for each one that the agents could take. */
  callersPerPlace: number;
  meanTalkSeconds: number;
  wrapUpSeconds: number;
  /** Agents come to work one after the other over so long, as a shift begins. */
  arriveOverSeconds: number;
  /** Shares of rounds whose worker, and of webhooks whose process, is killed between the script and what follows from it. */
  killedShare: number;
}

/** The usual day of a call centre under siege; the sizes are the caller's. */
export const rush = { callersPerPlace: 3, meanTalkSeconds: 210, wrapUpSeconds: 30, arriveOverSeconds: 240, killedShare: 0, seed: 250_121 };

/** How the natural logarithm of a talk's length is spread: half of all talks are shorter than 0.88 times the mean, one in twenty longer than twice. */
const TALK_SIGMA = 0.5;
/** Telephone and whisper: from the first ring to key 1. */
const ANSWER_MS = { least: 2_000, most: 6_000 };
/** From the script that pairs to the webhook of the redirected call. */
const REDIRECT_MS = { least: 150, most: 600 };
const NO_ANSWER = 0.02;
const HANGS_UP_RINGING = 0.01;
const HANGS_UP_WAITING = 0.03;
/** Tickets are up to so old when their callers ask for a human. */
const OLDEST_TICKET_MS = 600_000;

export type Fate = 'answers' | 'doesNotAnswer' | 'callerHangsUp' | 'processKilled';

/** Draws everything that is left to chance. */
export class Chance {
  #state: number;
  readonly #plan: BacklogPlan;

  constructor(plan: BacklogPlan) {
    this.#plan = plan;
    this.#state = plan.seed;
  }

  /** Until the next caller, ms. */
  gapMs(): number {
    const { agents, meanTalkSeconds, wrapUpSeconds, callersPerPlace } = this.#plan;
    const perMs = ((agents / (meanTalkSeconds + wrapUpSeconds)) * callersPerPlace) / 1_000;
    return -Math.log(1 - this.#draw()) / perMs;
  }

  lane(): AgentLane {
    const drawn = this.#draw();
    return drawn < 0.8 ? 'de' : drawn < 0.9 ? 'en' : drawn < 0.96 ? 'tr' : 'ru';
  }

  /** Everybody speaks German; one in four English, one in eight Turkish, one in ten Russian. */
  lanesOf(agent: number): AgentLane[] {
    return [
      'de',
      ...(agent % 4 === 0 ? ['en' as const] : []),
      ...(agent % 8 === 1 ? ['tr' as const] : []),
      ...(agent % 10 === 2 ? ['ru' as const] : []),
    ];
  }

  ticketAgeMs(): number {
    return Math.floor(this.#draw() * OLDEST_TICKET_MS);
  }

  /** A talk's length, log-normal. */
  talkMs(): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.#draw())) * Math.cos(2 * Math.PI * this.#draw());
    const median = Math.log(this.#plan.meanTalkSeconds * 1_000) - TALK_SIGMA ** 2 / 2;
    return Math.exp(median + TALK_SIGMA * normal);
  }

  fate(): Fate {
    const drawn = this.#draw();
    if (drawn < NO_ANSWER) return 'doesNotAnswer';
    if (drawn < NO_ANSWER + HANGS_UP_RINGING) return 'callerHangsUp';
    return this.killed() ? 'processKilled' : 'answers';
  }

  killed(): boolean {
    return this.#plan.killedShare > 0 && this.#draw() < this.#plan.killedShare;
  }

  /** When a waiting caller gives up, if ever. */
  patienceMs(): number | undefined {
    return this.#draw() < HANGS_UP_WAITING ? this.#draw() * 300_000 : undefined;
  }

  answerMs(): number {
    return this.between(ANSWER_MS.least, ANSWER_MS.most);
  }

  redirectMs(): number {
    return this.between(REDIRECT_MS.least, REDIRECT_MS.most);
  }

  between(least: number, most: number): number {
    return least + this.#draw() * (most - least);
  }

  /** Marsaglia's xorshift on 32 bits: [0, 1). */
  #draw(): number {
    let x = this.#state | 0;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return (x >>> 0) / 4_294_967_296;
  }
}
