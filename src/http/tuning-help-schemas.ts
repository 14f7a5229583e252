import { z } from 'zod';
import { count, reason, text, thresholdValue } from './api-schemas.ts';

/** What `/ops/api/advice` and `/ops/api/shadow` take and give. */

const rate = z.number().min(0);

export const adviceReply = z
  .object({
    advice: z.object({
      admitPerSecond: rate,
      targetPerSecond: rate.describe('What is absorbed, without the gentleness of the way there.'),
      floorPerSecond: rate,
      direction: z.enum(['up', 'down', 'stay']),
      limit: z.enum(['agents', 'seats', 'bookings', 'floor']).describe('What limits the target.'),
      reasons: z.array(z.string()),
    }),
    thresholdsVersion: count,
    admitPerSecond: rate.describe('What counted when it was advised.'),
    applied: z.boolean().describe('Put into force by autoTune=on.'),
    atMs: count,
    ageSeconds: count,
  })
  .nullable()
  .describe('null: no worker has looked in the last hour, or autoTune is off.');

export const shadowBody = z.strictObject({
  values: z.record(text(64), thresholdValue).describe('How the candidate differs from what counts now.'),
  reason: reason.exactOptional(),
});

export const shadowRun = z.object({
  id: z.string(),
  startedAtMs: count,
  startedBy: z.string(),
  reason: z.string().exactOptional(),
  changes: z.record(z.string(), thresholdValue),
  values: z.record(z.string(), thresholdValue).describe('All of the candidate’s thresholds.'),
});

const figures = z.object({
  decisions: z.object({ admitted: count, queued: count, callbackOffered: count, known: count, busy: count }),
  people: count,
  attempts: count,
  activeCalls: count,
  onHold: count,
  estimatedWaitSeconds: z.number().nullable().describe('null: cannot be said yet.'),
  openCallbacks: count,
});

export const shadowReply = z
  .object({
    run: shadowRun,
    live: figures.describe('Since the candidate was started, or since local midnight.'),
    shadow: figures.extend({ spared: count.describe('Calls that would not have come: the candidate would have served their callers.') }),
  })
  .nullable()
  .describe('null: no candidate runs.');
