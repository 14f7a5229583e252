import { createPacer } from './callbacks/redis-pacer.ts';
import { createTelephone } from './callbacks/twilio-telephone.ts';
import { createWorker, type Worker } from './calls/worker.ts';
import type { House } from './compose.ts';
import { every } from './platform/every.ts';

export interface WorkerRole {
  worker: Worker;
  close(): Promise<void>;
}

/** The worker: moves waiting calls up, rings back, clears away. `ticking`: false leaves every round to the caller (tests). */
export async function startWorker(house: House, { ticking = true } = {}): Promise<WorkerRole> {
  const { config, parts } = house;
  const telephone = createTelephone({ ...config.twilio, publicUrl: config.publicUrl, callerId: config.callerId });
  const pacer = await createPacer({ redisUrl: config.redisUrl });
  const worker = createWorker({ ...parts, telephone, pacer });
  const stop = ticking ? worker.start(every) : () => worker.idle();
  return {
    worker,
    async close() {
      await stop();
      await pacer.close();
    },
  };
}
