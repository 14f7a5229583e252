/** Fetches a document for a leg; what cannot be fetched or carried out goes to the fallback address. */
import type { WebhookKind } from './contract.ts';
import type { Leg } from './leg.ts';
import type { Network } from './network.ts';
import { parseTwiml } from './twiml-parse.ts';
import type { Verb } from './twiml-tree.ts';
import { standardFields } from './webhook-fields.ts';
import type { Delivered } from './webhooks.ts';

/** Where the next document comes from. */
export interface Wanted {
  kind: WebhookKind;
  url: string;
  method?: string | undefined;
  extra?: Record<string, string>;
}

/** A document with the address its relative links start from (none for TwiML given by REST). */
export interface Document {
  verbs: Verb[];
  base: string | undefined;
}

type Outcome = { ok: true; document: Document } | { ok: false; errorCode: number };

/** The document, or the fallback's, or undefined when that fails too. `onHangUp` serves the fault of that name. */
export async function fetchDocument(network: Network, leg: Leg, wanted: Wanted, onHangUp: () => void): Promise<Document | undefined> {
  const first = await attempt(network, leg, wanted, onHangUp);
  if (first.ok) return first.document;
  return fallback(network, leg, first.errorCode, wanted.url);
}

/** Asks the fallback address, which learns what went wrong and where. */
export async function fallback(network: Network, leg: Leg, errorCode: number, errorUrl: string): Promise<Document | undefined> {
  const url = leg.start.fallbackUrl;
  if (url === undefined || leg.over) return undefined;
  const extra = { ErrorCode: String(errorCode), ErrorUrl: errorUrl };
  const second = await attempt(network, leg, { kind: 'fallback', url, extra }, () => undefined);
  return second.ok ? second.document : undefined;
}

async function attempt(network: Network, leg: Leg, wanted: Wanted, onHangUp: () => void): Promise<Outcome> {
  const params = { ...standardFields(network.options.accountSid, leg), ...wanted.extra };
  const delivered = await network.webhooks.send({ ...wanted, callSid: leg.sid, params, onHangUp });
  const outcome = understand(delivered, wanted.url);
  if (outcome.ok) leg.lastTwiml = delivered.record.response;
  else delivered.record.errorCode = outcome.errorCode;
  return outcome;
}

function understand({ exchange, record }: Delivered, url: string): Outcome {
  if (!exchange.ok) return { ok: false, errorCode: record.errorCode ?? (exchange.phase === 'connect' ? 11_205 : 11_200) };
  if (exchange.status < 200 || exchange.status > 299) return { ok: false, errorCode: 11_200 };
  const type = exchange.contentType?.split(';')[0]?.trim().toLowerCase();
  const base = url.split('#')[0];
  if (type?.startsWith('audio/')) return { ok: true, document: { verbs: [{ name: 'Play', attributes: {}, children: [url] }], base } };
  const parsed = parseTwiml(exchange.body);
  if (type === 'text/plain' && !parsed.ok && exchange.body !== '')
    return { ok: true, document: { verbs: [{ name: 'Say', attributes: {}, children: [exchange.body] }], base } };
  if (type === undefined || !['text/xml', 'application/xml', 'text/html', 'text/plain'].includes(type))
    return { ok: false, errorCode: 12_300 };
  if (!parsed.ok) return { ok: false, errorCode: parsed.errorCode };
  record.warnings = parsed.warnings;
  return { ok: true, document: { verbs: parsed.verbs, base } };
}
