/** Signed form webhooks with Twilio's cap, connection retry and (on demand) misbehaviour; every one is kept in the log. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import twilio from 'twilio';
import { type Connection, connectionOf } from './connection-overrides.ts';
import type { CarrierOptions, WebhookKind, WebhookRecord } from './contract.ts';
import type { ArmedFault, Faults } from './faults.ts';
import { type Exchange, HttpSender } from './http-send.ts';

export interface WebhookOrder {
  kind: WebhookKind;
  callSid: string;
  url: string;
  method?: string | undefined;
  params: Record<string, string>;
  /** Called when the fault `hang-up` strikes: the app has done its work, its answer is never spoken. */
  onHangUp?: () => void;
  /** Called when a fault keeps it back for a while. */
  onHeld?: () => void;
}

export interface Delivered {
  exchange: Exchange;
  record: WebhookRecord;
}

export class Webhooks {
  readonly log: WebhookRecord[] = [];
  readonly #options: CarrierOptions;
  readonly #faults: Faults;
  readonly #down: AbortSignal;
  readonly #sender = new HttpSender();

  constructor(options: CarrierOptions, faults: Faults, down: AbortSignal) {
    this.#options = options;
    this.#faults = faults;
    this.#down = down;
    down.addEventListener('abort', () => this.#sender.close());
  }

  /** Delivers it, with the fault that is armed for it, if any. Never throws. */
  async send(order: WebhookOrder): Promise<Delivered> {
    const path = URL.canParse(order.url) ? new URL(order.url).pathname : order.url;
    const struck = this.#faults.forWebhook(order.kind, path, order.callSid);
    return struck ? this.#sendFaulty(order, struck.what, struck.armed) : this.#deliver(order);
  }

  async #sendFaulty(order: WebhookOrder, what: ArmedFault['fault']['what'], armed: ArmedFault): Promise<Delivered> {
    if (typeof what === 'object' || what === 'hold') order.onHeld?.();
    if (typeof what === 'object') {
      await sleep(what.delayMs, undefined, { signal: this.#down, ref: false }).catch(() => undefined);
      return this.#deliver(order);
    }
    if (what === 'drop')
      return { exchange: { ok: false, phase: 'connect', reason: 'dropped on demand' }, record: this.#note(order, order.url) };
    if (what === 'hold') {
      const delivery = armed.released.then(() => this.#deliver(order));
      armed.held.push(delivery);
      return delivery;
    }
    if (what === 'duplicate') return (await Promise.all([this.#deliver(order), this.#deliver(order)]))[0];
    const delivered = await this.#deliver(order);
    if (what === 'hang-up') order.onHangUp?.();
    if (what === 'repeat') await this.#deliver(order);
    if (what === 'lose-answer') return { ...delivered, exchange: { ok: false, phase: 'response', reason: 'answer lost on demand' } };
    return delivered;
  }

  async #deliver(order: WebhookOrder): Promise<Delivered> {
    const record = this.#note(order, order.url);
    const bare = order.url.split('#')[0] ?? '';
    if (!URL.canParse(bare) || !/^https?:$/.test(new URL(bare).protocol)) {
      record.errorCode = 11_100;
      return { exchange: { ok: false, phase: 'connect', reason: `not an address: ${order.url}` }, record };
    }
    if (this.#down.aborted) return { exchange: { ok: false, phase: 'connect', reason: 'the network is down' }, record };
    const started = performance.now();
    const exchange = await this.#attempts(record, bare, connectionOf(order.url, this.#options.webhookTimeoutMs ?? 15_000));
    record.ms = performance.now() - started;
    if (exchange.ok) {
      record.status = exchange.status;
      record.response = exchange.body;
    }
    return { exchange, record };
  }

  async #attempts(record: WebhookRecord, bare: string, connection: Connection): Promise<Exchange> {
    const url = new URL(bare);
    if (record.method === 'GET') for (const [name, value] of Object.entries(record.params)) url.searchParams.append(name, value);
    const body = record.method === 'POST' ? new URLSearchParams(record.params).toString() : '';
    const headers = this.#headers(record, url.href, body);
    const deadline = performance.now() + connection.totalMs;
    for (let attempt = 0; ; attempt += 1) {
      const timeoutMs = Math.max(1, Math.min(connection.readMs, deadline - performance.now()));
      const exchange = await this.#sender.send({ url, method: record.method, headers, body, timeoutMs });
      if (attempt >= connection.retries || !connection.retriesAfter(exchange) || performance.now() >= deadline) return exchange;
    }
  }

  #headers(record: WebhookRecord, url: string, body: string): Record<string, string> {
    const signed = record.method === 'POST' ? record.params : {};
    const headers: Record<string, string> = {
      'User-Agent': 'TwilioProxy/1.1',
      Accept: '*/*',
      'X-Twilio-Signature': twilio.getExpectedTwilioSignature(this.#options.authToken, url, signed),
      'I-Twilio-Idempotency-Token': randomUUID(),
    };
    if (record.method === 'POST') {
      headers['Content-Type'] = 'application/x-www-form-urlencoded; charset=UTF-8';
      headers['Content-Length'] = String(Buffer.byteLength(body));
    }
    return headers;
  }

  #note(order: WebhookOrder, url: string): WebhookRecord {
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    const record: WebhookRecord = {
      kind: order.kind,
      callSid: order.callSid,
      url,
      path: parsed ? parsed.pathname + parsed.search : url,
      method: order.method?.toUpperCase() === 'GET' ? 'GET' : 'POST',
      params: order.params,
      status: 0,
      response: '',
      ms: 0,
      warnings: [],
    };
    this.log.push(record);
    if (this.log.length > (this.#options.memory ?? 50_000)) this.log.shift();
    return record;
  }
}
