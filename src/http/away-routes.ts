import { z } from 'zod';
import { type AwayRender, awayEntered, awayInput, type Place } from '../calls/away-call.ts';
import { callbackHindered } from '../calls/callback-ended.ts';
import type { Parts } from '../calls/parts.ts';
import { plainLine } from '../calls/plain-line.ts';
import { DependencyDown } from '../platform/errors.ts';
import { type Destinations, documentOf, response, whisper } from './twiml.ts';
import { say } from './twiml-voice.ts';
import type { VoiceRequest } from './voice-request.ts';

/** The door while nothing can be remembered: every address carries where the call is, and nothing personal. */

/** Short names: an address is read and signed at every key. */
const address = z.object({
  at: z.string().regex(/^[a-zA-Z]{1,40}$/),
  turn: z.coerce.number().int().min(0).max(1_000).default(0),
  language: z.enum(['de', 'en', 'tr', 'ru']).default('de'),
  silences: z.coerce.number().int().min(0).max(10).default(0),
  wrong: z.coerce.number().int().min(0).max(10).default(0),
  typed: z.coerce.number().int().min(0).max(10).default(0),
  kind: z.enum(['menu', 'human']).optional(),
  request: z.uuid().optional(),
});

/** Apologies before the offer to wait is taken back and a human's callback is arranged. */
const MOST_INTERRUPTIONS = 3;

const HANG_UP = response('<Hangup/>');
const GOODBYE = response(`${say(plainLine('goodbye', 'de'))}<Hangup/>`);

export interface AwayDoor {
  /** The parts that need no Redis. */
  parts: Parts;
  destinations: Destinations;
}

type OnLine = VoiceRequest & { line: 'front' | 'vaccination' };

/** A call rings, and nothing can be remembered of it. */
export function awayIncoming(door: AwayDoor, request: OnLine): Promise<string> {
  return awayEntered(door.parts, rendering(door), request, request.line);
}

/** The next webhook of such a call. A place that cannot be read begins anew. */
export function awayAnswered(door: AwayDoor, request: OnLine, queryString: string): Promise<string> {
  const place = placeOf(queryString, request.line);
  return place ? awayInput(door.parts, rendering(door), request, place) : awayIncoming(door, request);
}

/**
 * A call was under way, and what it knew cannot be read. In front of the menu of 116117 nothing is lost: the key that was
 * pressed there counts. Elsewhere: an apology, another try for who stays on the line, and a callback at any time.
 */
export function awayInterrupted(door: AwayDoor, request: OnLine, path: string): Promise<string> {
  const { line, turn, tries } = request;
  const first: Place = { ...BEGINNING, at: 'frontMenu', line };
  const pressed = path === '/input' || path === '/silence';
  if (line === 'front' && turn === 0 && pressed)
    return awayInput(door.parts, rendering(door), path === '/silence' ? { ...request, heard: { silence: true } } : request, first);
  // Whoever was to be connected with the doctor is not offered a callback about an appointment
  if (line === 'front' && path === '/connected') return awayEntered(door.parts, rendering(door), request, 'front', { turn: turn + 1 });
  if (tries >= MOST_INTERRUPTIONS) return awayEntered(door.parts, rendering(door), request, 'human', { turn });
  return awayEntered(door.parts, rendering(door), request, 'interrupted', { turn, silences: tries });
}

/**
 * We rang somebody, and what we need now does not answer. After a moment's patience they hear who called and that we ring
 * again, which is stored before. `undefined`: an apology, for the moment.
 */
export function awayCalledBack(door: AwayDoor, request: OnLine): Promise<string> | undefined {
  const { callbackId, tries } = request;
  return callbackId === undefined || tries === 0 ? undefined : calledInVain(door, request, callbackId);
}

async function calledInVain(door: AwayDoor, request: OnLine, callbackId: string): Promise<string> {
  const again = await callbackHindered(door.parts, { callbackId, callSid: request.callSid, nowMs: door.parts.clock.nowMs() });
  if (!again) return GOODBYE;
  return awayEntered(door.parts, rendering(door), request, 'hindered', { language: again.language, kennzahl: again.kennzahl });
}

/** A conversation with an agent or the doctor is over, and with it the call; it is counted when its end can be told. */
export function awayTalked({ line }: OnLine): string {
  return line === 'front' ? HANG_UP : GOODBYE;
}

/** The agent's leg: which language the caller speaks cannot be told. */
export function awayWhisper({ callerSid }: VoiceRequest): string {
  return callerSid ? whisper(plainLine('whisperUnknown', 'de'), callerSid) : HANG_UP;
}

/** How often somebody has stayed on the line of a call that was interrupted, this time included; undefined: another place, or a key. */
export function stayedOnLine({ heard }: VoiceRequest, queryString: string): number | undefined {
  const place = placeOf(queryString, 'vaccination');
  return place?.at === 'interrupted' && 'silence' in heard ? place.silences + 1 : undefined;
}

/** Is this the loss of Redis? */
export function isRedisAway(thrown: unknown): boolean {
  return thrown instanceof DependencyDown && thrown.part === 'redis';
}

const BEGINNING = { turn: 0, language: 'de', silences: 0, wrongKeys: 0, typed: 0, kind: undefined, request: undefined } as const;

function placeOf(queryString: string, line: Place['line']): Place | undefined {
  const read = address.safeParse(Object.fromEntries(new URLSearchParams(queryString)));
  if (!read.success) return undefined;
  const { wrong: wrongKeys, kind, request, ...rest } = read.data;
  return { ...rest, wrongKeys, line, kind, request };
}

function rendering({ destinations }: AwayDoor): AwayRender {
  return (reply, session, place) =>
    documentOf(reply, session, destinations, (event) => {
      // Who stays on the line is looked up again: the call may be remembered by then
      if (place.at === 'interrupted' && event === 'silence') return `/voice/again?turn=${place.turn}&tries=${place.silences + 1}`;
      return `/voice/away/${event}?${addressOf(place)}`;
    });
}

/** Only what differs from a beginning. */
function addressOf(place: Place): string {
  const params = new URLSearchParams({ at: place.at, turn: String(place.turn) });
  if (place.language !== 'de') params.set('language', place.language);
  if (place.silences > 0) params.set('silences', String(place.silences));
  if (place.wrongKeys > 0) params.set('wrong', String(place.wrongKeys));
  if (place.typed > 0) params.set('typed', String(place.typed));
  if (place.kind) params.set('kind', place.kind);
  if (place.request) params.set('request', place.request);
  return params.toString();
}
