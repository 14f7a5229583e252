import type { LaneFigures } from './erlang.ts';
import { Waited } from './what-if-line.ts';
import type { Decisions, Interval, PeopleBalance, Prediction, Situation, Waits } from './what-if-terms.ts';

/** Counts what happens in the model, by interval and in total. */

/** A backlog of less than one person is none. */
const NOBODY = 0.5;

export interface StepEnd {
  onHold: number;
  longestWaitSteps: number;
  openCallbacks: number;
  humanCallbacks: number;
  active: number;
  agents: (seconds: number) => LaneFigures;
}

export class Report {
  readonly #situation: Situation;
  readonly #setup: { steps: number; stepSeconds: number; maxActiveCalls: number };
  readonly #intervals: Interval[] = [];
  readonly #waitedHere: Waited;
  readonly #waited: Waited;
  #now = nothing();
  #total = nothing();
  #startStep = 0;
  #longestHere = 0;
  #longestBacklog: number;
  #backlogUntilStep: number | undefined;

  constructor(situation: Situation, setup: { steps: number; stepSeconds: number; maxActiveCalls: number }) {
    this.#situation = situation;
    this.#setup = setup;
    this.#waitedHere = new Waited(setup.steps);
    this.#waited = new Waited(setup.steps);
    this.#longestBacklog = situation.today.openCallbacks;
  }

  rang(people: number): void {
    this.#now.people += people;
  }

  decided(decision: keyof Decisions, calls: number): void {
    this.#now.decisions[decision] += calls;
  }

  /** A call of somebody who has a place already. */
  rangAgain(decision: 'queued' | 'known', calls: number): void {
    this.decided(decision, calls);
  }

  letIn(people: number, waitSteps: number): void {
    this.#now.letIn += people;
    this.#waitedHere.add(people, waitSteps);
    this.#waited.add(people, waitSteps);
  }

  answered(people: number): void {
    this.#now.calledBack += people;
  }

  endStep(step: number, end: StepEnd): void {
    this.#now.seatSteps += end.active;
    this.#longestHere = Math.max(this.#longestHere, end.longestWaitSteps);
    this.#longestBacklog = Math.max(this.#longestBacklog, end.openCallbacks);
    if (end.openCallbacks >= NOBODY) this.#backlogUntilStep = step + 1;
    const { steps, stepSeconds } = this.#setup;
    const full = ((step + 1 - this.#startStep) * stepSeconds) / 60 >= this.#situation.intervalMinutes - 1e-9;
    if (full || step + 1 === steps) this.#endInterval(step + 1, end);
  }

  prediction(people: PeopleBalance): Prediction {
    const { startMs, today } = this.#situation;
    const { steps, stepSeconds, maxActiveCalls } = this.#setup;
    const total = this.#total;
    const attempts = sum(total.decisions);
    const everybody = total.people + today.onHold + today.openCallbacks;
    const until = this.#backlogUntilStep;
    const longest = Math.max(...this.#intervals.map((interval) => interval.waitSeconds.longest), 0);
    return {
      intervals: this.#intervals,
      total: {
        people: total.people,
        attempts,
        decisions: total.decisions,
        shares: each((decision) => (attempts > 0 ? total.decisions[decision] / attempts : 0)),
        letIn: total.letIn,
        calledBack: total.calledBack,
        waitSeconds: { ...this.#waits(this.#waited), longest },
        longestBacklog: this.#longestBacklog,
        clearedAtMs: until === undefined ? startMs : until >= steps ? null : startMs + until * stepSeconds * 1_000,
        seatUse: total.seatSteps / steps / maxActiveCalls,
        occupancy: mean(this.#intervals.map((interval) => interval.agents.occupancy)),
        attemptsPerPerson: everybody > 0 ? attempts / everybody : 0,
      },
      people,
    };
  }

  #endInterval(nextStep: number, end: StepEnd): void {
    const { stepSeconds, maxActiveCalls } = this.#setup;
    const steps = nextStep - this.#startStep;
    const { occupancy, waitSeconds, leaveShare } = end.agents(steps * stepSeconds);
    const { seatSteps, ...counted } = this.#now;
    const waits = this.#waits(this.#waitedHere);
    this.#intervals.push({
      fromMs: this.#situation.startMs + this.#startStep * stepSeconds * 1_000,
      ...counted,
      attempts: sum(counted.decisions),
      waitSeconds: { ...waits, longest: Math.max(waits.longest, this.#longestHere * stepSeconds) },
      onHold: end.onHold,
      openCallbacks: end.openCallbacks,
      humanCallbacks: end.humanCallbacks,
      activeCalls: end.active,
      seatUse: seatSteps / steps / maxActiveCalls,
      agents: { occupancy, waitSeconds, leaveShare },
    });
    this.#total = {
      people: this.#total.people + counted.people,
      letIn: this.#total.letIn + counted.letIn,
      calledBack: this.#total.calledBack + counted.calledBack,
      seatSteps: this.#total.seatSteps + seatSteps,
      decisions: each((decision) => this.#total.decisions[decision] + counted.decisions[decision]),
    };
    this.#now = nothing();
    this.#waitedHere.clear();
    this.#startStep = nextStep;
    this.#longestHere = 0;
  }

  #waits(waited: Waited): Waits {
    const { stepSeconds } = this.#setup;
    const seconds = (steps: number | null) => (steps === null ? null : steps * stepSeconds);
    return { median: seconds(waited.quantile(0.5)), p95: seconds(waited.quantile(0.95)), longest: waited.most * stepSeconds };
  }
}

interface Counted {
  people: number;
  letIn: number;
  calledBack: number;
  seatSteps: number;
  decisions: Decisions;
}

function nothing(): Counted {
  return { people: 0, letIn: 0, calledBack: 0, seatSteps: 0, decisions: each(() => 0) };
}

function each(value: (decision: keyof Decisions) => number): Decisions {
  return {
    admitted: value('admitted'),
    queued: value('queued'),
    callbackOffered: value('callbackOffered'),
    known: value('known'),
    busy: value('busy'),
    closed: value('closed'),
  };
}

function sum(decisions: Decisions): number {
  return Object.values(decisions).reduce((total, calls) => total + calls, 0);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((total, value) => total + value, 0) / values.length;
}
