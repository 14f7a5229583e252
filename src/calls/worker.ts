import { isOpen, parseHours } from '../callbacks/calling-hours.ts';
import { spendCapMinutes } from '../callbacks/spend.ts';
import { HotlineError, messageOf } from '../platform/errors.ts';
import type { Every } from '../platform/every.ts';
import { BREAK_MS, dialCallback } from './dial-callbacks.ts';
import type { Parts } from './parts.ts';
import type { CallbackRequest } from './ports/callbacks.ts';
import type { Promises } from './ports/promises.ts';
import type { Pacer, Telephone } from './ports/telephone.ts';
import { promoteWaiting } from './promote-waiting.ts';
import { recoverCallbacks } from './recover-callbacks.ts';
import { requoteCallbacks } from './requote-callbacks.ts';

/** What happens without anybody ringing: waiting calls move up, callbacks are rung, what is left over is cleared away. */
export type WorkerParts = Pick<Parts, 'clock' | 'logger' | 'frontDoor' | 'thresholds' | 'callbacks' | 'bookings' | 'agents'> & {
  onTheLine: Parts['onTheLine'];
  spend: Parts['spend'];
  promises: Promises;
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

/** One round moves at most so many: each costs a request to the network. */
const MOST_PER_ROUND = 200;

export function createWorker(parts: WorkerParts): Worker {
  const dialling = new Set<Promise<void>>();
  let breakUntilMs = 0;
  let spentUntilMs = 0;

  const dial = (id: string) => {
    const dialled = guarded(parts, 'dial', async () => {
      if ((await dialCallback(parts, id)) === 'slowDown') breakUntilMs = parts.clock.nowMs() + BREAK_MS;
    });
    dialling.add(dialled);
    void dialled.finally(() => dialling.delete(dialled));
  };

  const due = async (): Promise<CallbackRequest[]> => {
    const nowMs = parts.clock.nowMs();
    const { values } = await parts.thresholds.now();
    // What would only wait for its turn at the pacer need not hold a seat yet
    const places = Math.ceil(values.dialPerSecond) + 1 - dialling.size;
    if (nowMs < Math.max(breakUntilMs, spentUntilMs) || places <= 0 || !isOpen(parseHours(values.callbackHours), nowMs)) return [];
    if (await isSpent(parts, values.dialPerSecond, nowMs)) {
      spentUntilMs = nowMs + LOOK_AT_SPEND_AGAIN_MS;
      return [];
    }
    await parts.pacer.setRate(values.dialPerSecond);
    return dueCallbacks(parts, nowMs, places);
  };

  const worker: Worker = {
    promote: () =>
      guarded(parts, 'promote', async () => {
        const dueIds: string[] = [];
        // A list that does not answer must not keep those on hold waiting
        await guarded(parts, 'due', async () => void dueIds.push(...(await due()).map((request) => request.id)));
        for (const id of await promoteWaiting(parts, MOST_PER_ROUND, dueIds)) dial(id);
      }),
    recover: () => guarded(parts, 'recover', async () => void (await recoverCallbacks(parts, parts.clock.nowMs()))),
    requote: () => guarded(parts, 'requote', async () => void (await requoteCallbacks(parts))),
    sweep: async () => {
      await Promise.all([
        guarded(parts, 'sweep seats', () => sweepSeats(parts)),
        guarded(parts, 'sweep holds', async () => void (await parts.bookings.sweep(parts.clock.nowMs()))),
        guarded(parts, 'sweep agents', () => parts.agents.sweep()),
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

/** The minutes of this hour are used up: an alarm, for somebody may be earning by our calls, and nobody is rung until the next hour. */
async function isSpent({ spend, logger }: WorkerParts, dialPerSecond: number, nowMs: number): Promise<boolean> {
  const minutes = await spend.minutesThisHour(nowMs);
  const capMinutes = spendCapMinutes(dialPerSecond);
  if (minutes < capMinutes) return false;
  logger.error({ code: 'CALLBACK_SPEND_CAP', minutes, capMinutes }, 'dialling pauses until the next hour: too many minutes in this one');
  return true;
}

/** Those whose time has come, in ticket order; a human's callback only while a human is free to take it. */
async function dueCallbacks({ callbacks, agents }: WorkerParts, nowMs: number, places: number): Promise<CallbackRequest[]> {
  const [forMenu, { available }] = await Promise.all([callbacks.due(nowMs, places, 'menu'), agents.counts()]);
  const free = available > 0 ? available - (await callbacks.underway('human')) : 0;
  if (free <= 0) return forMenu;
  const forHuman = await callbacks.due(nowMs, Math.min(free, places), 'human');
  return [...forMenu, ...forHuman].sort((one, other) => one.ticketAtMs - other.ticketAtMs).slice(0, places);
}

async function sweepSeats({ frontDoor, logger }: WorkerParts): Promise<void> {
  const freed = await frontDoor.sweep();
  if (freed.length > 0) logger.warn({ freed: freed.length }, 'seats freed whose calls showed no sign of life');
}

/** One round's error ends this round only. */
async function guarded({ logger }: WorkerParts, round: string, job: () => Promise<void>): Promise<void> {
  try {
    await job();
  } catch (thrown) {
    logger.error(
      { code: thrown instanceof HotlineError ? thrown.code : 'UNEXPECTED', round, cause: messageOf(thrown) },
      'worker round failed',
    );
  }
}
