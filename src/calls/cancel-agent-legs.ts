import { currentTry, settled } from './agent-leg.ts';
import { codeOf } from './callback-try.ts';
import type { AgentParts } from './let-agent-go.ts';
import type { Parts } from './parts.ts';
import type { RingingLeg } from './ports/human-callbacks.ts';
import type { Telephone } from './ports/telephone.ts';

export type CancelParts = AgentParts &
  Pick<Parts, 'agentLegs' | 'callbacks' | 'frontDoor' | 'humanCallbacks' | 'logger'> & { telephone: Pick<Telephone, 'cancel'> };

/** The person who has rung us meanwhile may wait for this very agent. */
export const CANCEL_EVERY_MS = 500;

/**
 * An agent's telephone that rings for a callback which is settled by now stops ringing, and the agent is free without blame. Where nobody
 * looks after it, whoever picks up hears that it is settled.
 */
export async function cancelAgentLegs(parts: CancelParts): Promise<void> {
  const legs = await parts.agentLegs.ringing(parts.clock.nowMs());
  await Promise.all(legs.map((leg) => cancelSettled(parts, leg)));
}

async function cancelSettled(parts: CancelParts, leg: RingingLeg): Promise<void> {
  if (await currentTry(parts, leg)) return;
  try {
    // Who has picked up in this moment is told what has become of it, and freed, by the webhooks of their telephone
    if ((await parts.telephone.cancel(leg.callSid)) === 'canceled') await settled(parts, leg);
    else await parts.agentLegs.over(leg.callbackId);
  } catch (thrown) {
    parts.logger.warn({ code: codeOf(thrown), callbackId: leg.callbackId }, 'an agent’s telephone rings on for a settled callback');
  }
}
