/** Somebody with a telephone in hand: hears, presses, waits, hangs up. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Callee, CallerState, CallStatus, TranscriptEntry } from './contract.ts';
import { hangUp } from './ending.ts';
import type { Leg } from './leg.ts';
import type { Network } from './network.ts';

const secondsPerKey = 1;

export class Party implements Callee {
  readonly #network: Network;
  readonly #leg: Leg;

  constructor(network: Network, leg: Leg) {
    this.#network = network;
    this.#leg = leg;
  }

  get callSid(): string {
    return this.#leg.sid;
  }
  get number(): string {
    return this.#leg.owner;
  }
  get from(): string {
    return this.#leg.start.from;
  }
  get state(): CallerState {
    return this.#leg.state;
  }
  get status(): CallStatus {
    return this.#leg.status;
  }
  get heard(): string {
    return this.#leg.heard;
  }
  get transcript(): readonly TranscriptEntry[] {
    return this.#leg.transcript;
  }
  get lastTwiml(): string {
    return this.#leg.lastTwiml;
  }
  get simulatedSeconds(): number {
    return this.#leg.seconds;
  }

  async press(keys: string): Promise<void> {
    if (!/^[0-9*#]+$/.test(keys)) throw new Error(`no telephone has these keys: ${keys}`);
    if (this.#network.manual && !this.#leg.resting) await this.rests();
    this.#refuseIfOver('press');
    this.type(keys);
    await this.rests();
  }

  /** All keys at once, now; those nobody waits for are lost. */
  type(keys: string): void {
    for (const key of keys) {
      if (this.#leg.over) return;
      this.#leg.seconds += this.#network.manual ? secondsPerKey : 0;
      this.#leg.acted({ who: 'caller', key });
      this.#leg.emit({ type: 'key', key, from: 'own' });
      this.#leg.peer?.emit({ type: 'key', key, from: 'peer' });
      this.#leg.onKey?.(key);
    }
  }

  async silence(): Promise<void> {
    if (!this.#leg.resting) await this.rests();
    this.#refuseIfOver('stay silent on');
    const passed = this.#leg.onSilence;
    if (!passed) throw new Error(`nothing waits for this telephone (${this.state}): silence changes nothing${this.#tail()}`);
    this.#leg.acted({ who: 'caller', silence: true });
    this.#leg.onSilence = undefined;
    passed();
    await this.rests();
  }

  async hangUp(): Promise<void> {
    this.#leg.acted();
    if (this.#leg.decide) this.#leg.decide('busy');
    else hangUp(this.#network, this.#leg);
    await this.#leg.reported;
  }

  async answer(): Promise<void> {
    if (!this.#leg.decide) throw new Error(`${this.number} does not ring`);
    this.#leg.acted();
    this.#leg.decide('answered');
    await this.rests();
  }

  reject(): Promise<void> {
    return this.#refuse('busy');
  }

  ignore(): Promise<void> {
    return this.#refuse('no-answer');
  }

  async rests(): Promise<void> {
    if (!this.#leg.resting) await new Promise<void>((resolve) => this.#leg.once('rest', resolve));
    if (this.#leg.over) await this.#leg.reported;
  }

  async hears(wanted: RegExp | string, withinMs = 5_000): Promise<void> {
    const matches = () => (typeof wanted === 'string' ? this.heard.includes(wanted) : wanted.test(this.heard));
    if (matches()) return;
    const settled = new AbortController();
    const forget = this.#leg.listen((event) => {
      if (matches() || event.type === 'ended') settled.abort();
    });
    if (!this.#leg.over) await sleep(withinMs, undefined, { signal: settled.signal }).catch(() => undefined);
    forget();
    if (!matches())
      throw new Error(
        `${this.number} did not hear ${wanted}${this.#leg.over ? ': the call is over' : ` within ${withinMs} ms`}${this.#tail()}`,
      );
  }

  talk(seconds: number): void {
    this.#leg.seconds += seconds;
    if (this.#leg.peer) this.#leg.peer.seconds += seconds;
  }

  async #refuse(how: 'busy' | 'no-answer'): Promise<void> {
    if (!this.#leg.decide) throw new Error(`${this.number} does not ring`);
    const ended = new Promise<void>((resolve) => this.#leg.once('ended', resolve));
    this.#leg.decide(how);
    await ended;
    await this.#leg.reported;
  }

  #refuseIfOver(what: string): void {
    if (this.#leg.over) throw new Error(`cannot ${what} a call that is over (${this.status})${this.#tail()}`);
  }

  /** The end of the call so far, so that a failed script shows where it stands. */
  #tail(): string {
    const lines = this.transcript
      .slice(-8)
      .map((entry) => ('text' in entry ? `  line: ${entry.text}` : 'key' in entry ? `  key ${entry.key}` : '  silence'));
    return lines.length === 0 ? '' : `\nso far:\n${lines.join('\n')}`;
  }
}
