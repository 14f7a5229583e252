import { createAdviceBoard } from './admission/redis-advice.ts';
import { FORESEE_EVERY_MS, foresee } from './admission/redis-foresight.ts';
import { createPacer } from './callbacks/redis-pacer.ts';
import { createTelephone } from './callbacks/twilio-telephone.ts';
import { AUTO_TUNE_EVERY_MS, autoTuneRound } from './calls/auto-tune.ts';
import { CANCEL_EVERY_MS, cancelAgentLegs } from './calls/cancel-agent-legs.ts';
import { COUNT_STOCK_EVERY_MS, stockCounter } from './calls/count-stock.ts';
import { drainBookingWishes } from './calls/drain-booking-wishes.ts';
import { drainOutbox } from './calls/drain-outbox.ts';
import { noteAllCallbacks } from './calls/note-all-callbacks.ts';
import { offerPlaces } from './calls/offer-places.ts';
import { PAIR_EVERY_MS, pairWaiting } from './calls/pair-waiting.ts';
import { RELEASE_EVERY_MS, releaseSlots } from './calls/release-slots.ts';
import { remind } from './calls/remind.ts';
import { createRounds, type Rounds } from './calls/rounds.ts';
import { sendMessages } from './calls/send-messages.ts';
import { SWEEP_RECORDS_EVERY_MS, sweepAtNight } from './calls/sweep-records.ts';
import { tuneAdmission } from './calls/tune-admission.ts';
import { createWorker, type Worker } from './calls/worker.ts';
import type { House } from './compose.ts';
import { createAuditLog } from './ops/pg-audit.ts';
import { createRetention } from './ops/pg-retention.ts';
import { every } from './platform/every.ts';
import { newId } from './platform/ids.ts';

export interface WorkerRole {
  worker: Worker;
  /** Named jobs that stand alone, like `messages`, `offers`, `reminders`. */
  rounds: Rounds;
  close(): Promise<void>;
}

/** A store that was away is made up for at this pace. */
const DRAIN_EVERY_MS = 500;
const NOTE_EVERY_MS = 1_000;
/** Who was not heard of for a minute or two has hung up: no hurry. */
const SWEEP_LANES_EVERY_MS = 5_000;
const MESSAGES_EVERY_MS = 1_000;
/** "Passed on at once": what is refused or comes back is somebody else's within a second. */
const OFFERS_EVERY_MS = 1_000;
const REMINDERS_EVERY_MS = 10 * 60_000;

/** The worker: moves waiting calls up, rings back, clears away. `ticking`: false leaves every round to the caller (tests). */
export async function startWorker(house: House, { ticking = true } = {}): Promise<WorkerRole> {
  const { config, parts } = house;
  const telephone = createTelephone({ ...config.twilio, publicUrl: config.publicUrl, callerId: config.callerId });
  const pacer = await createPacer({ redisUrl: config.redisUrl });
  const worker = createWorker({ ...parts, telephone, pacer });
  const drainer = newId();
  const retained = { retention: createRetention({ pool: house.pool }), audit: createAuditLog(house.pool) };
  const tuning = tuneAdmission({ log: house.thresholdsLog, live: parts.thresholds, clock: house.clock });
  const tuned = { ...parts, counted: parts.tally, advice: createAdviceBoard({ redis: house.redis }), tuning };
  const rounds = createRounds(house.logger, [
    // Promises made while the list was away come onto it, and a Redis that may have lost the tickets is told of the list
    { name: 'drain', everyMs: DRAIN_EVERY_MS, job: () => drainOutbox(parts, drainer) },
    { name: 'note', everyMs: NOTE_EVERY_MS, job: () => noteAllCallbacks({ ...parts, pages: house.pages, notes: house.notes }) },
    { name: 'foresee', everyMs: FORESEE_EVERY_MS, job: () => foresee({ redis: house.redis, clock: house.clock }) },
    { name: 'autoTune', everyMs: AUTO_TUNE_EVERY_MS, job: () => autoTuneRound(tuned) },
    { name: 'pairs', everyMs: PAIR_EVERY_MS, job: () => pairWaiting({ ...parts, telephone }) },
    { name: 'agentLegs', everyMs: CANCEL_EVERY_MS, job: () => cancelAgentLegs({ ...parts, telephone }) },
    { name: 'agentLanes', everyMs: SWEEP_LANES_EVERY_MS, job: () => parts.agentLanes.sweep() },
    { name: 'messages', everyMs: MESSAGES_EVERY_MS, job: () => sendMessages({ ...parts, telephone }) },
    { name: 'bookingWishes', everyMs: DRAIN_EVERY_MS, job: () => drainBookingWishes(parts, drainer) },
    { name: 'offers', everyMs: OFFERS_EVERY_MS, job: () => offerPlaces(parts) },
    { name: 'retention', everyMs: SWEEP_RECORDS_EVERY_MS, job: () => sweepAtNight({ ...parts, ...retained }) },
    { name: 'reminders', everyMs: REMINDERS_EVERY_MS, job: () => remind(parts) },
    { name: 'release', everyMs: RELEASE_EVERY_MS, job: () => releaseSlots({ ...parts, ...house.shelves }) },
    { name: 'stock', everyMs: COUNT_STOCK_EVERY_MS, job: stockCounter({ ...parts, ...house.shelves }) },
  ]);
  const stopRounds = ticking ? rounds.start(every) : async () => undefined;
  const stop = ticking ? worker.start(every) : () => worker.idle();
  return {
    worker,
    rounds,
    async close() {
      await stopRounds();
      await stop();
      await pacer.close();
    },
  };
}
