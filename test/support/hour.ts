import { FrontDoorRules } from '../../src/admission/front-door.ts';
import { defaultThresholds, type Thresholds } from '../../src/admission/thresholds.ts';
import { type Seeded, seeded } from './seeded.ts';

/** One hour at the front door in the rules of admission, with the time moved by hand: who was told which wait, and how long it was. */
export interface Load {
  /** New callers a second, at this minute. */
  arrivals: (minute: number) => number;
  /** Mean length of a call in seconds. */
  callSeconds: number;
  /** Mean time on hold until somebody gives up; nobody does where not given. */
  patienceSeconds?: number;
  /** Callbacks that fall due a second at this minute. Whoever is not rung at once stays due. */
  callbacks?: (minute: number) => number;
  /** What ops have set, at this minute. */
  thresholds: (minute: number) => Partial<Thresholds>;
}

export interface Heard {
  announcedSeconds: number;
  realSeconds: number;
}

export interface Hour {
  /** Those who were told a wait and were let in. */
  heard: Heard[];
  queued: number;
  /** Of them: "we cannot say yet". */
  unknown: number;
  refused: number;
}

const START_MS = Date.UTC(2021, 0, 25, 8);
const ROUND_MS = 250;
/** The worker looks ahead every five seconds. */
const FORESEE_ROUNDS = 5_000 / ROUND_MS;
/** A try that nobody answered is made again after so long; windows are promised for longer ahead. */
const PROMISED_AHEAD_ROUNDS = 1_800_000 / ROUND_MS;
const HOUR_ROUNDS = 3_600_000 / ROUND_MS;

export function simulateHour(seed: number, load: Load): Hour {
  return new Simulation(seed, load).run();
}

class Simulation {
  readonly #load: Load;
  readonly #random: Seeded;
  readonly #door: FrontDoorRules;
  readonly #told = new Map<string, { atMs: number; announcedSeconds: number | undefined }>();
  /** Round → CallSids whose caller hangs up then. */
  readonly #hangUps = new Map<number, string[]>();
  readonly #hour: Hour = { heard: [], queued: 0, unknown: 0, refused: 0 };
  /** Round → callbacks that fall due then. */
  readonly #promised: string[][];
  readonly #due: string[] = [];
  #mayDial = 1;
  #calls = 0;

  constructor(seed: number, load: Load) {
    this.#load = load;
    this.#random = seeded(seed);
    this.#door = new FrontDoorRules({ ...defaultThresholds, ...load.thresholds(0) }, 1);
    this.#promised = Array.from({ length: HOUR_ROUNDS }, (_, round) => {
      const falling = this.#random.poisson(((load.callbacks?.((round * ROUND_MS) / 60_000) ?? 0) * ROUND_MS) / 1_000);
      return Array.from({ length: falling }, (__, index) => `cb${round}-${index}`);
    });
    for (let round = 0; round < PROMISED_AHEAD_ROUNDS; round++) this.#promise(round);
  }

  run(): Hour {
    // The line runs on after the hour until everybody who was told something has come in
    for (let round = 0; round < HOUR_ROUNDS || this.#told.size > 0; round++) {
      const minute = Math.min(59.99, (round * ROUND_MS) / 60_000);
      this.#door.lane.thresholds = { ...defaultThresholds, ...this.#load.thresholds(minute) };
      for (const callSid of this.#hangUps.get(round) ?? []) this.#hangUp(callSid, round);
      this.#hangUps.delete(round);
      this.#promise(round + PROMISED_AHEAD_ROUNDS);
      if (round % FORESEE_ROUNDS === 0) this.#door.foresee(START_MS + round * ROUND_MS);
      const calls = this.#random.poisson((this.#load.arrivals(minute) * ROUND_MS) / 1_000);
      if (round < HOUR_ROUNDS) for (let call = 0; call < calls; call++) this.#arrive(round);
      this.#due.push(...(this.#promised[round] ?? []));
      this.#promote(round);
    }
    return this.#hour;
  }

  /** The callbacks of that round stand on the list. */
  #promise(round: number): void {
    const dueAtMs = START_MS + round * ROUND_MS;
    for (const id of this.#promised[round] ?? []) this.#door.noteCallback(id, { id, ticketAtMs: START_MS, dueAtMs });
  }

  #arrive(round: number): void {
    const callSid = `CA${this.#calls++}`;
    const atMs = START_MS + round * ROUND_MS + this.#random.below(ROUND_MS);
    const answer = this.#door.admit({ callSid, caller: callSid }, atMs);
    if (answer.answer === 'admitted') this.#talk(callSid, round);
    else if (answer.answer === 'queued') {
      this.#hour.queued += 1;
      if (answer.waitSeconds === undefined) this.#hour.unknown += 1;
      this.#told.set(callSid, { atMs, announcedSeconds: answer.waitSeconds });
      const { patienceSeconds } = this.#load;
      if (patienceSeconds !== undefined) this.#later(round, this.#random.exponential(patienceSeconds), callSid);
    } else this.#hour.refused += 1;
  }

  #promote(round: number): void {
    const nowMs = START_MS + (round + 1) * ROUND_MS;
    const { dialPerSecond } = this.#door.lane.thresholds;
    this.#mayDial = Math.min(Math.ceil(dialPerSecond) + 1, this.#mayDial + (dialPerSecond * ROUND_MS) / 1_000);
    const granted = this.#door.promote(200, this.#due.slice(0, Math.floor(this.#mayDial)), nowMs);
    for (const id of granted.callbacks) {
      this.#mayDial -= 1;
      this.#due.splice(this.#due.indexOf(id), 1);
      this.#door.noteCallback(id, undefined);
      this.#talk(id, round);
    }
    for (const callSid of granted.calls) {
      const told = this.#told.get(callSid);
      this.#told.delete(callSid);
      if (told?.announcedSeconds !== undefined)
        this.#hour.heard.push({ announcedSeconds: told.announcedSeconds, realSeconds: (nowMs - told.atMs) / 1_000 });
      this.#talk(callSid, round);
    }
  }

  /** Half of a call's length is the same for everybody, half of it chance. */
  #talk(id: string, round: number): void {
    const { callSeconds } = this.#load;
    this.#later(round, callSeconds / 2 + this.#random.exponential(callSeconds / 2), id, 'talked');
  }

  #later(round: number, seconds: number, id: string, mark = ''): void {
    const then = round + Math.max(1, Math.round((seconds * 1_000) / ROUND_MS));
    const entry = mark + id;
    this.#hangUps.set(then, [...(this.#hangUps.get(then) ?? []), entry]);
  }

  #hangUp(entry: string, round: number): void {
    const talked = entry.startsWith('talked');
    const id = talked ? entry.slice('talked'.length) : entry;
    // Whoever was let in meanwhile does not lose patience any more
    if (!talked && !this.#told.delete(id)) return;
    this.#door.leave(id, { caller: id, served: talked }, START_MS + round * ROUND_MS);
  }
}
