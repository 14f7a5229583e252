import type { Language } from '../../flows/vocabulary.ts';
import type { Thresholds } from '../admission/thresholds.ts';
import { leftFor, matchIdle } from '../callbacks/human-calls.ts';
import type { Parts } from './parts.ts';
import type { PairedAgent } from './ports/agents.ts';
import type { CallbackRequest } from './ports/callbacks.ts';
import type { IdleAgents } from './ports/human-callbacks.ts';

export type DueParts = Pick<Parts, 'callbacks' | 'humanCallbacks'> & { idleAgents: IdleAgents };

/** What may be rung now. */
export interface Due {
  /** In ticket order, of both lines. */
  ids: string[];
  /** Callbacks that ring an agent first, and whom. */
  agentOf: ReadonlyMap<string, PairedAgent>;
}

/** A language nobody waits in is not asked about four times a second: finding nobody means reading the whole list. */
const NOBODY_FOR_MS = 5_000;

/**
 * Looks for those whose time has come; a human's callback only while an agent who speaks its language is free to take it.
 * @param inHand agents who will be rung for one in a moment
 */
export function dueCallbacks({ callbacks, humanCallbacks, idleAgents }: DueParts, inHand: ReadonlySet<string>) {
  const nobodyUntilMs = new Map<Language, number>();

  async function forHumans(nowMs: number, places: number): Promise<{ wish: CallbackRequest; agent: PairedAgent }[]> {
    if ((await idleAgents.idle(1)).length === 0) return [];
    const rung = await humanCallbacks.rungWithoutAgent();
    const idle = await idleAgents.idle(places + rung.length + inHand.size);
    const free = leftFor(
      idle.filter(({ id }) => !inHand.has(id)),
      rung,
    );
    const asked = languagesOf(free).filter((language) => (nobodyUntilMs.get(language) ?? 0) <= nowMs);
    const due = await humanCallbacks.due(asked, nowMs, places);
    for (const language of asked) if (!due.some((one) => one.language === language)) nobodyUntilMs.set(language, nowMs + NOBODY_FOR_MS);
    return matchIdle(due, free);
  }

  return async (values: Thresholds, nowMs: number, places: number): Promise<Due> => {
    const [forMenu, forHuman] = await Promise.all([callbacks.due(nowMs, places, 'menu'), forHumans(nowMs, places)]);
    const all = [...forMenu, ...forHuman.map(({ wish }) => wish)].sort((one, other) => one.ticketAtMs - other.ticketAtMs);
    const agentFirst = values.humanCallbacks === 'agentFirst';
    return {
      ids: all.slice(0, places).map(({ id }) => id),
      agentOf: new Map(agentFirst ? forHuman.map(({ wish, agent }) => [wish.id, agent]) : []),
    };
  };
}

function languagesOf(agents: readonly { lanes: readonly string[] }[]): Language[] {
  return [...new Set(agents.flatMap(({ lanes }) => lanes))].filter((lane): lane is Language => lane !== 'supervisor');
}
