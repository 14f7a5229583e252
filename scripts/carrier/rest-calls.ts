/** Calls by REST: start, move, end, look up. Error codes from Twilio's dictionary. */

import { callJson } from './call-json.ts';
import type { Document } from './documents.ts';
import { end } from './ending.ts';
import type { Leg } from './leg.ts';
import { startOutbound } from './outbound.ts';
import { performToEnd } from './performing.ts';
import type { RestReply, RestRequest } from './rest-form.ts';
import { addressOf } from './telephones.ts';
import { parseTwiml } from './twiml-parse.ts';

const longestTwiml = 4_000;

export function createCall({ network, form }: RestRequest): RestReply {
  const to = addressOf(form.get('To') ?? '');
  const from = addressOf(form.get('From') ?? '');
  if (to === '') return { status: 400, code: 21_201, message: "No 'To' number is specified" };
  if (!/^(\+[1-9]\d{4,14}|client:.+|sip:.+)$/.test(to))
    return { status: 400, code: 21_211, message: `The 'To' number ${to} is not a valid phone number` };
  if (!/^\+[1-9]\d{4,14}$/.test(from))
    return { status: 400, code: 21_212, message: `The 'From' number ${from} is not a valid phone number` };
  const source = sourceOf(form);
  if (source === undefined) return { status: 400, code: 21_205, message: 'Url is not a valid URL' };
  if ('code' in source) return source;
  const leg = startOutbound(network, {
    to,
    from,
    source,
    fallbackUrl: form.get('FallbackUrl') ?? undefined,
    statusCallback: form.get('StatusCallback') ?? undefined,
    events: form.getAll('StatusCallbackEvent'),
    timeoutSeconds: Math.min(600, Number(form.get('Timeout') ?? 60)),
    limitSeconds: Number(form.get('TimeLimit') ?? 14_400),
  });
  return { status: 201, body: callJson(network, leg) };
}

export function updateCall({ network, form, sid }: RestRequest): RestReply {
  const leg = network.legs.get(sid);
  if (!leg) return { status: 404, code: 20_404, message: `The requested resource /Calls/${sid}.json was not found` };
  if (leg.over) return { status: 400, code: 21_220, message: 'Call is not in-progress. Cannot redirect.' };
  const status = form.get('Status');
  if (status !== null) return endByRest({ network, form, query: form, sid }, leg, status);
  const source = sourceOf(form);
  if (source === undefined) return { status: 400, code: 21_205, message: 'Url is not a valid URL' };
  if ('code' in source) return source;
  if (leg.answeredMs === undefined && leg.start.direction !== 'inbound')
    return { status: 400, code: 21_220, message: 'Call is not in-progress. Cannot redirect.' };
  leg.emit({ type: 'parted' });
  void performToEnd(network, leg, source);
  return { status: 200, body: callJson(network, leg) };
}

/** `canceled` ends only what nobody has answered yet; `completed` ends everything. */
function endByRest({ network }: RestRequest, leg: Leg, status: string): RestReply {
  const unanswered = leg.answeredMs === undefined;
  if (status !== 'completed' && status !== 'canceled') return { status: 400, code: 20_001, message: `Status ${status} is not supported` };
  if (status === 'canceled' && !unanswered) return { status: 400, code: 21_220, message: 'Call is in-progress. Cannot cancel.' };
  if (leg.decide) leg.decide('canceled');
  else end(network, leg, unanswered ? 'canceled' : 'completed');
  return { status: 200, body: callJson(network, leg) };
}

export function fetchCall({ network, sid }: RestRequest): RestReply {
  const leg = network.legs.get(sid);
  return leg
    ? { status: 200, body: callJson(network, leg) }
    : { status: 404, code: 20_404, message: `The requested resource /Calls/${sid}.json was not found` };
}

/** Newest first, filtered by To, From, Status, ParentCallSid and StartTime (with `<` or `>` behind the name). */
export function listCalls({ network, query }: RestRequest): RestReply {
  const size = Math.min(1_000, Number(query.get('PageSize') ?? 50));
  const page = Number(query.get('Page') ?? 0);
  const matching = [...network.legs.values()].reverse().filter((leg) => matches(leg, query));
  const calls = matching.slice(page * size, (page + 1) * size).map((leg) => callJson(network, leg));
  const path = `/2010-04-01/Accounts/${network.options.accountSid}/Calls.json`;
  const uri = (at: number) => {
    const copy = new URLSearchParams(query);
    copy.set('Page', String(at));
    return `${path}?${copy}`;
  };
  const next = matching.length > (page + 1) * size ? uri(page + 1) : null;
  const first = { first_page_uri: uri(0), uri: uri(page), next_page_uri: next, previous_page_uri: page > 0 ? uri(page - 1) : null };
  return { status: 200, body: { calls, page, page_size: size, start: page * size, end: page * size + calls.length - 1, ...first } };
}

function matches(leg: Leg, query: URLSearchParams): boolean {
  const started = leg.start.createdMs;
  const equal = (name: string, value: string | undefined) => !query.has(name) || query.get(name) === value;
  const after = query.get('StartTime>');
  const before = query.get('StartTime<');
  const day = query.get('StartTime');
  return (
    equal('To', leg.start.to) &&
    equal('From', leg.start.from) &&
    equal('Status', leg.status) &&
    equal('ParentCallSid', leg.start.parent?.sid) &&
    (after === null || started >= Date.parse(after)) &&
    (before === null || started <= Date.parse(before)) &&
    (day === null || new Date(started).toISOString().slice(0, 10) === day.slice(0, 10))
  );
}

type Source = { kind: 'rest'; url: string; method?: string } | Document;

function sourceOf(form: URLSearchParams): Source | Extract<RestReply, { code: number }> | undefined {
  const url = form.get('Url');
  const twiml = form.get('Twiml');
  if (url !== null) return URL.canParse(url) ? { kind: 'rest', url, method: form.get('Method') ?? 'POST' } : undefined;
  if (twiml === null) return undefined;
  if (twiml.length > longestTwiml) return { status: 400, code: 32_018, message: 'Twiml is longer than 4000 characters' };
  const parsed = parseTwiml(twiml);
  return parsed.ok ? { verbs: parsed.verbs, base: undefined } : { status: 400, code: parsed.errorCode, message: parsed.reason };
}
