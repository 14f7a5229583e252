import { callIdOf } from '../callbacks/human-calls.ts';
import { whatFollows } from './callback-ended.ts';
import { noteOnTicket } from './note-callback.ts';
import type { Parts } from './parts.ts';

/**
 * Takes up the tries that a dead worker left behind. One with a CallSid did ring: it counts, and its end was lost. One without may
 * have reached the network: open again at once, and looked up there before it is dialled. Returns how many.
 */
export async function recoverCallbacks(
  parts: Pick<Parts, 'callbacks' | 'frontDoor' | 'thresholds' | 'logger' | 'agents'>,
  nowMs: number,
): Promise<number> {
  const abandoned = await parts.callbacks.abandonedAttempts(nowMs);
  for (const { request, attempt, callSid, agent } of abandoned) {
    const next = callSid === undefined ? { nextTryAtMs: nowMs, lastTry: false, uncounted: true } : await whatFollows(parts, request, nowMs);
    const after = await parts.callbacks.tryFailed(request.id, {
      attempt,
      outcome: 'unknown',
      nowMs,
      ...next,
      ...(callSid === undefined ? {} : { callSid }),
    });
    await parts.frontDoor.leave(callSid ?? request.id);
    // Where the person has not even been rung by now, the agent who had it in hand talks to nobody
    if (agent !== undefined && callSid === undefined) await parts.agents.done(agent, callIdOf(request.id), nowMs);
    if (after) await noteOnTicket(parts, after, nowMs);
    parts.logger.warn({ callbackId: request.id, callSid }, 'abandoned callback try taken up');
  }
  return abandoned.length;
}
