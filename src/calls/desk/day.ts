import { localDay } from '../../platform/berlin-time.ts';
import type { AgentFigures } from '../ports/agents.ts';
import type { Agent, DeskParts } from './desk-parts.ts';

/** What this agent has done today, for nobody but themselves. `day` is local, ISO 8601. */
export async function ownDay(
  { agents, clock }: Pick<DeskParts, 'agents' | 'clock'>,
  { name }: Pick<Agent, 'name'>,
): Promise<AgentFigures & { day: string }> {
  return { day: localDay(clock.nowMs()), ...(await agents.figures(name)) };
}
