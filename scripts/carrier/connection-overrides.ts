/** Twilio's connection settings in the fragment of a webhook address (`#rc=2&rp=5xx,rt&rt=4000`), never sent and never signed. */
import type { Exchange } from './http-send.ts';

export interface Connection {
  /** Wait for the answer of one attempt, and for all attempts, ms. */
  readMs: number;
  totalMs: number;
  retries: number;
  retriesAfter: (exchange: Exchange) => boolean;
}

/** Defaults as at Twilio: one retry, only when no connection came about. `capMs` bounds everything. */
export function connectionOf(url: string, capMs: number): Connection {
  const settings = new URLSearchParams(url.split('#')[1] ?? '');
  const policy = (settings.get('rp') ?? 'ct').split(',');
  return {
    readMs: within(settings.get('rt'), 100, capMs, capMs),
    totalMs: within(settings.get('tt'), 100, capMs, capMs),
    retries: within(settings.get('rc'), 0, 5, 1),
    retriesAfter: (exchange) => (policy.includes('all') ? failed(exchange) : policy.includes(kindOf(exchange))),
  };
}

function within(text: string | null, low: number, high: number, otherwise: number): number {
  const value = text === null ? Number.NaN : Number(text);
  return Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : otherwise;
}

function kindOf(exchange: Exchange): string {
  if (!exchange.ok) return exchange.phase === 'connect' ? 'ct' : 'rt';
  if (exchange.status >= 500) return '5xx';
  return exchange.status >= 400 ? '4xx' : 'fine';
}

function failed(exchange: Exchange): boolean {
  return kindOf(exchange) !== 'fine';
}
