/** Telephones that can be called, by address: `+49…`, `client:name`, `sip:…`. */
import type { Behaviour, Callee, Pace, Phone } from './contract.ts';

export class Telephone implements Phone {
  readonly address: string;
  behaviour: Behaviour = 'ring';
  /** Overrides the network's pace for calls to it. */
  pace: Pace | undefined;
  /** Terminals and browsers that show it; with none of them left it may go. */
  listeners = 0;
  onlyWhileHeard = false;
  readonly received: Callee[] = [];
  /** Arrived and not yet given out by `rings`. */
  #fresh: Callee[] = [];
  readonly #waiting: ((callee: Callee) => void)[] = [];

  constructor(address: string) {
    this.address = address;
  }

  get incoming(): readonly Callee[] {
    return this.received.filter((callee) => callee.state === 'ringing');
  }

  /** A call reaches this telephone. */
  arrive(callee: Callee): void {
    this.received.push(callee);
    const waiting = this.#waiting.shift();
    if (waiting) waiting(callee);
    else this.#fresh.push(callee);
  }

  rings(withinMs = 5_000): Promise<Callee> {
    this.#fresh = this.#fresh.filter((callee) => callee.state !== 'ended');
    const fresh = this.#fresh.shift();
    if (fresh) return Promise.resolve(fresh);
    return new Promise((resolve, reject) => {
      const take = (callee: Callee) => {
        clearTimeout(timer);
        resolve(callee);
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(take), 1);
        reject(new Error(`${this.address} did not ring within ${withinMs} ms`));
      }, withinMs);
      this.#waiting.push(take);
    });
  }
}

export class Telephones {
  readonly #registered = new Map<string, Telephone>();

  find(address: string): Telephone | undefined {
    return this.#registered.get(addressOf(address));
  }

  register(address: string): Telephone {
    const known = this.find(address);
    if (known) return known;
    const telephone = new Telephone(addressOf(address));
    this.add(telephone);
    return telephone;
  }

  add(telephone: Telephone): void {
    this.#registered.set(telephone.address, telephone);
  }

  remove(address: string): void {
    this.#registered.delete(addressOf(address));
  }
}

/** `tel:+49 30…` and `+4930…` are the same telephone. */
export function addressOf(text: string): string {
  const bare = text.trim().replace(/^tel:/, '');
  return /^\+?[\d\s()/.-]+$/.test(bare) ? bare.replace(/[^\d+]/g, '') : bare;
}
