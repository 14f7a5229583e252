import { expect } from '@jest/globals';
import type { Callee, Caller } from '../../scripts/carrier/carrier.ts';
import type { AgentLane, AgentStatus } from '../../src/calls/ports/agents.ts';
import { type Between, type Line, startLine } from '../support/line.ts';
import { PATIENCE_MS, until } from '../support/until.ts';

/** A hotline with several agents whose telephones stand in the local network; pairing happens when a test says so. */
export interface AgentsHouse {
  line: Line;
  newNumber(): string;
  status(name: AgentName): Promise<AgentStatus>;
  state(name: AgentName): Promise<AgentStatus['state']>;
  /** The agent's own choice; German and English where nothing else is said. */
  choose(name: AgentName, wish: 'available' | 'paused' | 'offline', lanes?: readonly AgentLane[]): Promise<void>;
  /** The next call that rings at this agent. */
  rings(name: AgentName): Promise<Callee>;
  /** Picks up what rings at this agent next, and presses 1. */
  accepts(name: AgentName): Promise<Callee>;
  /** The agent hangs up, and what follows from it has happened. */
  hangsUp(name: AgentName, conversation: Callee): Promise<void>;
  /** Somebody rings, asks for a human, and comes to rest. */
  asks(from?: string): Promise<Caller>;
  /** Somebody talks with this agent, who was idle. */
  talksWith(name: AgentName): Promise<{ caller: Caller; agent: Callee }>;
  /** One round of the worker. */
  pair(): Promise<void>;
  /** Who waits in a lane. */
  waiting(lane?: AgentLane): Promise<number>;
  /** What the desk of this agent was told about a call, oldest first. */
  told(name: AgentName, callSid: string): Promise<{ type: string; data: Record<string, unknown> }[]>;
  outcomes(): Promise<Record<string, number>>;
  /** Everybody hangs up, and nobody's wrap-up, pause or rule reaches into the next test. */
  clear(): Promise<void>;
}

const PHONES = {
  anna: '+493012345001',
  bert: '+493012345002',
  cora: '+493012345003',
  dora: '+493012345004',
  emil: '+493012345005',
  fred: '+493012345006',
  gina: '+493012345007',
} as const;
export type AgentName = keyof typeof PHONES;
export const NAMES = Object.keys(PHONES) as AgentName[];

const USUAL = {
  callbackHours: '00:00-24:00',
  dialPerSecond: 100,
  admitPerSecond: 1_000,
  burst: 1_000,
  wrapUpSeconds: 30,
  ringSeconds: 20,
  agentQueueLength: 500,
  agentMaxWaitSeconds: 600,
};

/** @param exchange four digits that keep this house's numbers apart from others in the same run */
export async function openAgentsHouse(
  exchange: string,
  environment: Record<string, string> = {},
  between: Between = {},
): Promise<AgentsHouse> {
  const line = await startLine(environment, between);
  await line.tune(USUAL);
  const { parts } = line.hotline.house;
  const callers: Caller[] = [];
  let lastNumber = 0;
  const newNumber = () => {
    lastNumber += 1;
    return `+49233${exchange}${String(lastNumber).padStart(3, '0')}`;
  };
  const rings = (name: AgentName) => line.carrier.phone(PHONES[name]).rings();
  const house: AgentsHouse = {
    line,
    newNumber,
    status: (name) => parts.agents.status(name),
    state: async (name) => (await parts.agents.status(name)).state,
    async choose(name, wish, lanes = ['de', 'en']) {
      const chosen = await parts.agents.choose(name, { state: wish }, { endpoint: `tel:${PHONES[name]}`, lanes });
      expect(chosen).not.toBe('refused');
      // Who was first has been idle longer
      await line.advance(0.01);
    },
    rings,
    async accepts(name) {
      const rung = await rings(name);
      await rung.answer();
      await rung.press('1');
      return rung;
    },
    async hangsUp(name, conversation) {
      await conversation.hangUp();
      await until(async () => (await house.state(name)) !== 'on_call', PATIENCE_MS);
    },
    async asks(from = newNumber()) {
      const caller = await line.call(from);
      callers.push(caller);
      await caller.press('0');
      // Tickets are told apart by their milliseconds
      await line.advance(0.01);
      return caller;
    },
    async talksWith(name) {
      const caller = await house.asks();
      const agent = await house.accepts(name);
      expect(caller.state).toBe('connected');
      return { caller, agent };
    },
    pair: async () => void (await line.hotline.rounds?.run('pairs')),
    waiting: async (lane = 'de') => (await parts.agentLanes.picture()).find((one) => one.lane === lane)?.waiting ?? 0,
    told: async (name, callSid) => (await told(line, name)).filter(({ data }) => data['callSid'] === callSid),
    async outcomes() {
      await parts.tally.flush();
      return (await parts.tally.today()).outcomes;
    },
    async clear() {
      for (const caller of callers.splice(0)) if (caller.state !== 'ended') await caller.hangUp();
      await line.tune(USUAL);
      await line.advance(1_000);
      await parts.agents.sweep();
      await parts.agentLanes.sweep();
      for (const name of NAMES) {
        line.carrier.phone(PHONES[name]).behaviour = 'ring';
        await parts.agents.choose(name, { state: 'offline' }, { endpoint: `tel:${PHONES[name]}`, lanes: ['de', 'en'] });
      }
    },
  };
  for (const name of NAMES) {
    line.carrier.phone(PHONES[name]);
    await house.choose(name, 'offline');
  }
  return house;
}

/** The agent's telephone does this from now on, instead of ringing. */
export function telephoneIs({ line }: AgentsHouse, name: AgentName, behaviour: 'ring' | 'busy' | 'no-answer'): void {
  line.carrier.phone(PHONES[name]).behaviour = behaviour;
}

/** How often this agent's telephone has rung at all. */
export function calls({ line }: AgentsHouse, name: AgentName): number {
  return line.carrier.phone(PHONES[name]).received.length;
}

async function told({ redis }: Line, name: AgentName): Promise<{ type: string; data: Record<string, unknown> }[]> {
  const entries = await redis.xrange('{agents}:events', '-', '+');
  return entries
    .map(([, fields]) => Object.fromEntries(Array.from({ length: fields.length / 2 }, (_, at) => [fields[2 * at], fields[2 * at + 1]])))
    .filter((entry) => entry['agent'] === name && entry['type'] !== 'state')
    .map((entry) => ({ type: String(entry['type']), data: JSON.parse(String(entry['data'])) as Record<string, unknown> }));
}
