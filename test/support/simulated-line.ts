import { FrontDoorRules } from '../../src/admission/front-door.ts';
import type { Thresholds } from '../../src/admission/thresholds.ts';
import type { Situation } from '../../src/admission/what-if-terms.ts';

/** The same hours person by person: everybody is simulated with chance, and decided by the real rules of the front door. */
export interface Simulated {
  people: number;
  attempts: number;
  admitted: number;
  queued: number;
  callbackOffered: number;
  letIn: number;
  calledBack: number;
  openCallbacks: number;
  medianWaitSeconds: number;
  meanActive: number;
}

interface Person {
  name: string;
  callSid: string;
  joinedMs: number;
  waits: boolean;
  callback?: { id: string; dueAtMs: number; tries: number; ringing: boolean; ticketAtMs: number };
}

const PROMOTE_EVERY_MS = 250;
const MOST_PER_ROUND = 200;
/** The worker looks ahead every five seconds. */
const FORESEE_ROUNDS = 5_000 / PROMOTE_EVERY_MS;

export function simulate(thresholds: Thresholds, situation: Situation, seed: number): Simulated {
  return new Simulation(thresholds, situation, seed).run();
}

class Simulation {
  readonly #t: Thresholds;
  readonly #s: Situation;
  readonly #door: FrontDoorRules;
  readonly #random: () => number;
  readonly #agenda = new Agenda();
  readonly #waiting = new Map<string, Person>();
  readonly #owed: Person[] = [];
  readonly #waits: number[] = [];
  readonly #seen = { people: 0, attempts: 0, admitted: 0, queued: 0, callbackOffered: 0, letIn: 0, calledBack: 0 };
  #calls = 0;
  #mayDial = 1;
  #active = 0;
  #rounds = 0;

  constructor(thresholds: Thresholds, situation: Situation, seed: number) {
    this.#t = thresholds;
    this.#s = situation;
    this.#door = new FrontDoorRules(thresholds, 1);
    this.#random = seeded(seed);
  }

  run(): Simulated {
    const { startMs, hours } = this.#s;
    const endMs = startMs + hours * 3_600_000;
    this.#nextArrival(startMs);
    this.#agenda.at(startMs, (nowMs) => this.#promote(nowMs));
    for (let next = this.#agenda.take(); next && next.atMs < endMs; next = this.#agenda.take()) next.happens(next.atMs);
    this.#waits.sort((one, other) => one - other);
    return {
      ...this.#seen,
      openCallbacks: this.#owed.length,
      medianWaitSeconds: this.#waits[Math.floor(this.#waits.length / 2)] ?? 0,
      meanActive: this.#active / Math.max(1, this.#rounds),
    };
  }

  #nextArrival(nowMs: number): void {
    const spans = this.#s.arrivals;
    const minute = (nowMs - this.#s.startMs) / 60_000;
    const rate = spans.filter((span) => span.fromMinute <= minute).at(-1)?.peoplePerSecond ?? 0;
    const most = Math.max(...spans.map((span) => span.peoplePerSecond));
    const atMs = nowMs + this.#exponential(1_000 / most);
    this.#agenda.at(atMs, () => {
      // Thinned to the rate of the moment
      if (this.#random() < rate / most) {
        this.#seen.people += 1;
        this.#ring({ name: `caller${this.#seen.people}`, callSid: '', joinedMs: 0, waits: false }, atMs);
      }
      this.#nextArrival(atMs);
    });
  }

  #ring(person: Person, nowMs: number): void {
    const { behaviour } = this.#s;
    person.callSid = this.#newCall();
    this.#seen.attempts += 1;
    const answer = this.#door.admit({ callSid: person.callSid, caller: person.name }, nowMs);
    switch (answer.answer) {
      case 'admitted':
        this.#seen.admitted += 1;
        return this.#talk(person, nowMs);
      case 'queued':
        this.#seen.queued += 1;
        return this.#hold(person, nowMs);
      case 'callbackOffered':
        this.#seen.callbackOffered += 1;
        this.#end(person, nowMs);
        return this.#random() < behaviour.takesCallback ? this.#register(person, nowMs) : this.#withoutPlace(person, nowMs);
      case 'missedCallback':
        this.#served(person);
        return this.#talk(person, nowMs);
      case 'known':
        return this.#end(person, nowMs);
      default:
        this.#end(person, nowMs);
        return this.#withoutPlace(person, nowMs);
    }
  }

  #talk(person: Person, nowMs: number): void {
    const { callSid, name } = person;
    this.#agenda.at(nowMs + this.#exponential(this.#s.handling.ivrSeconds * 1_000), (endMs) =>
      this.#door.leave(callSid, { caller: name, served: true }, endMs),
    );
  }

  #hold(person: Person, nowMs: number): void {
    const { callSid } = person;
    // Whoever rings again finds the old place, and has waited since then
    if (!person.waits) person.joinedMs = nowMs;
    person.waits = true;
    this.#waiting.set(callSid, person);
    this.#agenda.at(nowMs + this.#exponential(this.#s.behaviour.patienceSeconds * 1_000), (atMs) => {
      if (!this.#waiting.delete(callSid)) return;
      this.#end(person, atMs);
      if (this.#random() < this.#s.behaviour.leavesHoldForCallback) this.#register(person, atMs);
      else this.#withoutPlace(person, atMs);
    });
  }

  #register(person: Person, nowMs: number): void {
    if (this.#door.openCallbacks.size >= this.#t.maxOpenCallbacks) return this.#withoutPlace(person, nowMs);
    const callback = { id: `cb-${this.#newCall()}`, dueAtMs: nowMs + 10_000, tries: 0, ringing: false, ticketAtMs: nowMs };
    person.callback = callback;
    person.waits = false;
    this.#owed.push(person);
    this.#door.noteCallback(person.name, callback);
    const day = (8 * 3_600_000) / -Math.log(1 - this.#s.behaviour.knownRedialShare);
    this.#agenda.at(nowMs + this.#exponential(day), (atMs) => {
      if (person.callback && !person.callback.ringing) this.#ring(person, atMs);
    });
  }

  #withoutPlace(person: Person, nowMs: number): void {
    const { redialShare, redialFromSeconds, redialToSeconds } = this.#s.behaviour;
    if (this.#random() >= redialShare) return;
    const afterMs = (redialFromSeconds + this.#random() * (redialToSeconds - redialFromSeconds)) * 1_000;
    this.#agenda.at(nowMs + afterMs, (atMs) => this.#ring(person, atMs));
  }

  /** What the worker does every quarter of a second. */
  #promote(nowMs: number): void {
    this.#rounds += 1;
    this.#active += this.#door.lane.seats.size;
    this.#mayDial = Math.min(Math.ceil(this.#t.dialPerSecond) + 1, this.#mayDial + (this.#t.dialPerSecond * PROMOTE_EVERY_MS) / 1_000);
    if (this.#rounds % FORESEE_ROUNDS === 0) this.#door.foresee(nowMs);
    const due = this.#due(nowMs);
    const { calls, callbacks } = this.#door.promote(MOST_PER_ROUND, [...due.keys()], nowMs);
    for (const callSid of calls) this.#letIn(callSid, nowMs);
    for (const id of callbacks) {
      const person = due.get(id);
      if (person) this.#dial(person, nowMs);
    }
    // Waiting loops show a sign of life
    if (this.#rounds % 200 === 0) for (const callSid of this.#waiting.keys()) this.#door.lane.seen.set(callSid, nowMs);
    this.#agenda.at(nowMs + PROMOTE_EVERY_MS, (atMs) => this.#promote(atMs));
  }

  #due(nowMs: number): Map<string, Person> {
    const due = new Map<string, Person>();
    if (!this.#s.openings.some(({ fromMs, toMs }) => fromMs <= nowMs && nowMs < toMs)) return due;
    for (const person of this.#owed) {
      if (due.size >= Math.floor(this.#mayDial)) break;
      const { callback } = person;
      if (callback && !callback.ringing && callback.dueAtMs <= nowMs) due.set(callback.id, person);
    }
    return due;
  }

  #dial(person: Person, nowMs: number): void {
    const { callback } = person;
    if (!callback) return;
    this.#mayDial -= 1;
    callback.ringing = true;
    callback.tries += 1;
    this.#agenda.at(nowMs + this.#exponential(this.#s.handling.dialSeconds * 1_000), (atMs) => {
      callback.ringing = false;
      if (person.callback !== callback) return void this.#door.leave(callback.id, {}, atMs);
      if (this.#random() < this.#s.behaviour.answersCallback) {
        person.callSid = this.#newCall();
        this.#door.handSeatOver(callback.id, person.callSid, atMs);
        this.#served(person);
        this.#door.noteCallback(person.name, undefined);
        return this.#talk(person, atMs);
      }
      this.#door.leave(callback.id, {}, atMs);
      if (callback.tries >= this.#t.callbackAttempts) {
        this.#owed.splice(this.#owed.indexOf(person), 1);
        delete person.callback;
        return this.#door.noteCallback(person.name, undefined);
      }
      callback.dueAtMs = atMs + this.#t.callbackRetryMinutes * 60_000;
      this.#door.noteCallback(person.name, callback);
    });
  }

  #served(person: Person): void {
    this.#seen.calledBack += 1;
    this.#owed.splice(this.#owed.indexOf(person), 1);
    delete person.callback;
  }

  #letIn(callSid: string, nowMs: number): void {
    const person = this.#waiting.get(callSid);
    if (!person) return;
    this.#waiting.delete(callSid);
    person.waits = false;
    this.#seen.letIn += 1;
    this.#waits.push((nowMs - person.joinedMs) / 1_000);
    this.#talk(person, nowMs);
  }

  #end(person: Person, nowMs: number): void {
    this.#door.leave(person.callSid, { caller: person.name }, nowMs);
  }

  #newCall(): string {
    this.#calls += 1;
    return `CA${this.#calls}`;
  }

  #exponential(mean: number): number {
    return -Math.log(1 - this.#random()) * mean;
  }
}

/** What happens next: a binary heap by time, then by the order in which it was noted. */
class Agenda {
  readonly #heap: { atMs: number; nr: number; happens: (nowMs: number) => void }[] = [];
  #nr = 0;

  at(atMs: number, happens: (nowMs: number) => void): void {
    this.#heap.push({ atMs: Math.round(atMs), nr: this.#nr++, happens });
    let here = this.#heap.length - 1;
    while (here > 0) {
      const parent = (here - 1) >> 1;
      if (!this.#before(here, parent)) break;
      this.#swap(here, parent);
      here = parent;
    }
  }

  take(): { atMs: number; happens: (nowMs: number) => void } | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (!first || !last || this.#heap.length === 0) return first;
    this.#heap[0] = last;
    for (let here = 0; ; ) {
      const [left, right] = [2 * here + 1, 2 * here + 2];
      let least = here;
      if (left < this.#heap.length && this.#before(left, least)) least = left;
      if (right < this.#heap.length && this.#before(right, least)) least = right;
      if (least === here) return first;
      this.#swap(here, least);
      here = least;
    }
  }

  #before(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    return a !== undefined && b !== undefined && (a.atMs < b.atMs || (a.atMs === b.atMs && a.nr < b.nr));
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a && b) [this.#heap[one], this.#heap[other]] = [b, a];
  }
}

/** Mulberry32: small, seeded, good enough to draw people's minds. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
