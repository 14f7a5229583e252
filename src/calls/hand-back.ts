import { callbackIdOf } from '../callbacks/human-calls.ts';
import { DependencyDown } from '../platform/errors.ts';
import type { HandedTo } from './handed-call.ts';
import type { Parts } from './parts.ts';
import type { Telephone } from './ports/telephone.ts';
import { endConversation } from './works/agent-call.ts';

/** Where a handed call goes on. */
const HANDED_PATH = '/voice/handed';

export type HandBackParts = Pick<Parts, 'agents' | 'agentEvents' | 'sessions' | 'thresholds' | 'clock' | 'logger'> & {
  humanCallbacks: Pick<Parts['humanCallbacks'], 'lastTry'>;
  telephone: Pick<Telephone, 'redirect'>;
};

/** `over`: the caller has hung up meanwhile. `networkAway`: nothing has changed, the caller is still with the agent. */
export type HandBackAnswer = 'handed' | 'notYourCall' | 'over' | 'networkAway';

/**
 * An agent hands the call they talk in back to the menu, or on to somebody of another language or a supervisor. First the network moves
 * the caller, then the agent wraps up: a network that does not answer leaves both together. If it has moved the caller all the same, the
 * webhook that follows ends the agent's part.
 */
export async function handBack(parts: HandBackParts, order: HandedTo & { callSid: string; agentId: string }): Promise<HandBackAnswer> {
  const { callSid, agentId } = order;
  const { state, callSid: theirs } = await parts.agents.status(agentId);
  if (state !== 'on_call' || theirs !== callSid) return 'notYourCall';
  const callbackId = callbackIdOf(callSid);
  const onTheLine = callbackId === undefined ? callSid : await personOf(parts, callbackId);
  const session = onTheLine === undefined ? undefined : (await parts.sessions.load(onTheLine))?.session;
  if (!session || session.over) return 'over';
  try {
    if ((await parts.telephone.redirect(session.callSid, pathOf(order, session.turn))) === 'over') return 'over';
  } catch (thrown) {
    if (!(thrown instanceof DependencyDown)) throw thrown;
    parts.logger.warn({ code: thrown.code, callSid }, 'call not handed back; the caller stays with the agent');
    return 'networkAway';
  }
  // In a callback the agent's own telephone tells that the person is gone from it
  if (callbackId === undefined) await endConversation(agentId, callSid, parts.clock.nowMs(), parts, 'handedBack');
  parts.logger.info({ callSid, to: order.to, language: order.language }, 'call handed back');
  return 'handed';
}

/** The person's call, behind the agent's telephone that was rung first. undefined: not reached yet. */
async function personOf({ humanCallbacks }: HandBackParts, callbackId: string): Promise<string | undefined> {
  const last = await humanCallbacks.lastTry(callbackId);
  return last?.reached ? last.callSid : undefined;
}

/** The turn makes a repeated webhook known; a language is nothing personal. */
function pathOf({ to, language }: HandedTo, turn: number): string {
  const params = new URLSearchParams({ turn: String(turn), to });
  if (to === 'language' && language) params.set('language', language);
  return `${HANDED_PATH}?${params}`;
}
