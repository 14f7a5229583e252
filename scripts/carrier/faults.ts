/** Misbehaviour on demand: which webhook or REST call goes wrong next, and how. */
import type { Fault, RestAction, RunningFault, WebhookKind } from './contract.ts';

type WebhookFault = Extract<Fault, { webhook: unknown }>;
type RestFault = Extract<Fault, { rest: unknown }>;

/** One fault while it is armed. */
export class ArmedFault implements RunningFault {
  readonly fault: Fault;
  struck = 0;
  readonly released: Promise<void>;
  /** Deliveries that were held back. */
  readonly held: Promise<unknown>[] = [];
  #release: () => void = () => undefined;
  #over = false;

  constructor(fault: Fault) {
    this.fault = fault;
    this.released = new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  get armed(): boolean {
    return !this.#over && this.struck < (this.fault.times ?? 1);
  }

  async release(): Promise<void> {
    this.#over = true;
    this.#release();
    await Promise.allSettled(this.held);
  }
}

export class Faults {
  readonly #armed: ArmedFault[] = [];

  add(fault: Fault): ArmedFault {
    const armed = new ArmedFault(fault);
    this.#armed.push(armed);
    return armed;
  }

  /** The fault that strikes this webhook, counted; the one armed first wins. `status-first` is asked for apart, before the webhook. */
  forWebhook(
    kind: WebhookKind,
    path: string,
    callSid: string,
    statusFirst = false,
  ): { what: WebhookFault['what']; armed: ArmedFault } | undefined {
    for (const armed of this.#armed) {
      const { fault } = armed;
      if (!armed.armed || !('webhook' in fault) || (fault.what === 'status-first') !== statusFirst) continue;
      if (fault.callSid !== undefined && fault.callSid !== callSid) continue;
      const matches = typeof fault.webhook === 'string' ? fault.webhook === kind : fault.webhook.test(path);
      if (!matches) continue;
      armed.struck += 1;
      return { what: fault.what, armed };
    }
    return undefined;
  }

  forRest(action: RestAction): RestFault['what'] | undefined {
    for (const armed of this.#armed) {
      const { fault } = armed;
      if (!armed.armed || !('rest' in fault) || (fault.rest !== 'any' && fault.rest !== action)) continue;
      armed.struck += 1;
      return fault.what;
    }
    return undefined;
  }

  /** Lets everything go that is still held. */
  async releaseAll(): Promise<void> {
    await Promise.all(this.#armed.map((armed) => armed.release()));
  }
}
