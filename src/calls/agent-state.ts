import { lanesServed } from '../agents/lanes.ts';
import type { SignedIn } from './ports/accounts.ts';
import type { AgentStatus, Agents } from './ports/agents.ts';

/** What an agent decides about their own work: available, paused or gone. */

export interface StateWish {
  state: 'available' | 'paused' | 'offline';
  reason?: string;
}

/** `inCall`: not while a call is being connected or held. `noEndpoint`: there is nowhere to send calls to. */
export type StateAnswer = AgentStatus | 'inCall' | 'noEndpoint';

export type AgentDesk = ReturnType<typeof createAgentDesk>;

export function createAgentDesk(parts: { agents: Agents }) {
  const { agents } = parts;

  async function choose(person: SignedIn, wish: StateWish): Promise<StateAnswer> {
    if (wish.state === 'available' && person.endpoint === undefined) return 'noEndpoint';
    const profile = { endpoint: person.endpoint ?? '', lanes: lanesServed(person) };
    const answer = await agents.choose(person.name, wish, profile);
    return answer === 'refused' ? 'inCall' : answer;
  }

  return { choose, status: (person: SignedIn): Promise<AgentStatus> => agents.status(person.name) };
}
