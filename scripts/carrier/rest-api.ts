/** `/2010-04-01/Accounts/{AC}/…`: the REST calls a hotline uses, in Twilio's form. */
import type { ServerResponse } from 'node:http';
import type { Asked } from './asked.ts';
import type { RestAction } from './contract.ts';
import { sendRefusal } from './http-reply.ts';
import type { Network } from './network.ts';
import { createCall, fetchCall, listCalls, updateCall } from './rest-calls.ts';
import type { RestReply, RestRequest } from './rest-form.ts';
import { createMessage } from './rest-messages.ts';

type Handler = (request: RestRequest) => RestReply;

const actions: Record<RestAction, Handler> = {
  create: createCall,
  update: updateCall,
  list: listCalls,
  fetch: fetchCall,
  message: createMessage,
};

export function restApi(network: Network): (asked: Asked, response: ServerResponse) => void {
  return (asked, response) => {
    if (!authorised(network, asked)) return sendRefusal(response, 401, 20_003, 'Authenticate');
    const found = route(asked);
    if (found === undefined) return sendRefusal(response, 404, 20_404, `The requested resource /${asked.parts.join('/')} was not found`);
    const fault = network.faults.forRest(found.action);
    if (fault === '429') return sendRefusal(response, 429, 20_429, 'Too Many Requests');
    if (fault === '500') return sendRefusal(response, 500, 20_500, 'Internal Server Error');
    const reply = actions[found.action]({ network, form: new URLSearchParams(asked.body), query: asked.query, sid: found.sid });
    const afterwards = 'afterwards' in reply ? reply.afterwards : undefined;
    // Carried out all the same; only the client never learns of it
    if (fault === 'never-answer') return afterwards?.();
    if ('code' in reply) return sendRefusal(response, reply.status, reply.code, reply.message);
    response.writeHead(reply.status, { 'Content-Type': 'application/json; charset=utf-8', 'Twilio-Concurrent-Requests': '1' });
    response.end(JSON.stringify(reply.body), afterwards);
  };
}

function route(asked: Asked): { action: RestAction; sid: string } | undefined {
  const [, , , resource, member] = asked.parts;
  const get = asked.method === 'GET';
  if (asked.method !== 'GET' && asked.method !== 'POST') return undefined;
  if (resource === 'Messages.json' && !get) return { action: 'message', sid: '' };
  if (resource === 'Calls.json') return { action: get ? 'list' : 'create', sid: '' };
  const sid = resource === 'Calls' ? /^(CA[0-9a-f]{32})\.json$/.exec(member ?? '')?.[1] : undefined;
  return sid === undefined ? undefined : { action: get ? 'fetch' : 'update', sid };
}

/** Basic auth: the account with its token, or an API key with its secret; and only this account's resources. */
function authorised(network: Network, asked: Asked): boolean {
  const { accountSid, authToken, apiKeys } = network.options;
  const [, basic] = /^Basic (.+)$/.exec(asked.headers.authorization ?? '') ?? [];
  const [user = '', ...rest] = Buffer.from(basic ?? '', 'base64')
    .toString('utf8')
    .split(':');
  const secret = user === accountSid ? authToken : apiKeys?.[user];
  return secret !== undefined && rest.join(':') === secret && asked.parts[1] === 'Accounts' && asked.parts[2] === accountSid;
}
