import { createAdviceBoard } from './admission/redis-advice.ts';
import { FORESEE_EVERY_MS, foresightRound } from './admission/redis-foresight.ts';
import { createPacer } from './callbacks/redis-pacer.ts';
import { createTelephone } from './callbacks/twilio-telephone.ts';
import { type Aftermath, createAftermath } from './calls/aftermath.ts';
import { AUTO_TUNE_EVERY_MS, autoTuneTick } from './calls/auto-tune.ts';
import { tuneAdmission } from './calls/tune-admission.ts';
import { createWorker, type Worker } from './calls/worker.ts';
import type { House } from './compose.ts';
import { every } from './platform/every.ts';
import { newId } from './platform/ids.ts';

export interface WorkerRole {
  worker: Worker;
  aftermath: Aftermath;
  close(): Promise<void>;
}

/** A store that was away is made up for at this pace. */
const DRAIN_EVERY_MS = 500;
const NOTE_EVERY_MS = 1_000;

/** The worker: moves waiting calls up, rings back, clears away. `ticking`: false leaves every round to the caller (tests). */
export async function startWorker(house: House, { ticking = true } = {}): Promise<WorkerRole> {
  const { config, parts } = house;
  const telephone = createTelephone({ ...config.twilio, publicUrl: config.publicUrl, callerId: config.callerId });
  const pacer = await createPacer({ redisUrl: config.redisUrl });
  const worker = createWorker({ ...parts, telephone, pacer });
  const aftermath = createAftermath({ ...parts, pages: house.pages, notes: house.notes }, newId());
  const foresee = foresightRound({ redis: house.redis, clock: house.clock, log: house.logger });
  const stops = ticking
    ? [every(DRAIN_EVERY_MS, aftermath.drain), every(NOTE_EVERY_MS, aftermath.note), every(FORESEE_EVERY_MS, foresee)]
    : [];
  const stop = ticking ? worker.start(every) : () => worker.idle();
  const tuning = tuneAdmission({ log: house.thresholdsLog, live: parts.thresholds, clock: house.clock });
  const tick = autoTuneTick({ ...parts, counted: parts.tally, advice: createAdviceBoard({ redis: house.redis }), tuning });
  const stopTuning = ticking ? every(AUTO_TUNE_EVERY_MS, tick) : async () => undefined;
  return {
    worker,
    aftermath,
    async close() {
      await Promise.all(stops.map((end) => end()));
      await stopTuning();
      await stop();
      await pacer.close();
    },
  };
}
