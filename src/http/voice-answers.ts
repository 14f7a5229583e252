import { callEnded } from '../calls/call-ended.ts';
import { callbackAnswered } from '../calls/callback-answered.ts';
import { callerInput } from '../calls/caller-input.ts';
import { connectionOver } from '../calls/connection-over.ts';
import { handedCall } from '../calls/handed-call.ts';
import { incomingCall } from '../calls/incoming-call.ts';
import { pairedCall } from '../calls/paired-call.ts';
import type { Parts } from '../calls/parts.ts';
import { promotedCall } from '../calls/promoted-call.ts';
import { agentAccepts, whisperOf } from '../calls/whispered.ts';
import { withApology } from './failures.ts';
import { whisper } from './twiml.ts';
import { HANG_UP, lineOf, NOTHING, pressedOne, type VoiceDoor } from './voice-door.ts';
import type { VoiceRequest } from './voice-request.ts';

/** What the voice webhooks say that are more than a step of the flow: one use case each. */

export function incoming(door: VoiceDoor, request: VoiceRequest): Promise<string> {
  if (!door.vaccinationNumbers.includes(request.ourNumber) && !door.frontMenuNumbers.includes(request.ourNumber))
    door.parts.logger.warn({ callSid: request.callSid, code: 'CALLED_NUMBER_UNKNOWN' }, 'called number is in neither list: front menu');
  return incomingCall(door.parts, { ...request, line: lineOf(door, request) });
}

export function calledBack(door: VoiceDoor, request: VoiceRequest): Promise<string> {
  return request.callbackId ? callbackAnswered(door.parts, { ...request, callbackId: request.callbackId }) : incoming(door, request);
}

/** Moved by the worker: into the menu, or to an agent. */
export async function promoted(door: VoiceDoor, request: VoiceRequest): Promise<string> {
  return (await promotedCall(door.parts, request)) ?? incoming(door, request);
}
export async function paired(door: VoiceDoor, request: VoiceRequest): Promise<string> {
  return (await pairedCall(door.parts, request)) ?? incoming(door, request);
}

/** Moved by an agent who has handed the call back. */
export async function handed(door: VoiceDoor, request: VoiceRequest): Promise<string> {
  const document = request.handed ? await handedCall(door.parts, { ...request, handed: request.handed }) : undefined;
  return document ?? again(door, request);
}

/** The network had no answer from us, and says to what: the question again with an apology, but no telephone rings again that was put down. */
export async function fellBack(door: VoiceDoor, request: VoiceRequest): Promise<string> {
  const { failed } = request;
  const over = failed?.path === '/voice/connected' ? await endOfConnection(door, { ...request, turn: failed.turn }) : undefined;
  return over ?? withApology(await again(door, request));
}

/** The `<Dial>` is over; or it is asked again, after an apology, what follows from that. */
export async function connectionEnded(door: VoiceDoor, request: VoiceRequest): Promise<string> {
  if (request.dialled) return callerInput(door.parts, { ...request, heard: { connected: request.connected }, line: lineOf(door, request) });
  return (await endOfConnection(door, request)) ?? again(door, request);
}

function endOfConnection(door: VoiceDoor, request: VoiceRequest): Promise<string | undefined> {
  return connectionOver(door.parts, { ...request, line: lineOf(door, request) }, request.dialled && request.connected);
}

/** The answer as it stands, without a step. */
export async function again(door: VoiceDoor, request: VoiceRequest): Promise<string> {
  return (await door.parts.sessions.load(request.callSid))?.document ?? incoming(door, request);
}

export async function whispered({ parts, away }: VoiceDoor, { callerSid }: VoiceRequest): Promise<string> {
  const speech = callerSid ? await whisperOf(parts, callerSid) : undefined;
  return speech && callerSid ? whisper(speech, callerSid, away.destinations.recordings) : HANG_UP;
}

/** Key 1 bridges the agent with the caller; anything else leaves them apart. */
export async function accepted(parts: Parts, request: VoiceRequest): Promise<string> {
  return pressedOne(request.heard) && request.callerSid && (await agentAccepts(parts, request.callerSid)) ? NOTHING : HANG_UP;
}

/** `late`: a store was away when the call ended; perhaps already when the person picked up, and nothing could be said to them. */
export async function ended(door: VoiceDoor, request: VoiceRequest, { late } = { late: false }): Promise<string> {
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
