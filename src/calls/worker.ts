import { isOpen, parseHours } from '../callbacks/calling-hours.ts';
import type { Every } from '../platform/every.ts';
import { BREAK_MS } from './callback-try.ts';
import { type Dialled, dialCallback } from './dial-callbacks.ts';
import { isSpent } from './dial-spend.ts';
import { type Due, dueCallbacks } from './due-callbacks.ts';
import type { Parts } from './parts.ts';
import type { PairedAgent } from './ports/agents.ts';
import type { IdleAgents } from './ports/human-callbacks.ts';
import type { Promises } from './ports/promises.ts';
import type { Pacer, Telephone } from './ports/telephone.ts';
import { promoteWaiting } from './promote-waiting.ts';
import { recoverCallbacks } from './recover-callbacks.ts';
import { requoteCallbacks } from './requote-callbacks.ts';
import { ringAgent, takeInHand } from './ring-agent.ts';
import { guarded } from './rounds.ts';

/** What happens without anybody ringing: waiting calls move up, callbacks are rung, what is left over is cleared away. */
export type WorkerParts = Pick<
  Parts,
  'clock' | 'logger' | 'frontDoor' | 'thresholds' | 'callbacks' | 'humanCallbacks' | 'bookings' | 'agents' | 'agentEvents' | 'agentLegs'
> & {
  onTheLine: Parts['onTheLine'];
  spend: Parts['spend'];
  promises: Promises;
  idleAgents: IdleAgents;
  telephone: Telephone;
  pacer: Pacer;
};

/** Each round does its whole job once and never throws: what went wrong is logged with its code. Any number of workers may run. */
export interface Worker {
  /** Waiting calls whose turn it is are moved; callbacks that are due and got a seat are rung, in the background. */
  promote(): Promise<void>;
  /** Tries that a dead worker left behind are taken up. */
  recover(): Promise<void>;
  /** Promised windows that will be missed are replaced, and the people are told. */
  requote(): Promise<void>;
  /** Seats, holds and reservations whose time is over are freed. */
  sweep(): Promise<void>;
  /** Resolves when nothing is being dialled. */
  idle(): Promise<void>;
  /** Runs all rounds for good. Returned: stops them and waits for what is under way. */
  start(every: Every): () => Promise<void>;
}

const PROMOTE_EVERY_MS = 250;
const RECOVER_EVERY_MS = 5_000;
const SWEEP_EVERY_MS = 5_000;
const REQUOTE_EVERY_MS = 60_000;

/** While the hour's minutes are used up; also how often that is logged. */
const LOOK_AT_SPEND_AGAIN_MS = 60_000;

const NOBODY: Due = { ids: [], agentOf: new Map() };

/** One round moves at most so many: each costs a request to the network. */
const MOST_PER_ROUND = 200;

export function createWorker(parts: WorkerParts): Worker {
  const dialling = new Set<Promise<void>>();
  let breakUntilMs = 0;
  let spentUntilMs = 0;
  const agentsInHand = new Set<string>();
  const lookForDue = dueCallbacks(parts, agentsInHand);

  const dial = (id: string, agent: PairedAgent | undefined) => {
    const dialled = guarded(parts.logger, 'dial', async () => {
      const answer = await (agent ? dialForAgent(parts, id, agent) : dialCallback(parts, id));
      if (answer === 'slowDown') breakUntilMs = parts.clock.nowMs() + BREAK_MS;
    });
    dialling.add(dialled);
    if (agent) agentsInHand.add(agent.id);
    void dialled.finally(() => {
      dialling.delete(dialled);
      if (agent) agentsInHand.delete(agent.id);
    });
  };

  const due = async (): Promise<Due> => {
    const nowMs = parts.clock.nowMs();
    const { values } = await parts.thresholds.now();
    // What would only wait for its turn at the pacer need not hold a seat yet
    const places = Math.ceil(values.dialPerSecond) + 1 - dialling.size;
    if (nowMs < Math.max(breakUntilMs, spentUntilMs) || places <= 0 || !isOpen(parseHours(values.callbackHours), nowMs)) return NOBODY;
    if (await isSpent(parts, values.dialPerSecond, nowMs)) {
      spentUntilMs = nowMs + LOOK_AT_SPEND_AGAIN_MS;
      return NOBODY;
    }
    await parts.pacer.setRate(values.dialPerSecond);
    return lookForDue(values, nowMs, places);
  };

  const worker: Worker = {
    promote: () =>
      guarded(parts.logger, 'promote', async () => {
        let { ids, agentOf } = NOBODY;
        // A list that does not answer must not keep those on hold waiting
        await guarded(parts.logger, 'due', async () => {
          ({ ids, agentOf } = await due());
        });
        for (const id of await promoteWaiting(parts, MOST_PER_ROUND, ids)) dial(id, agentOf.get(id));
      }),
    recover: () => guarded(parts.logger, 'recover', () => recoverCallbacks(parts, parts.clock.nowMs())),
    requote: () => guarded(parts.logger, 'requote', () => requoteCallbacks(parts)),
    sweep: async () => {
      await Promise.all([
        guarded(parts.logger, 'sweep seats', () => sweepSeats(parts)),
        guarded(parts.logger, 'sweep holds', () => parts.bookings.sweep(parts.clock.nowMs())),
        guarded(parts.logger, 'sweep agents', () => parts.agents.sweep()),
      ]);
    },
    idle: async () => {
      while (dialling.size > 0) await Promise.all(dialling);
    },
    start: (every) => {
      const stops = [
        every(PROMOTE_EVERY_MS, worker.promote),
        every(RECOVER_EVERY_MS, worker.recover),
        every(SWEEP_EVERY_MS, worker.sweep),
        every(REQUOTE_EVERY_MS, worker.requote),
      ];
      return async () => {
        await Promise.all(stops.map((stop) => stop()));
        await worker.idle();
      };
    },
  };
  return worker;
}

/** Rings the agent first, if they are still free. */
async function dialForAgent(parts: WorkerParts, id: string, agent: PairedAgent): Promise<Dialled> {
  const taken = await takeInHand(parts, id, agent);
  if (typeof taken === 'string') return taken === 'failed' ? 'failed' : 'notOurs';
  return ringAgent(parts, taken);
}

async function sweepSeats({ frontDoor, logger }: WorkerParts): Promise<void> {
  const freed = await frontDoor.sweep();
  if (freed.length > 0) logger.warn({ freed: freed.length }, 'seats freed whose calls showed no sign of life');
}
