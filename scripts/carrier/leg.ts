/** One leg of a call: its identity, where it stands, what was heard on it, and whether it rests. Knows no verbs and no HTTP. */
import { randomBytes } from 'node:crypto';
import type { CallerState, CallStatus, Direction, Pace, TranscriptEntry } from './contract.ts';
import type { LegEvent } from './events.ts';

export function newSid(prefix: 'CA' | 'SM'): string {
  return prefix + randomBytes(16).toString('hex');
}

export interface StatusWish {
  url: string;
  /** Twilio's event words: initiated, ringing, answered, completed. */
  events: readonly string[];
}

export interface LegStart {
  from: string;
  to: string;
  direction: Direction;
  pace: Pace;
  createdMs: number;
  parent?: Leg;
  fallbackUrl?: string;
  status?: StatusWish;
  forwardedFrom?: string;
}

export class Leg {
  readonly sid = newSid('CA');
  readonly start: LegStart;
  status: CallStatus = 'queued';
  state: CallerState = 'ringing';
  /** When it was picked up, and when it ended; ms. */
  answeredMs: number | undefined;
  endedMs: number | undefined;
  /** Simulated seconds since the first ring, and at the moment of the answer. */
  seconds = 0;
  answeredAtSeconds = 0;
  lastTwiml = '';
  readonly transcript: TranscriptEntry[] = [];
  #heardFrom = 0;
  /** The other end while bridged. */
  peer: Leg | undefined;
  /** Takes keys: the running Gather, or a Dial with hangupOnStar. */
  onKey: ((key: string) => void) | undefined;
  /** Manual clock: what happens when the running timeout passes. */
  onSilence: (() => void) | undefined;
  /** While it rings at a called telephone: what becomes of it. */
  decide: ((result: 'answered' | 'busy' | 'no-answer' | 'failed' | 'canceled') => void) | undefined;
  /** The telephone has spoken a text to its end (pace `endpoint`). */
  onFinished: ((id: number) => void) | undefined;
  /** Stops the running document. */
  running: AbortController | undefined;
  /** Resolves when all status callbacks so far were delivered (held ones aside). */
  reported: Promise<void> = Promise.resolve();
  sequence = 0;
  restCount = 0;
  readonly #listeners = new Set<(event: LegEvent) => void>();
  #resting = false;

  constructor(start: LegStart) {
    this.start = start;
  }

  get over(): boolean {
    return this.state === 'ended';
  }

  /** The telephone at the far side of this leg: who called us, or whom we called. */
  get owner(): string {
    return this.start.direction === 'inbound' ? this.start.from : this.start.to;
  }

  get heard(): string {
    const lines = this.transcript.slice(this.#heardFrom).filter((entry) => entry.who === 'line' && entry.audio === undefined);
    return lines.map((entry) => ('text' in entry ? entry.text : '')).join(' ');
  }

  /** The telephone did something: what is heard counts anew. */
  acted(entry?: TranscriptEntry): void {
    if (entry) this.transcript.push(entry);
    this.#heardFrom = this.transcript.length;
  }

  listen(listener: (event: LegEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  once(type: LegEvent['type'], listener: () => void): void {
    const forget = this.listen((event) => {
      if (event.type !== type) return;
      forget();
      listener();
    });
  }

  emit(event: LegEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** Waits for somebody now: keys, an answer, the other end. */
  rest(): void {
    this.#resting = true;
    this.restCount += 1;
    this.emit({ type: 'rest' });
  }

  /** Goes on by itself again. */
  stir(): void {
    this.#resting = false;
    this.onSilence = undefined;
  }

  get resting(): boolean {
    return this.#resting || this.over;
  }
}
