import { erlangA, type LaneFigures } from './erlang.ts';
import type { Thresholds } from './thresholds.ts';
import type { Handling } from './what-if-terms.ts';

/** Until the agents' lane tells "nobody is free" and a callback by a human is registered. */
const REFUSED_SECONDS = 20;

/** People with agents or waiting for one, as amounts. Each interval is in the steady state of Erlang A with the arrivals of the one before. */
export class FluidAgents {
  readonly #handling: Handling;
  readonly #serviceSeconds: number;
  readonly #patienceSeconds: number;
  readonly #stepSeconds: number;
  #figures: LaneFigures;
  #leaves = 0;
  #came = 0;
  inside = 0;
  /** Registered for a callback by a human. */
  humanCallbacks = 0;

  constructor(
    thresholds: Thresholds,
    handling: Handling,
    setup: { patienceSeconds: number; arrivalsPerSecond: number; stepSeconds: number },
  ) {
    this.#handling = handling;
    this.#serviceSeconds = handling.agentSeconds + thresholds.wrapUpSeconds;
    this.#patienceSeconds = Math.max(1, Math.min(setup.patienceSeconds, thresholds.agentMaxWaitSeconds));
    this.#stepSeconds = setup.stepSeconds;
    this.#figures = this.#settle(setup.arrivalsPerSecond);
  }

  /** Figures of the interval that ends now; the next one goes on with what came in it. */
  endInterval(seconds: number): LaneFigures {
    const figures = this.#settle(this.#came / seconds);
    this.#came = 0;
    this.#figures = figures;
    return figures;
  }

  come(amount: number): void {
    this.inside += amount;
    this.#came += amount;
  }

  /** One step. Returns how many were served by an agent; who gave up is registered for a human's callback. */
  step(mayRing: boolean): number {
    const over = this.inside * this.#leaves;
    this.inside -= over;
    const gaveUp = over * this.#figures.leaveShare;
    const idle = this.#handling.agents * (1 - this.#figures.occupancy);
    const calledBack = mayRing ? Math.min(this.humanCallbacks, (idle / this.#serviceSeconds) * this.#stepSeconds) : 0;
    this.humanCallbacks += gaveUp - calledBack;
    return over - gaveUp + calledBack;
  }

  #settle(arrivalsPerSecond: number): LaneFigures {
    const { agents, agentSeconds } = this.#handling;
    const figures = erlangA({
      arrivalsPerSecond,
      serviceSeconds: this.#serviceSeconds,
      patienceSeconds: this.#patienceSeconds,
      servers: agents,
    });
    // With nobody on duty there is no line to wait in
    const settled = agents > 0 ? figures : { ...figures, waitSeconds: 0, queue: 0, leaveShare: 1 };
    const staySeconds = agents > 0 ? settled.waitSeconds + agentSeconds * (1 - settled.leaveShare) : REFUSED_SECONDS;
    this.#leaves = 1 - Math.exp(-this.#stepSeconds / Math.max(1, staySeconds));
    return settled;
  }
}
