import type { Language } from '../../flows/vocabulary.ts';
import { isClosed, type Thresholds } from '../admission/thresholds.ts';
import { isOpen, parseHours } from '../callbacks/calling-hours.ts';
import { noteOutcome, type OutcomeNoted } from './callback-outcome.ts';
import { codeOf } from './callback-try.ts';
import { isSpent } from './dial-spend.ts';
import type { Parts } from './parts.ts';
import type { CallbackRequest } from './ports/callbacks.ts';
import type { AgentOutcome } from './ports/human-callbacks.ts';
import { promoteWaiting } from './promote-waiting.ts';
import { type InHand, type RingAgentParts, ringAgent, takeInHand } from './ring-agent.ts';

/** The list of people whom a human shall call back, as agents work it off from their desks. */

export type HumanCallbackParts = RingAgentParts & Pick<Parts, 'humanCallbacks' | 'spend' | 'sessions'>;

/** One of the list, without what strangers need not see. */
export interface ListedCallback {
  id: string;
  kennzahl: string;
  language: Language;
  ticketAtMs: number;
  window: { fromMs: number; toMs: number };
  attempts: number;
  /** The last three digits. */
  number: string;
  state: 'open' | 'dialling';
}

export interface CallbackTaker {
  id: string;
  /** Where their calls go; without one they can take none. */
  endpoint?: string | undefined;
  languages: readonly string[];
}

/** `none`: nobody in their languages may be rung now. `notAvailable`: the agent is not idle, or has no telephone. */
export type Taken = { status: 'ringing'; callback: ListedCallback } | { status: 'none' | 'notAvailable' };

export type { OutcomeNoted } from './callback-outcome.ts';

export interface HumanCallbackDesk {
  /** The first ones of the list in ticket order, and who is rung first. */
  list(): Promise<{ callbacks: ListedCallback[]; humanCallbacks: Thresholds['humanCallbacks'] }>;
  /** The earliest one that may be rung now becomes this agent's; their telephone rings first. No two agents get the same. */
  take(agent: CallbackTaker): Promise<Taken>;
  /** What the agent says about a conversation; see `HumanCallbacks.noteOutcome`. Repeatable. */
  noteOutcome(id: string, outcome: AgentOutcome, agentId: string): Promise<OutcomeNoted>;
  /** Resolves when nothing is being dialled. */
  idle(): Promise<void>;
}

/** A desk shows what can be worked off in an hour or two. */
const MOST_LISTED = 100;

/** So many are tried one after another: what is looked at may have been taken by others meanwhile. */
const MOST_LOOKED_AT = 20;

export function createHumanCallbackDesk(parts: HumanCallbackParts): HumanCallbackDesk {
  const ringing = new Set<Promise<void>>();
  /** Agents who have asked and are not reserved yet: asking twice is asking once. */
  const asking = new Set<string>();

  const ring = (inHand: InHand): void => {
    const rung = ringAgent(parts, inHand)
      .then(() => undefined)
      .catch((thrown: unknown) => parts.logger.error({ code: codeOf(thrown), callbackId: inHand.claim.request.id }, 'callback not rung'));
    ringing.add(rung);
    void rung.finally(() => {
      ringing.delete(rung);
      asking.delete(inHand.agent.id);
    });
  };

  return {
    async list() {
      const [waiting, { values }] = await Promise.all([parts.humanCallbacks.waiting(MOST_LISTED), parts.thresholds.now()]);
      return { callbacks: waiting.map(({ request, number }) => listed(request, number)), humanCallbacks: values.humanCallbacks };
    },
    async take(agent) {
      const { id, endpoint, languages } = agent;
      if (endpoint === undefined || asking.has(id)) return { status: 'notAvailable' };
      asking.add(id);
      let inHand: InHand | undefined;
      try {
        if ((await parts.agents.status(id)).state !== 'available') return { status: 'notAvailable' };
        inHand = await takeEarliest(parts, { id, endpoint }, languages);
        return inHand ? { status: 'ringing', callback: listed(inHand.claim.request, inHand.claim.number) } : { status: 'none' };
      } finally {
        if (inHand) ring(inHand);
        else asking.delete(id);
      }
    },
    noteOutcome: (id, outcome, agentId) => noteOutcome(parts, id, outcome, agentId),
    async idle() {
      while (ringing.size > 0) await Promise.all(ringing);
    },
  };
}

async function takeEarliest(
  parts: HumanCallbackParts,
  agent: { id: string; endpoint: string },
  languages: readonly string[],
): Promise<InHand | undefined> {
  const nowMs = parts.clock.nowMs();
  if (!(await mayDial(parts, nowMs))) return undefined;
  const spoken = languages.filter((language): language is Language => ['de', 'en', 'tr', 'ru'].includes(language));
  for (const request of await parts.humanCallbacks.due(spoken, nowMs, MOST_LOOKED_AT)) {
    if (await parts.onTheLine.isTalking(request.caller, nowMs)) continue;
    // Capacity first: who is reached goes straight in. Without any, the next one would get none either
    if (!(await promoteWaiting(parts, MOST_LOOKED_AT, [request.id])).includes(request.id)) return undefined;
    const taken = await takeInHand(parts, request.id, agent);
    if (typeof taken === 'object') return taken;
  }
  return undefined;
}

/** Within the calling hours, on an open line, and while there are minutes left. */
async function mayDial(parts: HumanCallbackParts, nowMs: number): Promise<boolean> {
  const { values } = await parts.thresholds.now();
  if (!isOpen(parseHours(values.callbackHours), nowMs) || isClosed(values, nowMs)) return false;
  return !(await isSpent(parts, values.dialPerSecond, nowMs));
}

function listed(request: CallbackRequest, number: string): ListedCallback {
  const { id, kennzahl, language, ticketAtMs, window, attempts, state } = request;
  return {
    id,
    kennzahl,
    language,
    ticketAtMs,
    window,
    attempts,
    number: number.slice(-3),
    state: state === 'dialling' ? state : 'open',
  };
}
