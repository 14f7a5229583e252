import type { Language } from '../../../flows/vocabulary.ts';
import { callbackIdOf } from '../../callbacks/human-calls.ts';
import type { Session, Topic } from '../../ivr/session.ts';
import { topicOf } from '../../ivr/topic.ts';
import { DependencyDown } from '../../platform/errors.ts';
import type { Caller } from '../parts.ts';
import type { AgentStatus } from '../ports/agents.ts';
import type { Conversation } from '../ports/desk.ts';
import type { DeskWork } from '../ports/desk-work.ts';
import type { Agent, DeskParts } from './desk-parts.ts';

/** Whom an agent is being rung for, talks to, or has just talked to: the only caller whose data they see without more. */
export interface DeskCall {
  conversation: Conversation;
  status: AgentStatus;
  /** Since when they talk, or when they began to. undefined: it only rings. */
  connectedAtMs?: number;
  caller: Caller;
  language: Language;
  topic: Topic;
  ticketAtMs?: number;
  /** What the keys have learnt. undefined: the person has not picked up yet, or it is not remembered any more. */
  session?: Session;
  /** What was done for the caller so far. */
  desk?: DeskWork;
}

type Needed = Pick<DeskParts, 'agents' | 'humanCallbacks' | 'logger' | 'notes' | 'sessions'>;

/** undefined: this agent is with nobody. The last call stays theirs while they wrap up, for what was begun in it. */
export async function currentCall(parts: Needed, agent: Agent): Promise<DeskCall | undefined> {
  const status = await parts.agents.status(agent.name);
  const talking = await conversationOf(parts, agent, status);
  if (!talking) return undefined;
  const { callId, connectedAtMs } = talking;
  const conversation = { agentId: agent.name, callId };
  const callbackId = callbackIdOf(callId);
  const known = callbackId === undefined ? await ofCall(parts, callId) : await ofCallback(parts, callbackId);
  return { conversation, status, ...known, ...(connectedAtMs === undefined ? {} : { connectedAtMs }) };
}

async function conversationOf({ notes }: Needed, { name }: Agent, { state, callSid, lastCallSid, sinceMs }: AgentStatus) {
  if (callSid !== undefined && state !== 'on_call') return { callId: callSid };
  if (callSid !== undefined) {
    await notes.talks({ agentId: name, callId: callSid }, sinceMs);
    return { callId: callSid, connectedAtMs: sinceMs };
  }
  if (lastCallSid === undefined) return undefined;
  const noted = await notes.lastCall(name);
  // A desk that was closed while they talked has noted an earlier call, if any
  return { callId: lastCallSid, connectedAtMs: noted?.callId === lastCallSid ? noted.sinceMs : sinceMs };
}

type Known = Omit<DeskCall, 'conversation' | 'status' | 'connectedAtMs'>;

async function ofCall({ sessions }: Pick<Needed, 'sessions'>, callSid: string): Promise<Known> {
  const stored = await sessions.load(callSid);
  if (!stored) return { caller: { kind: 'withheld' }, language: 'de', topic: 'question' };
  const { session, desk } = stored;
  const { callerNumber: number, ticketAtMs } = session.facts;
  return {
    caller: number === undefined ? { kind: 'withheld' } : { kind: 'shown', number },
    language: session.language,
    topic: topicOf(session),
    session,
    ...(ticketAtMs === undefined ? {} : { ticketAtMs }),
    ...(desk === undefined ? {} : { desk }),
  };
}

/**
 * Somebody whom we ring: whom the list has, and behind the agent's own telephone their call, as soon as they have picked up. The list may
 * be away while the conversation goes on: then the agent asks for the number.
 */
async function ofCallback(parts: Needed, id: string): Promise<Known> {
  const nobody = { caller: { kind: 'withheld' }, language: 'de', topic: 'callback' } as const;
  try {
    const inHand = await parts.humanCallbacks.lastTry(id);
    if (!inHand) return nobody;
    const { number, request, callSid } = inHand;
    const theirs = callSid === undefined ? nobody : await ofCall(parts, callSid);
    return { ...theirs, caller: { kind: 'shown', number }, language: request.language, topic: 'callback', ticketAtMs: request.ticketAtMs };
  } catch (thrown) {
    if (!(thrown instanceof DependencyDown) || thrown.part !== 'postgres') throw thrown;
    parts.logger.warn({ code: thrown.code, callbackId: id }, 'a callback is shown without its number');
    return nobody;
  }
}
