/** What a terminal phone prints and does. Reads no keyboard itself. */
import type { PhoneEvent, TextEvent } from './events.ts';
import type { Hello, PhoneClient } from './phone-client.ts';
import type { Keys } from './phone-keys.ts';
import { fileName } from './speech.ts';

interface Setting {
  own: string;
  to: string;
  print: (line: string) => void;
}

const legend = 'keys 0-9 * # · h hang up · r redial · a answer · q quit';

export class TerminalPhone {
  readonly #client: PhoneClient;
  readonly #setting: Setting;
  #callSid: string | undefined;
  #ringing = false;
  readonly #stop = new AbortController();
  /** Wakes whoever waits for a question, a ring or the end. */
  #wake: (() => void) | undefined;
  #asked = false;

  constructor(client: PhoneClient, setting: Setting) {
    this.#client = client;
    this.#setting = setting;
  }

  /** Until `q`, or with piped keys until these are used up and the line asks again or the call is over. */
  async run(keys: Keys, mode: { dial: boolean; stay: boolean }): Promise<void> {
    const watching = this.#watch(mode.dial);
    const pressing = keys.kind === 'at-once' ? this.#pressAtOnce(keys) : this.#pressWhenAsked(keys, mode.stay);
    // Whichever loses the race fails when the telephone is unplugged, and nobody minds
    for (const loser of [watching, pressing]) loser.catch(() => undefined);
    try {
      await Promise.race([watching, pressing]);
      if (this.#callSid !== undefined && !this.#ringing) await this.#client.hangUp(this.#callSid).catch(() => undefined);
    } finally {
      this.#stop.abort();
    }
  }

  async #watch(dial: boolean): Promise<void> {
    for await (const event of this.#client.events(this.#stop.signal)) {
      if (event.type === 'hello') await this.#begin(event, dial);
      else if (event.type === 'text') this.#read(event);
      else this.#show(event);
      this.#wake?.();
    }
    this.#setting.print('The telephone network is gone.');
  }

  async #begin(hello: Hello, dial: boolean): Promise<void> {
    this.#callSid = hello.calls.find(({ state }) => state !== 'ringing')?.callSid;
    this.#setting.print(`Telephone ${hello.number} · ${legend}`);
    if (dial && this.#callSid === undefined) await this.#dial();
    else this.#setting.print('Waiting for calls …');
  }

  #show(event: PhoneEvent): void {
    const { print } = this.#setting;
    if (event.type === 'ringing') {
      this.#callSid = event.callSid;
      this.#ringing = true;
      print(`\n☎  ${event.from} is calling · a answers, h turns it away`);
    }
    if (event.type === 'answered') this.#ringing = false;
    if (event.type === 'said') print(`\n« ${event.text} »`);
    if (event.type === 'played') print(`\n♪ ${fileName(event.url)}`);
    if (event.type === 'dialling') print('\n… you are being put through');
    if (event.type === 'connected') {
      // Piped keys may go on: the next one is most likely the hang-up
      this.#asked = true;
      print(`\n☎  connected with ${event.with}`);
    }
    if (event.type === 'key') print(`${event.from === 'own' ? '>' : '<'} ${event.key}`);
    if (event.type === 'asked') {
      this.#asked = true;
      print(`   [${event.numDigits === 1 ? 'a key' : 'keys'}? ${event.timeoutSeconds} s]`);
    }
    if (event.type === 'ended') this.#ended(event.status);
  }

  #read({ from, body, atMs }: TextEvent): void {
    const time = new Date(atMs).toLocaleTimeString('de-DE', { hour: '2-digit', minute: '2-digit' });
    this.#setting.print(`\n✉  ${time} from ${from}:\n   ${body.replaceAll('\n', '\n   ')}`);
  }

  #ended(status: string): void {
    this.#callSid = undefined;
    this.#ringing = false;
    this.#asked = false;
    this.#setting.print(`\n☎  the call is over (${status})`);
  }

  async #pressAtOnce(keys: Keys): Promise<void> {
    for (let key = await keys.next(); key !== undefined && key !== 'q'; key = await keys.next()) await this.#act(key);
  }

  /** An answer for each question; the end of the input is a hang-up at the next one. */
  async #pressWhenAsked(keys: Keys, stay: boolean): Promise<void> {
    await this.#until(() => this.#callSid !== undefined);
    for (let line = await keys.next(); line !== undefined && line !== 'q'; line = await keys.next()) {
      if (line === 'a') await this.#until(() => this.#ringing);
      else if (line !== 'r') await this.#until(() => this.#asked || this.#callSid === undefined);
      if (line !== 'r' && this.#callSid === undefined) return;
      this.#asked = false;
      await this.#act(line);
    }
    await this.#until(() => this.#callSid === undefined || (this.#asked && !stay));
  }

  async #act(typed: string): Promise<void> {
    if (typed === 'r' && this.#callSid === undefined) await this.#dial();
    if (typed === 'a' && this.#ringing) await this.#client.answer();
    if (typed === 'h' && this.#ringing) await this.#client.reject();
    else if (typed === 'h' && this.#callSid !== undefined) await this.#client.hangUp(this.#callSid).catch(() => undefined);
    const keys = typed.replace(/[^0-9*#]/g, '');
    // The call may end at the same moment: then the keys go nowhere, as on any telephone
    if (keys !== '' && this.#callSid !== undefined) await this.#client.press(this.#callSid, keys).catch(() => undefined);
  }

  async #dial(): Promise<void> {
    this.#setting.print(`\n☎  calling ${this.#setting.to} …`);
    this.#callSid = await this.#client.dial(this.#setting.to);
  }

  async #until(holds: () => boolean): Promise<void> {
    while (!holds() && !this.#stop.signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
