import { terms } from './terms.ts';
import { isClosed, type Thresholds } from './thresholds.ts';
import { FluidAgents } from './what-if-agents.ts';
import { FluidCallbacks } from './what-if-callbacks.ts';
import { SpreadDelay } from './what-if-delays.ts';
import { FluidDrain } from './what-if-drain.ts';
import { FluidLine } from './what-if-line.ts';
import { Report } from './what-if-report.ts';
import type { Prediction, Situation } from './what-if-terms.ts';

/** The step model: the rules of the front door for amounts of people, in the order of `decide.ts`. */

/** Steps are a second long; longer when the horizon would need more of them than this: two seconds for eight hours. */
const MOST_STEPS = 14_400;
const HOUR_SECONDS = 3_600;
/** `knownRedialShare` is about so long a time. */
const KNOWN_REDIAL_SECONDS = 8 * HOUR_SECONDS;

export function runModel(thresholds: Thresholds, situation: Situation): Prediction {
  const model = new Model(thresholds, situation);
  for (let step = 0; step < model.steps; step += 1) model.step(step);
  return model.result();
}

class Model {
  readonly steps: number;
  readonly #t: Thresholds;
  readonly #s: Situation;
  readonly #dt: number;
  readonly #line: FluidLine;
  readonly #redials: SpreadDelay;
  readonly #callbacks: FluidCallbacks;
  readonly #agents: FluidAgents;
  readonly #report: Report;
  readonly #drain: FluidDrain;
  #tokens: number;
  #inMenus: number;
  #served = 0;
  #gaveUp = 0;
  #span = -1;
  #opening = 0;

  constructor(thresholds: Thresholds, situation: Situation) {
    const { hours, behaviour, handling, today } = situation;
    this.#t = thresholds;
    this.#s = situation;
    this.#dt = Math.max(1, (hours * HOUR_SECONDS) / MOST_STEPS);
    this.steps = Math.ceil((hours * HOUR_SECONDS) / this.#dt);
    const stepSeconds = this.#dt;
    this.#line = new FluidLine(this.steps);
    this.#line.join(today.onHold, 0);
    this.#redials = new SpreadDelay(behaviour.redialFromSeconds / stepSeconds, behaviour.redialToSeconds / stepSeconds);
    this.#callbacks = new FluidCallbacks(thresholds, behaviour, handling, { open: today.openCallbacks, stepSeconds });
    const arrivalsPerSecond = (today.activeCalls / handling.ivrSeconds) * handling.agentShare;
    this.#agents = new FluidAgents(thresholds, handling, { patienceSeconds: behaviour.patienceSeconds, arrivalsPerSecond, stepSeconds });
    this.#tokens = Math.min(thresholds.burst, today.tokens ?? (today.onHold > 0 ? 0 : thresholds.burst));
    this.#inMenus = today.activeCalls;
    this.#drain = new FluidDrain(this.steps, stepSeconds);
    this.#report = new Report(situation, { steps: this.steps, stepSeconds, maxActiveCalls: thresholds.maxActiveCalls });
  }

  step(step: number): void {
    const nowMs = this.#s.startMs + step * this.#dt * 1_000;
    const closed = isClosed(this.#t, nowMs);
    const mayRing = !closed && this.#ringsAt(nowMs);
    this.#finish(mayRing);
    this.#stopWaiting();
    const people = this.#arrivals(step);
    this.#report.rang(people);
    const ringing = people + this.#redials.next();
    this.#knownRing();
    const rest = this.#letIn(step, { ringing: closed || this.#t.mode === 'callback_only' ? 0 : ringing, mayRing });
    if (closed) this.#turnAway('closed', ringing);
    else this.#holdOrOffer(step, this.#t.mode === 'callback_only' ? ringing : rest);
    this.#endStep(step);
  }

  result(): Prediction {
    const callbacks = this.#callbacks;
    return this.#report.prediction({
      served: this.#served,
      active: this.#inMenus + this.#agents.inside + callbacks.ringing,
      onHold: this.#line.length,
      openCallbacks: callbacks.open - callbacks.ringing,
      humanCallbacks: this.#agents.humanCallbacks,
      redialling: this.#redials.inside,
      missed: callbacks.missed,
      gaveUp: this.#gaveUp,
    });
  }

  get #active(): number {
    return this.#inMenus + this.#agents.inside + this.#callbacks.ringing;
  }

  /** Calls that end, go on to an agent, or answer our ring. */
  #finish(mayRing: boolean): void {
    const { ivrSeconds, agentShare } = this.#s.handling;
    const over = this.#inMenus * (1 - Math.exp(-this.#dt / ivrSeconds));
    this.#inMenus -= over;
    this.#served += over * (1 - agentShare) + this.#agents.step(mayRing);
    this.#agents.come(over * agentShare);
    const answered = this.#callbacks.step();
    this.#inMenus += answered;
    this.#report.answered(answered);
  }

  /** Those whose patience ends: a callback, a redial that finds the place kept, or nothing more. */
  #stopWaiting(): void {
    const { patienceSeconds, leavesHoldForCallback, redialShare } = this.#s.behaviour;
    const ends = 1 - Math.exp(-this.#dt / patienceSeconds);
    const toCallback = this.#callbacks.open < this.#t.maxOpenCallbacks ? leavesHoldForCallback : 0;
    const again = (1 - toCallback) * redialShare;
    this.#report.rangAgain('queued', this.#line.length * ends * again);
    const gone = this.#line.leave(ends * (1 - again));
    const registered = again < 1 ? (gone * toCallback) / (1 - again) : 0;
    this.#callbacks.register(registered);
    this.#gaveUp += gone - registered;
  }

  #knownRing(): void {
    const perSecond = -Math.log(1 - Math.min(0.999, this.#s.behaviour.knownRedialShare)) / KNOWN_REDIAL_SECONDS;
    this.#report.rangAgain('known', this.#callbacks.open * perSecond * this.#dt);
  }

  /** Shares what capacity there is between calls and callbacks. Returns those who rang and were not let in. */
  #letIn(step: number, { ringing, mayRing }: { ringing: number; mayRing: boolean }): number {
    this.#tokens = Math.min(this.#t.burst, this.#tokens + this.#t.admitPerSecond * this.#dt);
    // A bucket smaller than what a step lets in would lose the rest of the step
    const tokens = Math.max(this.#tokens, Math.min(this.#t.admitPerSecond * this.#dt, this.#tokens + this.#t.admitPerSecond * this.#dt));
    const capacity = Math.max(0, Math.min(tokens, this.#t.maxActiveCalls - this.#active));
    const wantDial = mayRing ? Math.min(this.#callbacks.due, this.#t.dialPerSecond * this.#dt) : 0;
    const wantCalls = this.#line.length + ringing;
    const dialled = Math.min(wantDial, Math.max(this.#t.callbackShare * capacity, capacity - wantCalls));
    const calls = Math.min(wantCalls, capacity - dialled);
    this.#tokens = Math.max(0, this.#tokens - dialled - calls);
    this.#callbacks.dial(dialled);
    const fromLine = Math.min(calls, this.#line.length);
    this.#line.letIn(fromLine, (people, joined) => this.#report.letIn(people, step - joined));
    this.#drain.note(step, fromLine, this.#line.length + fromLine > 0);
    this.#inMenus += calls;
    this.#report.decided('admitted', calls - fromLine);
    return ringing - (calls - fromLine);
  }

  /** Those who were not let in: on hold while the wait can be offered, else a callback, else nothing. */
  #holdOrOffer(step: number, rest: number): void {
    const { mode, maxQueueLength, maxWaitSeconds, maxOpenCallbacks, admitPerSecond } = this.#t;
    const drain = this.#line.length > 0 ? this.#drain.perSecond(step) : undefined;
    const longest = Math.min(
      maxQueueLength,
      drain === undefined ? maxWaitSeconds * admitPerSecond : this.#longestLine(Math.min(drain, admitPerSecond)),
    );
    const queued = mode === 'callback_only' ? 0 : Math.min(rest, Math.max(0, longest - this.#line.length));
    this.#line.join(queued, step);
    this.#report.decided('queued', queued);
    const takes = this.#s.behaviour.takesCallback;
    const room = Math.max(0, maxOpenCallbacks - this.#callbacks.open);
    const offered = Math.min(rest - queued, takes > 0 ? room / takes : room > 0 ? Number.POSITIVE_INFINITY : 0);
    this.#callbacks.register(offered * takes);
    this.#turnAway('callbackOffered', offered, offered * (1 - takes));
    this.#turnAway('busy', rest - queued - offered);
  }

  /** The last position whose wait may still be offered: the estimate of `estimate.ts`, turned round. */
  #longestLine(letInPerSecond: number): number {
    const seconds = this.#t.maxWaitSeconds / terms.WAIT_CAUTION;
    const { patienceSeconds } = this.#s.behaviour;
    return letInPerSecond * patienceSeconds * Math.expm1(seconds / patienceSeconds);
  }

  /** Without a place people ring again, or give up. */
  #turnAway(decision: 'closed' | 'busy' | 'callbackOffered', calls: number, placeless = calls): void {
    this.#report.decided(decision, calls);
    this.#redials.add(placeless * this.#s.behaviour.redialShare);
    this.#gaveUp += placeless * (1 - this.#s.behaviour.redialShare);
  }

  #endStep(step: number): void {
    const { length } = this.#line;
    const first = this.#line.firstStep();
    const callbacks = this.#callbacks;
    this.#report.endStep(step, {
      onHold: length,
      longestWaitSteps: first === undefined ? 0 : step - first,
      openCallbacks: callbacks.open,
      humanCallbacks: this.#agents.humanCallbacks,
      active: this.#active,
      agents: (seconds) => this.#agents.endInterval(seconds),
    });
  }

  /** People who ring for the first time in this step. */
  #arrivals(step: number): number {
    const minute = (step * this.#dt) / 60;
    const { arrivals } = this.#s;
    for (let next = arrivals[this.#span + 1]; next && next.fromMinute <= minute + 1e-9; next = arrivals[this.#span + 1]) this.#span += 1;
    return (arrivals[this.#span]?.peoplePerSecond ?? 0) * this.#dt;
  }

  #ringsAt(nowMs: number): boolean {
    const { openings } = this.#s;
    for (let here = openings[this.#opening]; here && here.toMs <= nowMs; here = openings[this.#opening]) this.#opening += 1;
    return (openings[this.#opening]?.fromMs ?? Number.POSITIVE_INFINITY) <= nowMs;
  }
}
