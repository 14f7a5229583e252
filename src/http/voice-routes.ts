import type { IncomingMessage, ServerResponse } from 'node:http';
import { callerInput } from '../calls/caller-input.ts';
import { waitedCall } from '../calls/waited-call.ts';
import { agentLegRoutes } from './agent-leg-routes.ts';
import { inTime } from './in-time.ts';
import { readSignedForm } from './signed-form.ts';
import {
  accepted,
  again,
  calledBack,
  connectionEnded,
  ended,
  fellBack,
  handed,
  incoming,
  paired,
  promoted,
  whispered,
} from './voice-answers.ts';
import { lineOf, type VoiceDoor } from './voice-door.ts';
import { readVoiceRequest, type VoiceRequest } from './voice-request.ts';
import { away, type Rescued, rescued } from './voice-rescue.ts';

type Answerer = (request: VoiceRequest, query: string) => Promise<string>;

/** Answers a request, or leaves it to others: `false` when it is no webhook's. */
export type VoiceRoutes = (request: IncomingMessage, reply: ServerResponse) => boolean;

/** Where the paths begin. */
const PREFIX = '/voice';

/** Path → who answers, and where the call tries again after an apology. */
function answerersOf(door: VoiceDoor): Record<string, [answerer: Answerer, afterFailure: string]> {
  const { parts } = door;
  const heard = (request: VoiceRequest, what: VoiceRequest['heard']) =>
    callerInput(parts, { ...request, heard: what, line: lineOf(door, request) });
  return {
    '/incoming': [(request) => incoming(door, request), '/voice/incoming'],
    '/input': [(request) => heard(request, request.heard), '/voice/again'],
    '/silence': [(request) => heard(request, { silence: true }), '/voice/again'],
    '/waited': [(request) => waitedCall(parts, { ...request, line: lineOf(door, request) }), '/voice/again'],
    '/connected': [(request) => connectionEnded(door, request), '/voice/connected'],
    '/promoted': [(request) => promoted(door, request), '/voice/again'],
    '/paired': [(request) => paired(door, request), '/voice/again'],
    '/handed': [(request) => handed(door, request), '/voice/again'],
    '/callback': [(request) => calledBack(door, request), '/voice/callback'],
    '/again': [(request) => again(door, request), '/voice/again'],
    '/fallback': [(request) => fellBack(door, request), '/voice/again'],
    '/whisper': [(request) => whispered(door, request), '/voice/whisper'],
    '/accept': [(request) => accepted(parts, request), '/voice/accept'],
    '/status': [(request) => ended(door, request), '/voice/status'],
    ...agentLegRoutes({ ...door, destinations: door.away.destinations }),
    '/away/input': [(request, query) => away(door, request, query), '/voice/incoming'],
    '/away/silence': [(request, query) => away(door, { ...request, heard: { silence: true } }, query), '/voice/incoming'],
    '/away/connected': [(request, query) => away(door, { ...request, heard: { connected: request.connected } }, query), '/voice/incoming'],
  };
}

interface Route extends Rescued {
  answerer: Answerer;
}

/**
 * The webhooks of Twilio Voice: signature → typed event → one use case → TwiML. Stands before the web
 * framework: what a caller waits for passes nothing it does not need.
 */
export function voiceRoutes(door: VoiceDoor): VoiceRoutes {
  const answerers = Object.entries(answerersOf(door));
  const routes = new Map<string, Route>(answerers.map(([path, [answerer, afterFailure]]) => [path, { path, answerer, afterFailure }]));
  return (request, reply) => {
    const url = request.url ?? '';
    const mark = url.indexOf('?');
    const path = mark < 0 ? url : url.slice(0, mark);
    const route = request.method === 'POST' && path.startsWith(PREFIX) ? routes.get(path.slice(PREFIX.length)) : undefined;
    if (!route) return false;
    void webhook(door, route, request, reply, mark < 0 ? '' : url.slice(mark + 1));
    return true;
  };
}

/** Never rejects: what goes wrong becomes a document, or a refusal. */
async function webhook(door: VoiceDoor, route: Route, request: IncomingMessage, reply: ServerResponse, query: string): Promise<void> {
  const form = await readSignedForm(request, door.isSigned);
  const event = form && readVoiceRequest(form, query);
  if (!event || event.accountSid !== door.accountSid) return forbid(reply);
  const stop = door.timer(route.path);
  const answer = () => route.answerer(event, query);
  const rescue = (thrown: unknown) => rescued(door, route, event, thrown, answer);
  send(reply, await inTime(door.parts.logger, answer, { ...event, path: route.afterFailure }, rescue));
  stop();
}

function send(reply: ServerResponse, document: string): void {
  reply.statusCode = 200;
  reply.setHeader('Content-Type', 'text/xml; charset=utf-8');
  reply.end(document);
}

/** Unsigned, wrongly signed, malformed: nothing else happens. The one exception to "200 and TwiML". */
function forbid(reply: ServerResponse): void {
  reply.statusCode = 403;
  reply.setHeader('Content-Type', 'text/plain; charset=utf-8');
  reply.end('Forbidden');
}
