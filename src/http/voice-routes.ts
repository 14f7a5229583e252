import type { IncomingMessage, ServerResponse } from 'node:http';
import { callEnded } from '../calls/call-ended.ts';
import { callbackAnswered } from '../calls/callback-answered.ts';
import { callerInput } from '../calls/caller-input.ts';
import { incomingCall } from '../calls/incoming-call.ts';
import type { Parts } from '../calls/parts.ts';
import { plainLine } from '../calls/plain-line.ts';
import { promotedCall } from '../calls/promoted-call.ts';
import type { ToldLater } from '../calls/told-later.ts';
import { waitedCall } from '../calls/waited-call.ts';
import { agentAccepts, whisperLanguage } from '../calls/whispered.ts';
import { DependencyDown, HotlineError } from '../platform/errors.ts';
import {
  type AwayDoor,
  awayAnswered,
  awayCalledBack,
  awayIncoming,
  awayInterrupted,
  awayTalked,
  awayWhisper,
  isRedisAway,
  stayedOnLine,
} from './away-routes.ts';
import { nothingAnswers, withApology } from './failures.ts';
import { inTime } from './in-time.ts';
import { readSignedForm } from './signed-form.ts';
import type { SignatureCheck } from './twilio-signature.ts';
import { response, whisper } from './twiml.ts';
import { type FinalStatus, readVoiceRequest, type VoiceRequest } from './voice-request.ts';

/** Agents are told in German which language the caller speaks. */
const WHISPERS = { de: 'whisper', en: 'whisperEnglish', tr: 'whisperTurkish', ru: 'whisperRussian' } as const;

export interface VoiceDoor {
  parts: Parts;
  isSigned: SignatureCheck;
  accountSid: string;
  vaccinationNumbers: readonly string[];
  frontMenuNumbers: readonly string[];
  /** How calls are answered that nothing can be remembered of. */
  away: AwayDoor;
  /** Puts right what a Redis that came back empty has lost. */
  repair(): Promise<void>;
  /** What a store that is away must still hear when it is back. */
  later: ToldLater;
  /** A call that we placed has ended: settles the callback's try. */
  callbackEnded(event: {
    callSid: string;
    callbackId: string;
    finalStatus: FinalStatus;
    durationSeconds: number;
    unserved: boolean;
  }): Promise<void>;
  /** Starts measuring a route; call what it returns when the answer is sent. */
  timer(route: string): () => void;
}

type Answerer = (request: VoiceRequest, query: string) => Promise<string>;

const NOTHING = response('');
const HANG_UP = response('<Hangup/>');

/** Answers a request, or leaves it to others: `false` when it is no webhook's. */
export type VoiceRoutes = (request: IncomingMessage, reply: ServerResponse) => boolean;

/** Where the paths begin. */
const PREFIX = '/voice';

/**
 * The webhooks of Twilio Voice: signature → typed event → one use case → TwiML. Stands before the web
 * framework: what a caller waits for passes nothing it does not need.
 */
export function voiceRoutes(door: VoiceDoor): VoiceRoutes {
  const { parts } = door;
  const answerers: Record<string, [answerer: Answerer, afterFailure: string]> = {
    '/incoming': [(request) => incoming(door, request), '/voice/incoming'],
    '/input': [(request) => callerInput(parts, { ...request, line: lineOf(door, request) }), '/voice/again'],
    '/silence': [(request) => callerInput(parts, { ...request, heard: { silence: true }, line: lineOf(door, request) }), '/voice/again'],
    '/waited': [(request) => waitedCall(parts, { ...request, line: lineOf(door, request) }), '/voice/again'],
    '/connected': [
      (request) => callerInput(parts, { ...request, heard: { connected: request.connected }, line: lineOf(door, request) }),
      '/voice/again',
    ],
    '/promoted': [async (request) => (await promotedCall(parts, request)) ?? incoming(door, request), '/voice/again'],
    '/callback': [(request) => calledBack(door, request), '/voice/callback'],
    '/again': [(request) => again(door, request), '/voice/again'],
    '/fallback': [async (request) => withApology(await again(door, request)), '/voice/again'],
    '/whisper': [(request) => whispered(door, request), '/voice/whisper'],
    '/accept': [(request) => accepted(parts, request), '/voice/accept'],
    '/status': [(request) => ended(door, request), '/voice/status'],
    '/away/input': [(request, query) => away(door, request, query), '/voice/incoming'],
    '/away/silence': [(request, query) => away(door, { ...request, heard: { silence: true } }, query), '/voice/incoming'],
    '/away/connected': [(request, query) => away(door, { ...request, heard: { connected: request.connected } }, query), '/voice/incoming'],
  };
  const routes = new Map(Object.entries(answerers).map(([path, [answerer, afterFailure]]) => [path, { path, answerer, afterFailure }]));
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

interface Route {
  path: string;
  answerer: Answerer;
  afterFailure: string;
}

/** A call that nothing is remembered of: its address tells where it is. Who stayed on the line may be remembered by now. */
async function away(door: VoiceDoor, request: VoiceRequest, query: string): Promise<string> {
  const tries = stayedOnLine(request, query);
  if (tries === undefined) return awayAnswered(door.away, { ...request, line: lineOf(door, request) }, query);
  try {
    return await again(door, request);
  } catch (thrown) {
    const rescue = isRedisAway(thrown) ? interrupted(door, '/again', '/voice/again', { ...request, tries }) : undefined;
    if (rescue === undefined) throw thrown;
    return rescue;
  }
}

async function again(door: VoiceDoor, request: VoiceRequest): Promise<string> {
  return (await standing(door, request)) ?? incoming(door, request);
}

/** Webhooks of calls that are under way and whose memory is Redis. */
const UNDER_WAY = ['/input', '/silence', '/waited', '/connected', '/promoted', '/again', '/fallback'];

/** What else can be answered where an answer failed for want of Redis. */
function rescued(
  door: VoiceDoor,
  { path, afterFailure }: Route,
  request: VoiceRequest,
  thrown: unknown,
  answer: () => Promise<string>,
): Promise<string> | undefined {
  // Back, and empty: repaired at once and for this caller, not for the next one
  if (thrown instanceof HotlineError && thrown.code === 'NO_THRESHOLDS') return door.repair().then(answer);
  if (path === '/status' && thrown instanceof DependencyDown) return endKept(door, request);
  if (!isRedisAway(thrown)) return undefined;
  door.parts.logger.warn({ callSid: request.callSid, path, code: 'ANSWERED_ALONE' }, 'Redis is away: answered without it');
  const onLine = { ...request, line: lineOf(door, request) };
  if (path === '/incoming') return awayIncoming(door.away, onLine);
  if (path === '/whisper') return Promise.resolve(awayWhisper(request));
  if (path === '/accept') return acceptKept(door, request);
  if (path === '/callback') return awayCalledBack(door.away, onLine);
  if (path === '/connected' && request.connected) return Promise.resolve(awayTalked(onLine));
  return UNDER_WAY.includes(path) ? interrupted(door, path, afterFailure, onLine) : undefined;
}

/** Seat, agent and try wait for the end of this call: it is told when the stores answer again. */
async function endKept(door: VoiceDoor, request: VoiceRequest): Promise<string> {
  door.later.keep(request.callSid, async () => void (await ended(door, request, { late: true })));
  return NOTHING;
}

/** The network keeps the caller for this agent as long as it rings: nobody else can have taken over. That they talk is noted later. */
async function acceptKept(door: VoiceDoor, { heard, callerSid }: VoiceRequest): Promise<string> {
  if (!callerSid || !pressedOne(heard)) return HANG_UP;
  door.later.keep(callerSid, async () => void (await agentAccepts(door.parts, callerSid)));
  return NOTHING;
}

/** A call whose memory does not answer: the offer to be called back, or where nothing can be promised what to do. */
function interrupted(door: VoiceDoor, path: string, afterFailure: string, request: VoiceRequest): Promise<string> {
  const onLine = { ...request, line: lineOf(door, request) };
  // The way to the doctor needs neither store
  if (!door.parts.stores.postgresAway() || onLine.line === 'front') return awayInterrupted(door.away, onLine, path);
  door.parts.logger.error({ callSid: request.callSid, path, code: 'BOTH_STORES_AWAY' }, 'neither store answers');
  return Promise.resolve(nothingAnswers({ ...request, path: afterFailure }));
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

function incoming(door: VoiceDoor, request: VoiceRequest): Promise<string> {
  if (!door.vaccinationNumbers.includes(request.ourNumber) && !door.frontMenuNumbers.includes(request.ourNumber))
    door.parts.logger.warn({ callSid: request.callSid, code: 'CALLED_NUMBER_UNKNOWN' }, 'called number is in neither list: front menu');
  return incomingCall(door.parts, { ...request, line: lineOf(door, request) });
}

function calledBack(door: VoiceDoor, request: VoiceRequest): Promise<string> {
  return request.callbackId ? callbackAnswered(door.parts, { ...request, callbackId: request.callbackId }) : incoming(door, request);
}

/** The answer as it stands, without a step. */
async function standing(door: VoiceDoor, request: VoiceRequest): Promise<string | undefined> {
  return (await door.parts.sessions.load(request.callSid))?.document;
}

async function whispered({ parts, away }: VoiceDoor, request: VoiceRequest): Promise<string> {
  const language = request.callerSid ? await whisperLanguage(parts, request.callerSid) : undefined;
  if (!language || !request.callerSid) return HANG_UP;
  return whisper(plainLine(WHISPERS[language], 'de'), request.callerSid, away.destinations.recordings);
}

/** Key 1 bridges the agent with the caller; anything else leaves them apart. */
async function accepted(parts: Parts, request: VoiceRequest): Promise<string> {
  return pressedOne(request.heard) && request.callerSid && (await agentAccepts(parts, request.callerSid)) ? NOTHING : HANG_UP;
}

function pressedOne(heard: VoiceRequest['heard']): boolean {
  return 'digits' in heard && heard.digits === '1';
}

/** `late`: a store was away when the call ended; perhaps already when the person picked up, and nothing could be said to them. */
async function ended(door: VoiceDoor, request: VoiceRequest, { late } = { late: false }): Promise<string> {
  const { finalStatus, callSid, callbackId, durationSeconds } = request;
  if (!finalStatus) return NOTHING;
  try {
    // First what became of our promise: an unanswered try is no call of the caller's that broke off
    if (callbackId) {
      // Looked up first: a try is not settled before it is known whether we could serve the person at all
      const served = finalStatus !== 'completed' || (await door.parts.sessions.load(callSid))?.session.line === 'callback';
      await door.callbackEnded({ callSid, callbackId, finalStatus, durationSeconds, unserved: late && !served });
    }
  } finally {
    await callEnded(door.parts, request);
  }
  return NOTHING;
}

/** Which line was called; a number in neither list is treated as the front menu. */
function lineOf(door: VoiceDoor, { ourNumber }: VoiceRequest): 'front' | 'vaccination' {
  return door.vaccinationNumbers.includes(ourNumber) ? 'vaccination' : 'front';
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
