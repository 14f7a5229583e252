import { Redis } from 'ioredis';
import { createFrontDoor } from '../../src/admission/redis-admission.ts';

/** A process that lets calls and callbacks in for ever, until it is killed. Started by a test as `seat-taker.ts REDIS_URL`. */
const redis = new Redis(process.argv[2] as string);
const clock = { nowMs: () => Date.now(), offsetMs: () => 0 };
const door = createFrontDoor({ redis, clock, localDay: () => '2021-01-25' });
for (let call = 0; ; call++) {
  await Promise.all([
    door.admit({ callSid: `CA taken ${call}`, caller: `caller ${call}` }),
    door.promote(1, [`cb taken ${call}`]),
    door.renew('CA taken 0'),
  ]);
}
