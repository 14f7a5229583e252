/** `/control/…`: what telephones (terminal, browser) do at the network. Posts are JSON, so that no foreign page can make a browser send them. */
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Asked } from './asked.ts';
import { streamEvents } from './control-events.ts';
import { hangUp } from './ending.ts';
import { sendJson } from './http-reply.ts';
import { startInbound } from './inbound.ts';
import type { Network } from './network.ts';
import { Party } from './party.ts';
import { addressOf } from './telephones.ts';

const pace = z.enum(['instant', 'speech', 'endpoint']).default('speech');
const newCall = z.object({ from: z.string().max(100), to: z.string().min(1).max(100), pace });
const typed = z.object({ keys: z.string().regex(/^[0-9*#]{1,500}$/) });
const finished = z.object({ id: z.number() });

interface Answer {
  status: number;
  body?: unknown;
}

export function controlApi(network: Network): (asked: Asked, response: ServerResponse) => void {
  return (asked, response) => {
    const [, resource] = asked.parts;
    if (asked.method === 'GET' && resource === 'events') {
      const number = asked.query.get('number') ?? '';
      if (number === '') return sendJson(response, 400, { message: 'whose events? ?number=+49…' });
      return streamEvents(
        network,
        { number: addressOf(number), pace: pace.catch('speech').parse(asked.query.get('pace') ?? undefined) },
        response,
      );
    }
    if (asked.method === 'GET' && resource === undefined) return sendJson(response, 200, { numbers: network.options.line.numbers });
    if (asked.method !== 'POST') return sendJson(response, 404, { message: 'not found' });
    if (!asked.headers['content-type']?.startsWith('application/json'))
      return sendJson(response, 415, { message: 'Content-Type: application/json, please' });
    const { status, body } = act(network, asked);
    sendJson(response, status, body ?? {});
  };
}

function act(network: Network, asked: Asked): Answer {
  const [, resource, member = '', verb] = asked.parts;
  const body = parseJson(asked.body);
  if (resource === 'calls' && asked.parts.length === 2) return place(network, body);
  if (resource === 'calls') return onCall(network, member, verb, body);
  if (resource === 'phones') return onPhone(network, member, verb);
  return { status: 404, body: { message: 'not found' } };
}

function place(network: Network, body: unknown): Answer {
  const call = newCall.safeParse(body);
  if (!call.success) return { status: 400, body: { message: z.prettifyError(call.error) } };
  const to = addressOf(call.data.to);
  const { numbers } = network.options.line;
  if (!numbers.includes(to)) return { status: 404, body: { message: `${to} is not connected; the line has ${numbers.join(', ')}` } };
  const leg = startInbound(network, { from: addressOf(call.data.from), to, pace: network.manual ? 'manual' : call.data.pace });
  return { status: 201, body: { callSid: leg.sid } };
}

function onCall(network: Network, callSid: string, verb: string | undefined, body: unknown): Answer {
  const leg = network.legs.get(callSid);
  if (!leg) return { status: 404, body: { message: 'no such call' } };
  if (leg.over) return { status: 409, body: { message: 'the call is over' } };
  const party = new Party(network, leg);
  if (verb === 'hang-up') hangUp(network, leg);
  else if (verb === 'keys') {
    const { data } = typed.safeParse(body);
    if (!data) return { status: 400, body: { message: '{"keys": "0-9*#"}' } };
    party.type(data.keys);
  } else if (verb === 'finished') {
    const { data } = finished.safeParse(body);
    if (data) leg.onFinished?.(data.id);
  } else return { status: 404, body: { message: 'not found' } };
  return { status: 200 };
}

function onPhone(network: Network, number: string, verb: string | undefined): Answer {
  const ringing = [...network.live].find((leg) => leg.owner === addressOf(number) && leg.decide);
  if (!ringing?.decide) return { status: 409, body: { message: `${number} does not ring` } };
  if (verb !== 'answer' && verb !== 'reject') return { status: 404, body: { message: 'not found' } };
  ringing.decide(verb === 'answer' ? 'answered' : 'busy');
  return { status: 200, body: { callSid: ringing.sid } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text === '' ? '{}' : text);
  } catch {
    return undefined;
  }
}
