import type { Line } from '../../flows/index.ts';
import type { Language } from '../../flows/vocabulary.ts';
import { type Speech, speak } from '../ivr/reply.ts';
import type { Session, Topic } from '../ivr/session.ts';
import { spokenIn } from '../ivr/spoken.ts';
import { laneOf } from './agent-line.ts';
import type { Parts } from './parts.ts';
import { minutesWaited } from './works/agent-call.ts';

/** The agent's leg, before the caller is on it. */

/** From picking up to the key: the whisper twice, and the time to press. */
const WHISPER_LEASE_MS = 45_000;

/** Agents are told in German, whichever language the caller speaks. */
const AGENTS_LANGUAGE = 'de';
const CALL_IN: Record<Language, Line> = { de: 'whisper', en: 'whisperEnglish', tr: 'whisperTurkish', ru: 'whisperRussian' };
const ABOUT: Record<Topic, Line> = {
  booking: 'whisperBooking',
  question: 'whisperQuestion',
  callback: 'whisperPromised',
  handedOn: 'whisperHandedOn',
};

/**
 * What the agent hears who has picked up: language, topic, how long the caller has waited, and which key accepts. The reservation lasts
 * through it, however late they picked up. undefined: the call is gone, or another agent's.
 */
export async function whisperOf(parts: Parts, callSid: string): Promise<Speech[] | undefined> {
  const session = (await parts.sessions.load(callSid))?.session;
  const agent = session?.facts.agent;
  if (!session || session.over || !agent) return undefined;
  const rung = await parts.agents.ring(callSid, laneOf(session), WHISPER_LEASE_MS);
  return 'id' in rung && rung.id === agent.id ? spokenAbout(session, parts.clock.nowMs()) : undefined;
}

function spokenAbout({ language, facts }: Session, nowMs: number): Speech[] {
  const minutes = minutesWaited(facts.agentWaitSinceMs ?? nowMs, nowMs);
  const lines: Line[] = [
    CALL_IN[language],
    ABOUT[facts.topic ?? 'question'],
    ...(minutes > 0 ? (['whisperWaited'] as const) : []),
    'whisperAccept',
  ];
  return lines.flatMap((line) => speak(line, AGENTS_LANGUAGE, () => spokenIn(AGENTS_LANGUAGE).minutes(minutes)));
}

/** The agent pressed 1. `false`: the reservation has run out meanwhile, so the caller is elsewhere. */
export async function agentAccepts(parts: Parts, callSid: string): Promise<boolean> {
  const session = (await parts.sessions.load(callSid))?.session;
  const agent = session?.facts.agent;
  if (!session || session.over || !agent) return false;
  const connected = await parts.agents.connected(agent.id, callSid);
  if (connected) await parts.agentEvents.publish(agent.id, { type: 'connected', data: { callSid, atMs: parts.clock.nowMs() } });
  return connected;
}
