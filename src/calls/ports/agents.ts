import type { Language } from '../../../flows/vocabulary.ts';
import type { Turn } from './front-door.ts';

/** The people who take calls: their states, and what their desks are told. */

export type AgentState = 'offline' | 'available' | 'reserved' | 'on_call' | 'wrap_up' | 'paused';

export interface AgentStatus {
  id: string;
  state: AgentState;
  /** While paused: why. */
  reason?: string;
  sinceMs: number;
  callSid?: string;
  /** In wrap-up: the call that it follows. */
  lastCallSid?: string;
}

/** A line of callers who wait for a human: those of one language, or those who are handed to a supervisor. */
export type AgentLane = Language | 'supervisor';

/** An agent whose telephone shall ring for a caller. */
export interface PairedAgent {
  id: string;
  endpoint: string;
}

/**
 * The router: callers who wait, agents who are free, and who belongs to whom. Each method is one step that happens whole or not at all.
 * No call ever has two agents, no agent two calls.
 */
export interface Agents {
  /**
   * Pairs waiting calls with idle agents until one side has run out: callers in the order of their lanes, for each the one idle longest
   * who serves the lane. What is paired is reserved for a short time, until `ring`; then the caller is back in the line and the
   * agent idle as before. Returns the calls, whose telephones are to be moved.
   */
  pair(most: number): Promise<{ callSid: string; agentId: string }[]>;
  /**
   * The caller's webhook is here and can ring: pairs whoever is next, and answers with the agent of this call, whose lease now lasts
   * `leaseMs`. `onDuty`: how many agents of this lane are at work, free or not. Repeatable.
   */
  ring(callSid: string, lane: AgentLane, leaseMs: number): Promise<PairedAgent | { nobody: true; onDuty: number }>;
  /** This very agent, if idle, is reserved for a call that does not wait in a lane: a callback they took. */
  reserve(agentId: string, callId: string, leaseMs: number): Promise<'reserved' | 'refused'>;
  /**
   * The agent pressed 1 and talks. A lease that has just run out takes nothing from whoever accepts, as long as no other telephone rings
   * for the call. `false`: it is somebody else's, or nobody's any more.
   */
  connected(agentId: string, callSid: string): Promise<boolean>;
  /**
   * Rang and did not answer: paused with the reason `missed call`; a call that waited in a lane is back at the front of it. `true`, here
   * and below, for the one who ended it: the call was this agent's until now.
   */
  missed(agentId: string, callSid: string): Promise<boolean>;
  /** The conversation (or the caller) is gone: wrap-up until `wrapUpUntilMs`, then available again. */
  done(agentId: string, callSid: string, wrapUpUntilMs: number): Promise<boolean>;
  /** The caller hung up while it rang: available again with the old idle time. */
  released(agentId: string, callSid: string): Promise<boolean>;
  /** The agent's own choice. `refused` while a call is being connected or held. */
  choose(
    agentId: string,
    wish: { state: 'available' | 'paused' | 'offline'; reason?: string },
    profile: { endpoint: string; lanes: readonly AgentLane[] },
  ): Promise<AgentStatus | 'refused'>;
  /** Ops have changed where this agent is rung, or which lanes they serve; counts from the next call on. */
  assign(agentId: string, profile: { endpoint: string; lanes: readonly AgentLane[] }): Promise<void>;
  /** Sent home by ops: offline now, or as soon as the call that is being connected or held is over. */
  dismiss(agentId: string): Promise<void>;
  status(agentId: string): Promise<AgentStatus>;
  /** Ends reservations and wrap-ups whose time is over. */
  sweep(): Promise<void>;
  counts(): Promise<Record<AgentState, number>>;
  /** One more of what an agent has done today, for their own figures. */
  noteDone(agentId: string, what: 'booked' | 'moved' | 'cancelled' | 'calledBack'): Promise<void>;
  /** What this agent did on the local day. */
  figures(agentId: string): Promise<AgentFigures>;
}

/** One agent's local day. Seconds are whole. */
export interface AgentFigures {
  calls: number;
  missed: number;
  talkSeconds: number;
  wrapUpSeconds: number;
  /** Available, with nobody on the telephone. */
  idleSeconds: number;
  pausedSeconds: number;
  booked: number;
  moved: number;
  cancelled: number;
  calledBack: number;
}

/** The lines in front of the agents: the rules of the front door, with `agentQueueLength` and `agentMaxWaitSeconds`. */
export interface AgentLanes {
  /**
   * Asks for a place. `full`: too many wait, or it would take too long; nothing is taken. A call that waits already keeps its place.
   * @param call.ticketAtMs the order in the line, from the first ring
   * @param call.anyway the caller can neither press keys nor be called back: waits whatever the thresholds say
   */
  enter(call: {
    callSid: string;
    lane: AgentLane;
    ticketAtMs: number;
    anyway?: boolean;
  }): Promise<{ answer: 'queued'; position: number; waitSeconds: number | undefined } | { answer: 'full' }>;
  /** Where this call stands, and a sign of life; `admitted` is never answered here: see `Agents.ring`. */
  look(callSid: string, lane: AgentLane): Promise<Turn>;
  /** Gone, or wants something else. Repeatable. */
  leave(callSid: string, lane: AgentLane): Promise<void>;
  /** Takes out those whose hold loop was not heard of for too long. */
  sweep(): Promise<void>;
  /** By lane: who waits, how long the first one has waited, and how long a new one would. */
  picture(): Promise<{ lane: AgentLane; waiting: number; longestWaitSeconds: number; estimatedWaitSeconds: number | undefined }[]>;
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
