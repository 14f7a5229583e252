import { HotlineError } from '../platform/errors.ts';
import { waitsForAgent } from './paired-call.ts';
import type { Parts } from './parts.ts';
import type { Telephone } from './ports/telephone.ts';

export type PairParts = Pick<Parts, 'agents' | 'logger' | 'sessions'> & { telephone: Pick<Telephone, 'redirect'> };

/** Often enough that no agent sits idle for long while somebody waits. */
export const PAIR_EVERY_MS = 250;

/** Where a waiting call goes on when an agent is free for it. */
const PAIRED_PATH = '/voice/paired';

/** One round moves at most so many: each costs a request to the network. */
const MOST_PER_ROUND = 200;

/**
 * Brings waiting callers and free agents together and moves the calls at once. A call that cannot or must not be moved is not lost: it rings its agent at
 * its next round of the hold loop, or else goes back to the front of the line. An agent whose caller has hung up is free again.
 */
export async function pairWaiting(parts: PairParts): Promise<void> {
  const pairs = await parts.agents.pair(MOST_PER_ROUND);
  await Promise.all(pairs.map((pair) => move(parts, pair)));
}

async function move(parts: PairParts, { callSid, agentId }: { callSid: string; agentId: string }): Promise<void> {
  const { agents, telephone, logger, sessions } = parts;
  try {
    const stored = await sessions.load(callSid);
    // Torn out of a conversation that Redis has not heard of yet, or out of a telephone's ringing, it would lose what it has
    if (stored && !stored.session.over && !waitsForAgent(stored.session)) return;
    if ((await telephone.redirect(callSid, PAIRED_PATH)) === 'over') await agents.released(agentId, callSid);
  } catch (thrown) {
    const code = thrown instanceof HotlineError ? thrown.code : 'UNEXPECTED';
    logger.warn({ code, callSid }, 'paired call not moved; the hold loop will');
  }
}
