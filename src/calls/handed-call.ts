import type { Language } from '../../flows/vocabulary.ts';
import { hotlineFlow } from '../ivr/hotline-flow.ts';
import type { Session } from '../ivr/session.ts';
import { settle } from './advance.ts';
import { answer } from './answer.ts';
import type { CallEvent, Parts } from './parts.ts';
import { endConversation } from './works/agent-call.ts';

/** Where an agent hands a call to. */
export interface HandedTo {
  to: 'menu' | 'language' | 'supervisor';
  /** With `language`: the one to go on in; without it somebody else of the same language takes over. */
  language?: Language | undefined;
}

export type HandedEvent = CallEvent & {
  /** The turn in which the call was with the agent. */
  turn: number;
  handed: HandedTo;
};

/**
 * The agent has handed the call back and the network has moved it here: to the menu, or into the line for somebody else, where its
 * ticket finds its place. A repeated or late delivery gets the answer that stands.
 * @returns the document, or undefined when nothing is known about the call
 */
export async function handedCall(parts: Parts, event: HandedEvent): Promise<string | undefined> {
  const stored = await parts.sessions.load(event.callSid);
  if (!stored) return undefined;
  const { session, document } = stored;
  if (session.over || session.turn !== event.turn) return document;
  const nowMs = parts.clock.nowMs();
  const { agent } = session.facts;
  if (agent) await endConversation(agent.id, event.callSid, nowMs, parts, 'handedBack');
  const entered = enteredAs(event.handed, session);
  const resting = await settle(parts, event, { session: entered, said: [], short: false }, nowMs);
  return (await answer(parts, resting, session.turn)).document;
}

function enteredAs({ to, language }: HandedTo, session: Session): Session {
  const { agent: _agent, agentLane: _lane, agentWaitSinceMs: _since, topic: _topic, ...facts } = session.facts;
  const goesOn = { ...session, turn: session.turn + 1, facts };
  if (to === 'menu') return hotlineFlow.enter(goesOn, hotlineFlow.landmarks.handedToMenu);
  const handed = { ...facts, topic: 'handedOn' as const };
  const onward =
    to === 'supervisor'
      ? { ...goesOn, facts: { ...handed, agentLane: to } }
      : { ...goesOn, facts: handed, language: language ?? session.language };
  return hotlineFlow.enter(onward, hotlineFlow.landmarks.handedOn);
}
