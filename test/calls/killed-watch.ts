import type { Carrier } from '../../scripts/carrier/carrier.ts';
import type { AgentStatus } from '../../src/calls/ports/agents.ts';
import { every } from '../../src/platform/every.ts';
import type { Router } from '../../src/router.ts';
import type { Agent } from './killed-people.ts';

/** Looks at telephones and router all the time, while processes die. */
export interface Watch {
  /** Telephones that had two calls at once. */
  readonly doubles: string[];
  /** How long an agent was kept at the longest for a call that was over, ms. */
  longestKeptMs(): number;
  stop(): Promise<void>;
}

const TELEPHONES_EVERY_MS = 20;
const AGENTS_EVERY_MS = 250;

export function watch({ carrier, router }: { carrier: Carrier; router: Router }, agents: readonly Agent[]): Watch {
  const doubles = new Set<string>();
  const keptSince = new Map<string, number>();
  let longestKeptMs = 0;
  const stops = [
    every(TELEPHONES_EVERY_MS, async () => {
      for (const { number } of agents) {
        const live = carrier.phone(number).received.filter(({ state }) => state !== 'ended');
        if (live.length > 1) doubles.add(`${number}: ${live.map(({ callSid, state }) => `${callSid} ${state}`).join(', ')}`);
      }
    }),
    every(AGENTS_EVERY_MS, async () => {
      const statuses = await Promise.all(agents.map(({ name }) => router.agents.status(name)));
      for (const { id, callSid } of statuses.filter((status) => isKept(carrier, status))) {
        const since = keptSince.get(`${id} ${callSid}`) ?? performance.now();
        keptSince.set(`${id} ${callSid}`, since);
        longestKeptMs = Math.max(longestKeptMs, performance.now() - since);
      }
    }),
  ];
  return {
    get doubles() {
      return [...doubles];
    },
    longestKeptMs: () => longestKeptMs,
    stop: async () => void (await Promise.all(stops.map((stop) => stop()))),
  };
}

/** Reserved for, or talking in, a call that is over. */
function isKept(carrier: Carrier, { state, callSid }: AgentStatus): boolean {
  return (state === 'reserved' || state === 'on_call') && callSid !== undefined && carrier.call(callSid)?.state === 'ended';
}
