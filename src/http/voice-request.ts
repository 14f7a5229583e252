import { parse } from 'node:querystring';
import { z } from 'zod';
import type { HandedTo } from '../calls/handed-call.ts';
import type { Caller } from '../calls/parts.ts';
import type { AgentLane } from '../calls/ports/agents.ts';
import { ourNumber, whoCalls } from '../calls/who-calls.ts';
import type { Heard } from '../ivr/step.ts';

/**
 * Form body and query → what the story needs; nothing untyped gets past this file. Lenient:
 * Twilio adds fields without notice, so unknown ones are ignored and most known ones are optional.
 */
const sid = z.string().regex(/^CA[0-9a-f]{32}$/i);
const form = z.object({
  CallSid: sid,
  AccountSid: z.string(),
  From: z.string().default(''),
  To: z.string().default(''),
  Direction: z.string().default('inbound'),
  Digits: z.string().default(''),
  FinishedOnKey: z.string().default(''),
  CallStatus: z.string().default(''),
  CallDuration: z.coerce.number().min(0).catch(0).default(0),
  DialCallStatus: z.string().optional(),
  DialBridged: z.string().optional(),
  DialCallSid: sid.optional().catch(undefined),
  DialCallDuration: z.coerce.number().min(0).catch(0).default(0),
  ErrorUrl: z.string().default(''),
});
const query = z.object({
  turn: z.coerce.number().int().min(0).default(0),
  tries: z.coerce.number().int().min(0).default(0),
  request: z.uuid().optional(),
  call: sid.optional(),
  lane: z.enum(['de', 'en', 'tr', 'ru', 'supervisor']).optional(),
  to: z.enum(['menu', 'language', 'supervisor']).optional(),
  language: z.enum(['de', 'en', 'tr', 'ru']).optional(),
});

/** How a call can end; before that it is under way. */
const FINAL = ['completed', 'busy', 'failed', 'no-answer', 'canceled'] as const;
export type FinalStatus = (typeof FINAL)[number];

export interface VoiceRequest {
  callSid: string;
  accountSid: string;
  /** Who is on the line besides us, whichever side rang. */
  caller: Caller;
  /** The number of ours that was called, or that we show. E.164 where it can be told. */
  ourNumber: string;
  heard: Heard;
  /** How the `<Dial>` ended: did somebody answer and talk? */
  connected: boolean;
  /** How far a call is that is not over. */
  progress: 'ringing' | 'talking' | undefined;
  /** undefined: the call is under way. */
  finalStatus: FinalStatus | undefined;
  /** Of a call that has ended: from answering to hanging up. */
  durationSeconds: number;
  turn: number;
  /** How often we have apologised for this answer already. */
  tries: number;
  /** The callback request that a call of ours belongs to. */
  callbackId: string | undefined;
  /** On an agent's leg: the caller's call. */
  callerSid: string | undefined;
  /** The line for a human in which the call waits. */
  lane: AgentLane | undefined;
  /** Where an agent has handed the call to. */
  handed: HandedTo | undefined;
  /** What became of the call that a `<Dial>` made. */
  dialled: { callSid: string | undefined; finalStatus: FinalStatus; seconds: number } | undefined;
  /** At the fallback: the webhook of ours that had no answer. */
  failed: { path: string; turn: number } | undefined;
}

/** undefined: not a webhook of Twilio Voice. */
export function readVoiceRequest(body: unknown, queryString: string): VoiceRequest | undefined {
  const fields = form.safeParse(body);
  const params = query.safeParse(parse(queryString));
  if (!fields.success || !params.success) return undefined;
  const { CallSid, AccountSid, From, To, Direction, CallStatus, DialCallStatus, DialBridged } = fields.data;
  const ours = Direction.startsWith('outbound');
  return {
    callSid: CallSid,
    accountSid: AccountSid,
    caller: whoCalls(ours ? To : From),
    ourNumber: ourNumber(ours ? From : To),
    heard: heardFrom(fields.data),
    connected: (DialCallStatus === 'completed' || DialCallStatus === 'answered') && DialBridged !== 'false',
    progress: CallStatus === 'ringing' ? 'ringing' : CallStatus === 'in-progress' ? 'talking' : undefined,
    finalStatus: FINAL.find((status) => status === CallStatus),
    durationSeconds: fields.data.CallDuration,
    turn: params.data.turn,
    tries: params.data.tries,
    callbackId: params.data.request,
    callerSid: params.data.call,
    lane: params.data.lane,
    handed: params.data.to && { to: params.data.to, language: params.data.language },
    dialled: dialledIn(fields.data),
    failed: failedAt(fields.data.ErrorUrl),
  };
}

/** An answer that led to no conversation was none. */
function dialledIn({ DialCallStatus, DialBridged, DialCallSid, DialCallDuration }: z.output<typeof form>): VoiceRequest['dialled'] {
  if (DialCallStatus === undefined) return undefined;
  const status = DialCallStatus === 'answered' ? 'completed' : (FINAL.find((one) => one === DialCallStatus) ?? 'failed');
  const finalStatus = status === 'completed' && DialBridged === 'false' ? 'canceled' : status;
  return { callSid: DialCallSid, finalStatus, seconds: DialCallDuration };
}

function failedAt(errorUrl: string): VoiceRequest['failed'] {
  if (!URL.canParse(errorUrl)) return undefined;
  const { pathname, search } = new URL(errorUrl);
  const params = query.safeParse(parse(search.slice(1)));
  return params.success ? { path: pathname, turn: params.data.turn } : undefined;
}

/** More digits than any entry takes are one fault, however many they are. */
const MOST_DIGITS = 100;

/** A lone `#` ends a Gather without digits; where the network says so, it is a key and no silence. */
function heardFrom({ Digits, FinishedOnKey }: { Digits: string; FinishedOnKey: string }): Heard {
  if (Digits !== '') return { digits: Digits.slice(0, MOST_DIGITS) };
  return FinishedOnKey === '#' ? { digits: '#' } : { silence: true };
}
