/** A human's callback in the agents' world: what its call goes by, and which idle agent may take which one. */

/** Where others have a CallSid: the name under which an agent is reserved for a callback. Carries nothing personal. */
export function callIdOf(requestId: string): string {
  return `${PREFIX}${requestId}`;
}

/** The callback that goes by this name; undefined: it is the CallSid of an ordinary call. */
export function callbackIdOf(callId: string): string | undefined {
  return callId.startsWith(PREFIX) ? callId.slice(PREFIX.length) : undefined;
}

const PREFIX = 'cb:';

/** Whoever may take a call of these lanes. */
interface Idle {
  id: string;
  lanes: readonly string[];
}

/**
 * Gives each callback, in its order, the agent idle longest who speaks its language. Nobody is given twice, and a callback in whose
 * language nobody is left is passed over.
 * @param idle longest idle first
 */
export function matchIdle<Wish extends { language: string }, Agent extends Idle>(
  wishes: readonly Wish[],
  idle: readonly Agent[],
): { wish: Wish; agent: Agent }[] {
  const free = [...idle];
  const matched: { wish: Wish; agent: Agent }[] = [];
  for (const wish of wishes) {
    const at = free.findIndex(({ lanes }) => lanes.includes(wish.language));
    const agent = free[at];
    if (!agent) continue;
    free.splice(at, 1);
    matched.push({ wish, agent });
  }
  return matched;
}

/**
 * Who is left for further callbacks when those whose telephones ring already, without an agent of their own, have found somebody.
 * @param rung the languages of those
 */
export function leftFor<Agent extends Idle>(idle: readonly Agent[], rung: readonly string[]): Agent[] {
  const taken = new Set(
    matchIdle(
      rung.map((language) => ({ language })),
      idle,
    ).map(({ agent }) => agent.id),
  );
  return idle.filter(({ id }) => !taken.has(id));
}
