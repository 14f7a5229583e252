import type { Language } from '../../../flows/vocabulary.ts';

/** The people who take calls: their states, and what their desks are told. */

export type AgentState = 'offline' | 'available' | 'reserved' | 'on_call' | 'wrap_up' | 'paused';

export interface AgentStatus {
  id: string;
  state: AgentState;
  /** While paused: why. */
  reason?: string;
  sinceMs: number;
  callSid?: string;
}

export interface Agents {
  /** The one idle longest who speaks the language, reserved for this call; the same call gets the same agent until it is missed. */
  reserve(callSid: string, language: Language, leaseMs: number): Promise<{ id: string; endpoint: string } | 'nobody'>;
  /** The agent pressed 1 and talks. `false`: the reservation was not this call's any more. */
  connected(agentId: string, callSid: string): Promise<boolean>;
  /** Rang and did not answer: paused with the reason `missed call`. */
  missed(agentId: string, callSid: string): Promise<void>;
  /** The conversation (or the caller) is gone: wrap-up until `wrapUpUntilMs`, then available again. */
  done(agentId: string, callSid: string, wrapUpUntilMs: number): Promise<void>;
  /** The caller hung up while it rang: available again with the old idle time. */
  released(agentId: string, callSid: string): Promise<void>;
  /** The agent's own choice. `refused` while a call is being connected or held. */
  choose(
    agentId: string,
    wish: { state: 'available' | 'paused' | 'offline'; reason?: string },
    profile: { endpoint: string; languages: string[] },
  ): Promise<AgentStatus | 'refused'>;
  status(agentId: string): Promise<AgentStatus>;
  /** Ends reservations and wrap-ups whose time is over. */
  sweep(): Promise<void>;
  counts(): Promise<Record<AgentState, number>>;
}

/** Something that happened to an agent's call. `state` events come from the `Agents` adapter itself, with each change. */
export interface AgentEvent {
  type: 'incoming' | 'connected' | 'ended';
  data: Record<string, unknown>;
}

export interface AgentEvents {
  /** Tells the agent's desk, whichever process it is connected to. Kept for a while, so that a desk that reconnects misses nothing. */
  publish(agentId: string, event: AgentEvent): Promise<void>;
}

/** An event as a desk gets it; `id` says where to go on after a lost connection. */
export interface DeskEvent {
  id: string;
  type: AgentEvent['type'] | 'state';
  /** JSON. */
  data: string;
}

export interface AgentNews {
  /** Tells everything that happens to one agent, in order and once, from now on or from after `lastId`. The answer ends it. */
  follow(agentId: string, lastId: string | undefined, tell: (event: DeskEvent) => void): Promise<() => void>;
}
