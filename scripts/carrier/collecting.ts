/** A running `<Gather>`: keys in, digits out. */

import type { Leg } from './leg.ts';
import type { Network } from './network.ts';
import { play, startSilence } from './playing.ts';
import { soundOf } from './speech.ts';
import { elements, type Verb } from './twiml-tree.ts';

/** What was typed and the key that ended it; both empty when nothing was pressed. */
export interface Collected {
  digits: string;
  finishedOnKey: string;
}

interface Rules {
  numDigits: number;
  finishOnKey: string;
  timeoutSeconds: number;
}

/** Resolves when the digits are complete, the time is over, or `stop` ends it. A key silences the nested audio at once. */
export async function collect(network: Network, leg: Leg, verb: Verb, stop: AbortSignal): Promise<Collected> {
  const rules = rulesOf(verb);
  const collecting = new Collecting(network, leg, rules, stop);
  const quiet = AbortSignal.any([stop, collecting.firstKey.signal]);
  const sounds = elements(verb).map((child) => soundOf(child, (url) => network.playSeconds(url)));
  const spoken = sounds.findLastIndex((sound) => sound.kind !== 'pause') + 1;
  for (const sound of sounds.slice(0, spoken)) await play(network, leg, sound, quiet);
  // A key cuts a closing pause short: it is nothing but a longer time for the first key
  collecting.wait(sounds.slice(spoken).reduce((sum, pause) => sum + pause.seconds, 0));
  return collecting.done;
}

function rulesOf(verb: Verb): Rules {
  const { numDigits, finishOnKey, timeout } = verb.attributes;
  return {
    numDigits: numDigits === undefined ? Number.POSITIVE_INFINITY : Math.max(1, Number(numDigits)),
    finishOnKey: finishOnKey ?? '#',
    timeoutSeconds: timeout === undefined || timeout === 'auto' ? 5 : Number(timeout),
  };
}

class Collecting {
  readonly firstKey = new AbortController();
  readonly done: Promise<Collected>;
  readonly #network: Network;
  readonly #leg: Leg;
  readonly #rules: Rules;
  #digits = '';
  #finish: (finishedOnKey: string) => void = () => undefined;
  #cancelSilence = () => undefined as void;
  #over = false;

  constructor(network: Network, leg: Leg, rules: Rules, stop: AbortSignal) {
    this.#network = network;
    this.#leg = leg;
    this.#rules = rules;
    const take = (key: string) => this.#take(key);
    const stopped = () => this.#finish('');
    this.done = new Promise((resolve) => {
      this.#finish = (finishedOnKey) => {
        if (this.#over) return;
        this.#over = true;
        this.#cancelSilence();
        // Whoever took the leg over may listen already
        if (leg.onKey === take) leg.onKey = undefined;
        stop.removeEventListener('abort', stopped);
        if (!leg.over) leg.stir();
        resolve({ digits: this.#digits, finishedOnKey });
      };
    });
    stop.addEventListener('abort', stopped);
    leg.onKey = take;
  }

  /** The nested audio is over: the first key has the closing pause and `timeout` from now. */
  wait(pauseSeconds: number): void {
    if (this.#over || this.#digits !== '') return;
    const { numDigits, finishOnKey, timeoutSeconds } = this.#rules;
    const counted = Number.isFinite(numDigits) ? { numDigits } : {};
    this.#leg.emit({ type: 'asked', ...counted, finishOnKey, timeoutSeconds: timeoutSeconds + pauseSeconds });
    this.#restart(pauseSeconds);
  }

  #take(key: string): void {
    if (this.#over) return;
    this.firstKey.abort();
    if (this.#rules.finishOnKey.includes(key)) return this.#finish(key);
    this.#digits += key;
    if (this.#digits.length >= this.#rules.numDigits) return this.#finish('');
    this.#restart(0);
  }

  #restart(pauseSeconds: number): void {
    this.#cancelSilence();
    this.#cancelSilence = startSilence(this.#network, this.#leg, this.#rules.timeoutSeconds + pauseSeconds, () => this.#finish(''));
  }
}
