/** A telephone that hangs on a running network over its control API. */
import type { PhoneEvent, TextEvent } from './events.ts';

export interface Hello {
  type: 'hello';
  number: string;
  calls: { callSid: string; state: string; from: string; to: string }[];
}

/** The network said no, or nobody is there; the message is for the person at the telephone. */
export class NetworkRefused extends Error {
  readonly code = 'NETWORK_REFUSED';
}

export class PhoneClient {
  readonly #base: string;
  readonly #number: string;
  readonly #pace: 'instant' | 'speech';

  constructor(carrierUrl: string, number: string, pace: 'instant' | 'speech') {
    this.#base = `${carrierUrl.replace(/\/+$/, '')}/control`;
    this.#number = number;
    this.#pace = pace;
  }

  /** Everything that happens on this telephone, until the network ends or `signal` stops it. The first event is `hello`. */
  async *events(signal: AbortSignal): AsyncGenerator<PhoneEvent | TextEvent | Hello> {
    const query = new URLSearchParams({ number: this.#number, pace: this.#pace });
    const response = await this.#fetch(`/events?${query}`, { signal });
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data !== undefined) yield JSON.parse(data) as PhoneEvent | TextEvent | Hello;
      }
    }
  }

  async dial(to: string): Promise<string> {
    const { callSid } = await this.#post('/calls', { from: this.#number, to, pace: this.#pace });
    return callSid ?? '';
  }

  async press(callSid: string, keys: string): Promise<void> {
    await this.#post(`/calls/${callSid}/keys`, { keys });
  }

  async hangUp(callSid: string): Promise<void> {
    await this.#post(`/calls/${callSid}/hang-up`, {});
  }

  async answer(): Promise<void> {
    await this.#post(`/phones/${encodeURIComponent(this.#number)}/answer`, {});
  }

  async reject(): Promise<void> {
    await this.#post(`/phones/${encodeURIComponent(this.#number)}/reject`, {});
  }

  async #post(path: string, body: unknown): Promise<{ callSid?: string }> {
    const response = await this.#fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { callSid?: string };
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const response = await fetch(this.#base + path, init).catch((cause: unknown) => {
      throw new NetworkRefused(`No telephone network at ${this.#base.replace('/control', '')}. Start everything with: npm start`, {
        cause,
      });
    });
    if (response.ok) return response;
    const { message } = (await response.json().catch(() => ({}))) as { message?: string };
    throw new NetworkRefused(message ?? `The network answered ${response.status}`);
  }
}
