import type { Language } from '../../../flows/vocabulary.ts';
import type { AgentLane } from './agents.ts';
import type { CallbackRequest } from './callbacks.ts';

/** Callbacks that a human makes: which ones wait, who has one in hand, and what came of it. */

/** What the agent says about a conversation. `again`: not the right person, a mailbox, or not now. `unwanted`: no call is wanted any more. */
export type AgentOutcome = 'served' | 'again' | 'unwanted';

/** The newest try of a request. */
export interface HumanTry {
  request: CallbackRequest;
  /** E.164. */
  number: string;
  attempt: number;
  /** Whose telephone rings first; undefined: the person's does. */
  agent?: string;
  /** The person's call, as soon as it has rung. */
  callSid?: string;
  /** Agent and person have talked. */
  reached: boolean;
}

/** What happens to a request that is to be tried again. */
export interface TryAgain {
  nextTryAtMs: number;
  window: { fromMs: number; toMs: number };
  lastTry: boolean;
}

/** The list as far as humans work it off; the rest of it is `Callbacks`. Every method throws `POSTGRES_DOWN` without an answer. */
export interface HumanCallbacks {
  /** Those not yet served, in ticket order. `number`: E.164. */
  waiting(limit: number): Promise<{ request: CallbackRequest; number: string }[]>;
  /** Those in these languages whose next try has come, in ticket order; so many of each language at most. Only a look: `claim` decides. */
  due(languages: readonly Language[], nowMs: number, limit: number): Promise<CallbackRequest[]>;
  /** The languages of those who are being rung without an agent: each wants one the moment they pick up. */
  rungWithoutAgent(): Promise<Language[]>;
  /** undefined: no such request, or never tried. */
  lastTry(id: string): Promise<HumanTry | undefined>;
  /**
   * The person answered the call that this try made for its agent: the promise is settled, the request accepted. Repeatable.
   * `elsewhere`: it was not this try that brought them to us, or no try of ours.
   */
  reached(id: string, answered: { attempt: number; callSid: string; nowMs: number }): Promise<'reached' | 'elsewhere'>;
  /**
   * Writes down what the agent says about the newest try. `again` opens the request, `unwanted` closes it for good. Repeatable: the last
   * word counts, but what was opened again stays open.
   * `notTheirs`: another agent's; `notReached`: nobody was on the line; `otherOpen`: the person has asked for another callback meanwhile.
   * @param note.inCall this agent talks to the person right now, however they came together
   */
  noteOutcome(
    id: string,
    note: { agent: string; outcome: AgentOutcome; inCall: boolean; again: TryAgain; nowMs: number },
  ): Promise<{ status: 'noted'; request: CallbackRequest } | { status: 'unknown' | 'notTheirs' | 'notReached' | 'otherOpen' }>;
}

/** Somebody who could take a callback now. */
export interface IdleAgent {
  id: string;
  endpoint: string;
  lanes: readonly AgentLane[];
}

export interface IdleAgents {
  /** Those idle now, longest first; of each language so many at most. Only a look: `Agents.reserve` decides. */
  idle(mostPerLanguage: number): Promise<IdleAgent[]>;
}

/** An agent's telephone that rings for a callback, before the person's does. */
export interface RingingLeg {
  callbackId: string;
  attempt: number;
  /** The agent's call. */
  callSid: string;
  sinceMs: number;
}

/** Which of them ring, so that one that rings in vain can be told to stop. Only a help: the webhooks of each do the same, later. */
export interface AgentLegs {
  rings(leg: RingingLeg): Promise<void>;
  /** Accepted, or it stopped ringing. Repeatable. */
  over(callbackId: string): Promise<void>;
  ringing(nowMs: number): Promise<RingingLeg[]>;
}
