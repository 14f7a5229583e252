import { type AgentLeg, type AgentLegReply, agentAccepts, agentCallOver, agentPickedUp } from '../calls/agent-leg.ts';
import { callbackDialling, callbackOver, callbackWhisper } from '../calls/callback-speech.ts';
import type { Parts } from '../calls/parts.ts';
import { personAnswered, personCallOver, personLeft, personRings } from '../calls/person-leg.ts';
import type { ToldLater } from '../calls/told-later.ts';
import { DependencyDown } from '../platform/errors.ts';
import type { Destinations } from './twiml.ts';
import { askAgent, connectPerson, endAgentLeg } from './twiml-agent-leg.ts';
import { HANG_UP, NOTHING } from './voice-door.ts';
import type { VoiceRequest } from './voice-request.ts';

/** The webhooks of a callback that rings an agent first: of the agent's telephone, and of the person's behind it. */

export interface AgentLegDoor {
  parts: Parts;
  destinations: Destinations;
  /** Where the network finds us: an origin. */
  publicUrl: string;
  /** What a store that is away must still hear when it is back. */
  later: ToldLater;
}

type Answerer = (request: VoiceRequest) => Promise<string>;

/** By path below `/voice`: the answer, and where the telephone asks again when there was none. */
export function agentLegRoutes(door: AgentLegDoor): Record<string, [answerer: Answerer, afterFailure: string]> {
  const { parts } = door;
  return {
    '/agent-call': [onLeg(async (leg) => documentOf(door, leg, await agentPickedUp(parts, leg))), '/voice/agent-call'],
    // Whoever has pressed and got no answer is asked again: the key is not told twice
    '/agent-accept': [
      onLeg(async (leg, request) => documentOf(door, leg, await agentAccepts(parts, leg, pressedOne(request)))),
      '/voice/agent-call',
    ],
    '/agent-called': [onLeg((leg, request) => parted(door, leg, request)), '/voice/agent-call'],
    '/agent-call-ended': [
      onLeg((leg, request) => told(door, request, async () => void (request.finalStatus && (await agentCallOver(parts, leg))))),
      '/voice/agent-call-ended',
    ],
    '/person-status': [onLeg((leg, request) => told(door, request, () => personTold(parts, leg, request))), '/voice/person-status'],
  };
}

/** Which callback and which try it is about stands in the address; anything else is no webhook of ours. */
function onLeg(answer: (leg: AgentLeg, request: VoiceRequest) => Promise<string>): Answerer {
  return async (request) => (request.callbackId ? answer({ callbackId: request.callbackId, attempt: request.turn }, request) : HANG_UP);
}

function documentOf({ destinations, publicUrl }: AgentLegDoor, leg: AgentLeg, reply: AgentLegReply): string {
  const { recordings } = destinations;
  const address = `request=${leg.callbackId}&turn=${leg.attempt}`;
  switch (reply.kind) {
    case 'ask':
      return askAgent(callbackWhisper(reply.language), address, recordings);
    case 'dial':
      return connectPerson(callbackDialling(reply.kennzahl), reply.number, address, { ...destinations, publicUrl });
    case 'settled':
    case 'notNow':
      return endAgentLeg(callbackOver(reply.kind), recordings);
    case 'hangUp':
      return HANG_UP;
  }
}

/** The agent's telephone goes on alone. How the person's call went is told once only: kept, where a store does not answer. */
async function parted(door: AgentLegDoor, leg: AgentLeg, request: VoiceRequest): Promise<string> {
  const { parts, destinations, later } = door;
  const { dialled } = request;
  const left = { callSid: dialled?.callSid, finalStatus: dialled?.finalStatus ?? 'failed', durationSeconds: dialled?.seconds ?? 0 };
  try {
    return (await personLeft(parts, leg, left)) ? HANG_UP : endAgentLeg(callbackOver('nobody'), destinations.recordings);
  } catch (thrown) {
    if (!(thrown instanceof DependencyDown)) throw thrown;
    later.keep(request.callSid, async () => void (await personLeft(parts, leg, left)));
    return HANG_UP;
  }
}

async function personTold(parts: Parts, leg: AgentLeg, { callSid, progress, finalStatus, durationSeconds }: VoiceRequest): Promise<void> {
  if (finalStatus) await personCallOver(parts, leg, { callSid, finalStatus, durationSeconds });
  else if (progress === 'talking') await personAnswered(parts, leg, callSid);
  else await personRings(parts, leg, callSid);
}

/** Nobody hears the answer to a status; what a store could not be told now it is told later. */
async function told({ later }: AgentLegDoor, { callSid }: VoiceRequest, tell: () => Promise<void>): Promise<string> {
  try {
    await tell();
  } catch (thrown) {
    if (!(thrown instanceof DependencyDown)) throw thrown;
    later.keep(callSid, tell);
  }
  return NOTHING;
}

function pressedOne({ heard }: VoiceRequest): boolean {
  return 'digits' in heard && heard.digits === '1';
}
